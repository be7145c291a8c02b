"""What the bot says when a rule of members or their coming to report says no."""

from services.texts.phrases import Template

MEMBER_REFUSALS = {
    reason: Template(f"refusal.{reason}", *words)
    for reason, words in {
        "member_unknown": ("没有找到这位党员。", "This member was not found."),
    }.items()
}
