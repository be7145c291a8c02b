"""Photos and voices are forgotten when they must be, and their files with them."""

import os
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from models.access import Role
from models.cases import Status
from models.media import Attachment, MediaKind
from models.timeline import Act
from scheduler import jobs
from scheduler.timetable import run_job
from services.areas import areas
from services.attachments import media
from services.attachments.shelf import Shelf
from services.case_files import timeline
from services.clock import SetClock
from services.erasing import erasure, retention
from services.office import access
from services.store import Store
from tests.support.builders import MONDAY, a_conversation
from tests.support.offices import a_case, a_resident, a_worker
from tests.support.photos import a_photo
from tests.support.senders import account_of, row, sent, stored
from tests.support.towns import a_town

PHOTO = MediaKind.PHOTO
DAY = timedelta(days=1)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(MONDAY)


@pytest.fixture
def shelf(store: Store, tmp_path: Path) -> Shelf:
    store.shelf = Shelf(tmp_path / "media", store.vault)
    return store.shelf


def put_long_ago(shelf: Shelf, colour: str = "red") -> str:
    content = shelf.put(a_photo(colour=colour))
    os.utime(shelf.folder / content[:2] / content, (1, 1))
    return content


def count(store: Store) -> int:
    with store.read() as session:
        return len(session.exec(select(Attachment.id)).all())


def test_what_was_never_handed_in_goes_with_its_file_and_drafts_keep_theirs(
    store: Store, shelf: Shelf, clock: SetClock
) -> None:
    content = put_long_ago(shelf)
    with store.write() as session:
        a_town(session)
        zhang, li = a_resident(session), a_resident(session, "李四")
        draft = a_conversation(session, account_of(session, li))
        draft.idle_since = MONDAY
        for who in (zhang, li):
            sent(session, who, PHOTO, content=content)
        sent(session, zhang, PHOTO)
    clock.move(DAY)
    assert run_job(store, retention.purge_media, clock) == 0
    clock.move(timedelta(seconds=1))
    assert run_job(store, retention.purge_media, clock) == 2
    assert shelf.get(content)  # the draft has it too
    with store.write() as session:
        open_one = session.get(type(draft), draft.id)
        assert open_one is not None
        open_one.idle_since = None
    assert run_job(store, retention.purge_media, clock) == 1
    assert list(shelf.list_all()) == []


def test_two_years_after_closing_photos_go(store: Store, shelf: Shelf, clock: SetClock) -> None:
    content = put_long_ago(shelf)
    with store.write() as session:
        a_town(session)
        zhang = a_resident(session)
        ended, running = a_case(session, zhang, clock), a_case(session, zhang, clock)
        for each in (ended, running):
            media.attach(session, sent(session, zhang, PHOTO, content=content), each, clock)
        ended.status, ended.closed_at = Status.CLOSED, MONDAY
    clock.at = MONDAY.replace(year=2028)
    assert run_job(store, retention.purge_media, clock) == 0
    clock.move(timedelta(seconds=1))
    assert run_job(store, retention.purge_media, clock) == 1
    assert list(shelf.list_all()) == [content]


@pytest.mark.parametrize("status", [Status.DECLINED, Status.MERGED])
def test_two_years_after_the_last_line_photos_of_a_case_not_taken_on_go(
    store: Store, clock: SetClock, status: Status
) -> None:
    with store.write() as session:
        a_town(session)
        zhang = a_resident(session)
        ended, running = a_case(session, zhang, clock), a_case(session, zhang, clock)
        for each in (ended, running):
            media.attach(session, sent(session, zhang, PHOTO, content="c" * 64), each, clock)
        ended.status = status
        clock.move(DAY)
        timeline.append_line(session, ended, Act.RELAYED, {}, clock)
    clock.at = MONDAY.replace(year=2028) + DAY
    assert run_job(store, retention.purge_media, clock) == 0
    clock.move(timedelta(seconds=1))
    assert run_job(store, retention.purge_media, clock) == 1


def test_who_is_erased_takes_along_their_photos_but_not_those_of_others(
    store: Store, shelf: Shelf, clock: SetClock
) -> None:
    own, shared = put_long_ago(shelf), put_long_ago(shelf, "blue")
    with store.write() as session:
        a_town(session)
        zhang, li = a_resident(session), a_resident(session, "李四")
        case = a_case(session, zhang, clock)
        for content in (own, shared):
            media.attach(session, sent(session, zhang, PHOTO, content=content), case, clock)
        sent(session, li, PHOTO, content=shared)
        (on_its_way,) = sent(session, zhang, PHOTO)
    with store.write() as session:
        erasure.erase_person(session, zhang, account_of(session, zhang).id, clock)
        assert sorted(shelf.list_all()) == sorted([own, shared])  # until it is committed
    assert list(shelf.list_all()) == [shared]
    assert count(store) == 1
    late = put_long_ago(shelf, "green")
    with store.write() as session:
        stored(session, clock, on_its_way, content=late)
    assert list(shelf.list_all()) == [shared]


def test_evidence_of_the_office_outlives_the_worker_who_sent_it(
    store: Store, clock: SetClock
) -> None:
    with store.write() as session:
        a_town(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = a_case(session, a_resident(session), clock)
        shown, loose = sent(session, wang, PHOTO, PHOTO, content="c" * 64)
        media.attach(session, [shown], case, clock, to_reporter=True, actor_id=wang)
        grid = areas.get_area(session, "XF-1")
        access.dismiss(session, wang, Role.GRID_MANAGER, grid, clock)
        erasure.erase_person(session, wang, account_of(session, wang).id, clock)
        assert row(session, shown).case_id == case.id
        assert session.get(Attachment, loose) is None


def test_a_file_that_was_just_put_stays_for_the_turn_that_will_name_it(
    store: Store, shelf: Shelf
) -> None:
    content = put_long_ago(shelf)
    with store.write() as session:
        (photo,) = sent(session, a_resident(session), PHOTO, content=content)
    assert shelf.put(a_photo(colour="red")) == content  # by somebody whose turn has not run yet
    with store.write() as session:
        media.forget(session, [photo])
    assert list(shelf.list_all()) == [content]


def forget_and_fail(store: Store, attachment_id: int) -> float:
    with store.write() as session:
        media.forget(session, [attachment_id])
        return 1 / 0


def test_what_was_rolled_back_keeps_its_file(store: Store, shelf: Shelf, clock: SetClock) -> None:
    content = put_long_ago(shelf)
    with store.write() as session:
        a_town(session)
        (photo,) = sent(session, a_resident(session), PHOTO, content=content)
    with pytest.raises(ZeroDivisionError):
        forget_and_fail(store, photo)
    with store.write() as session:
        savepoint = session.begin_nested()
        media.forget(session, [photo])
        savepoint.rollback()
    assert list(shelf.list_all()) == [content]
    assert clock.now() == MONDAY


def test_what_a_crash_left_on_the_shelf_is_swept_up_a_day_later(
    store: Store, shelf: Shelf
) -> None:
    named, _lost = put_long_ago(shelf), put_long_ago(shelf, "green")
    new = shelf.put(a_photo(colour="blue"))
    with store.write() as session:
        a_town(session)
        sent(session, a_resident(session), PHOTO, content=named)
    assert run_job(store, jobs.sweep_shelf, SetClock(MONDAY - DAY * 9000)) == 1
    assert sorted(shelf.list_all()) == sorted([named, new])


def test_a_sweep_that_is_taken_back_leaves_every_file(store: Store, shelf: Shelf) -> None:
    lost = put_long_ago(shelf)
    half = shelf.folder / lost[:2] / ".half"
    half.write_bytes(b"half")
    os.utime(half, (1, 1))
    clock = SetClock(MONDAY - DAY * 9000)
    sweep = jobs.prepare(jobs.sweep_shelf, store, clock)
    with suppress(KeyboardInterrupt), store.write() as session:
        assert sweep(session, clock) == 1
        raise KeyboardInterrupt
    assert (half.exists(), list(shelf.list_all())) == (True, [lost])
    assert run_job(store, jobs.sweep_shelf, clock) == 1
    assert (half.exists(), list(shelf.list_all())) == (False, [])


def test_the_shelf_is_looked_through_once_and_swept_in_batches(
    store: Store, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = [put_long_ago(shelf, colour) for colour in ("red", "green", "blue")]
    monkeypatch.setattr(retention, "SCANNED", 2)
    sweep = jobs.prepare(jobs.sweep_shelf, store, SetClock(MONDAY))
    with store.write() as session:
        assert sweep(session, SetClock(MONDAY)) == 2
        sent(session, a_resident(session), PHOTO, content=lost[0])
        assert len(list(shelf.list_all())) == 3  # until it is committed
    with store.write() as session:
        assert sweep(session, SetClock(MONDAY)) == 1
        assert sweep(session, SetClock(MONDAY)) == 0
    assert list(shelf.list_all()) == [lost[0]]


def test_a_street_without_a_shelf_forgets_all_the_same(store: Store, clock: SetClock) -> None:
    assert store.shelf is None
    with store.write() as session:
        a_town(session)
        sent(session, a_resident(session), PHOTO, content="c" * 64)
    clock.move(DAY * 2)
    assert run_job(store, retention.purge_media, clock) == 1
    assert run_job(store, jobs.sweep_shelf, clock) == 0
    assert count(store) == 0
