"""What the bot says when a rule of taking in, merging or following says no."""

from services.texts.phrases import Template

INTAKE_REFUSALS = {
    reason: Template(f"refusal.{reason}", *words)
    for reason, words in {
        "decline_reason_missing": (
            "请写明为什么不予受理，反映人会看到。",
            "Please write why it is declined; the reporter will read it.",
        ),
        "next_door_missing": (
            "请写明该找哪个单位，最好带上电话。",
            "Please write which office it is for, with its phone number if you can.",
        ),
        "decline_disputed": (
            "{number} 反映人不同意过一次，要由街道来定。",
            "The reporter of {number} has disputed this before; the street office decides.",
        ),
        "disputed_before": (
            "{number} 您已经提过一次不同意，街道看过了。请打社区电话再说说。",
            "You have disputed {number} once and the street looked at it. Please call the office.",
        ),
        "not_declined": (
            "{number} 没有被退掉，请看最新进度。",
            "{number} is not declined; please look at its latest state.",
        ),
        "question_missing": ("请写明要问什么。", "Please write what you want to ask."),
        "info_asked_before": (
            "{number} 已经问过一次了，请用“联系居民”。",
            "One question was asked about {number} before; please use “Contact”.",
        ),
        "no_reporter": (
            "{number} 没有能收消息的反映人，请打电话问。",
            "{number} has no reporter who can be written to; please ask by phone.",
        ),
        "merge_itself": ("不能合并到自己。", "A case cannot be merged into itself."),
        "merge_cycle": (
            "{into} 已经合并在 {number} 里了，不能反过来合并。",
            "{into} is merged into {number} already; it cannot be done the other way round.",
        ),
        "merge_ended": (
            "{into} 已经结束，不能合并进去。",
            "{into} has ended; nothing can be merged into it.",
        ),
        "merge_private": (
            "{into} 不公开，别人的事不能合并进去。",
            "{into} is not public; nobody else's matter can be merged into it.",
        ),
        "merge_urgent": (
            "{number} 是紧急的，{into} 不是，不能合并进去。请反过来合并，或分开办。",
            (
                "{number} is urgent and {into} is not: merge it the other way round, or handle "
                "both."
            ),
        ),
        "merge_answered": (
            "{number} 已经答复或办结，不用合并。",
            "{number} was answered or has ended; there is nothing to merge.",
        ),
        "not_merged": ("{number} 没有合并到别的事里。", "{number} is not merged."),
        "merged_into": (
            "{number} 已合并到 {into}，一起办理。",
            "{number} was merged into {into} and is handled with it.",
        ),
        "part_reason_missing": (
            "请写明为什么要分开。",
            "Please write why it is to be handled by itself.",
        ),
        "own_case": ("{number} 就是您反映的。", "{number} is your own case."),
        "not_followed": ("您没有关注这件事。", "You do not follow this case."),
        "outage_over": (
            "这次停供已经答复或已结束，没有做任何改动。",
            "This outage was answered or is over; nothing was changed.",
        ),
        "not_tracked": (
            "同一地点没有正在跟踪的事，没有做任何改动。",
            "No case at this place is being watched; nothing was changed.",
        ),
        "reporter_anonymous": (
            "{number} 反映人不愿让工作人员知道是谁。可以转告一句话，本人会收到。",
            (
                "The reporter of {number} does not want staff to know who they are. A sentence "
                "can be passed on to them."
            ),
        ),
        "not_anonymous": ("{number} 不是匿名的。", "{number} is not anonymous."),
        "lift_reason_missing": (
            "请写明为什么要解除匿名。",
            "Please write why the anonymity is to be lifted.",
        ),
        "area_not_yours": (
            "{area}不归您管，不能转过去。",
            "{area} is not yours; it cannot be moved there.",
        ),
    }.items()
}
