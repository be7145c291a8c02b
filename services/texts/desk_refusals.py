"""What the desk says when a rule says no."""

from services.texts.phrases import Template

DESK_REFUSALS = {
    reason: Template(f"refusal.{reason}", *words)
    for reason, words in {
        "no_desk": (
            "工作台是给工作人员用的。要反映事情，直接在这里说就行。",
            "The desk is for staff. To report something, just say it here.",
        ),
        "desk_link_unknown": (
            "这个链接不对或者不全。请在聊天里发“工作台”，重新要一个。",
            "This link is wrong or not whole. Please send “desk” in the chat for a new one.",
        ),
        "desk_link_used": (
            "这个链接已经用过了。请在聊天里发“工作台”，重新要一个。",
            "This link was used before. Please send “desk” in the chat for a new one.",
        ),
        "desk_link_expired": (
            "这个链接过期了。请在聊天里发“工作台”，重新要一个。",
            "This link has expired. Please send “desk” in the chat for a new one.",
        ),
    }.items()
}
