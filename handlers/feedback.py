"""What a reporter does with their own cases: look, add, hurry, take back, judge the answer."""

from handlers.cases import case_choices, report
from handlers.messages import Reply, reply
from handlers.prompts import Pick, Words
from handlers.talk import Option, Talk
from models.cases import UNANSWERED, Case, Status
from models.errors import NotFound
from services import alerts, cases, feedback, timeline
from services.handling import rating_choices
from services.outbox import Choice, Command
from services.texts import cases as texts
from services.texts import talk as talk_texts
from services.texts.phrases import Phrase, verbatim
from services.todo import in_short

LINES_SHOWN = 8


def mine(talk: Talk) -> Reply:
    """List one's own cases (我反映的事): step, who has it, due day."""
    person_id = talk.caller.person_id
    own = [] if person_id is None else cases.list_own(talk.session, person_id)
    if not own:
        return reply(texts.NO_CASES())
    if len(own) == 1:
        return _card(talk, own[0])
    choices = tuple(
        Choice(texts.OPEN_CASE(number=case.number), Command("case", {"case": case.id}))
        for case in own
    )
    return Reply((texts.MY_CASES(), *(_line(talk, case) for case in own)), choices)


def case(talk: Talk) -> Reply:
    """Show one case to somebody who may see it."""
    return _card(talk, _visible(talk))


def supplement(talk: Talk) -> Reply:
    """Add words to one's case (补充)."""
    words = talk.ask("words", Words((texts.SUPPLEMENT_WHAT(),)))
    return _supplement(talk, words)


def add_words(talk: Talk) -> Reply:
    """Words that probably belong to a case: add them, or make another one (rules 4 and 7)."""
    found = _visible(talk)
    words = talk.ask("words", Words((texts.SUPPLEMENT_WHAT(),)))
    if found.reporter_id != talk.caller.person_id or found.status is Status.CLOSED:
        return report(talk)
    if "sure" in talk.about:
        return _supplement(talk, words)
    to_this = talk.ask(
        "which",
        Pick[bool](
            (texts.ADD_OR_NEW(number=found.number, words=words),),
            (Option(texts.ADD_TO_THIS(), True), Option(texts.ANOTHER(), False)),
        ),
    )
    return _supplement(talk, words) if to_this else report(talk)


def urge(talk: Talk) -> Reply:
    """Ask the office to hurry (催一下)."""
    me, case_id = _me(talk), _case_id(talk)
    number = talk.do("urge", lambda: feedback.urge_case(talk.session, case_id, me, talk.clock))
    return reply(texts.URGE_DONE(number=number), case_id=case_id)


def withdraw(talk: Talk) -> Reply:
    """Take one's case back (撤回), asked once more."""
    found = _visible(talk)
    options = (
        Option(texts.WITHDRAW_YES(), "yes"),
        Option(texts.ALL_WELL(), "well"),
        Option(texts.WITHDRAW_NO(), "no"),
    )
    sure = talk.ask("sure", Pick[str]((texts.WITHDRAW_SURE(number=found.number),), options))
    if sure == "no":
        return reply(texts.WITHDRAW_LEFT(number=found.number))
    me = _me(talk)
    number = talk.do(
        "withdraw", lambda: feedback.withdraw_case(talk.session, found.id, me, talk.clock)
    )
    return reply(texts.WITHDRAW_DONE(number=number))


def solved(talk: Talk) -> Reply:
    """Say that it is solved (解决了); satisfaction may follow."""
    me, case_id = _me(talk), _case_id(talk)
    number = talk.do(
        "solved",
        lambda: feedback.confirm_solved(talk.session, case_id, me, _round(talk), talk.clock),
    )
    choices = tuple(
        Choice(label(), Command("rate", {"case": case_id, "satisfaction": satisfaction}))
        for satisfaction, label in (
            (3, texts.VERY_SATISFIED),
            (2, texts.SATISFIED),
            (1, texts.UNSATISFIED),
        )
    )
    return Reply((texts.THANKS_SOLVED(number=number),), choices, case_id)


def not_solved(talk: Talk) -> Reply:
    """Say that it is not (没解决): done again under its number."""
    return _reopen(talk, was_contacted=True)


def nobody_came(talk: Talk) -> Reply:
    """Say that nobody was in touch (没人联系我): done again, and that is kept."""
    return _reopen(talk, was_contacted=False)


def rate(talk: Talk) -> Reply:
    """Keep how satisfied the reporter is."""
    me, case_id = _me(talk), _case_id(talk)
    satisfaction = int(talk.about["satisfaction"])
    talk.do(
        "rate",
        lambda: feedback.rate_case(talk.session, case_id, me, satisfaction, talk.clock),
    )
    return reply(texts.RATED(), case_id=case_id)


def _reopen(talk: Talk, *, was_contacted: bool) -> Reply:
    """Do it again at once: the press counts even if no word follows."""
    me, case_id, round_ = _me(talk), _case_id(talk), _round(talk)
    number = talk.do(
        "reopen",
        lambda: feedback.reopen_case(
            talk.session, case_id, me, round_, "", talk.clock, was_contacted=was_contacted
        ),
    )
    skip = Option(talk_texts.SKIP(), "")
    again = texts.REOPENED_FOR_YOU(number=number, round=round_ + 1)
    words = talk.ask("words", Words((again, texts.WHAT_IS_LEFT()), extra=(skip,)))
    return _supplement(talk, words) if words else reply()


def _supplement(talk: Talk, words: str) -> Reply:
    me, case_id = _me(talk), _case_id(talk)
    number = talk.do(
        "supplement",
        lambda: feedback.supplement_case(talk.session, case_id, me, words, talk.clock),
    )
    return reply(texts.SUPPLEMENT_DONE(number=number), case_id=case_id)


def _card(talk: Talk, found: Case) -> Reply:
    words, place = alerts.words_of(talk.session, found)
    owner = found.owner_id
    who = alerts.staff_name(talk.session, owner) if owner is not None else texts.NOBODY_YET()
    card = texts.CASE_CARD(
        number=found.number,
        round=found.round,
        step=texts.STEP_LABELS[found.step](),
        status=texts.STATUS_LABELS[found.status](),
        words=words,
        place=place or texts.PLACE_NOT_SAID(),
        who=who,
        due=found.due_at,
    )
    choices: tuple[Choice, ...] = ()
    if found.reporter_id == talk.caller.person_id:
        if found.status in UNANSWERED:
            choices = case_choices(found.id)
        elif found.status is Status.ANSWERED:
            choices = rating_choices(found)
    return Reply((card, texts.LAST_LINES(), *_last_lines(talk, found)), choices, found.id)


def _last_lines(talk: Talk, found: Case) -> list[Phrase]:
    lines = timeline.list_lines(talk.session, found)[1:][-LINES_SHOWN:]
    return [
        texts.LINE(
            at=line.at,
            act=texts.ACT_LABELS[line.act](),
            words=verbatim(_said(line)),
        )
        for line in lines
    ]


def _said(line: timeline.Line) -> str:
    words = str((line.told or {}).get("words", ""))
    return f"：{words}" if words else ""


def _line(talk: Talk, found: Case) -> Phrase:
    words, _ = alerts.words_of(talk.session, found)
    return texts.MY_CASE_LINE(
        number=found.number,
        step=texts.STEP_LABELS[found.step](),
        status=texts.STATUS_LABELS[found.status](),
        words=in_short(words),
    )


def _visible(talk: Talk) -> Case:
    return cases.get_visible_case(talk.session, _case_id(talk), talk.caller.person_id)


def _case_id(talk: Talk) -> int:
    return int(talk.about["case"])


def _round(talk: Talk) -> int:
    return int(talk.about["round"])


def _me(talk: Talk) -> int:
    if talk.caller.person_id is None:
        raise NotFound("case_unknown")
    return talk.caller.person_id
