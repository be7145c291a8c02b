"""What the bot says when a rule of points or cards says no."""

from services.texts.phrases import Template

POINT_REFUSALS = {
    reason: Template(f"refusal.{reason}", *words)
    for reason, words in {
        "reward_unknown": ("没有找到这样兑换品。", "This reward was not found."),
    }.items()
}
