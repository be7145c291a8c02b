"""Looking through cases asks the database for what somebody may see, on both databases."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from models.access import Role
from models.errors import Invalid, NotAllowed
from models.media import Attachment, AttachmentState, MediaKind
from models.timeline import Act
from services.case_files import browsing
from services.case_files.browsing import Filters
from services.case_files.contacts import NOTED_AGAIN
from services.casework import entering_at_desk, handling, recusal
from services.casework.entering_at_desk import Form
from services.identity import people
from services.reporters import calls
from services.store import Store
from tests.support.offices import a_case, a_resident, a_worker, acts_of
from tests.support.towns import a_clock, a_town

PHONE = "13812340000"


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    with store.write() as session:
        a_town(session)
        yield session


@pytest.fixture
def reporter(session: Session) -> int:
    person_id = a_resident(session, "张奶奶")
    people.set_phone(session, person_id, PHONE)
    return person_id


def numbers(session: Session, person_id: int, wanted: Filters | None = None) -> list[str]:
    """Give the numbers that somebody's list holds."""
    found = browsing.list_page(session, person_id, wanted or Filters(), a_clock())
    return [row.case.number for row in found.rows]


def test_a_list_holds_what_one_may_see_and_nothing_else(session: Session, reporter: int) -> None:
    here, there = (a_case(session, reporter, a_clock(), code) for code in ("XF-1", "NS-1"))
    manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
    blamed = a_worker(session, Role.CLERK, "XF")
    recusal.keep_from(session, here, [blamed], a_clock())
    assert numbers(session, manager) == [here.number]
    assert numbers(session, a_worker(session, Role.OFFICER, "JD")) == [there.number, here.number]
    for nobody in (reporter, blamed, a_worker(session, Role.MEMBER, "XF-1")):
        assert numbers(session, nobody) == []
        assert browsing.count(session, nobody, Filters(), a_clock(), 10) == 0


def test_a_phone_is_looked_up_by_those_who_see_contact_data(
    session: Session, reporter: int
) -> None:
    case = a_case(session, reporter, a_clock())
    clerk, clock = a_worker(session, Role.CLERK, "XF"), a_clock()
    for _ in range(2):
        (row,) = browsing.find_by_phone(session, PHONE, clerk, clock)
        assert row.case.number == case.number
    assert acts_of(session, case).count(Act.CONTACT_VIEWED) == 1
    clock.move(NOTED_AGAIN)
    browsing.find_by_phone(session, PHONE, clerk, clock)
    assert acts_of(session, case).count(Act.CONTACT_VIEWED) == 2
    for other in (reporter, a_worker(session, Role.SUPERVISOR, "JD")):
        with pytest.raises(NotAllowed, match="not_allowed"):
            browsing.find_by_phone(session, PHONE, other, clock)
    elsewhere = a_worker(session, Role.CLERK, "NS")
    assert browsing.find_by_phone(session, PHONE, elsewhere, clock) == []
    with pytest.raises(Invalid, match="search_too_short"):
        browsing.find_by_phone(session, "", clerk, clock)


def test_voices_are_listed_until_each_is_typed_out(session: Session, reporter: int) -> None:
    case = a_case(session, reporter, a_clock())
    manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
    account_id = people.first_account_of(session, reporter)
    assert account_id is not None
    now = a_clock().now()
    session.add(
        Attachment(
            account_id=account_id,
            kind=MediaKind.VOICE,
            state=AttachmentState.STORED,
            case_id=case.id,
            created_at=now,
            due_at=now,
        )
    )
    session.flush()
    assert [it.case.number for it in calls.list_to_type(session, manager).items] == [case.number]
    assert calls.list_to_type(session, a_worker(session, Role.CLERK, "NS")).total == 0
    handling.transcribe_case(session, case.id, manager, "灯不亮", a_clock())
    assert calls.list_to_type(session, manager).total == 0


def test_a_form_is_filed_where_its_words_say(session: Session) -> None:
    clerk = a_worker(session, Role.CLERK, "XF")
    form = Form("阳光花园3号楼的路灯不亮", name="李 大爷", phone=PHONE, has_agreed=True)
    filed = entering_at_desk.file_form(session, form, clerk, a_clock())
    assert filed.number.startswith("XF-")
    case = entering_at_desk.get_entered(session, filed.number, clerk)
    assert people.contact_of(session, case.reporter_id or 0) == ("李 大爷", PHONE)
    for other in (a_resident(session, "路人"), a_worker(session, Role.LIAISON, "JD")):
        with pytest.raises(NotAllowed, match="not_allowed"):
            entering_at_desk.file_form(session, form, other, a_clock())
