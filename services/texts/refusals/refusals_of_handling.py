"""What the bot says when a rule says no to those who handle a case."""

from collections.abc import Mapping

HANDLING_REFUSALS: Mapping[str, tuple[str, str]] = {
    "assigned_to": (
        "{number} 已转{name}办理，等对方签收。要换人请改派。",
        "{number} went to {name}, who is to sign. To change that, hand it to another.",
    ),
    "assigned_already": (
        "{number} 已经有人承办。要换人请选“改派”。",
        "Somebody has {number} already. To change that, choose “Hand to another”.",
    ),
    "not_assigned_yet": (
        "{number} 还没有人承办，请选“转办”。",
        "Nobody has {number} yet. Please choose “Hand on”.",
    ),
    "assignee_returned": (
        "{number} 刚被{name}退回，不能再转给对方。请另选。",
        "{name} has just returned {number}; it cannot go back there. Please choose another.",
    ),
    "assignee_same": (
        "{number} 本来就由{name}办理，没有做任何改动。",
        "{number} is with {name} already; nothing was changed.",
    ),
    "assignee_unfit": (
        "{number} 不能转给这个人：不管这个地方，或与这件事有关。",
        "{number} cannot go to this person: not responsible there, or concerned by it.",
    ),
    "unit_without_liaison": (
        "{name}还没有联络员，收不到。请先邀请：minqing invite liaison --unit {code}",
        (
            "{name} has no liaison to receive it. Please invite one first: "
            "minqing invite liaison --unit {code}"
        ),
    ),
    "unit_unknown": ("没有找到这个单位。", "This unit was not found."),
    "liaison_elsewhere": (
        "您在这里已经是另一个单位的联络员，请联系社区。",
        "You are the liaison of another unit here already. Please ask the community.",
    ),
    "reassign_why": ("请写明改派的原因。", "Please write why it goes to another."),
    "returned_twice": (
        "{number} 已经退回过两次，由兜底单位办理，不能再退。确需换人请社区改派。",
        "{number} was returned twice and stays where it is. Only a clerk can hand it to another.",
    ),
    "letter_names_reporter": (
        "转办函里不能写反映人的姓名和任何电话。请改一改再发。",
        "A letter must not name the reporter or give any phone number. Please change it.",
    ),
    "letter_unknown": ("{number} 没有转办函。", "{number} has no letter."),
    "letter_sent": ("{number} 的转办函已经记过“已发出”。", "The letter for {number} is out."),
    "letter_not_sent": (
        "{number} 的转办函还没有发出，请先选“已发出”。",
        "The letter for {number} is not marked as sent. Please choose “Sent” first.",
    ),
    "not_in_hand": (
        "{number} 现在不在您手上办理，没有做任何改动。",
        "{number} is not in your hands now; nothing was changed.",
    ),
    "returned_by_you": (
        "{number} 您已经退回过，还没有别人接手，不用再退。",
        "You gave {number} back already and nobody has taken it since.",
    ),
    "progress_missing": ("请写一句办到哪一步了。", "Please write how far it is."),
    "extension_pending": (
        "{number} 已经申请了延期，请等上级答复。",
        "More time was asked for {number} already. Please wait for the answer.",
    ),
    "extensions_used_up": (
        "{number} 已经延期 {count} 次，不能再延了。请尽快答复，或列入计划。",
        (
            "{number} was given more time {count} times; there is no more. Please answer it, "
            "or put it into the plan."
        ),
    ),
    "extension_too_late": (
        "{number} 已经过了期限，不能再申请延期。请尽快答复。",
        "{number} is past its limit; more time can no longer be asked. Please answer it soon.",
    ),
    "extension_over": (
        "{number} 再加 {days} 个工作日也已经过期，不能同意。请选“不同意”，让承办人尽快答复。",
        (
            "{number} would be late even with {days} working days more, so this cannot be "
            "granted. Please refuse it, so that it is answered soon."
        ),
    ),
    "extension_days": (
        "延期至少 1 个、最多 {most} 个工作日。",
        "More time is 1 working day at least and {most} at most.",
    ),
    "extension_why": ("请写明为什么要延期。", "Please write why more time is needed."),
    "extension_refused_why": ("请写明为什么不同意。", "Please write why it is refused."),
    "extension_nobody": (
        "{number} 上面没有别人能批延期，请联系街道。",
        "Nobody above can grant more time for {number}. Please ask the street office.",
    ),
    "extension_gone": (
        "{number} 的这次延期申请已经处理，或已经不用批了。",
        "This request for {number} was dealt with, or is no longer needed.",
    ),
    "extension_own": (
        "{number} 是您自己申请的延期，要由别人批。",
        "You asked for this time for {number} yourself; somebody else must grant it.",
    ),
    "plan_missing": ("请写明打算怎么办。", "Please write what is planned."),
    "review_day": (
        "复查日期要在今天以后、一年以内。",
        "The day must be after today and within a year.",
    ),
    "call_not_by_owner": (
        "{number} 是您承办的，请让同事来回访。",
        "You handled {number} yourself; please let a colleague call.",
    ),
}
