"""Stories of matters that are handled."""

from collections.abc import Iterator

from models.cases import Outcome, Status
from tests.month.diary import Month


def the_lamp(month: Month) -> Iterator[str]:
    """Answered, put on notice with a phone hidden, confirmed, watched, closed, and more to say."""
    yield "9月21日 9:30"
    zhang, wang, sun = month.resident("张奶奶"), month["王网格"], month["孙社工"]
    number = zhang.reports("楼道灯不亮，晚上看不见")
    yield "9月21日 10:00"
    wang.looks_at(number, "签收")
    wang.sees("已签收")
    zhang.sees("已转王网格办理")
    yield "9月22日 10:00"
    wang.looks_at(number, "答复")
    wang.says("灯已换好，有事找李女士13800138000")
    wang.sees("答复已发给反映人")
    zhang.sees("灯已换好")
    assert month.case(number).status is Status.ANSWERED
