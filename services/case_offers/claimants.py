"""Members who have a case because they claimed it (认领): who, and what they are called."""

from sqlalchemy import exists
from sqlmodel import Session, col, select

from models.access import Action, Appointment
from models.case_offers import CaseOffer
from models.cases import HELD, Case
from services.clock import Clock
from services.members import members
from services.office import staff_names
from services.office.access import roles_that_may
from services.rules import rules_of
from services.texts.casework import case_offers as texts
from services.texts.phrases import put_into_words
from services.versions import Remembered

OFFERED = Remembered(
    CaseOffer, lambda session: session.exec(select(CaseOffer.id).limit(1)).first() is not None
)
"""Whether any case was ever put before members: where none was, nobody looks for claims."""


def find_open(session: Session, case: Case) -> CaseOffer | None:
    """Find the offer of a case that has not ended."""
    if not OFFERED.get(session):
        return None
    return session.exec(
        select(CaseOffer).where(CaseOffer.case_id == case.id, col(CaseOffer.ended_at).is_(None))
    ).first()


def find_claim(session: Session, case: Case) -> CaseOffer | None:
    """Find the claim by which a member has a case; None where its owner has it otherwise."""
    if case.owner_id is None or case.unit_id is not None or case.status not in HELD:
        return None
    offer = find_open(session, case)
    is_claim = offer is not None and offer.unit_id is None and offer.claimed_by == case.owner_id
    return offer if is_claim else None


def claimant_of(session: Session, case: Case) -> int | None:
    """Give the member who has a case by claim, as long as they are one."""
    claim = find_claim(session, case)
    if claim is None or claim.claimed_by is None:
        return None
    found = session.exec(
        select(Appointment.id).where(Appointment.person_id == claim.claimed_by, IS_MEMBER).limit(1)
    ).first()
    return None if found is None else claim.claimed_by


def is_claimed_by_unit(session: Session, case: Case) -> bool:
    """Tell whether a unit has a case because its liaison claimed it (部门认领)."""
    if case.unit_id is None or case.status not in HELD:
        return False
    offer = find_open(session, case)
    return offer is not None and offer.unit_id == case.unit_id


def has_any(session: Session, person_id: int) -> bool:
    """Tell whether somebody has a case that they claimed."""
    if not OFFERED.get(session):
        return False
    statement = select(CaseOffer.id).where(
        CaseOffer.claimed_by == person_id, col(CaseOffer.ended_at).is_(None)
    )
    return session.exec(statement.limit(1)).first() is not None


def name_of(session: Session, case: Case, person_id: int) -> str:
    """Name whoever has a case, as others read it: a member as they chose, staff by their name."""
    claim = find_claim(session, case)
    if claim is None or claim.claimed_by != person_id:
        return staff_names.name_of(session, person_id)
    shown = members.shown_name(session, person_id, claim.shown_as)
    return put_into_words(texts.VOLUNTEER(name=shown))


def note_work(session: Session, case: Case, clock: Clock) -> None:
    """Note that somebody works on what they claimed: it does not go back for some time."""
    offer = find_open(session, case)
    if offer is not None and offer.return_at is not None:
        offer.return_at = clock.now() + rules_of(session).case_claim_kept


IS_MEMBER = col(Appointment.until).is_(None) & col(Appointment.role).in_(
    roles_that_may(Action.CLAIM_POST)
)
HAS_CLAIMED = exists().where(
    col(CaseOffer.case_id) == col(Case.id),
    col(CaseOffer.claimed_by) == col(Case.owner_id),
    col(CaseOffer.unit_id).is_(None),
    col(CaseOffer.ended_at).is_(None),
    exists().where(IS_MEMBER, col(Appointment.person_id) == col(CaseOffer.claimed_by)),
)
"""For lists: the owner of a case is a member who claimed it."""
