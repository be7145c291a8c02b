"""What is said of cases that are one matter: merged, followed, an outage, a recurrence."""

from services.texts.phrases import Template

# To staff
MERGE = Template("follow.merge", "合并", "Merge")
MERGE_WHICH = Template(
    "follow.merge_which",
    "{number} 和哪一件是同一件事？",
    "Which case is the same matter as {number}?",
)
MERGE_WHICH_NUMBER = Template(
    "follow.merge_which_number",
    "请写那一件的编号，例如 HF-2026-000123。",
    "Please write the number of the other case, such as HF-2026-000123.",
)
MERGE_LINE = Template("follow.merge_line", "{number} {words}", "{number} {words}")
WRITE_NUMBER = Template("follow.write_number", "写编号", "Write the number")
MERGED = Template(
    "follow.merged",
    "{number} 已合并到 {into}，办好了一起答复。",
    "{number} was merged into {into}; both get one answer.",
)
PART = Template("follow.part", "分开", "Part again")
PART_WHY = Template(
    "follow.part_why",
    "{number} 为什么要分开单独办？请写一句原因。",
    "Why is {number} to be handled by itself? Please write the reason.",
)
PARTED = Template(
    "follow.parted", "{number} 已分开，单独办理。", "{number} is handled by itself again."
)
PARTED_ALERT = Template(
    "follow.parted_alert",
    "已从合并中分开，原因：{reason}\n{alert}",
    "Parted from the case it was merged into. Reason: {reason}\n{alert}",
)
HANDED_ON = Template(
    "follow.handed_on",
    "{number} 的反映人已撤回，同一件事还有人在等：\n{alert}",
    "{number} was withdrawn, but others still wait for the same matter:\n{alert}",
)
HANDED_ON_DECLINED = Template(
    "follow.handed_on_declined",
    "{number} 不予受理，并入它的诉求另行办理：\n{alert}",
    "{number} was declined; what was merged into it is handled by itself:\n{alert}",
)
FOLLOWERS = Template(
    "follow.followers", "另有 {count} 人等这件事的结果", "{count} more wait for its result"
)
FOLLOWER_SOLVED = Template(
    "follow.follower_solved",
    "{number} 一位有同样问题的居民说解决了。",
    "{number}: a resident with the same trouble says it is solved.",
)
FOLLOWER_NOT_SOLVED = Template(
    "follow.follower_not_solved",
    "{number} 一位有同样问题的居民说没有解决。{contact}",
    "{number}: a resident with the same trouble says it is not solved. {contact}",
)
SAME_PLACE = Template(
    "follow.same_place",
    "{days} 天内同一地点：{number}",
    "At the same place within {days} days: {number}",
)
RECUR = Template("follow.recur", "算复发", "It came back")
RECURRED = Template(
    "follow.recurred",
    "{into} 已按复发重新办理（第 {round} 次），{number} 合并进去了。",
    "{into} is taken up again (round {round}); {number} was merged into it.",
)
RECURRED_ALERT = Template(
    "follow.recurred_alert",
    "【复发】第 {round} 次办理\n{alert}",
    "[It came back] round {round}\n{alert}",
)

# To those who follow
MERGED_FOR_YOU = Template(
    "follow.merged_for_you",
    "{number} 和 {into} 是同一件事，一起办理。办好了会告诉您，也会问您。",
    "{number} is the same matter as {into} and is handled with it. You will be told the result, "
    "and asked.",
)
MERGED_ANSWER = Template(
    "follow.merged_answer",
    "{number} 和 {into} 是同一件事，已经答复：\n{words}\n\n请问解决了吗？",
    "{number} is the same matter as {into}, which was answered:\n{words}\n\nIs it solved?",
)
MERGED_INTO = Template(
    "follow.merged_into",
    "已合并到 {into}（{step} · {status}），一起办理。",
    "Merged into {into} ({step} · {status}); handled together.",
)
PARTED_FOR_YOU = Template(
    "follow.parted_for_you",
    "{number} 改为单独办理，最迟 {due} 前答复您。",
    "{number} is handled by itself now. You get an answer by {due}.",
)
NOT_PUBLIC_NOW = Template(
    "follow.not_public_now",
    "{number} 这件事不再公开，以后的情况不再告诉您。您还有这个问题，请自己报一件。",
    "{number} is not public any more; you will hear nothing more of it. If you still have this "
    "problem, please report it.",
)
MERGED_STEP = Template(
    "follow.merged_step",
    "{number} 已合并办理，现在：{step} · {status}",
    "{number} is handled with another one. Now: {step} · {status}",
)
MERGED_ONLY = Template("follow.merged_only", "{number} 已合并。", "{number} was merged.")
MERGED_ELSEWHERE = Template(
    "follow.merged_elsewhere",
    "已合并（{step} · {status}），一起办理。",
    "Merged ({step} · {status}); handled together.",
)
RECURRED_FOR_YOU = Template(
    "follow.recurred_for_you",
    "{number} 同一地点又有人反映，已重新办理（第 {round} 次），办好了再问您。",
    "{number} was reported again at the same place and is taken up again (round {round}). You "
    "will be asked when it is done.",
)
WITHDRAWN_FOR_YOU = Template(
    "follow.withdrawn_for_you",
    "{number} 反映人已经撤回，不再办理。您还有这个问题，请自己报一件。",
    "{number} was withdrawn by its reporter and is not handled any more. If you still have this "
    "problem, please report it.",
)
PUBLIC_CASE = Template(
    "follow.public_case",
    "{number}\n{category}\n地点：{area}\n现在：{step} · {status}",
    "{number}\n{category}\nPlace: {area}\nNow: {step} · {status}",
)
ME_TOO = Template("follow.me_too", "我也有这个问题", "I have this problem too")
JOINED = Template(
    "follow.joined",
    "{number} 记下了，您也在等。办好了会告诉您，也会问您。",
    "{number}: noted that you wait for it too. You will be told the result, and asked.",
)
JOINED_ANSWERED = Template(
    "follow.joined_answered",
    "{number} 记下了，您也有这个问题。已经答复：\n{words}\n\n请问解决了吗？",
    "{number}: noted that you have it too. It was answered:\n{words}\n\nIs it solved?",
)
LEAVE = Template("follow.leave", "不再关注", "Stop following")
LEFT = Template(
    "follow.left", "{number} 不再告诉您了。", "You will hear nothing more of {number}."
)
FOLLOWED = Template("follow.followed", "您关注的事：", "What you follow:")
FOLLOWED_LINE = Template(
    "follow.followed_line",
    "{number} · {step} · {status}\n{category} · {area}",
    "{number} · {step} · {status}\n{category} · {area}",
)
THANKS_SOLVED = Template(
    "follow.thanks_solved",
    "{number} 记下了，谢谢您。您满意吗？",
    "{number}: noted, thank you. Are you satisfied?",
)
NOT_SOLVED_NOTED = Template(
    "follow.not_solved_noted",
    "{number} 记下了，已告诉办事的人。您那里的情况不一样，可以另报一件。",
    "{number}: noted, and whoever handles it was told. If yours is different, please report it.",
)
TO_REPORT = Template("follow.to_report", "另报一件", "Report mine")
OWN_AGAIN = Template(
    "follow.own_again",
    "您的 {number} 改为单独重新办理（第 {round} 次），最迟 {due} 前答复您。",
    "Your {number} is taken up again by itself (round {round}). You get an answer by {due}.",
)
OWN_AGAIN_WHAT = Template(
    "follow.own_again_what",
    "对不起，没办好。您的 {number} 改为单独重新办理（第 {round} 次），最迟 {due} 前答复您。\n"
    "还差什么？请说一句，或选“跳过”。",
    "Sorry that it is not done. Your {number} is taken up again by itself (round {round}). You "
    "get an answer by {due}.\nWhat is still missing? Please say it, or choose “Skip”.",
)
OWN_AGAIN_ALERT = Template(
    "follow.own_again_alert",
    "【重办】合并到 {into} 的这一件，反映人说没有解决。{contact}\n{alert}",
    "[Again] This was merged into {into}; its reporter says it is not solved. {contact}\n{alert}",
)

# Outages
OUTAGE_CARD = Template(
    "outage.card",
    "【{kind} {count} 户】{area}\n{first} 起，最近一件 {last}\n已合并 {merged} 件",
    "[{kind}: {count} households] {area}\nSince {first}, latest {last}\nMerged: {merged}",
)
OUTAGE_OVER = Template(
    "outage.over",
    "【{kind} {count} 户 · 已答复】{area}",
    "[{kind}: {count} households, answered] {area}",
)
OUTAGE_MERGE = Template("outage.merge", "合并", "Merge all")
OUTAGE_ANNOUNCE = Template("outage.announce", "发通知", "Announce")
OUTAGE_LIST = Template("outage.list", "看清单", "List")
OUTAGE_MERGED = Template(
    "outage.merged",
    "{count} 件已合并到 {number}，之后的也自动合并。",
    "{count} were merged into {number}, and so will be those that follow.",
)
OUTAGE_LISTED = Template("outage.listed", "{area} {kind}：{count} 户", "{area} {kind}: {count}")
OUTAGE_WORDS = Template(
    "outage.words",
    "{area}的居民：{kind}的情况我们已经知道，正在联系抢修。来了会再通知大家。",
    "To the residents of {area}: we know of the outage ({kind}) and are having it repaired. We "
    "will tell you when it is over.",
)
OUTAGE_KINDS = {
    kind: Template(f"outage.kind.{kind}", *words)
    for kind, words in {
        "water": ("停水", "no water"),
        "power": ("停电", "no power"),
        "gas": ("停气", "no gas"),
        "heating": ("停暖", "no heating"),
    }.items()
}
