"""What the bot says when a rule about notices says no."""

from collections.abc import Mapping

from services.texts.phrases import Template

NOTICE_REFUSALS: Mapping[str, Template] = {
    reason: Template(f"refusal.{reason}", *words)
    for reason, words in {
        "notice_unknown": ("没有找到这条公示。", "This notice was not found."),
        "notice_gone": (
            "这条公示已经期满或撤下了。发“公示”看现在的。",
            "This notice is over or was withdrawn. Send /notices for those in force.",
        ),
        "finding_unknown": (
            "公示文里没有这一处，请重新打开看一下。",
            "The notice has no such place; please open it again.",
        ),
        "notice_words_missing": ("请写公示的文字。", "Please write the words of the notice."),
        "notice_reason_missing": ("请写明原因。", "Please write the reason."),
        "notice_up": (
            "“{title}”已经在公示了。不该公示的，请写明原因撤下。",
            "“{title}” is on notice already. What should not be is withdrawn, with a reason.",
        ),
        "notice_over_for_staff": (
            "“{title}”已经期满、撤下或不公开，没有做任何改动。",
            "“{title}” is over, withdrawn or private; nothing was changed.",
        ),
        "notice_personal": (
            "还有 {count} 处像是个人信息（如“{text}”），没有公示。请先遮住，或具名放行。",
            (
                "{count} places still look like personal data (such as “{text}”); nothing was "
                "published. Hide them, or answer for them by name."
            ),
        ),
        "notice_overtaken": (
            "{number} 已办结、重办或改为不公开，不能公示了。",
            "{number} was closed, is done again or is private now; it cannot be published.",
        ),
        "notice_changed": (
            "“{title}”的文字刚改过，没有公示。请重新看一遍再选“公示”。",
            "The words of “{title}” were changed; please read them again before publishing.",
        ),
        "notice_over": (
            "“{title}”的公示期已过，不再收异议。有问题请打{phone}，或直接写给我重新反映。",
            (
                "The period of “{title}” is over and objections are closed. Please call {phone}, "
                "or write to me to report it anew."
            ),
        ),
        "objected_already": (
            "您对“{title}”的异议已经收到，正在看，会答复您，不用再提。",
            "Your objection to “{title}” is being looked at; you will get an answer.",
        ),
        "objected_answered": (
            "您对“{title}”的异议已经答复：{answer}\n还有意见请打{phone}，或直接写给我重新反映。",
            (
                "Your objection to “{title}” was answered: {answer}\nIf you still disagree please "
                "call {phone}, or write to me to report it anew."
            ),
        ),
        "objection_words_missing": ("请写明哪里不对。", "Please write what is wrong."),
        "objection_unknown": ("没有找到这条异议。", "This objection was not found."),
        "own_answer": (
            "“{title}”是您自己办的或您自己提的异议，由别人来答复。",
            "“{title}” is your own answer or your own objection; somebody else decides.",
        ),
        "objection_answered": (
            "对“{title}”的这条异议已经有人答复了。",
            "This objection to “{title}” was answered already.",
        ),
        "objection_answer_missing": (
            "请写答复，说明核实的情况。",
            "Please write the answer: what you found.",
        ),
        "photos_refused": (
            "{number} 反映人不同意公示照片。",
            "The reporter of {number} does not agree that photos are shown.",
        ),
        "announcement_personal": (
            "通知里有 {count} 处像是个人信息（如“{text}”），没有发出。",
            "{count} places look like personal data (such as “{text}”); nothing was sent.",
        ),
        "announcement_long": (
            "通知太长了，最多 {limit} 个字，没有发出。",
            "The announcement is too long (at most {limit} characters); nothing was sent.",
        ),
        "announcement_until": (
            "请写今天起 {days} 天以内的日子，没有发出。",
            "Please give a day within the next {days} days; nothing was sent.",
        ),
        "announcement_unknown": (
            "没有这条通知，或者不归您管。",
            "There is no such announcement, or it is not yours.",
        ),
    }.items()
}
