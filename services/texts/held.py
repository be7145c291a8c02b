"""What staff are told when a reporter cannot be written to for now (WeChat)."""

from services.texts.phrases import Template

REPORTER_HELD = Template(
    "held.reporter",
    "{number}：给反映人的话还没有送到，微信暂时推送不了。话先留着，反映人下次来就能看到。",
    "{number}: what we sent to the reporter has not arrived: WeChat shows them nothing for now. "
    "It is kept, and shown when they come back.",
)
CALL_IF_PRESSING = Template(
    "held.call_if_pressing",
    "要紧请打电话（点“联系居民”看号码）。",
    "If it presses, please call (the number is under “Contact”).",
)
NO_PHONE = Template("held.no_phone", "反映人没有留电话。", "The reporter left no phone.")
