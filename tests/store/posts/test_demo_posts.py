"""The posts of the demonstration street: rows that the verbs could have left."""

from collections import Counter
from collections.abc import Iterator

import pytest
from sqlmodel import Session, col, func, select

from bot import demo as demo_window
from models.areas import Area
from models.people import Door
from models.points import Point
from models.post_lines import PostAct
from models.posts import PLACED, Claim, ClaimState, Opening, Post
from models.shifts import Attendance, AttendanceState, Shift
from services.clock import SetClock
from services.identity import accounts
from services.points import awarding
from services.posts import claims, ledger, near
from services.posts.eligibility import term_of
from services.posts.weekly_times import find_clash
from services.serving import shifts
from services.store import Store
from tests.support.builders import MONDAY, a_store

CLOCK = SetClock(MONDAY)


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    store = a_store(store_url)
    demo_window.fill(store, CLOCK)
    yield store
    store.close()


def player(session: Session) -> int:
    account = accounts.find_account(session, Door.BROWSER, "web", "demo:chen")
    assert account is not None
    assert account.person_id is not None
    return account.person_id


def test_the_rows_are_as_the_verbs_would_have_left_them(store: Store) -> None:
    with store.read() as session:
        openings = session.exec(select(Opening)).all()
        assert len(set(session.exec(select(Post.code).join(Opening)))) == 10
        assert len(set(session.exec(select(Area.code).join(Opening)))) == 8
        placed = Counter(
            session.exec(select(Claim.opening_id).where(col(Claim.state).in_(PLACED)))
        )
        assert {each.id: each.taken for each in openings} == dict(placed)
        assert any(each.taken == each.places for each in openings)
        waiting = select(Opening).join(Claim).where(Claim.state == ClaimState.WAITING)
        assert all(each.taken == each.places for each in session.exec(waiting))
        held = Counter(session.exec(select(Claim.person_id)))
        assert set(held.values()) == {1}
        over = select(Attendance.state).join(Shift).where(Shift.ends_at < MONDAY)
        states = {AttendanceState.CONFIRMED, AttendanceState.EXCUSED}
        assert set(session.exec(over)) == states
        coming = select(Attendance.state).join(Shift).where(Shift.ends_at >= MONDAY)
        assert set(session.exec(coming)) == {AttendanceState.EXPECTED}
        first = session.exec(select(Claim).where(Claim.state == ClaimState.HELD)).first()
        assert first is not None
        acts = [line.act for line in ledger.list_lines(session, first.id)]
        assert acts[0] is PostAct.CLAIMED
        assert PostAct.HOURS_CONFIRMED in acts


def test_no_shift_is_left_to_be_made_and_confirmed_hours_have_their_points(store: Store) -> None:
    with store.write() as session:
        count = session.exec(select(func.count()).select_from(Shift)).one()
        assert shifts.make_due(session, CLOCK) == 0
        assert session.exec(select(func.count()).select_from(Shift)).one() == count
        confirmed = session.exec(
            select(Attendance).where(Attendance.state == AttendanceState.CONFIRMED)
        ).all()
        points = {row.record: row.points for row in session.exec(select(Point))}
        wanted = {f"attendances:{each.id}": (each.minutes or 0) // 30 * 5 for each in confirmed}
        assert points == wanted
        assert awarding.balance(session, player(session)) > 0


def test_who_plays_the_member_finds_free_posts_near_and_can_claim(store: Store) -> None:
    with store.write() as session:
        chen = player(session)
        [mine] = session.exec(select(Opening).join(Claim).where(Claim.person_id == chen)).all()
        found = near.list_near(session, chen, CLOCK)
        free = [
            each.opening
            for each in found
            if each.opening.taken < each.opening.places
            and find_clash(term_of(each.opening, CLOCK), term_of(mine, CLOCK)) is None
        ]
        assert len(free) >= 3
        assert any(each.opening.taken == each.opening.places for each in found)
        claim = claims.claim_post(session, free[0].id, chen, CLOCK)
        assert claim.state in PLACED
