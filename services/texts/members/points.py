"""What points and the four cards are called."""

from collections.abc import Mapping

from models.points import CardColour, PointReason
from services.texts.phrases import Template

COLOUR_LABELS: Mapping[CardColour, Template] = {
    colour: Template(f"card.{colour}", *words)
    for colour, words in {
        CardColour.RED: ("红色承诺卡", "red card: pledges"),
        CardColour.YELLOW: ("黄色信息卡", "yellow card: about you"),
        CardColour.PINK: ("粉色服务卡", "pink card: service"),
        CardColour.GREEN: ("绿色活动卡", "green card: activities"),
    }.items()
}
REASON_LABELS: Mapping[PointReason, Template] = {
    reason: Template(f"point_reason.{reason}", *words)
    for reason, words in {
        PointReason.HOURS: ("服务时长", "hours of service"),
        PointReason.CASE_DONE: ("办成民情", "a matter settled"),
        PointReason.COVER: ("替人顶班", "stood in for somebody"),
        PointReason.ACTIVITY: ("参加活动", "took part"),
        PointReason.PLEDGE_KEPT: ("兑现承诺", "a pledge kept"),
        PointReason.NO_SHOW: ("无故未到岗", "did not come"),
        PointReason.EXCHANGED: ("兑换", "exchanged"),
        PointReason.CORRECTED: ("积分更正", "corrected"),
    }.items()
}
