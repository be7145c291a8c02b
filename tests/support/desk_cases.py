"""Cases of a town for tests of the desk: filed, in hand, and kept from somebody."""

from datetime import timedelta
from typing import Any

from sqlmodel import select

from models.cases import Case
from models.units import Unit
from services.areas import areas
from services.casework import assigning, cases, entering, handling, recusal
from services.casework.assigning import Target
from services.identity import people
from services.identity.people import Contact
from services.reporters import reporters
from tests.support.desks import Office
from tests.support.offices import a_case, a_resident

PHONE = "13812340000"


def files(office: Office, code: str = "XF-1", phone: str = PHONE, **report: Any) -> str:  # noqa: ANN401
    """File what Mrs Zhang says in an area; give its number."""
    with office.store.write() as session:
        reporter_id = reporters.find_with_account(session, phone)
        if reporter_id is None:
            reporter_id = a_resident(session, "张奶奶")
            people.set_phone(session, reporter_id, phone)
        return a_case(session, reporter_id, office.clock, code, **report).number


def signs(office: Office, number: str, person_id: int) -> None:
    """Let somebody take a case on."""
    with office.store.write() as session:
        handling.sign_case(session, of(office, number), person_id, office.clock)


def answers(office: Office, number: str, person_id: int, words: str = "灯已换好") -> None:
    """Let somebody answer a case they have."""
    with office.store.write() as session:
        handling.answer_case(session, of(office, number), person_id, words, office.clock)


def keeps_from(office: Office, number: str, person_id: int) -> None:
    """Let a case complain about somebody."""
    with office.store.write() as session:
        case = cases.get_case(session, of(office, number))
        recusal.keep_from(session, case, [person_id], office.clock)


def gives_to_unit(office: Office, number: str, clerk_id: int, code: str) -> None:
    """Hand a case to a unit."""
    with office.store.write() as session:
        unit = session.exec(select(Unit).where(Unit.code == code)).one()
        target = Target(unit_id=unit.id)
        assigning.assign_case(session, of(office, number), clerk_id, target, office.clock)


def enters(office: Office, clerk_id: int, words: str = "路灯不亮", code: str = "XF-1") -> str:
    """Let a clerk write down what somebody without an account says by phone."""
    with office.store.write() as session:
        report = cases.Report(
            None,
            words,
            area_id=areas.get_area(session, code).id,
            channel=entering.list_channels(session, clerk_id)[0],
        )
        entry = entering.Entry(report, Contact("李大爷", PHONE))
        return entering.enter_case(session, entry, clerk_id, office.clock).number


def of(office: Office, number: str) -> int:
    """Give the id of a case."""
    with office.store.read() as session:
        return session.exec(select(Case.id).where(Case.number == number)).one()


def some_days_later(office: Office, days: int) -> None:
    """Let days pass."""
    office.clock.move(timedelta(days=days))
