"""Notices that somebody composes: what those are told who approve them."""

from services.texts.phrases import Template

ALONE = Template(
    "composing.alone",
    "拟稿人自己批准：当时没有别人可以批准",
    "Approved by its author: nobody else could",
)
TO_APPROVE = Template(
    "composing.to_approve",
    "【待公示】同事拟了一条公示，要另一个人批准。请看一下可不可以公示：",
    "[To be published] A colleague composed a notice, which somebody else has to approve:",
)
OPEN = Template("composing.open", "看公示：{title}", "Open the notice: {title}")

REFUSALS = {
    reason: Template(f"refusal.{reason}", *words)
    for reason, words in {
        "own_notice": (
            "“{title}”是您拟的，或者是您最后改的，要由别人批准。",
            "You composed “{title}” or changed it last: somebody else has to approve it.",
        ),
        "notice_title_missing": ("请写标题。", "Please write a title."),
        "notice_title_long": (
            "标题太长，请写在 {most} 个字以内。",
            "The title is too long; {most} characters at most.",
        ),
        "notice_words_long": (
            "公示文太长，请写在 {most} 个字以内。",
            "The notice is too long; {most} characters at most.",
        ),
        "notice_area_small": (
            "公示不能只对一栋楼，请选小区或更大的范围。",
            "A notice is for an estate or more, not for one building.",
        ),
    }.items()
}
