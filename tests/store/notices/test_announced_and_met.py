"""Announcements and the words of meetings are kept as long as records are, and no longer."""

from datetime import timedelta
from typing import Any

from sqlmodel import select

from models.access import Role
from models.announcements import Announcement
from models.triage_meetings import TriageMeeting
from scheduler import jobs
from scheduler.timetable import run_job
from services.areas import areas
from services.clock import SetClock
from services.meetings import meetings
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import a_worker
from tests.support.towns import a_town

DAY = timedelta(days=1)


def test_they_go_with_the_records(store: Store) -> None:
    clock = SetClock(MONDAY)
    with store.write() as session:
        a_town(session)
        clerk = a_worker(session, Role.CLERK, "XF", "孙洁")
        area_id = areas.get_area(session, "XF").id
        about: dict[str, Any] = {"area_id": area_id, "announced_by": clerk, "announced_at": MONDAY}
        session.add(Announcement(words="请3号楼王女士取信", ends_at=MONDAY + DAY, **about))
        met = meetings.open_meeting(session, area_id, clerk, "孙洁、李敏", clock)
        meetings.change_meeting(session, met.id, clerk, "孙洁、李敏", "王女士家另议")
        clock.move(1000 * DAY)
        session.add(Announcement(words="停水", ends_at=clock.now() + DAY, **about))
        other = meetings.open_meeting(session, area_id, clerk, "孙洁", clock)
    assert run_job(store, jobs.purge_records, clock) == 0
    clock.move(100 * DAY)
    assert run_job(store, jobs.purge_records, clock) == 2
    assert run_job(store, jobs.purge_records, clock) == 0
    with store.read() as session:
        assert session.exec(select(Announcement.words)).all() == ["停水"]
        old = session.get_one(TriageMeeting, met.id)
        assert (old.attended_by, old.remark, old.chaired_by) == ("", "", clerk)
        assert session.get_one(TriageMeeting, other.id).attended_by == "孙洁"
