"""What becomes of the matters of somebody who is erased: withdrawn, or carried on without them."""

import re
from collections.abc import Collection, Sequence

from sqlalchemy import delete, select, update
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from models.base import table
from models.case_offers import CaseOffer
from models.cases import UNANSWERED, Case, Status
from models.following import Follower
from models.media import Attachment
from models.notices import Notice, Objection, ObjectionState
from models.outbox import OPEN_STATES, MessageState, OutMessage
from models.people import Account, Door
from models.screens import ScreenLine
from models.timeline import Act
from services.attachments import media
from services.case_files import timeline
from services.case_files.timeline import Told
from services.casework import alerts, offers
from services.clock import Clock
from services.delivery import outbox
from services.delivery.outbox import UNSAID
from services.identity import people
from services.identity.people import Contact
from services.reporters import feedback
from services.store import lock_all
from services.texts import erasing as texts

_NUMBERS = re.compile(r"(?<!\d)(?:\+?86[- ]?)?\d(?:[- ]?\d){6,19}[Xx]?(?![\dXx])", re.ASCII)
"""Phones, identity cards and bank cards, however they are grouped: seven digits and more."""

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)

_outbox, _screens, _objections = table(OutMessage), table(ScreenLine), table(Objection)


def leave_cases(
    session: Session, person_id: int, key_ids: Collection[int], clock: Clock, *, goes_on: bool
) -> None:
    """Take somebody out of every case they have to do with, and write that into its file.

    Args:
        session: the open transaction; the cases are locked (`hold_cases`), and the person.
        person_id: who is erased.
        key_ids: of the keys that are about to be destroyed.
        clock: tells the time.
        goes_on: what waits goes on without them; else it is withdrawn.
    """
    theirs = people.selves(session, person_id)
    own = _own(session, theirs)
    others = _others(session, theirs) - own
    cases = lock_all(session, Case, [*own, *others])
    _forget_what_staff_read(session, own)
    _forget_enclosures(session, own)
    for case in cases:
        kept: Told = {}
        if case.id in own and case.status in UNANSWERED | {Status.MERGED}:
            if goes_on:
                kept = _kept(session, case, person_id, key_ids)
                case.reporter_id = None
            else:
                feedback.withdraw_case(session, case.id, person_id, clock)
        timeline.append_line(session, case, Act.ERASED, kept, clock, actor_id=person_id)
        if goes_on and case.id in own and case.status in UNANSWERED:
            _tell_office(session, case, kept, clock)
    _stop_following(session, theirs, clock)
    session.flush()


def hold_cases(session: Session, person_id: int) -> None:
    """Lock every case that somebody has to do with, in one order, before they are locked."""
    theirs = people.selves(session, person_id)
    claimed = select_rows(CaseOffer.case_id).where(
        col(CaseOffer.claimed_by).in_(theirs), col(CaseOffer.ended_at).is_(None)
    )
    held = _own(session, theirs) | _others(session, theirs) | {*session.exec(claimed)}
    lock_all(session, Case, [*held])


def mask(words: str, contact: Contact) -> str:
    """Take out of words what says who somebody is: their name, and whatever may be a number."""
    if contact.name:
        words = words.replace(contact.name, "□□")
    return _ADDRESS.sub("□□", _NUMBERS.sub("□□", words))


def _kept(session: Session, case: Case, person_id: int, key_ids: Collection[int]) -> Told:
    """Give what they said of their case, without who they are, for the office to go on with."""
    contact = people.contact_of(session, person_id)
    said = [told for told in timeline.told_under(session, case, key_ids) if told]
    words = [mask(str(told["words"]), contact) for told in said if told.get("words")]
    places = [mask(str(told["place"]), contact) for told in said if told.get("place")]
    kept: Told = {"words": "\n".join(words)}
    return kept | {"place": places[-1]} if places else kept


def _tell_office(session: Session, case: Case, kept: Told, clock: Clock) -> None:
    """Say that it goes on; whoever was to be told of it and was not yet is told now."""
    if offers.owner_in_office(session, case) is None:
        outbox.cancel(session, alerts.subject(case.id))
        words, place = str(kept.get("words", "")), str(kept.get("place", ""))
        alerts.tell_responsible(session, case, words, place, clock)
    alerts.tell_owner(session, case, texts.GOES_ON_WITHOUT(number=case.number), clock)


def _own(session: Session, theirs: Collection[int]) -> set[int]:
    return set(session.exec(select_rows(Case.id).where(col(Case.reporter_id).in_(theirs))))


def _others(session: Session, theirs: Collection[int]) -> set[int]:
    """Give the cases of others that they follow, or object to what was done in."""
    following = select_rows(Follower.case_id).where(
        col(Follower.person_id).in_(theirs), col(Follower.until).is_(None)
    )
    objected = (
        select_rows(Notice.case_id)
        .join(Objection, col(Objection.notice_id) == col(Notice.id))
        .where(col(Objection.person_id).in_(theirs), col(Notice.case_id).is_not(None))
    )
    return {*session.exec(following), *(it for it in session.exec(objected) if it is not None)}


def _stop_following(session: Session, theirs: Collection[int], clock: Clock) -> None:
    """End what they follow; an objection that nobody answered yet goes, as nobody can any more."""
    followers = table(Follower)
    connection = session.connection()
    connection.execute(
        update(followers)
        .where(followers.c.person_id.in_(theirs), followers.c.until.is_(None))
        .values(until=clock.now())
    )
    connection.execute(
        delete(_objections).where(
            _objections.c.person_id.in_(theirs), _objections.c.state == ObjectionState.OPEN
        )
    )


def _forget_enclosures(session: Session, case_ids: Collection[int]) -> None:
    """Forget what was handed in with their cases, by whoever entered it for them too."""
    found = session.exec(
        select_rows(Attachment.id).where(
            col(Attachment.case_id).in_(case_ids), col(Attachment.is_for_reporter).is_(False)
        )
    )
    media.forget(session, list(found))


def _forget_what_staff_read(session: Session, case_ids: Collection[int]) -> None:
    """Take the person's words out of what was said, or waits to be said, about their cases."""
    about = _outbox.c.case_id.in_(case_ids)
    connection = session.connection()
    _clear_screens(session, case_ids)
    over = _outbox.c.state.not_in((*OPEN_STATES, MessageState.HELD))
    connection.execute(update(_outbox).where(about, over).values(body=None))
    waits = _outbox.c.state.in_(UNSAID) & _outbox.c.card_id.is_(None)
    no_answer = _outbox.c.conversation_id.is_(None)
    connection.execute(
        update(_outbox)
        .where(about, waits, no_answer)
        .values(body=None, state=MessageState.CANCELLED)
    )


def _clear_screens(session: Session, case_ids: Collection[int]) -> None:
    """Take what was said about their cases off the browser chats of the office."""
    accounts = table(Account)
    shown: Sequence[str | None] = (
        session.connection()
        .execute(
            select(_outbox.c.outer_id)
            .join(accounts, accounts.c.id == _outbox.c.account_id)
            .where(
                _outbox.c.case_id.in_(case_ids),
                accounts.c.door == Door.BROWSER,
                _outbox.c.outer_id.is_not(None),
            )
        )
        .scalars()
        .all()
    )
    numbers = [int(it) for it in shown if it is not None and it.isdecimal()]
    session.connection().execute(delete(_screens).where(_screens.c.id.in_(numbers)))
