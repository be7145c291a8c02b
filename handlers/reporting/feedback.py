"""What a reporter does with their own cases: look, hurry, take back, judge the answer."""

from collections.abc import Sequence

from handlers.casework.handling import show
from handlers.notices.notices import say_on_notice
from handlers.reporting.cases import SHOWN
from handlers.reporting.following import list_followed, show_public, where_merged
from handlers.reporting.supplements import add, own_case, person, visible_case
from handlers.talking.asking import Option
from handlers.talking.attachments import THAT_IS_ALL, ask_more, hand_in, note
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Pick, Words
from handlers.talking.talk import Talk
from handlers.understanding.sayings import Wish
from models.cases import UNANSWERED, Case, Status
from models.errors import Conflict, Invalid, NotFound
from services.casework import alerts, assigning, cases, enclosures
from services.casework.offers import degrees
from services.casework.todo import in_short
from services.delivery.messages import Choice, Command
from services.reporters import feedback, own_cases, own_choices
from services.reporters.past import list_past
from services.texts import attachments as attachment_texts
from services.texts import talk as talk_texts
from services.texts.casework import cases as texts
from services.texts.casework import reporting
from services.texts.labels import STATUS_LABELS, STEP_LABELS
from services.texts.phrases import Phrase
from services.wording import clip

TAKES_WORDS = frozenset({"add_words", "not_solved"})
"""Of the dialogues that a wish may begin, those that begin with the words it was said in."""


def mine(talk: Talk) -> Reply:
    """List one's own cases (我反映的事): step, who has it, due day."""
    person_id = talk.caller.person_id
    own = () if person_id is None else own_cases.list_own(talk.session, person_id)
    followed, open_followed = list_followed(talk)
    if not own and not followed:
        return reply(texts.NO_CASES())
    if len(own) == 1 and not followed:
        return _card(talk, own[0])
    choices = tuple(
        Choice(texts.OPEN_CASE(number=case.number), Command("case", {"case": case.id}))
        for case in own
    )
    lines = (texts.MY_CASES(), *(_line(talk, case) for case in own)) if own else ()
    return Reply((*lines, *followed), (*choices, *open_followed))


def case(talk: Talk) -> Reply:
    """Show one case to somebody who may see it."""
    return show_linked(talk, str(talk.number("case")))


def show_linked(talk: Talk, case_id: str) -> Reply:
    """Show the case that a button or a link names; to a stranger what anybody may know of it.

    Raises:
        NotFound: there is none, or not for them.
    """
    if not case_id.isdecimal():
        raise NotFound("case_unknown")
    try:
        found = cases.get_visible_case(talk.session, int(case_id), talk.caller.person_id)
    except NotFound:
        return show_public(talk, int(case_id))
    is_own = found.reporter_id == talk.caller.person_id
    return _card(talk, found) if is_own else show(talk, found)


def which_case(talk: Talk) -> Reply:
    """Offer one's open cases, to do with the right one what was meant (rule 7)."""
    said, wish = talk.text("said"), _WISHES.get(talk.text("wish"))
    if wish is None:
        raise Invalid("button_outdated")
    own = candidates(own_cases.list_own_open(talk.session, person(talk)), wish)
    choices: list[Choice] = []
    for found in own:
        command = meant(found, wish)
        words = said if command.dialogue in TAKES_WORDS else ""
        label = texts.WHICH_LINE(number=found.number, words=_short_words(talk, found))
        about = dict(command.about) | {"words": words}
        choices.append(Choice(label, Command(command.dialogue, about)))
    return Reply((texts.WHICH_CASE(),), tuple(choices))


def candidates(own: Sequence[Case], wish: Wish) -> Sequence[Case]:
    """Give the cases that a reporter may mean."""
    match wish:
        case Wish.URGE | Wish.CORRECTION | Wish.SUPPLEMENT:
            return [case for case in own if case.status in UNANSWERED]
        case Wish.GOOD:
            answered = [case for case in own if case.status is Status.ANSWERED]
            return answered or [case for case in own if case.status in UNANSWERED]
        case Wish.AGAIN:
            if any(case.status is Status.ANSWERED for case in own):
                return [case for case in own if case.status not in UNANSWERED]
            return own  # the one that is watched, or another that nobody has answered yet


def meant(case: Case, wish: Wish) -> Command:
    """Give what is done with a case when its reporter says this."""
    about = {"case": case.id, "round": case.round}
    match wish:
        case Wish.URGE:
            return Command("urge", about)
        case Wish.GOOD if case.status is Status.ANSWERED:
            return Command("solved", about)
        case Wish.GOOD:
            return Command("withdraw", about | {"well": 1})
        case Wish.SUPPLEMENT:
            return Command("supplement", about)
        case Wish.AGAIN if case.status not in UNANSWERED:
            return Command("not_solved", about)
        case Wish.AGAIN | Wish.CORRECTION:
            return Command("add_words", about)


def urge(talk: Talk) -> Reply:
    """Ask the office to hurry (催一下)."""
    found, me = visible_case(talk), person(talk)
    due = found.due_at
    number = talk.do("urge", lambda: feedback.urge_case(talk.session, found.id, me, talk.clock))
    return reply(texts.URGE_DONE(number=number, due=due), case_id=found.id)


def withdraw(talk: Talk) -> Reply:
    """Take one's case back (撤回), or say that all is well (已经好了), asked once more."""
    found = own_case(talk)
    if found.status not in UNANSWERED | {Status.MERGED}:
        raise Conflict("already_answered", number=found.number)
    said_well = "well" in talk.about
    question = texts.WELL_SURE if said_well else texts.WITHDRAW_SURE
    options = _WELL if said_well else _WITHDRAW
    sure = talk.ask("sure", Pick[str]((question(number=found.number),), options))
    if sure == "no":
        return reply(texts.WITHDRAW_LEFT(number=found.number), case_id=found.id)
    me, is_well = person(talk), sure == "well"
    number = talk.do(
        "withdraw",
        lambda: feedback.withdraw_case(talk.session, found.id, me, talk.clock, is_well=is_well),
    )
    return reply((texts.WELL_DONE if is_well else texts.WITHDRAW_DONE)(number=number))


def solved(talk: Talk) -> Reply:
    """Say that it is solved (解决了); satisfaction may follow."""
    me, case_id, round_ = person(talk), talk.number("case"), talk.number("round")
    number = talk.do(
        "solved",
        lambda: feedback.confirm_solved(talk.session, case_id, me, round_, talk.clock),
    )
    return Reply((texts.THANKS_SOLVED(number=number),), degrees(case_id, round_), case_id)


def not_solved(talk: Talk) -> Reply:
    """Say that it is not (没解决): done again under its number."""
    return _reopen(talk, was_contacted=True)


def nobody_came(talk: Talk) -> Reply:
    """Say that nobody was in touch (没人联系我): done again, and that is kept."""
    return _reopen(talk, was_contacted=False)


def _reopen(talk: Talk, *, was_contacted: bool) -> Reply:
    """Do it again at once: the press counts even if no word follows."""
    me, case_id, round_ = person(talk), talk.number("case"), talk.number("round")
    said = talk.ask("words", Words(())) if talk.has("words") else ""

    def write() -> str:
        hand_in(talk, case_id)
        return feedback.reopen_case(
            talk.session, case_id, me, round_, said, talk.clock, was_contacted=was_contacted
        )

    number = talk.do("reopen", write)
    again = texts.REOPENED_FOR_YOU(number=number, round=round_ + 1)
    if said and not talk.expects_more("more"):
        return reply(again, case_id=case_id)
    came = note(talk, attachment_texts.ANYTHING_MORE)
    end = THAT_IS_ALL if came else Option(talk_texts.SKIP(), "")
    more = talk.ask("more", Words(came or (again, texts.WHAT_IS_LEFT()), extra=(end,)))
    if not more and not came:
        return reply(texts.WELL_NOTED(), case_id=case_id)
    return add(talk, ask_more(talk, more, attachment_texts.ANYTHING_MORE))


def _card(talk: Talk, found: Case) -> Reply:
    words, place = alerts.words_of(talk.session, found)
    who = assigning.holder_name(talk.session, found) or texts.NOBODY_YET()
    template = texts.CASE_CARD if found.status in UNANSWERED else texts.CASE_CARD_OVER
    if found.status is Status.DECLINED:
        template = texts.CASE_CARD_DECLINED
    card = template(
        number=found.number,
        step=STEP_LABELS[found.step](),
        status=STATUS_LABELS[found.status](),
        words=clip(words, SHOWN),
        place=place or reporting.PLACE_NOT_SAID(),
        who=who,
        due=found.due_at,
    )
    again = (texts.CASE_CARD_AGAIN(round=found.round),) if found.round > 1 else ()
    what = enclosures.describe_case(talk.session, found.id)
    attached = tuple(row.id for row in enclosures.list_of_case(talk.session, found.id))
    lines = (
        *again,
        *where_merged(talk, found),
        *(() if what is None else (what,)),
        *say_on_notice(talk, found),
        *list_past(talk.session, found),
    )
    choices = tuple(own_choices.list_choices(talk.session, found))
    return Reply((card, *lines), choices, found.id, attachments=attached)


def _line(talk: Talk, found: Case) -> Phrase:
    return texts.MY_CASE_LINE(
        number=found.number,
        step=STEP_LABELS[found.step](),
        status=STATUS_LABELS[found.status](),
        words=_short_words(talk, found),
    )


def _short_words(talk: Talk, found: Case) -> str:
    words, _ = alerts.words_of(talk.session, found)
    return in_short(words)


_WISHES = {str(wish): wish for wish in Wish}
_WITHDRAW = (
    Option(texts.WITHDRAW_YES(), "yes"),
    Option(texts.ALL_WELL(), "well"),
    Option(texts.WITHDRAW_NO(), "no"),
)
_WELL = (Option(texts.WELL_YES(), "well"), Option(texts.WELL_NO(), "no"))
