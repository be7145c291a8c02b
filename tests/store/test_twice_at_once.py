"""What is pressed twice at the same moment is done once, on both databases."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, col, func, select

from models.access import Appointment, Role
from models.announcements import Announcement
from models.base import Row
from models.cases import Case, Channel
from models.desk import DeskSession
from models.errors import Conflict, Invalid, NotFound
from models.members import Member, MemberCorrection
from models.notices import Notice
from services.announcements import announcements
from services.areas import areas
from services.casework import entering_at_desk
from services.casework.entering_at_desk import Form
from services.identity import desk
from services.members import correcting
from services.members.correcting import Correction
from services.notices import composing
from services.notices.composing import Composed
from services.office import appointing
from services.open311 import filing, systems
from services.store import Store
from services.tables.area_import import COLUMNS as OF_AREAS
from services.tables.area_import import import_areas
from services.tables.case_entering import enter_cases
from services.tables.case_rows import COLUMNS as OF_CASES
from services.tables.member_import import import_members
from services.tables.sheets import Sheet, SheetRow, bind_columns
from tests.store.members.test_member_import import CHEN, LIN, a_sheet
from tests.support.offices import a_worker, keys_for
from tests.support.presses import twice_at_once
from tests.support.service import a_member
from tests.support.towns import a_town
from tests.support.verbs import CLOCK

WORDS = "明天上午 9 点到 12 点停水，请提前接水"


@pytest.fixture
def clerk(store: Store) -> int:
    """A town and the clerk of a community."""
    with store.write() as session:
        a_town(session)
        return a_worker(session, Role.CLERK, "XF", "孙洁")


def count(store: Store, model: type[Row]) -> int:
    with store.read() as session:
        return session.exec(select(func.count()).select_from(model)).one()


def entering(clerk: int, words: str = "路灯不亮") -> Callable[[Session], str]:
    form = Form(words, channel=Channel.HOTLINE, key="k1")

    def act(session: Session) -> str:
        filed = entering_at_desk.file_once(session, form, clerk, CLOCK)
        return filed if isinstance(filed, str) else filed.number

    return act


def test_a_call_that_is_entered_twice_at_once_is_one_case(store: Store, clerk: int) -> None:
    first, second = twice_at_once(store, entering(clerk))
    assert (first, count(store, Case)) == (second, 1)


def test_two_calls_entered_at_once_are_two_cases(store: Store, clerk: int) -> None:
    first, second = twice_at_once(store, entering(clerk), entering(clerk, "井盖不见了"))
    assert first != second
    assert count(store, Case) == 2


def test_a_call_whose_first_press_failed_is_entered_by_the_second(
    store: Store, clerk: int
) -> None:
    with store.write() as session:
        savepoint = session.begin_nested()
        entering(clerk)(session)
        savepoint.rollback()
    with store.write() as session:
        entering(clerk)(session)
    assert count(store, Case) == 1


def announcing(clerk: int, key: str = "k1") -> Callable[[Session], bool]:
    def act(session: Session) -> bool:
        area = areas.get_area(session, "XF")
        sent = announcements.announce_once(session, area, WORDS, clerk, CLOCK, key=key)
        return sent is not None

    return act


def test_an_announcement_that_is_sent_twice_at_once_is_sent_once(store: Store, clerk: int) -> None:
    assert twice_at_once(store, announcing(clerk)) == (True, False)
    assert count(store, Announcement) == 1


def test_what_is_announced_again_another_time_is_announced(store: Store, clerk: int) -> None:
    assert twice_at_once(store, announcing(clerk), announcing(clerk, "k2")) == (True, True)
    assert count(store, Announcement) == 2


def test_a_notice_that_is_composed_twice_at_once_is_one_draft(store: Store, clerk: int) -> None:
    with store.write() as session:
        officer = a_worker(session, Role.OFFICER, "JD")
        area_id = areas.get_area(session, "XF").id

    def act(session: Session) -> int:
        composed = Composed("清理楼道", "周六上午清理楼道。")
        return composing.compose(session, clerk, area_id, composed, CLOCK).id

    first, second = twice_at_once(store, act)
    assert (first, count(store, Notice)) == (second, 1)
    with store.read() as session:
        assert len(keys_for(session, officer)) == 1


def test_a_role_that_is_given_twice_at_once_is_told_once(store: Store, clerk: int) -> None:
    with store.write() as session:
        admin = a_worker(session, Role.ADMIN, "JD")
        area_id = areas.get_area(session, "XF").id

    def act(session: Session) -> int:
        area = areas.area_of(session, area_id)
        return appointing.give(session, admin, clerk, Role.INFORMANT, area, CLOCK).id

    first, second = twice_at_once(store, act)
    assert first == second
    with store.read() as session:
        assert len(keys_for(session, admin)) == 1


def test_a_role_that_is_ended_twice_at_once_ends_once(store: Store, clerk: int) -> None:
    with store.write() as session:
        admin = a_worker(session, Role.ADMIN, "JD")

    def act(session: Session) -> None:
        area = areas.get_area(session, "XF")
        appointing.end(session, admin, clerk, Role.CLERK, area, CLOCK)

    _, second = twice_at_once(store, act)
    assert isinstance(second, NotFound)
    with store.read() as session:
        open_ = col(Appointment.until).is_(None)
        held = select(Appointment).where(Appointment.person_id == clerk, open_)
        assert session.exec(held).all() == []


def test_a_link_to_the_desk_that_is_opened_twice_at_once_seats_one(
    store: Store, clerk: int
) -> None:
    with store.write() as session:
        code = desk.issue_link(session, clerk, CLOCK)
    _, second = twice_at_once(store, lambda it: desk.redeem(it, code, "Firefox", CLOCK))
    assert isinstance(second, Conflict)
    assert second.reason == "desk_link_used"
    assert count(store, DeskSession) == 1


@pytest.mark.parametrize("outer_number", ["", "7"])
def test_what_an_outer_system_hands_in_twice_at_once_is_one_case(
    store: Store, clerk: int, outer_number: str
) -> None:
    del clerk
    with store.write() as session:
        street = areas.get_street(session)
        key = systems.add_system(session, "12345", "热线", street, Channel.HOTLINE, CLOCK)

    def act(session: Session) -> str:
        system = systems.find_system(session, key)
        category = entering_at_desk.guess(session, "路灯不亮", "", 0).category
        handed = filing.Handed(category, "路灯不亮", address="路口", outer_number=outer_number)
        return filing.file_request(session, system, handed, CLOCK).number

    first, second = twice_at_once(store, act)
    assert (first, count(store, Case)) == (second, 1)


def test_members_that_are_imported_twice_at_once_are_there_once(store: Store, clerk: int) -> None:
    del clerk

    def act(session: Session) -> tuple[int, int]:
        report = import_members(session, a_sheet(CHEN, LIN), CLOCK)
        return report.added, report.unchanged

    assert twice_at_once(store, act) == ((2, 0), (0, 2))
    assert count(store, Member) == 2


def test_areas_that_are_imported_twice_at_once_are_there_once(store: Store, clerk: int) -> None:
    del clerk
    header = ("code", "name", "level", "parent")
    row = SheetRow(2, dict(zip(header, ("BY", "北园社区", "社区", "JD"), strict=True)))

    def act(session: Session) -> tuple[int, int]:
        report = import_areas(session, bind_columns(Sheet(header, [row]), OF_AREAS))
        return report.added, report.unchanged

    assert twice_at_once(store, act) == ((1, 0), (0, 1))


def test_cases_that_are_imported_twice_at_once_are_filed_once(store: Store, clerk: int) -> None:
    header = ("text", "outer_number", "source")
    told = (("路灯不亮", "1", "热线"), ("井盖不见了", "", ""))
    rows = [SheetRow(at, dict(zip(header, it, strict=True))) for at, it in enumerate(told, 2)]
    table = bind_columns(Sheet(header, rows), OF_CASES)

    def act(session: Session) -> tuple[int, int]:
        report = enter_cases(session, table, clerk, CLOCK)
        return report.added, report.unchanged

    assert twice_at_once(store, act) == ((2, 0), (0, 2))
    assert count(store, Case) == 2


def correcting_of(member: int, clerk: int, wanted: Correction) -> Callable[[Session], None]:
    def act(session: Session) -> None:
        correcting.correct_as(session, member, clerk, wanted, CLOCK)

    return act


def test_one_phone_is_given_to_one_member_of_two_at_once(store: Store, clerk: int) -> None:
    with store.write() as session:
        members = [a_member(session, "XF-1", name) for name in ("陈卫国", "林小梅")]
    acts = [correcting_of(it, clerk, Correction(phone="13900000001")) for it in members]
    _, second = twice_at_once(store, *acts)
    assert isinstance(second, Conflict)
    assert second.reason == "phone_of_member"


def test_a_member_who_is_corrected_twice_at_once_is_corrected_once(
    store: Store, clerk: int
) -> None:
    with store.write() as session:
        member = a_member(session, "XF-1", "陈卫国")
    _, second = twice_at_once(store, correcting_of(member, clerk, Correction(name="陈大")))
    assert isinstance(second, Invalid)
    assert (second.reason, count(store, MemberCorrection)) == ("member_unchanged", 1)
