"""What the doctor found: each thing with its grade and its mend."""

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How bad it is; only what is wrong makes the command fail."""

    GOOD = "good"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the doctor looked at."""

    name: str
    grade: Grade
    message: str
    mend: str = ""
