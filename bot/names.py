"""Names that platforms tell us: anybody may have written anything there."""

from services.wording import clean, clip

LONGEST_NAME = 40
_JOINERS = str.maketrans("", "", "\u200c\u200d")


def tidy_name(name: str) -> str:
    """Give a name as one short line that hides nothing."""
    return clip(" ".join(clean(name).translate(_JOINERS).split()), LONGEST_NAME)
