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
        "outer_strange": (
            "这次登录没有认出来，可能过期了。请再点一次“用企业微信登录”。",
            "This sign-in was not recognised; it may be too old. Please sign in with WeCom again.",
        ),
        "outer_unknown": (
            "还不认识您的企业微信账号。请先在企业微信里给应用发“加入”和邀请码，再来登录。",
            "Your WeCom account is not known here. First send “join” and your code to the app.",
        ),
        "desk_session_unknown": (
            "那里已经退出了。",
            "That session is over already.",
        ),
    }.items()
}
