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
        "receipt_unknown": (
            "没有找到这个查询码，请核对一下。查询码是 8 位字母和数字，在您收到的编号后面。",
            "This query code was not found, please check it. It has 8 letters and digits.",
        ),
        "words_too_long": (
            "写得太长了（{count} 个字），请控制在 {limit} 个字以内。",
            "That is too long ({count} characters); please stay within {limit}.",
        ),
        "already_answered_form": (
            "刚才已经收到了，没有重复办。",
            "This was received a moment ago; it was not done twice.",
        ),
        "desk_link_used": (
            "这个链接已经用过了。请在聊天里发“工作台”，重新要一个。",
            "This link was used before. Please send “desk” in the chat for a new one.",
        ),
        "desk_link_expired": (
            "这个链接过期了。请在聊天里发“工作台”，重新要一个。",
            "This link has expired. Please send “desk” in the chat for a new one.",
        ),
        "photos_too_many": (
            "照片一次最多 {most} 张。",
            "At most {most} photos at once.",
        ),
        "photos_not_kept": (
            "照片现在存不下来。请先不带照片提交，过后再从聊天里发。",
            "Photos cannot be kept just now. Please send this without them.",
        ),
        "reported_when": (
            "反映时间要在过去 90 天里，请核对。",
            "When it was said must lie within the last 90 days; please check.",
        ),
        "search_too_short": (
            "请写完整的编号、外部编号或者电话。",
            "Please write a whole number, number elsewhere, or phone.",
        ),
        "export_too_long": (
            "筛出来有 {count} 件，一次最多导出 {most} 件。请缩小日期或区域。",
            "{count} cases were found; at most {most} fit. Please narrow the days or the area.",
        ),
    }.items()
}
