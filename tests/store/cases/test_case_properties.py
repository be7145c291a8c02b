"""Whatever befalls a case, in whatever order: its clocks and its file stay true."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlmodel import select

from models.cases import ENDED, Case, Status
from models.errors import Conflict, Refusal
from models.people import Account
from models.timeline import Act
from services.case_files import timeline
from services.case_offers import claimants, offered
from services.casework import alerts, lifecycle, limits, offers
from services.clock import SetClock
from services.store import Store
from tests.support import case_moves
from tests.support.builders import MONDAY
from tests.support.case_lives import LIVES
from tests.support.case_moves import MOVES, TIMES, Move, Play, a_cast
from tests.support.offices import a_case, as_it_stands

MOVES_THE_CLOCK = frozenset(
    {
        Act.EXTENDED,
        Act.REOPENED,
        Act.RECURRED,
        Act.CLASSED,
        Act.REVIEWED,
        Act.DUE_MOVED,
        Act.OBJECTION_ANSWERED,
        Act.CALLED_BACK,
    }
)
"""Acts that say in the file that the business clock was moved, or began anew."""

NEVER = {"judge an old answer", "lift anonymity", "recur"}
"""What is refused here: of a case that is not anonymous, and where nothing is watched."""

OFFICE = ("manager", "other manager", "clerk", "officer", "supervisor", "stranger", "member")
DEEDS = [
    *((name, role) for name in case_moves.OFFICE_MOVES for role in OFFICE),
    *((name, role) for name in case_moves.REPORTERS_MOVES for role in ("reporter", "stranger")),
    *((name, "reporter") for name in TIMES),
]
DEEDS.sort(key=lambda it: sha256(repr(it).encode()).digest())
SEQUENCES = some.lists(some.integers(0, len(DEEDS) - 1), min_size=4, max_size=10)
TRIES = 6
"""What is tried, one after the other, until something is permitted."""

MANY = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Undone(Exception):
    """Takes back all that a sequence did."""


@pytest.fixture
def cast(town: Store) -> Mapping[str, int]:
    """Everybody who may act."""
    with town.write() as session:
        return a_cast(session)


@contextmanager
def a_play(town: Store, cast: Mapping[str, int], **report: Any) -> Generator[Play]:  # noqa: ANN401
    """Give a new case; whatever is done with it is taken back in the end."""
    clock = SetClock(MONDAY)
    with suppress(Undone), town.write() as session:
        case = a_case(session, cast["reporter"], clock, **report)
        other = a_case(session, cast["stranger"], clock)
        yield Play(session, case.id, clock, cast["reporter"], other.id, cast["other manager"])
        raise Undone


def is_erased(play: Play, person_id: int) -> bool:
    """Tell whether somebody was erased: no account is theirs any more."""
    found = play.session.exec(select(Account.id).where(Account.person_id == person_id))
    return found.first() is None


def act(play: Play, name: str, who: int, moves: Mapping[str, Move] = MOVES) -> bool:
    """Let somebody do something and check what must hold; tell whether it was permitted."""
    play.who = who
    if is_erased(play, who):
        return False  # nobody speaks for them any more
    before = as_it_stands(play.session, play.case)
    due, status, lines = play.case.due_at, play.case.status, play.case.line_count
    try:
        moves[name](play)
    except Refusal:
        assert as_it_stands(play.session, play.case) == before, f"{name} was refused half done"
        return False
    play.session.flush()
    play.session.expire_all()
    case = play.case
    added = [line.act for line in timeline.list_lines(play.session, case)[lines:]]
    says_so = MOVES_THE_CLOCK & set(added) or (status is Status.SHELVED and added)
    assert case.due_at == due or says_so, f"{name} moved the business clock without a word"
    assert case.status == status or added, f"{name} changed the state without a word"
    assert timeline.is_intact(play.session, case), name
    assert is_answered_for(play, case), f"{name} left it to nobody"
    return True


def is_answered_for(play: Play, case: Case) -> bool:
    """Tell whether somebody has a case before members, or is told of it, and its offer holds."""
    offer = claimants.find_open(play.session, case)
    if offer is None:
        return True
    has_it = offers.owner_in_office(play.session, case) is not None
    is_told = bool(alerts.find_responsible(play.session, case))
    return offered.is_live(play.session, case, offer) and (has_it or is_told)


def can_be_left(play: Play, cast: Mapping[str, int]) -> bool:
    """Tell whether anybody, or time alone, can bring a case out of the state it is in."""
    stood = (play.case.status, play.case.round, play.case.owner_id)
    instant = play.clock.now()
    for name in (*case_moves.OFFICE_MOVES, *case_moves.REPORTERS_MOVES, *TIMES):
        for who in cast.values():
            if is_erased(play, who):
                continue
            savepoint = play.session.begin_nested()
            play.who = who
            with suppress(Refusal):
                MOVES[name](play)
                play.session.flush()
            now = play.case
            has_left = (now.status, now.round, now.owner_id) != stood
            savepoint.rollback()
            play.session.expire_all()
            play.clock.at = instant
            if has_left:
                return True
    return False


def act_somehow(play: Play, cast: Mapping[str, int], first: int) -> str:
    """Do the first thing of those from there on that is permitted; give its name."""
    for at in range(first, first + TRIES):
        name, role = DEEDS[at % len(DEEDS)]
        if act(play, name, cast[role]):
            return name
    return ""


@pytest.mark.parametrize("life", LIVES.values(), ids=LIVES.keys())
def test_these_lives_stay_true_at_every_step(
    town: Store, cast: Mapping[str, int], life: list[tuple[str, str]]
) -> None:
    with a_play(town, cast) as play:
        for name, role in life:
            assert act(play, name, cast[role]), name
        assert play.case.status in ENDED or can_be_left(play, cast)


def test_some_life_has_each_of_the_verbs() -> None:
    assert MOVES.keys() - {name for life in LIVES.values() for name, _ in life} == NEVER


@MANY
@given(steps=SEQUENCES)
def test_no_sequence_of_events_breaks_a_case(
    town: Store, cast: Mapping[str, int], steps: list[int]
) -> None:
    with a_play(town, cast) as play:
        for first in steps:
            act_somehow(play, cast, first)
        assert play.case.status in ENDED or can_be_left(play, cast)


def move_due(it: Play) -> None:
    limits.extend(it.session, it.case, 3, it.clock)


def change_state(it: Play) -> None:
    lifecycle.move(it.session, it.case, Status.ACCEPTED, it.clock)


def half_done(it: Play) -> None:
    it.case.is_urgent = True
    it.session.flush()
    raise Conflict("answered_before")


def break_file(it: Play) -> None:
    it.case.chain = b"another"
    it.session.flush()


WRONG: Mapping[str, Move] = {
    it.__name__: it for it in (move_due, change_state, half_done, break_file)
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_verb_that_breaks_a_rule_is_found_out(
    town: Store, cast: Mapping[str, int], wrong: str
) -> None:
    with a_play(town, cast) as play, pytest.raises(AssertionError):
        act(play, wrong, cast["manager"], WRONG)


def test_a_state_that_nobody_can_leave_is_found_out(town: Store, cast: Mapping[str, int]) -> None:
    with a_play(town, cast) as play:
        assert can_be_left(play, cast)
        play.case.status = Status.CLOSED
        play.session.flush()
        assert not can_be_left(play, cast)
