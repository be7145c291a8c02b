"""「我也有这个问题」: following a public case, being asked like its reporter, leaving it."""

from collections.abc import Sequence

from handlers.people.people import agree, call_instead
from handlers.reporting.supplements import person
from handlers.talking.asking import Option
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Words
from handlers.talking.talk import Talk
from models.cases import Case, Status
from services.areas import areas
from services.casework.alerts import for_followers
from services.casework.offers import rating_choices
from services.delivery.messages import Choice, Command
from services.identity import people
from services.reporters import feedback, followers, following
from services.texts import talk as talk_texts
from services.texts.casework import cases as case_texts
from services.texts.casework import following as texts
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.labels import STATUS_LABELS, STEP_LABELS
from services.texts.phrases import Argument, Phrase


def public_case(talk: Talk) -> Reply:
    """Show what anybody may know of a public case, to somebody who named its number."""
    return show_public(talk, talk.number("case"))


def show_public(talk: Talk, case_id: int) -> Reply:
    """Show where a case stands that is not one's own, and what one may do."""
    found = following.get_public(talk.session, case_id, talk.caller.person_id)
    case = following.root_for(talk.session, found, talk.caller.person_id)
    if case is None:
        return reply(texts.MERGED_ONLY(number=found.number))
    about = {"case": case.id}
    me = talk.caller.person_id
    row = None if me is None else followers.find_follower(talk.session, case.id, me)
    choices: tuple[Choice, ...] = ()
    if row is not None and me is not None and following.may_judge(talk.session, case, me):
        choices = for_followers(rating_choices(case))
    elif row is None and case.status is not Status.CLOSED:
        choices = (Choice(texts.ME_TOO(), Command("join_case", about)),)
    if row is not None:
        choices = (*choices, Choice(texts.LEAVE(), Command("leave_case", about)))
    return Reply((_public(talk, case),), choices)


def join_case(talk: Talk) -> Reply:
    """Follow a case, having the same trouble (我也有这个问题)."""
    if not agree(talk):
        return call_instead(talk)
    case_id = talk.number("case")

    def write() -> int:
        me = people.consent(talk.session, talk.caller.account_id, talk.caller.name, talk.clock)
        talk.know(me, has_consented=True)
        return following.join_case(talk.session, case_id, me, talk.clock).id

    case = talk.session.get_one(Case, talk.do("join", write))
    leave = Choice(texts.LEAVE(), Command("leave_case", {"case": case.id}))
    if answer := following.answer_for_all(talk.session, case):
        asked = for_followers(rating_choices(case))
        said = texts.JOINED_ANSWERED(number=case.number, words=answer)
        return reply(said, choices=(*asked, leave))
    return reply(texts.JOINED(number=case.number), choices=(leave,))


def leave_case(talk: Talk) -> Reply:
    """Follow a case no longer (不再关注)."""
    case_id, me = talk.number("case"), person(talk)
    number = talk.do("leave", lambda: following.leave_case(talk.session, case_id, me, talk.clock))
    return reply(texts.LEFT(number=number))


def followed_solved(talk: Talk) -> Reply:
    """Say as one who follows a case that it is solved."""
    case_id, me, round_ = talk.number("case"), person(talk), talk.number("round")
    number = talk.do(
        "solved",
        lambda: following.confirm_followed(talk.session, case_id, me, round_, talk.clock),
    )
    about = {"case": case_id, "round": round_}
    choices = tuple(
        Choice(label(), Command("followed_rate", about | {"satisfaction": satisfaction}))
        for label, satisfaction in (
            (case_texts.VERY_SATISFIED, 3),
            (case_texts.SATISFIED, 2),
            (case_texts.UNSATISFIED, 1),
        )
    )
    return reply(texts.THANKS_SOLVED(number=number), choices=choices)


def followed_not_solved(talk: Talk) -> Reply:
    """Say that it is not."""
    return _deny(talk, was_contacted=True)


def followed_nobody_came(talk: Talk) -> Reply:
    """Say that nobody was in touch."""
    return _deny(talk, was_contacted=False)


def followed_rate(talk: Talk) -> Reply:
    """Keep how satisfied somebody is who follows a case."""
    case_id, me = talk.number("case"), person(talk)
    round_, satisfaction = talk.number("round"), talk.number("satisfaction")
    talk.do(
        "rate",
        lambda: following.rate_followed(talk.session, case_id, me, round_, satisfaction),
    )
    return reply(case_texts.RATED())


def list_followed(talk: Talk) -> tuple[Sequence[Phrase], tuple[Choice, ...]]:
    """Give a line for each case somebody follows, and how to open it."""
    me = talk.caller.person_id
    found = () if me is None else following.list_followed(talk.session, me)
    if not found:
        return (), ()
    lines = [texts.FOLLOWED(), *(_line(talk, case) for case in found)]
    choices = tuple(
        Choice(case_texts.OPEN_CASE(number=it.number), Command("public_case", {"case": it.id}))
        for it in found
    )
    return lines, choices


def where_merged(talk: Talk, case: Case) -> Sequence[Phrase]:
    """Give where a merged case of one's own is handled."""
    if case.status is not Status.MERGED:
        return ()
    root = followers.root_of(talk.session, case)
    stands = {"step": STEP_LABELS[root.step](), "status": STATUS_LABELS[root.status]()}
    if not followers.is_public(root) and root.reporter_id != case.reporter_id:
        return (texts.MERGED_ELSEWHERE(**stands),)
    return (texts.MERGED_INTO(into=root.number, **stands),)


def _deny(talk: Talk, *, was_contacted: bool) -> Reply:
    case_id, me, round_ = talk.number("case"), person(talk), talk.number("round")

    def write() -> int:
        return following.deny_followed(
            talk.session, case_id, me, round_, talk.clock, was_contacted=was_contacted
        ).id

    case = talk.session.get_one(Case, talk.do("deny", write))
    if case.reporter_id == me:
        return _ask_what_is_left(talk, case)
    report = Choice(texts.TO_REPORT(), Command("report", {}))
    return reply(texts.NOT_SOLVED_NOTED(number=case.number), choices=(report,))


def _ask_what_is_left(talk: Talk, own: Case) -> Reply:
    """Ask what is still missing; whoever has their own case now reads it."""
    about: dict[str, Argument] = {
        "number": own.number,
        "round": own.round,
        "due": own.due_at,
    }
    skip = Option(talk_texts.SKIP(), "")
    left = talk.ask("more", Words((texts.OWN_AGAIN_WHAT(**about),), extra=(skip,)))
    if not left:
        return reply(texts.OWN_AGAIN(**about), case_id=own.id)

    def write() -> str:
        return feedback.supplement_case(talk.session, own.id, person(talk), left, talk.clock)

    number = talk.do("supplement", write)
    return reply(case_texts.SUPPLEMENT_DONE(number=number), case_id=own.id)


def _public(talk: Talk, case: Case) -> Phrase:
    area = areas.area_of(talk.session, case.area_id)
    return texts.PUBLIC_CASE(
        number=case.number,
        category=CATEGORY_LABELS[case.category](),
        area=areas.grid_name(talk.session, area),
        step=STEP_LABELS[case.step](),
        status=STATUS_LABELS[case.status](),
    )


def _line(talk: Talk, case: Case) -> Phrase:
    area = areas.area_of(talk.session, case.area_id)
    return texts.FOLLOWED_LINE(
        number=case.number,
        step=STEP_LABELS[case.step](),
        status=STATUS_LABELS[case.status](),
        category=CATEGORY_LABELS[case.category](),
        area=areas.grid_name(talk.session, area),
    )
