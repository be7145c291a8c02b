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
        "role_above_own": (
            "这个身份比您自己的高，或者不在这里给。请找上一级的管理员。",
            "This role is above your own, or not given here. Please ask an administrator.",
        ),
        "own_role": (
            "自己的身份请别人来给、来免。",
            "Your own role is given and ended by somebody else.",
        ),
        "role_unknown": (
            "没有这个身份。",
            "There is no such role.",
        ),
        "codes_at_once": (
            "一次生成 1 到 {limit} 个邀请码。",
            "Make 1 to {limit} codes at a time.",
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
        "case_moved_on": (
            "{number} 刚才{name}办过了，您这次没有做任何改动。请看它现在的样子再定。",
            "{name} has just dealt with {number}; you changed nothing. Please look at it again.",
        ),
        "case_changed": (
            "{number} 刚才有了新内容，没有做任何改动。请看过再定。",
            "There is something new about {number}; nothing was changed. Please look again.",
        ),
        "assignee_missing": ("请选一下交给谁。", "Please choose who is to have it."),
        "nothing_ticked": (
            "一件也没有勾选，没有做任何改动。",
            "Nothing is ticked; nothing was changed.",
        ),
        "merge_into_missing": (
            "请选合并到哪一件，或者写它的编号。",
            "Please choose what to merge into, or write its number.",
        ),
        "meeting_open": (
            "{area}的分析会正在开，主持人是{name}。",
            "A meeting about {area} is in session, led by {name}.",
        ),
        "meeting_over": ("这次分析会已经结束了。", "This meeting is over."),
        "meeting_unknown": ("没有找到这次分析会。", "This meeting was not found."),
        "meeting_not_yours": (
            "这次分析会由{name}主持，请主持人来改。",
            "{name} leads this meeting; please ask them to change it.",
        ),
        "meeting_words_long": (
            "写得太长了，最多 {most} 个字。",
            "This is too long; at most {most} characters.",
        ),
        "figures_days": (
            "日期不对：请写成 2026-11-01 这样，起日不晚于止日。",
            "These days are not right: write 2026-11-01, the first not after the last.",
        ),
        "brief_unknown": ("没有这份简报。", "There is no such brief."),
        "brief_early": (
            "这一段到 {day} 才结束，结束以后再生成。",
            "This time ends on {day}; the brief can be made after it.",
        ),
        "brief_level": (
            "简报按街道、片区或者社区生成，再小就看得出是谁了。",
            "Briefs are made of streets, patches and communities; less would tell of people.",
        ),
        "posters_none": ("{area}下面没有这样的地方。", "There is no such place below {area}."),
        "posters_many": (
            "有 {count} 张，一次最多 {most} 张；请选小一点的区域。",
            "These are {count} posters, at most {most} at once: please choose a smaller area.",
        ),
        "posters_no_address": (
            "还没有设置网页的网址（MINQING_WEB__PUBLIC_URL），二维码扫了打不开，所以做不了海报。",
            "No address of the pages is set (MINQING_WEB__PUBLIC_URL): a code would open nothing.",
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
        "outlines_missing": ("还没有选文件。", "No file was chosen yet."),
        "outlines_large": (
            "文件超过 {limit} KB，请用命令 minqing areas outlines 导入。",
            "More than {limit} KB: import it with minqing areas outlines.",
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
