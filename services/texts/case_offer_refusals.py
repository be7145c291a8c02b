"""What the bot says when a rule of claiming cases says no."""

from services.texts.phrases import Template

CASE_OFFER_REFUSALS = {
    reason: Template(f"refusal.{reason}", *words)
    for reason, words in {
        "offer_unknown": ("没有找到这件待认领的事。", "This matter was not found."),
    }.items()
}
