"""When a message may go out, and how it is kept until then."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from models.outbox import Priority
from services.clock import SHANGHAI, SetClock
from services.delivery.messages import Choice, Command, Saying, open_body, seal_body
from services.delivery.outbox import AT_ONCE, first_moment
from services.rules import Rules
from services.sealing import Sealer, Unreadable
from services.texts.phrases import Phrase, verbatim

NIGHT = Rules()
NOON = Rules(quiet_from=time(12), quiet_until=time(14, 30))
NEVER = Rules(quiet_from=time(22), quiet_until=time(22))
SEALER = Sealer(bytes(32))


def at(clock_time: str, day: int = 23) -> SetClock:
    return SetClock(
        datetime.combine(date(2026, 11, day), time.fromisoformat(clock_time), SHANGHAI)
    )


@pytest.mark.parametrize(
    ("rules", "now", "day", "then"),
    [
        (NIGHT, "22:00:00", 24, "07:00"),
        (NIGHT, "23:59:59", 24, "07:00"),
        (NIGHT, "00:00:00", 23, "07:00"),
        (NIGHT, "06:59:59.999999", 23, "07:00"),
        (NOON, "12:00:00", 23, "14:30"),
        (NOON, "14:29:59", 23, "14:30"),
    ],
)
@pytest.mark.parametrize("priority", [Priority.REMINDER, Priority.NOTICE])
def test_in_the_quiet_hours_what_can_wait_waits_until_they_are_over(
    rules: Rules, now: str, day: int, then: str, priority: Priority
) -> None:
    due = first_moment(priority, at(now), rules)
    assert due == at(then, day).now()
    assert due.tzinfo is UTC


@pytest.mark.parametrize(
    ("rules", "now"),
    [
        (NIGHT, "07:00:00"),
        (NIGHT, "12:30:00"),
        (NIGHT, "21:59:59.999999"),
        (NOON, "11:59:59"),
        (NOON, "14:30:00"),
        (NOON, "23:00:00"),
        (NEVER, "22:00:00"),
        (NEVER, "03:00:00"),
    ],
)
def test_outside_the_quiet_hours_everything_goes_at_once(rules: Rules, now: str) -> None:
    assert {first_moment(priority, at(now), rules) for priority in Priority} == {AT_ONCE}


@pytest.mark.parametrize("priority", [Priority.URGENT, Priority.REPLY])
@pytest.mark.parametrize("now", ["22:00:00", "03:00:00"])
def test_what_is_urgent_or_asked_for_goes_at_night_too(priority: Priority, now: str) -> None:
    assert first_moment(priority, at(now), NIGHT) == AT_ONCE


def test_at_once_is_due_whatever_a_clock_that_was_set_back_says() -> None:
    assert datetime(2020, 1, 1, tzinfo=UTC) > AT_ONCE


LEAVES = some.text() | some.integers() | some.datetimes(timezones=some.just(UTC))
PHRASES = some.builds(
    Phrase,
    some.text(min_size=1),
    some.dictionaries(some.text(), LEAVES | some.builds(verbatim, some.text()), max_size=3),
)
COMMANDS = some.builds(
    Command,
    some.text(),
    some.dictionaries(some.text(), some.text() | some.integers(), max_size=2),
)
CHOICES = some.builds(Choice, PHRASES, some.none() | COMMANDS)


@given(some.lists(PHRASES, max_size=3).map(tuple), some.lists(CHOICES, max_size=3).map(tuple))
def test_what_is_kept_says_and_offers_the_same(
    phrases: tuple[Phrase, ...], choices: tuple[Choice, ...]
) -> None:
    kept = open_body(SEALER, seal_body(SEALER, Saying(phrases, choices)))
    assert (kept.phrases, kept.choices) == (phrases, choices)


def test_what_is_kept_is_not_readable() -> None:
    sealed = seal_body(SEALER, Saying((verbatim("灯不亮"),)))
    assert "灯".encode() not in sealed
    with pytest.raises(Unreadable):
        open_body(Sealer(bytes([1] * 32)), sealed)


def test_a_kept_message_knows_its_document() -> None:
    saying = Saying((verbatim("您的鉴定"),), attachments=(7,), file_name="鉴定.pdf")
    sealed = seal_body(SEALER, saying)
    assert open_body(SEALER, sealed) == saying
    assert "鉴定".encode() not in sealed
