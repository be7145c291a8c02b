"""What announcements (通知) are called."""

from collections.abc import Mapping

from models.announcements import AnnouncementKind
from services.texts.phrases import Template

KIND_LABELS: Mapping[AnnouncementKind, Template] = {
    AnnouncementKind.OUTAGE: Template("announcement.outage", "停水停电停气", "Cut off"),
    AnnouncementKind.CLINIC: Template("announcement.clinic", "体检义诊", "Clinic"),
    AnnouncementKind.EVENT: Template("announcement.event", "活动通知", "Event"),
    AnnouncementKind.GENERAL: Template("announcement.general", "一般通知", "General"),
}
TAKEN_DOWN = Template(
    "announcement.taken_down",
    "已从公示栏撤下。群里已经发出的收不回来。",
    "It is off the board. What was said in groups cannot be taken back.",
)
SENT = Template(
    "announcement.sent",
    "发出了：{posted} 个群由机器人发，{manual} 个群请网格员转发；公示栏上已经能看到。",
    "On its way: {posted} groups by the bot, {manual} by hand; it stands on the board.",
)
SENT_TO_BOARD = Template(
    "announcement.sent_to_board",
    "公示栏上已经能看到。这里没有能收通知的群。",
    "It stands on the board. There is no group for announcements here.",
)
