"""What the bot says when a rule of claiming cases says no."""

from services.texts.phrases import Template

CASE_OFFER_REFUSALS = {
    reason: Template(f"refusal.{reason}", *words)
    for reason, words in {
        "offer_unknown": ("没有找到这件待认领的事。", "This matter was not found."),
        "offer_taken": ("已由{name}认领，谢谢您！", "{name} has claimed it. Thank you!"),
        "offer_yours": ("这件事您已经认领了。", "You have claimed this already."),
        "offer_over": (
            "这件事已经结束，不用认领了，谢谢您！",
            "This is over; nobody needs to claim it any more. Thank you!",
        ),
        "offer_own": (
            "这是您自己反映的事，请让别人来办。",
            "You reported this yourself; please leave it to others.",
        ),
        "offer_not_yours": (
            "这件事现在不在您手上。",
            "This is not with you now.",
        ),
        "offer_not_fit": (
            "{number} 不能发布待认领：不公开、匿名、需回避，或者已经交给别人。",
            "{number} cannot be put before members: it is private, or somebody has it.",
        ),
        "offer_twice": ("{number} 已经发布待认领。", "{number} is before members already."),
        "offer_summary_missing": (
            "请写一句话，最多 {most} 个字。",
            "Please write a sentence of at most {most} characters.",
        ),
        "offer_names_somebody": (
            "这句话里有“{words}”，会让人知道是谁反映的。请去掉再写一次。",
            "“{words}” tells who reported it. Please write it again without that.",
        ),
        "offer_quotes": (
            "“{words}”是反映人的原话，请用您自己的话写。",
            "“{words}” are the reporter's own words. Please use your own.",
        ),
        "result_missing": (
            "请写一句办了什么、结果怎样。",
            "Please write what was done and how it ended.",
        ),
        "result_not_there": (
            "没有等您看的办理结果，可能已经处理了。",
            "No result waits for you; it may have been dealt with.",
        ),
        "result_your_own": (
            "自己办的事要请别的同事来确认。",
            "A colleague has to confirm what you did yourself.",
        ),
    }.items()
}
