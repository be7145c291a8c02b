"""What was stored is passed on, whoever else is at it."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from sqlmodel import Session

from models.access import Role
from models.cases import Case
from models.media import AttachmentState, MediaKind
from models.people import Door
from scheduler import jobs
from scheduler.timetable import run_job
from services.attachments import fetching, media
from services.casework import cases
from services.clock import Clock, SetClock
from services.identity import links
from services.store import Store
from tests.support.builders import MONDAY, ROBOT, an_account
from tests.support.offices import a_case, a_resident, a_worker, words_for
from tests.support.senders import account_of, row, sent, shown_to, stored
from tests.support.towns import a_town

PHOTO = MediaKind.PHOTO


@pytest.fixture
def clock() -> SetClock:
    return SetClock(MONDAY)


def test_of_two_that_wait_for_one_filing_the_later_brings_both(
    postgres_store: Store, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with postgres_store.write() as session:
        a_town(session)
        zhang, wang = a_resident(session), a_worker(session, Role.GRID_MANAGER, "XF-1")
        case_id = a_case(session, zhang, clock).id
        one, two = sent(session, zhang, PHOTO, PHOTO)
    both, pass_on = Barrier(2), media.pass_on

    def meet_first(session: Session, case: Case, clock: Clock, *, to_reporter: bool) -> int:
        with suppress(BrokenBarrierError):
            both.wait(1)  # together, if nothing keeps them apart
        return pass_on(session, case, clock, to_reporter=to_reporter)

    def store_one(attachment_id: int) -> None:
        with postgres_store.write() as session:
            stored(session, clock, attachment_id)

    fetches = [Thread(target=store_one, args=(it,)) for it in (one, two)]
    with postgres_store.write() as session:
        media.attach(session, [one, two], cases.get_case(session, case_id), clock)
        monkeypatch.setattr(media, "pass_on", meet_first)
        for fetch in fetches:
            fetch.start()
        for fetch in fetches:
            fetch.join(0.5)  # neither can end before this transaction does
    for fetch in fetches:
        fetch.join()
    with postgres_store.read() as session:
        assert shown_to(session, wang) == [(one, two)]


def test_what_was_left_lying_is_passed_on_once_and_not_before_its_time(
    store: Store, clock: SetClock
) -> None:
    with store.write() as session:
        a_town(session)
        zhang, wang = a_resident(session), a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = a_case(session, zhang, clock)
        left, slow, loose = sent(session, zhang, PHOTO, PHOTO, PHOTO)
        media.attach(session, [left, slow], case, clock)
        stored(session, clock, loose)
        row(session, left).state = AttachmentState.STORED
        row(session, left).content = "ab" * 32
    assert run_job(store, jobs.pass_on_media, clock) == 0
    with store.write() as session:
        row(session, slow).fault = "no answer"
    assert run_job(store, jobs.pass_on_media, clock) == 1
    with store.write() as session:
        assert shown_to(session, wang) == [(left,)]
        assert row(session, loose).passed_at is None
    assert run_job(store, jobs.pass_on_media, clock) == 0


def test_by_what_it_was_fetched_is_forgotten_once_it_is_settled(
    store: Store, clock: SetClock
) -> None:
    with store.write() as session:
        good, bad, gone, slow = sent(session, a_resident(session), *[PHOTO] * 4)
        stored(session, clock, good)
        fetching.settle_refused(session, bad, "no picture", clock)
        fetching.settle_lost(session, gone, "not there", clock)
        fetching.settle_later(session, slow, "no answer", clock)
        handles = [row(session, it).handle for it in (good, bad, gone, slow)]
    assert handles == ["", "", "", "file-3"]


def test_what_is_not_fetched_when_its_door_is_signed_out_is_lost_and_told(
    store: Store, clock: SetClock
) -> None:
    with store.write() as session:
        a_town(session)
        zhang, wang = a_resident(session), a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = a_case(session, zhang, clock)
        chat = account_of(session, zhang).id
        got, late = sent(session, zhang, PHOTO, PHOTO)
        media.attach(session, [got, late], case, clock)
        stored(session, clock, got)
        page = an_account(session, "page", door=Door.BROWSER, robot="web", person_id=zhang).id
        links.unlink(session, chat, zhang, clock)
        assert row(session, late).state is AttachmentState.LOST
        assert {row(session, it).account_id for it in (got, late)} == {page}
        assert shown_to(session, wang) == [(got,)]
        assert "有一张照片没能收到" in words_for(session, zhang)


def test_what_another_account_at_the_same_robot_can_fetch_is_fetched(
    store: Store, clock: SetClock
) -> None:
    with store.write() as session:
        a_town(session)
        zhang = a_resident(session)
        case = a_case(session, zhang, clock)
        chat = account_of(session, zhang).id
        (photo,) = sent(session, zhang, PHOTO)
        media.attach(session, [photo], case, clock)
        second = an_account(session, "second", person_id=zhang).id
        an_account(session, "page", door=Door.BROWSER, robot="web", person_id=zhang)
        links.unlink(session, chat, zhang, clock)
        assert row(session, photo).account_id == second
        leased = fetching.lease_waiting(session, Door.TELEGRAM, ROBOT, 9, clock)
        assert [it.id for it in leased] == [photo]


def test_of_two_that_are_stored_at_once_the_later_brings_both(
    postgres_store: Store, clock: SetClock
) -> None:
    with postgres_store.write() as session:
        a_town(session)
        zhang, wang = a_resident(session), a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = a_case(session, zhang, clock)
        one, two = sent(session, zhang, PHOTO, PHOTO)
        media.attach(session, [one, two], case, clock)

    def store_the_other() -> None:
        with postgres_store.write() as session:
            stored(session, clock, two)

    other = Thread(target=store_the_other)
    with postgres_store.write() as session:
        stored(session, clock, one)
        other.start()
        other.join(0.5)  # it cannot end before this transaction does
    other.join()
    with postgres_store.read() as session:
        assert shown_to(session, wang) == [(one, two)]
