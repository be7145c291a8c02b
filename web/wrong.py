"""What is answered when something cannot be taken."""

from services.texts.phrases import Phrase


class Wrong(Exception):
    """What was sent cannot be taken.

    Args:
        status: to answer with.
        why: in words.
        is_taken: whether the rest of it was.
    """

    def __init__(self, status: int, why: Phrase, *, is_taken: bool = False) -> None:
        super().__init__(why.key)
        self.status = status
        self.why = why
        self.is_taken = is_taken
