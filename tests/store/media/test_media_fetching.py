"""What waits to be fetched: leased, tried again, lost in the end."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
from sqlmodel import Session

from models.media import Attachment, AttachmentState, MediaKind
from services.attachments import fetching
from services.clock import SetClock
from services.store import Store, lock_all
from tests.support.builders import MONDAY, ROBOT
from tests.support.offices import a_resident
from tests.support.senders import account_of, row, sent

PHOTO = MediaKind.PHOTO


@pytest.fixture
def clock() -> SetClock:
    return SetClock(MONDAY)


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    with store.write() as session:
        yield session


@pytest.fixture
def zhang(session: Session) -> int:
    return a_resident(session)


def test_each_is_leased_once_and_again_when_the_lease_has_run_out(
    session: Session, zhang: int, clock: SetClock
) -> None:
    ids = sent(session, zhang, PHOTO, PHOTO, PHOTO)
    door = account_of(session, zhang).door

    def leased(most: int = 9) -> list[int]:
        return [it.id for it in fetching.lease_waiting(session, door, ROBOT, most, clock)]

    assert leased(2) == ids[:2]
    assert leased() == ids[2:]
    assert leased() == []
    fetching.release(session, ids[:1], clock)
    assert leased() == ids[:1]
    clock.move(fetching.LEASE)
    assert sorted(leased()) == ids
    assert fetching.lease_waiting(session, door, "another robot", 9, clock) == []


def test_after_six_tries_over_hours_it_is_lost(
    session: Session, zhang: int, clock: SetClock
) -> None:
    (photo,) = sent(session, zhang, PHOTO)
    door = account_of(session, zhang).door
    for count in range(1, 7):
        assert row(session, photo).state is AttachmentState.WAITING, count
        assert len(fetching.lease_waiting(session, door, ROBOT, 9, clock)) == 1
        fetching.settle_later(session, photo, "no answer", clock)
        if count < 6:
            clock.at = row(session, photo).due_at
    assert row(session, photo).state is AttachmentState.LOST
    assert timedelta(hours=3) < clock.at - MONDAY < timedelta(hours=4)


def test_one_that_kills_whoever_fetches_it_is_lost_in_the_end(
    session: Session, zhang: int, clock: SetClock
) -> None:
    (photo,) = sent(session, zhang, PHOTO)
    door = account_of(session, zhang).door
    for _ in range(7):
        fetching.lease_waiting(session, door, ROBOT, 9, clock)
        clock.move(fetching.LEASE)
    assert row(session, photo).state is AttachmentState.LOST


def test_what_another_process_took_a_moment_ago_is_left_to_it(
    session: Session, zhang: int, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    (photo,) = sent(session, zhang, PHOTO)
    door = account_of(session, zhang).door

    def lock_late(within: Session, model: type[Attachment], ids: Sequence[int]) -> object:
        with monkeypatch.context() as patch:
            patch.setattr(fetching, "lock_all", lock_all)
            assert len(fetching.lease_waiting(within, door, ROBOT, 9, clock)) == 1
        return lock_all(within, model, ids)

    monkeypatch.setattr(fetching, "lock_all", lock_late)
    assert fetching.lease_waiting(session, door, ROBOT, 9, clock) == []
    assert row(session, photo).tries == 1


def test_what_a_killed_process_was_fetching_is_due_again_and_what_failed_waits(
    session: Session, zhang: int, clock: SetClock
) -> None:
    in_hand, failed = sent(session, zhang, PHOTO, PHOTO)
    door = account_of(session, zhang).door
    fetching.lease_waiting(session, door, ROBOT, 9, clock)
    row(session, failed).fault = "no sensible answer"
    session.flush()
    fetching.release_left(session, clock)
    session.expire_all()
    found = fetching.lease_waiting(session, door, ROBOT, 9, clock)
    assert [it.id for it in found] == [in_hand]
