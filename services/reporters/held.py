"""Who is told that somebody cannot be written to until they write (WeChat).

Staff must not miss a case because of that: their alerts go to others who can be told. What was to
be said to a reporter waits for them, and whoever has the case knows it.
"""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models.cases import Case
from models.outbox import MessageState, OutMessage
from models.people import Account
from services.casework import alerts, reach
from services.casework.lifecycle import ladder_subject
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Choice, Command
from services.delivery.retelling import tell_elsewhere
from services.identity import people
from services.rules import rules_of
from services.store import written_out
from services.texts.casework import cases as case_texts
from services.texts.casework import held as texts
from services.texts.phrases import Phrase


def tell_while_held(session: Session, message: OutMessage, clock: Clock) -> bool:
    """Tell others that a message is held, or its receiver by another door that pushes.

    A part of a talk stays where they talk.

    Returns:
        Whether another door tells it, so that it need not be held.
    """
    case = None if message.case_id is None else session.get(Case, message.case_id)
    is_alert = case is not None and message.subject == alerts.subject(case.id)
    if case is not None and is_alert and not alerts.waits_for_anybody(case):
        return False
    is_whole = message.conversation_id is None and not message.parts_sent
    if is_whole and tell_elsewhere(session, message, clock, is_pushed=True):
        return True
    if case is None:
        return False
    is_card = message.card_id is not None and alerts.waits_for_anybody(case)
    if is_alert or is_card or message.subject == ladder_subject(case.id):
        _tell_others(session, case, message, clock)
    elif _person_of(session, message) == case.reporter_id and _is_first(session, message):
        _tell_owner(session, case, clock)
    return False


def tell_given_up(session: Session, message_ids: Sequence[int], clock: Clock) -> None:
    """Tell whoever has a case, once, that its reporter never saw what was held for them."""
    found = session.exec(
        select(Case)
        .join(OutMessage, col(OutMessage.case_id) == Case.id)
        .join(Account, col(Account.id) == OutMessage.account_id)
        .where(col(OutMessage.id).in_(message_ids), Account.person_id == Case.reporter_id)
        .distinct()
        .order_by(col(Case.id))
    ).all()
    for case in found if message_ids else ():
        phrases, contact = _how_to_call(session, case)
        alerts.tell_owner(
            session, case, texts.GIVEN_UP(number=case.number), clock, phrases, contact
        )


def _tell_others(session: Session, case: Case, message: OutMessage, clock: Clock) -> None:
    """Tell whoever else answers for the place, unless one of them was told."""
    subjects = (alerts.subject(case.id), ladder_subject(case.id))
    unheard = {*_list_unheard(session, subjects), _person_of(session, message)} - {None}
    others = reach.find_responsible(
        session, case, unheard=[it for it in unheard if it is not None]
    )
    if others and not outbox.is_told(session, message, others):
        alerts.tell_alert(session, case, others, clock)


def _list_unheard(session: Session, subjects: tuple[str, ...]) -> set[int | None]:
    """List for whom word of this is held: they are not told of it again."""
    found = session.exec(
        select(col(Account.person_id))
        .join(OutMessage, col(OutMessage.account_id) == Account.id)
        .where(
            col(OutMessage.subject).in_(subjects),
            col(OutMessage.state).in_(outbox.UNSAID),
            OutMessage.state == MessageState.HELD,
        )
    )
    return set(found)


def _tell_owner(session: Session, case: Case, clock: Clock) -> None:
    phrases, contact = _how_to_call(session, case)
    days = rules_of(session).messages_kept.days
    said = texts.REPORTER_HELD(number=case.number, days=days)
    alerts.tell_owner(session, case, said, clock, phrases, contact)


def _how_to_call(session: Session, case: Case) -> tuple[tuple[Phrase, ...], tuple[Choice, ...]]:
    """Say how the reporter is reached meanwhile; nothing is said of who stays unnamed."""
    if case.reporter_id is None or case.is_anonymous:
        return (), ()
    if people.get_person(session, case.reporter_id).phone is None:
        return (texts.NO_PHONE(),), ()
    contact = Choice(case_texts.CONTACT(), Command("contact", {"case": case.id}))
    return (texts.CALL_IF_PRESSING(),), (contact,)


def _is_first(session: Session, message: OutMessage) -> bool:
    """Tell whether nothing else of this case is held for them: the office knows it already."""
    other = select(OutMessage.id).where(
        OutMessage.account_id == message.account_id,
        col(OutMessage.state) == written_out(MessageState.HELD),
        OutMessage.case_id == message.case_id,
        OutMessage.id != message.id,
    )
    return session.exec(other.limit(1)).first() is None


def _person_of(session: Session, message: OutMessage) -> int | None:
    account = session.get(Account, message.account_id)
    return None if account is None else account.person_id
