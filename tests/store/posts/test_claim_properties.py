"""Whatever is done to claims, in whatever order: places are counted right, and none lies idle."""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlmodel import Session, col, select

from models.access import Role
from models.errors import Refusal
from models.post_lines import PostLine
from models.posts import PLACED, Claim, ClaimState, Confirmation, Opening
from services.clock import SetClock
from services.posts import changing, claim_rows, claims, closing, waiting_list
from services.posts.changing import OpeningChange
from services.posts.eligibility import term_of
from services.posts.weekly_times import find_clash
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import a_worker
from tests.support.service import a_member, an_opening

PEOPLE = 4
OPENINGS: Sequence[Mapping[str, Any]] = (
    {"places": 1},
    {"places": 2, "times": "Sat 10:00-12:00"},
    {"times": ""},
)


class Undone(Exception):
    """Takes back all that a sequence did."""


@dataclass
class Play:
    """A small town in which claims are made and ended."""

    session: Session
    clock: SetClock
    clerk: int
    people: Sequence[int]
    openings: Sequence[int]

    def claim_of(self, who: int, where: int) -> int:
        """Give the newest claim of somebody in an opening; 0 for none."""
        found = self.session.exec(
            select(Claim.id)
            .where(Claim.person_id == who, Claim.opening_id == where)
            .order_by(col(Claim.id).desc())
        )
        return found.first() or 0


Deed = Callable[[Play, int, int], Any]


def remove(play: Play, who: int, where: int) -> None:
    del where
    claims.remove_member(play.session, who, play.clock)


def lapse(play: Play, who: int, where: int) -> None:
    del who, where
    play.clock.move(timedelta(hours=25))
    waiting_list.lapse(play.session, play.clock)


def close(play: Play, who: int, where: int) -> None:
    if who == play.people[0]:  # or nothing would be open for long
        closing.close_opening(play.session, where, play.clerk, "路面施工", play.clock)


def widen(play: Play, who: int, where: int) -> None:
    del who
    places = play.session.get_one(Opening, where).places + 1
    wanted = OpeningChange(places=min(places, 3))
    changing.change_opening(play.session, where, wanted, play.clerk, play.clock)


DEEDS: Mapping[str, Deed] = {
    "claim": lambda it, who, where: claims.claim_post(it.session, where, who, it.clock),
    "claim again": lambda it, who, where: claims.claim_post(it.session, where, who, it.clock),
    "release": lambda it, who, where: claims.release(
        it.session, it.claim_of(who, where), who, "", it.clock
    ),
    "confirm": lambda it, who, where: claims.confirm_claim(
        it.session, it.claim_of(who, where), it.clerk, it.clock
    ),
    "decline": lambda it, who, where: claims.decline_claim(
        it.session, it.claim_of(who, where), it.clerk, "人手够了", it.clock
    ),
    "take": lambda it, who, where: waiting_list.take_place(
        it.session, it.claim_of(who, where), who, it.clock
    ),
    "refuse": lambda it, who, where: waiting_list.refuse_place(
        it.session, it.claim_of(who, where), who, it.clock
    ),
    "remove": remove,
    "lapse": lapse,
    "close": close,
    "widen": widen,
}
STEPS = some.lists(
    some.tuples(
        some.sampled_from(sorted(DEEDS)),
        some.integers(0, PEOPLE - 1),
        some.integers(0, len(OPENINGS) - 1),
    ),
    min_size=8,
    max_size=40,
)


@contextmanager
def a_play(town: Store) -> Generator[Play]:
    """Give the town; whatever is done there is taken back in the end."""
    with suppress(Undone), town.write() as session:
        openings = [
            an_opening(
                session,
                place=f"路口{number}",
                confirm=Confirmation.COMMUNITY if number == 1 else Confirmation.AUTO,
                **columns,
            ).id
            for number, columns in enumerate(OPENINGS)
        ]
        people = [a_member(session, name=f"党员{number}") for number in range(PEOPLE)]
        clerk = a_worker(session, Role.CLERK, "XF")
        yield Play(session, SetClock(MONDAY), clerk, people, openings)
        raise Undone


def stands(play: Play) -> object:
    """Give all that a refusal must leave as it was."""
    play.session.flush()
    play.session.expire_all()
    rows: Sequence[Any] = [
        *play.session.exec(select(Claim).order_by(col(Claim.id))),
        *play.session.exec(select(Opening).order_by(col(Opening.id))),
    ]
    lines = play.session.exec(select(PostLine.id)).all()
    return [row.model_dump() for row in rows], len(lines)


def check(play: Play) -> None:
    """Look at what must always hold."""
    play.session.flush()
    play.session.expire_all()
    for opening in play.session.exec(select(Opening)):
        open_claims = play.session.exec(
            select(Claim).where(Claim.opening_id == opening.id, col(Claim.ended_at).is_(None))
        ).all()
        placed = [it for it in open_claims if it.state in PLACED or it.asked_until is not None]
        assert opening.taken == len(placed)
        assert not (opening.closed_at is not None and open_claims)
        is_idle = opening.taken < opening.places and opening.closed_at is None
        assert not (is_idle and claim_rows.count_waiting(play.session, opening.id))
        assert all(it.state is ClaimState.WAITING for it in placed if it.asked_until is not None)
    for who in play.people:
        mine = [it for it in claim_rows.list_own(play.session, who) if it[0].state in PLACED]
        for (_, one), (_, other) in combinations(mine, 2):
            assert find_clash(term_of(one, play.clock), term_of(other, play.clock)) is None


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_order_of_deeds_miscounts_places_or_lets_one_lie_idle(
    town: Store, steps: Sequence[tuple[str, int, int]]
) -> None:
    with a_play(town) as play:
        for name, who, where in steps:
            before = stands(play)
            try:
                DEEDS[name](play, play.people[who], play.openings[where])
            except Refusal:
                assert stands(play) == before, f"{name} was refused half done"
            check(play)
