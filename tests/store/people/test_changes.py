"""What an open page of the desk is told of, also where no row is added."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session

from models.access import Role
from models.announcements import Announcement
from models.notices import Notice, NoticeState
from models.outbox import MessageState, OutMessage
from services import changes, facts
from services.areas import areas
from services.clock import SetClock
from services.identity import invitations
from services.members import correcting
from services.members.correcting import Correction
from services.office import access, appointing
from services.store import Store
from services.tables.area_import import import_areas
from tests.support.builders import MONDAY, a_message, an_account
from tests.support.offices import a_worker
from tests.support.service import a_member
from tests.support.towns import a_table, a_town

DAY = timedelta(days=1)
Change = Callable[[], object]


def of_notices(session: Session) -> Change:
    area_id = areas.get_area(session, "XF").id
    notice = Notice(area_id=area_id, title="公示", words="灯已换好", drafted_at=MONDAY)
    session.add(notice)
    session.flush()
    return lambda: setattr(notice, "state", NoticeState.PUBLISHED)


def of_announcements(session: Session) -> Change:
    row = Announcement(
        area_id=areas.get_area(session, "XF").id,
        words="停水",
        announced_by=a_worker(session, Role.CLERK, "XF"),
        announced_at=MONDAY,
        ends_at=MONDAY + DAY,
    )
    session.add(row)
    session.flush()
    return lambda: setattr(row, "taken_down_at", MONDAY)


def of_roles(session: Session) -> Change:
    clerk, area = a_worker(session, Role.CLERK, "XF"), areas.get_area(session, "XF")
    return lambda: access.dismiss(session, clerk, Role.CLERK, area, SetClock(MONDAY))


def of_codes(session: Session) -> Change:
    clock, area = SetClock(MONDAY), areas.get_area(session, "XF")
    admin = a_worker(session, Role.ADMIN, "JD")
    invitations.invite(session, Role.CLERK, area, clock, 2)
    first = appointing.list_open(session, admin, clock)[0].invitation.id
    clock.move(DAY / 24)
    return lambda: appointing.revoke(session, admin, first, clock)


def of_messages(session: Session) -> Change:
    message = session.get_one(OutMessage, a_message(session, an_account(session)))
    return lambda: setattr(message, "state", MessageState.DEAD)


def of_a_draft_s_words(session: Session) -> Change:
    area_id = areas.get_area(session, "XF").id
    notice = Notice(area_id=area_id, title="公示", words="灯已换好", drafted_at=MONDAY)
    session.add(notice)
    return lambda: setattr(notice, "words", "灯已修好")


def of_an_area_s_name(session: Session) -> Change:
    assert areas.get_area(session, "XF").name == "幸福社区"
    return lambda: import_areas(session, a_table(("XF", "幸福里社区", "社区", "JD")))


def of_what_the_office_told(session: Session) -> Change:
    return lambda: facts.set_fact(session, facts.OFFICE_PHONE, "0410-8888", SetClock(MONDAY))


def of_a_member_put_right(session: Session) -> Change:
    member, clerk = a_member(session, "XF-1", "陈国"), a_worker(session, Role.CLERK, "XF")
    wanted = Correction("陈卫国")
    return lambda: correcting.correct_as(session, member, clerk, wanted, SetClock(MONDAY))


@pytest.mark.parametrize(
    "prepare",
    [
        of_notices,
        of_announcements,
        of_roles,
        of_codes,
        of_messages,
        of_a_draft_s_words,
        of_an_area_s_name,
        of_what_the_office_told,
        of_a_member_put_right,
    ],
)
def test_what_is_only_written_over_is_noticed(
    store: Store, prepare: Callable[[Session], Change]
) -> None:
    with store.write() as session:
        a_town(session)
        change = prepare(session)
        session.flush()
        before = changes.version_of(session)
        assert changes.version_of(session) == before
        change()
        session.flush()
        assert changes.version_of(session) != before
