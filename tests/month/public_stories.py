"""Stories of what everybody may know: the group, and the figures."""

from collections.abc import Iterator

from tests.month.diary import Month


def the_group(month: Month) -> Iterator[str]:
    """A residents' group hears in the evening what was put on notice, and sees it go again."""
    yield "9月21日 8:40"
    month.binds_a_group("和风邻里", "HF", "居民群")
    yield "9月21日 18:30"
    assert "门禁已经修好" in month.in_the_group()
    yield "9月22日 18:30"
    shown = month.in_the_group()
    assert "一位女士138****8000" in shown
    assert "13800138000" not in shown
    yield "9月30日 18:30"
    assert "（公示期满）" in month.in_the_group()
    assert "门禁已经修好" not in month.in_the_group()


def the_figures(month: Month) -> Iterator[str]:
    """An officer asks for the three rates, and gets the figures first and then a picture."""
    yield "11月1日 10:00"
    chen = month["陈街道"]
    chen.actor.skims()
    chen.says("三率")
    shown = chen.sees("率")
    assert "%" in shown, shown
