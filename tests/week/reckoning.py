"""What must be true of the whole week, whatever the stories were."""

from collections.abc import Mapping
from typing import TypeVar

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from models.cases import Case
from models.points import Point
from models.post_lines import PostAct, PostLine
from models.posts import CLAIM_TRANSITIONS, PLACED, Claim, ClaimState, Opening
from models.shifts import ATTENDANCE_TRANSITIONS, Attendance, AttendanceState
from services.case_files import timeline
from services.points import awarding
from tests.played.checks import everything_was_delivered
from tests.week.cast import Week

A, C = AttendanceState, ClaimState
State = TypeVar("State", AttendanceState, ClaimState)

STATES: Mapping[PostAct, frozenset[AttendanceState]] = {
    PostAct.EXCUSED: frozenset({A.EXCUSED}),
    PostAct.COVERED: frozenset({A.COVERED, A.EXPECTED}),
    PostAct.CHECKED_IN: frozenset({A.PRESENT}),
    PostAct.CHECKED_OUT: frozenset({A.SERVED}),
    PostAct.MADE_UP: frozenset({A.SERVED}),
    PostAct.HOURS_CONFIRMED: frozenset({A.CONFIRMED}),
    PostAct.MARKED_ABSENT: frozenset({A.ABSENT}),
    PostAct.DISPUTED: frozenset({A.DISPUTED}),
    PostAct.ABSENCE_STANDS: frozenset({A.ABSENT}),
    PostAct.ABSENCE_CLEARED: frozenset({A.SERVED, A.EXCUSED}),
}
"""What a part in a shift is after a line; acts that are not here leave it as it is."""

CLAIMS: Mapping[PostAct, frozenset[ClaimState]] = {
    PostAct.CLAIMED: frozenset({C.PENDING, C.HELD}),
    PostAct.QUEUED: frozenset({C.WAITING}),
    PostAct.MOVED_UP: frozenset({C.PENDING, C.HELD}),
    PostAct.CONFIRMED: frozenset({C.HELD}),
    PostAct.DECLINED: frozenset({C.DECLINED}),
    PostAct.RELEASED: frozenset({C.RELEASED}),
}
"""The same of claims."""

SEEN = {A.EXPECTED, A.EXCUSED, A.COVERED, A.CONFIRMED, A.ABSENT}
"""How the parts of a week end."""

KINDS = ("直管", "双重管", "接管", "参管", "重点管")


def places_are_those_who_hold_them(week: Week) -> None:
    """What an opening counts is who holds a place, or is asked whether they want one."""
    with week.store.read() as session:
        openings = session.exec(select(Opening)).all()
        assert len(openings) == 4
        for opening in openings:
            claims = session.exec(select(Claim).where(Claim.opening_id == opening.id)).all()
            held = [it for it in claims if it.state in PLACED or it.asked_until is not None]
            assert opening.taken == len(held), opening


def every_part_is_what_its_lines_say(week: Week) -> None:
    """Lines lead to the state of every part and every claim, by permitted steps only."""
    with week.store.read() as session:
        parts = session.exec(select(Attendance)).all()
        for part in parts:
            acts = _acts(session, PostLine.attendance_id == part.id)
            assert part.state in _led_to(acts, {A.EXPECTED}, STATES, ATTENDANCE_TRANSITIONS), acts
        seen = {part.state for part in parts}
        assert seen == SEEN, seen
        for claim in session.exec(select(Claim)).all():
            of_claim = (PostLine.claim_id == claim.id, col(PostLine.attendance_id).is_(None))
            acts = _acts(session, *of_claim)
            assert acts[0] in {PostAct.CLAIMED, PostAct.QUEUED}
            began = set(CLAIMS[acts[0]])
            assert claim.state in _led_to(acts[1:], began, CLAIMS, CLAIM_TRANSITIONS), acts


def points_are_the_sum_of_their_rows(week: Week) -> None:
    """A balance is its rows, and each row names a record that is there."""
    with week.store.read() as session:
        for person_id in session.exec(select(Point.person_id).distinct()):
            rows = session.exec(select(Point).where(Point.person_id == person_id)).all()
            assert awarding.balance(session, person_id) == sum(row.points for row in rows)
        for row in session.exec(select(Point)):
            table, _, number = row.record.partition("/")[0].partition(":")
            there = select(func.count()).select_from(Point.metadata.tables[table])
            there = there.where(Point.metadata.tables[table].c.id == int(number))
            assert session.exec(there).one() == 1, row.record


def every_file_is_whole(week: Week) -> None:
    """Every line of every timeline verifies."""
    with week.store.read() as session:
        cases = session.exec(select(Case)).all()
        assert len(cases) == 2
        assert [case.number for case in cases if not timeline.is_intact(session, case)] == []


def no_group_ever_read_what_is_not_for_it(week: Week) -> None:
    """Nothing that a resident wrote, no phone and no name of a member, was shown in a group."""
    sights = [
        sight.text for group in week.groups for sight in group.chat.sights if sight.is_from_bot
    ]
    everything = "\n".join(sights)
    names = ("陈卫国", "林秀英", "吴强", "高明", "何平", "张奶奶", "刘伯", "王婶")
    secrets = [word for words in week.secrets.values() for word in words]
    assert "陈同志" in everything
    shown = [it for it in (*names, *secrets, *KINDS) if it in everything]
    assert shown == [], shown


def nobody_read_what_is_not_theirs(week: Week) -> None:
    """What a resident wrote was shown to them, to staff, and to who has the case; no kinds."""
    may = {"张奶奶": {"陈卫国"}, "刘伯": {"高明"}}
    for whose, words in week.secrets.items():
        for name, person in week.folk.items():
            if name not in {whose, "孙社工", "王网格", "陈街道", *may.get(whose, ())}:
                person.never_saw(*words)
    for name in ("陈卫国", "林秀英", "吴强", "高明", "何平"):
        week[name].never_saw(*KINDS)


CHECKS = (
    places_are_those_who_hold_them,
    every_part_is_what_its_lines_say,
    points_are_the_sum_of_their_rows,
    every_file_is_whole,
    no_group_ever_read_what_is_not_for_it,
    nobody_read_what_is_not_theirs,
    everything_was_delivered,
)


def _acts(session: Session, *of: ColumnElement[bool] | bool) -> list[PostAct]:
    lines = select(PostLine).where(*of).order_by(col(PostLine.id))
    return [line.act for line in session.exec(lines)]


def _led_to(
    acts: list[PostAct],
    began: set[State],
    after: Mapping[PostAct, frozenset[State]],
    permitted: Mapping[State, frozenset[State]],
) -> set[State]:
    """Give the states that are possible after these lines."""
    possible = began
    for act in acts:
        if act in after:
            possible = {
                state
                for state in after[act]
                if state in possible or any(state in permitted[it] for it in possible)
            }
        assert possible, acts
    return possible
