"""The status with which a page says no."""

from models.errors import Conflict, Invalid, NotAllowed, NotFound, Refusal, TooSoon


def status_of(refusal: Refusal) -> int:
    """Give the status that tells a refusal to programs."""
    match refusal:
        case NotAllowed():
            return 403
        case NotFound():
            return 404
        case Invalid():
            return 422
        case Conflict():
            return 409
        case TooSoon():
            return 429
        case _:
            return 409
