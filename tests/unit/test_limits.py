import pytest

from web.limits import MOST_BUCKETS, Buckets, Gate, household


def test_a_burst_goes_at_once_and_then_one_at_a_time() -> None:
    now = 0.0
    buckets = Buckets(3, 10, now=lambda: now)
    assert [buckets.take("a") for _ in range(5)] == [True, True, True, False, False]
    assert buckets.take("b")
    now = 10.0
    assert [buckets.take("a") for _ in range(2)] == [True, False]
    now = 1000.0
    assert [buckets.take("a") for _ in range(4)] == [True, True, True, False]


def test_the_memory_of_visitors_has_an_end() -> None:
    buckets = Buckets(1, 60, now=lambda: 0.0)
    for number in range(MOST_BUCKETS + 1):
        assert buckets.take(str(number))
    assert buckets.take("0")
    assert not buckets.take(str(MOST_BUCKETS))


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::"),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ("fe80::1%eth0", "fe80::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("a name", "a name"),
    ],
)
def test_one_line_of_a_household_is_one_address(host: str, counted: str) -> None:
    assert household(host) == counted


def test_a_large_thing_takes_many_tokens_or_none() -> None:
    now = 0.0
    buckets = Buckets(10, 1, now=lambda: now)
    assert [buckets.take("a", count) for count in (6, 6, 4)] == [True, False, True]
    now = 6.0
    assert [buckets.take("a", 7), buckets.take("a", 6)] == [False, True]


def test_who_fills_a_gate_does_not_shut_it_for_others() -> None:
    gate = Gate(2, 4, spare=1)
    assert [gate.enter(who) for who in "aaabb"] == [True, True, False, True, True]
    assert [gate.enter(who) for who in "ccd"] == [True, False, False]
    gate.leave("a")
    assert [gate.enter(who) for who in "ad"] == [False, True]
