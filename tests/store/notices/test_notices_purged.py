"""Old notices go, whatever points to them."""

from datetime import timedelta

from sqlmodel import SQLModel, select

from models.access import Role
from models.briefs import Brief
from models.notices import Notice, NoticeState
from scheduler import jobs
from scheduler.timetable import run_job
from services.briefs import briefs, making
from services.erasing import forgetting
from services.notices import notice_words
from services.store import Store
from tests.support.offices import a_worker
from tests.support.publicity import Scene

LONG = timedelta(days=5000)


def test_a_brief_outlives_its_notice(store: Store) -> None:
    with store.write() as session:
        scene = Scene(session)
        clock = scene.clock
        officer = a_worker(session, Role.OFFICER, "JD")
        making.keep_due(session, making.count_due(session, clock), clock)
        brief = session.exec(select(Brief)).all()[0]
        draft = briefs.draft_notice(session, brief.id, officer, clock)
        notice = briefs.publish(session, brief.id, officer, clock, notice_words.digest_of(draft))
        notice.state, notice.ended_at = NoticeState.ENDED, clock.now()
    clock.at += LONG
    assert run_job(store, jobs.purge_records, clock) == 1
    with store.read() as session:
        assert session.exec(select(Notice)).all() == []
        assert session.get_one(Brief, brief.id).notice_id is None
        assert briefs.list_public(session) == []


def test_whatever_points_to_a_notice_is_let_go_of() -> None:
    pointing = {
        f"{key.parent.table.name}.{key.parent.name}"
        for table in SQLModel.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "notices"
    }
    assert pointing == {
        "board_cases.notice_id",
        *(f"{it.name}.notice_id" for it in (*forgetting.OF_NOTICES, *forgetting.WITH_NOTICES)),
    }
