"""The few things that are offered under a word that says little."""

from services.delivery.messages import Choice, Command
from services.texts import menu as texts


def short_menu() -> tuple[Choice, ...]:
    """Give the three things most people come for."""
    return (
        Choice(texts.TO_REPORT(), Command("report", {})),
        Choice(texts.MY_CASES(), Command("mine", {})),
        Choice(texts.A_PERSON(), Command("help", {})),
    )
