"""What staff are told when a reporter cannot be written to for now (WeChat)."""

from services.texts.phrases import Template

REPORTER_HELD = Template(
    "held.reporter",
    "{number}：反映人暂时收不到微信推送，话先留着，下次来就能看到。",
    "{number}: the reporter gets no WeChat messages for now. What we said is kept, and shown when "
    "they come back.",
)
CALL_IF_PRESSING = Template(
    "held.call_if_pressing",
    "要紧请打电话（点“联系居民”看号码）。",
    "If it presses, please call (the number is under “Contact”).",
)
