"""What staff do from the chat with a case: one press, or one press and one sentence."""

from handlers.messages import Reply, reply
from handlers.prompts import Words
from handlers.talk import Option, Talk
from models.cases import Case
from models.errors import NotAllowed
from services import alerts, cases, handling, todo as todos
from services.outbox import Choice, Command
from services.texts import cases as texts
from services.texts.phrases import Phrase


def sign(talk: Talk) -> Reply:
    """Sign a case (签收)."""
    case_id, me = _case_id(talk), _me(talk)
    talk.do("sign", lambda: handling.sign_case(talk.session, case_id, me, talk.clock))
    case = cases.get_visible_case(talk.session, case_id, me)
    return reply(
        texts.SIGNED(number=case.number, due=case.due_at),
        choices=alerts.owner_actions(case),
        case_id=case_id,
    )


def contact(talk: Talk) -> Reply:
    """Show how to reach the reporter, written down first; or pass a sentence on."""
    case_id, me = _case_id(talk), _me(talk)

    def view() -> list[str]:
        number, found = handling.view_contact(talk.session, case_id, me, talk.clock)
        return [number, found.name, found.phone]

    number, name, phone = talk.do("view", view)
    known = texts.CONTACT_KNOWN if phone else texts.CONTACT_UNKNOWN
    shown = known(number=number, name=name, phone=phone)
    words = talk.ask(
        "words",
        Words((shown, texts.RELAY_WORDS()), extra=(Option(texts.NO_RELAY(), ""),)),
    )
    if not words:
        return reply(texts.CONTACT_DONE())
    talk.do("relay", lambda: handling.relay(talk.session, case_id, me, words, talk.clock))
    return reply(texts.RELAY_DONE(), case_id=case_id)


def return_(talk: Talk) -> Reply:
    """Give a case back with a reason (退回)."""
    case = _visible(talk)
    number, me = case.number, _me(talk)
    reason = talk.ask("words", Words((texts.RETURN_WHY(number=number),), least=2))
    talk.do(
        "return",
        lambda: handling.return_case(talk.session, _case_id(talk), me, reason, talk.clock),
    )
    return reply(texts.RETURNED(number=number))


def settle(talk: Talk) -> Reply:
    """Settle a case on the spot (当场办结)."""
    case = _visible(talk)
    number, me = case.number, _me(talk)
    words = talk.ask("words", Words((texts.ANSWER_WHAT(number=number),), least=2))
    talk.do(
        "settle",
        lambda: handling.settle_case(talk.session, _case_id(talk), me, words, talk.clock),
    )
    return reply(texts.ANSWER_SENT(number=number), case_id=_case_id(talk))


def answer(talk: Talk) -> Reply:
    """Answer a case one has signed (答复)."""
    case = _visible(talk)
    number, me = case.number, _me(talk)
    words = talk.ask("words", Words((texts.ANSWER_WHAT(number=number),), least=2))
    talk.do(
        "answer",
        lambda: handling.answer_case(talk.session, _case_id(talk), me, words, talk.clock),
    )
    return reply(texts.ANSWER_SENT(number=number), case_id=_case_id(talk))


def todo(talk: Talk) -> Reply:
    """List what waits for this person, the most pressing first (待办)."""
    waiting = todos.list_waiting(talk.session, _me(talk))
    if not waiting:
        return reply(texts.NOTHING_TO_DO())
    lines = [_line(talk, case) for case in waiting]
    choices = tuple(
        Choice(texts.OPEN_CASE(number=case.number), Command("handle", {"case": case.id}))
        for case in waiting
    )
    return Reply((texts.TO_DO(count=len(waiting)), *lines), choices)


def received(talk: Talk) -> Reply:
    """Somebody wrote 「收到」: offer what they have not signed (rule 6)."""
    unsigned = todos.list_unsigned(talk.session, _me(talk))
    if not unsigned:
        return reply(texts.NOTHING_UNSIGNED())
    choices = tuple(
        Choice(texts.SIGN_NUMBER(number=case.number), Command("sign", {"case": case.id}))
        for case in unsigned
    )
    return Reply((texts.UNSIGNED(count=len(unsigned)),), choices)


def handle(talk: Talk) -> Reply:
    """Open one case of the list, with what may be done."""
    case = _visible(talk)
    words, place = alerts.words_of(talk.session, case)
    offered = alerts.owner_actions(case) if case.owner_id == _me(talk) else alerts.actions(case)
    return Reply((alerts.alert(talk.session, case, words, place),), offered, case.id)


def _line(talk: Talk, case: Case) -> Phrase:
    words, _ = alerts.words_of(talk.session, case)
    return texts.TO_DO_LINE(
        number=case.number,
        status=texts.STATUS_LABELS[case.status](),
        due=case.due_at,
        words=todos.in_short(words),
    )


def _case_id(talk: Talk) -> int:
    return int(talk.about["case"])


def _visible(talk: Talk) -> Case:
    return cases.get_visible_case(talk.session, _case_id(talk), talk.caller.person_id)


def _me(talk: Talk) -> int:
    if talk.caller.person_id is None:
        raise NotAllowed("not_allowed")
    return talk.caller.person_id
