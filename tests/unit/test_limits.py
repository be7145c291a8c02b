from web.limits import MOST_BUCKETS, Buckets


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
