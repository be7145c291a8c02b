import pytest

from bot.health import PULSE, Health, StoreSilentError


def test_a_store_that_has_not_answered_for_long_counts_as_down() -> None:
    now = 0.0
    health = Health(lambda: now)
    health.check()
    now = 60.0
    with pytest.raises(StoreSilentError):
        health.check()
    health.is_well(PULSE)
    health.check()
