"""What the bot says when a rule of points or cards says no."""

from services.texts.phrases import Template

POINT_REFUSALS = {
    reason: Template(f"refusal.{reason}", *words)
    for reason, words in {
        "reward_unknown": ("没有找到这样的兑换品。", "This reward was not found."),
        "reward_gone": (
            "“{name}”刚刚换完了，没有扣您的分。",
            "“{name}” is gone; nothing was taken.",
        ),
        "reward_changed": (
            "“{name}”现在要 {cost} 分，没有扣您的分。想换请再选一次。",
            "“{name}” takes {cost} points now; nothing was taken. Press again if you want it.",
        ),
        "points_short": (
            "“{name}”要 {cost} 分，您现在有 {balance} 分。",
            "“{name}” takes {cost} points; you have {balance}.",
        ),
        "reward_stock": (
            "“{name}”剩下的没有这么多。",
            "There is not so much of “{name}” left.",
        ),
        "rule_fixed": ("这一样不按规则记分，改不了。", "This follows no rule; it cannot be set."),
        "rule_points": (
            "这一样的分应在 {least} 到 {most} 之间。",
            "It is worth from {least} to {most} points.",
        ),
        "rule_most": (
            "每月最多的分应在 0 到 {most} 之间；不限写 none。",
            "The most a month is from 0 to {most}; write none for no limit.",
        ),
        "exchange_unknown": ("没有找到这次兑换。", "This exchange was not found."),
        "exchange_handed": ("这一份已经发放了。", "It was handed over already."),
        "exchange_cancelled": ("这次兑换已经取消了。", "This exchange was cancelled."),
        "members_only": (
            "这里是给党员用的。您是党员的话，请先发“报到”。",
            "This is for party members. If you are one, please report to the community first.",
        ),
        "not_your_own": ("自己的要由别人来确认。", "What is yours is confirmed by somebody else."),
        "pledge_unknown": ("没有找到这条承诺。", "This pledge was not found."),
        "pledge_kept": ("这条承诺已经确认兑现了。", "This pledge was confirmed already."),
        "pledge_long": (
            "承诺请写在 {most} 个字以内。",
            "Please keep it within {most} characters.",
        ),
        "pledges_enough": ("一年最多写 {most} 条承诺。", "At most {most} pledges a year."),
        "ranking_off": (
            "没有开启积分排名。您自己的积分发“积分”就能看到。",
            "There is no ranking here; your own points stand under your cards.",
        ),
        "activity_title": ("活动名称请写 1 到 80 个字。", "A title has 1 to 80 characters."),
        "activity_day": (
            "日期应在 2000 年以后，不晚于今天。",
            "The day must lie after 2000 and not after today.",
        ),
    }.items()
}
