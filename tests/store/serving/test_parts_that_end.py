"""What becomes of questions and reminders when a part in a shift ends, on both databases."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from models.outbox import MessageState, OutMessage
from models.people import Person
from models.shifts import Attendance, AttendanceState
from services.clock import SetClock
from services.serving import (
    attendance,
    cancelling,
    covers,
    hours,
    no_shows,
    parts,
    shift_reminders,
    shifts,
)
from services.store import Store, lock_all
from tests.support.offices import words_for
from tests.support.running_posts import CLOCK, a_running, parts_of
from tests.support.saturdays import NOON, Saturday
from tests.support.service import a_claim, a_member
from tests.support.serving import SATURDAY
from tests.support.towns import a_town

S = AttendanceState
EVE = SetClock(SATURDAY - timedelta(hours=14))


@pytest.fixture
def street(store: Store) -> Store:
    with store.write() as session:
        a_town(session)
    return store


def waiting_about(session: Session, part_id: int) -> list[str | None]:
    """Give the subjects of what waits to be said about a part."""
    found = session.exec(
        select(OutMessage.subject)
        .where(
            col(OutMessage.subject).in_([f"cover:{part_id}", f"shift:{part_id}"]),
            OutMessage.state == MessageState.WAITING,
        )
        .order_by(col(OutMessage.subject))
    )
    return list(found.all())


def asked_and_reminded(session: Session) -> Attendance:
    """Let a holder ask another to stand in tomorrow, and both be told in the evening."""
    opening = a_running(session)
    claim, friend = a_claim(session, opening, a_member(session)), a_member(session, name="钱")
    shifts.plan_for_claim(session, claim, CLOCK)
    part = parts_of(session, claim.person_id)[1]
    covers.ask_cover(session, part.id, claim.person_id, friend, CLOCK)
    assert shift_reminders.remind_evening(session, EVE) == 1
    assert waiting_about(session, part.id) == [f"cover:{part.id}", f"shift:{part.id}"]
    return part


def test_who_ends_a_claim_asks_nobody_any_more_and_is_not_reminded(street: Store) -> None:
    with street.write() as session:
        part = asked_and_reminded(session)
        claim = parts.get_part(session, part.id).claim
        shifts.drop_for_claim(session, claim, EVE)
        assert waiting_about(session, part.id) == []
        assert part.cover_asked_id is None


def test_a_cancelled_shift_reminds_nobody_and_needs_no_cover(street: Store) -> None:
    with street.write() as session:
        part = asked_and_reminded(session)
        shift_id = part.shift_id
        cancelling.cancel_shift(session, shift_id, None, "下大雨", EVE)
        assert waiting_about(session, part.id) == []
        assert part.cover_asked_id is None


def test_who_had_checked_in_already_is_told_that_the_shift_is_cancelled(street: Store) -> None:
    with street.write() as session:
        part = asked_and_reminded(session)
        part.state = S.PRESENT
        session.flush()
        cancelling.cancel_shift(session, part.shift_id, None, "下大雨", EVE)
        assert "下大雨" in words_for(session, part.person_id)


def test_the_number_of_a_part_or_shift_is_never_given_twice(street: Store) -> None:
    with street.write() as session:
        opening = a_running(session)
        claim = a_claim(session, opening, a_member(session))
        shifts.plan_for_claim(session, claim, CLOCK)
        old = max(each.id for each in parts_of(session, claim.person_id))
        last = shifts.list_coming(session, opening, CLOCK)[-1]
        shifts.drop_for_claim(session, claim, CLOCK)
        begins, ends, was = last.starts_at, last.ends_at, last.id
        session.delete(last)
        session.flush()
        again = type(last)(opening_id=opening.id, starts_at=begins, ends_at=ends)
        session.add(again)
        session.flush()
        shifts.plan_for_claim(session, claim, CLOCK)
        assert min(each.id for each in parts_of(session, claim.person_id)) > old
        assert again.id > was


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[type, tuple[int, ...]]]:
    """Give what is locked, in order."""
    seen: list[tuple[type, tuple[int, ...]]] = []

    def note(session: Session, model: type[Person], row_ids: list[int]) -> object:
        seen.append((model, tuple(row_ids)))
        return lock_all(session, model, row_ids)

    for module in (parts, shift_reminders):
        monkeypatch.setattr(module, "lock_all", note)
    return seen


@pytest.mark.parametrize("what", ["forgotten", "undisputed", "confirmed", "reminded"])
def test_all_people_are_locked_before_the_first_of_their_parts(
    street: Store, locked: list[tuple[type, tuple[int, ...]]], what: str
) -> None:
    later = SetClock(NOON.at + timedelta(days=4))
    with street.write() as session:
        saturday = Saturday(session)
        others = [it.person_id for it in saturday.parts]
        away = saturday.part("钱", state=S.COVERED)
        stands_in = saturday.part("周", covers_id=away.id)
        match what:
            case "forgotten":
                for part in (*saturday.parts, stands_in):
                    part.state = S.PRESENT
                session.flush()
                assert attendance.close_forgotten(session, later) == 4
            case "undisputed":
                for part in (*saturday.parts, stands_in):
                    part.state, part.confirmed_at = S.ABSENT, NOON.at
                session.flush()
                assert no_shows.settle_undisputed(session, later) == 4
            case "confirmed":
                for part in (*saturday.parts, stands_in):
                    saturday.served(part)
                shift = saturday.shift.id
                assert hours.confirm_all(session, shift, saturday.wang, NOON) == 4
            case _:
                assert shift_reminders.remind_evening(session, EVE) == 4
    model, first = locked[0]
    expected = {*others, stands_in.person_id}
    if what != "reminded":
        expected.add(away.person_id)
    assert model is Person
    assert first == tuple(sorted(expected))
