"""What is offered under what is said of shifts: the buttons, each with its dialogue."""

from services.delivery.messages import Choice, Command
from services.texts.posts import shift_changes as changes
from services.texts.posts import shifts as texts


def before_shift(attendance_id: int) -> tuple[Choice, ...]:
    """Give what may be done an hour before: check in, take leave, find a cover."""
    about = {"attendance": attendance_id}
    return (Choice(texts.CHECK_IN(), Command("check_in", about)), *instead(attendance_id))


def instead(attendance_id: int) -> tuple[Choice, ...]:
    """Give what may be done by who cannot come."""
    about = {"attendance": attendance_id}
    return (
        Choice(texts.LEAVE(), Command("leave_shift", about)),
        Choice(texts.FIND_COVER(), Command("find_cover", about)),
    )


def after_check_in(attendance_id: int) -> tuple[Choice, ...]:
    """Give what comes after checking in."""
    return (Choice(texts.CHECK_OUT(), Command("check_out", {"attendance": attendance_id})),)


def to_make_up(attendance_id: int) -> tuple[Choice, ...]:
    """Offer to check in afterwards."""
    return (Choice(texts.MAKE_UP(), Command("make_up", {"attendance": attendance_id})),)


def to_cover(attendance_id: int) -> tuple[Choice, ...]:
    """Ask for a yes or a no."""
    about = {"attendance": attendance_id}
    return (
        Choice(texts.I_COME(), Command("take_cover", about)),
        Choice(texts.I_CANNOT(), Command("refuse_cover", about)),
    )


def when_refused(attendance_id: int) -> tuple[Choice, ...]:
    """Give what may be done by whom nobody stands in for."""
    about = {"attendance": attendance_id}
    return (
        Choice(texts.FIND_ANOTHER(), Command("find_cover", about)),
        Choice(texts.LEAVE(), Command("leave_shift", about)),
    )


def when_excused(attendance_id: int) -> tuple[Choice, ...]:
    """Give what may be done by who took leave: come after all, or send somebody."""
    about = {"attendance": attendance_id}
    return (
        Choice(changes.TAKE_BACK_LEAVE(), Command("take_back_leave", about)),
        Choice(texts.FIND_COVER(), Command("find_cover", about)),
    )


def to_dispute(attendance_id: int) -> tuple[Choice, ...]:
    """Let who is said to be absent say that it is not so."""
    return (Choice(texts.DISPUTE(), Command("dispute_absence", {"attendance": attendance_id})),)


def to_decide(attendance_id: int) -> tuple[Choice, ...]:
    """Let a dispute be decided."""
    about = {"attendance": attendance_id}
    return (
        Choice(texts.STANDS(), Command("absence_stands", about)),
        Choice(texts.WAS_THERE(), Command("absence_cleared", about)),
        Choice(texts.WAS_EXCUSED(), Command("absence_excused", about)),
    )


def to_hours(shift_id: int) -> tuple[Choice, ...]:
    """Show the list of a shift to who confirms its hours."""
    return (Choice(texts.SEE_LIST(), Command("shift_hours", {"shift": shift_id})),)


def reminder_subject(attendance_id: int) -> str:
    """Name what a reminder is about, so that it can be taken back."""
    return f"shift:{attendance_id}"


def cover_subject(attendance_id: int) -> str:
    """Name the question whether somebody stands in, so that it can be taken back."""
    return f"cover:{attendance_id}"
