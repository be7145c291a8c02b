"""Somebody leaves the office: what they had in hand waits for a signature again, and is told."""

from sqlmodel import Session, col, select

from models.cases import HELD, Case
from services.case_offers import case_claims
from services.casework import alerts, offers
from services.clock import Clock
from services.delivery import outbox
from services.office import staff_names
from services.texts.casework import assigning as texts


def tell_of_left_cases(session: Session, person_id: int, clock: Clock) -> int:
    """Tell those who may sign them of cases whose owner may no longer; give how many."""
    case_claims.give_back_of_former(session, person_id, clock)
    statement = select(Case).where(Case.owner_id == person_id, col(Case.status).in_(HELD))
    left = [
        case
        for case in session.exec(statement.order_by(col(Case.id)))
        if offers.owner_in_office(session, case) is None
    ]
    name = staff_names.name_of(session, person_id)
    for case in left:
        words, place = alerts.words_of(session, case)
        alert = alerts.alert(session, case, words, place)
        saying = alerts.waiting(case, texts.OWNER_LEFT(name=name, alert=alert))
        for each in alerts.find_responsible(session, case, besides=person_id):
            outbox.tell(session, each, saying, clock)
    return len(left)
