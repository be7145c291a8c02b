"""What came of one member's part in a shift of the demonstration street, as rows."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from models.post_lines import PostAct
from models.shifts import AttendanceState

EXCUSED = 0.06
"""Share of the shifts for which leave was taken."""

Row = dict[str, Any]


class Held(NamedTuple):
    """A claim that holds, with what it is of."""

    claim: Row
    opening: Row
    manager: int


def part_of(shift: Row, one: Held, chance: random.Random, *, is_over: bool) -> Row:
    """Give a part in a shift: one that is over was served and confirmed, or excused."""
    row: Row = {
        "shift_id": shift["id"],
        "person_id": one.claim["person_id"],
        "claim_id": one.claim["id"],
        "state": AttendanceState.EXPECTED,
        "is_made_up": False,
    }
    unknown = (
        "checked_in_at",
        "checked_out_at",
        "minutes",
        "confirmed_by",
        "confirmed_at",
        "thanked_at",
        "evening_told_at",
        "hour_told_at",
    )
    row.update(dict.fromkeys(unknown))
    if not is_over:
        return row
    begins, ends = shift["starts_at"], shift["ends_at"]
    row["evening_told_at"] = begins - timedelta(hours=14)
    if chance.random() < EXCUSED:
        row["state"] = AttendanceState.EXCUSED
        return row
    return row | {
        "state": AttendanceState.CONFIRMED,
        "hour_told_at": begins - timedelta(hours=1),
        "checked_in_at": begins - timedelta(minutes=chance.randint(0, 9)),
        "checked_out_at": ends + timedelta(minutes=chance.randint(0, 9)),
        "minutes": int((ends - begins).total_seconds()) // 60,
        "confirmed_by": one.manager,
        "confirmed_at": ends + timedelta(hours=3),
        "thanked_at": ends + timedelta(minutes=10),
    }


def lines_of(part: Row, one: Held) -> Iterator[Row]:
    """Give what the ledger says of a part that is over."""
    claim, who = one.claim["id"], part["person_id"]
    if part["state"] is AttendanceState.EXCUSED:
        yield line_of(claim, part["id"], part["evening_told_at"], PostAct.EXCUSED, who)
    if part["state"] is AttendanceState.CONFIRMED:
        yield line_of(claim, part["id"], part["checked_in_at"], PostAct.CHECKED_IN, who)
        yield line_of(claim, part["id"], part["checked_out_at"], PostAct.CHECKED_OUT, who)
        at = part["confirmed_at"]
        yield line_of(claim, part["id"], at, PostAct.HOURS_CONFIRMED, part["confirmed_by"])


def line_of(
    claim_id: int, attendance_id: int | None, at: datetime, act: PostAct, actor_id: int
) -> Row:
    """Give a line of the ledger."""
    return {
        "claim_id": claim_id,
        "attendance_id": attendance_id,
        "at": at,
        "act": act,
        "actor_id": actor_id,
    }
