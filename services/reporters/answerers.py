"""Who answered a case: not they, nor their unit, judge how the answer was."""

from sqlmodel import Session, col, select

from models.cases import Case
from models.timeline import Act, TimelineLine
from services.casework import permits

ANSWERS = (Act.ANSWERED, Act.SETTLED)


def list_answerers(session: Session, case: Case, round_: int | None = None) -> frozenset[int]:
    """List whose answer a round has (the present one): who wrote it, who has it, their unit."""
    wrote = session.exec(
        select(TimelineLine.actor_id)
        .where(
            TimelineLine.case_id == case.id,
            TimelineLine.round == (round_ or case.round),
            col(TimelineLine.act).in_(ANSWERS),
        )
        .order_by(col(TimelineLine.seq).desc())
    ).first()
    found = {wrote, case.owner_id, *permits.list_liaisons(session, case.unit_id)}
    return frozenset(person_id for person_id in found if person_id is not None)
