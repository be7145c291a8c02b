"""Whatever befalls a case: the board shows exactly what it may of it, and no word too much."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlmodel import select

from models.base import table
from models.board import BoardCase
from models.cases import Status
from models.categories import SENSITIVE, Category
from models.following import Recusal
from models.notices import Notice, NoticeState
from models.people import Person
from services.board import repairing, showing
from services.case_files import timeline
from services.casework import recusal
from services.clock import SetClock
from services.identity import people
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.case_lives import LIVES
from tests.support.case_moves import MOVES, Play, a_cast
from tests.support.offices import WORDS, a_case

SECRET = "我家儿媳妇王桂花打人，电话13912345678"
"""What a reporter says of others; no notice may repeat it."""


def look_at_board(play: Play) -> BoardCase | None:
    """Check all that must hold of the board now; give what it shows of the case."""
    session = play.session
    session.flush()
    assert repairing.list_wrong_among(session, 0, play.case.id + 100) == []
    rows = session.exec(select(BoardCase).execution_options(populate_existing=True)).all()
    names = {people.contact_of(session, it).name for it in session.exec(select(Person.id))}
    for row in rows:
        case = play.session.get_one(type(play.case), row.id)
        assert not case.is_private
        assert case.category not in SENSITIVE
        assert session.exec(select(Recusal).where(Recusal.case_id == row.id)).first() is None
        said = f"{row.title}\n{row.words}\n{row.grams}"
        heard = [str(it.told["words"]) for it in timeline.list_lines(session, case)[:1] if it.told]
        assert all(words not in said for words in (WORDS, SECRET, *heard))
        assert all(name not in said for name in names if name)
        if row.words:
            notice = session.get_one(Notice, row.notice_id or 0)
            assert notice.state in (NoticeState.PUBLISHED, NoticeState.ENDED)
            assert notice.approved
            assert (notice.title, notice.words) == (row.title, row.words)
            assert (notice.case_id, notice.round) == (case.id, case.round)
    return next((row for row in rows if row.id == play.case.id), None)


def a_play(store: Store, session: Any, **report: Any) -> tuple[Play, Mapping[str, int]]:  # noqa: ANN401
    """Give a new case, and everybody who may act."""
    del store
    cast = a_cast(session)
    clock = SetClock(MONDAY)
    case = a_case(session, cast["reporter"], clock, **report)
    other = a_case(session, cast["stranger"], clock)
    return Play(session, case.id, clock, cast["reporter"], other.id, cast["other manager"]), cast


@pytest.mark.parametrize("life", LIVES.values(), ids=LIVES.keys())
def test_the_board_shows_a_case_as_it_is_at_every_step(
    town: Store, life: list[tuple[str, str]]
) -> None:
    with town.write() as session:
        play, cast = a_play(town, session)
        assert look_at_board(play) is not None
        for name, role in life:
            play.who = cast[role]
            MOVES[name](play)
            session.flush()
            row = look_at_board(play)
            assert row is None or row.status is play.case.status, name


@pytest.mark.parametrize("report", [{"is_private": True}, {"category": Category.DISPUTE}])
def test_nothing_of_a_private_case_is_ever_shown(town: Store, report: dict[str, Any]) -> None:
    for life in ("published", "round and round", "done by a member", "merged", "declined"):
        with town.write() as session:
            play, cast = a_play(town, session, words=SECRET, **report)
            for name, role in LIVES[life]:
                play.who = cast[role]
                try:
                    MOVES[name](play)
                except Exception:  # noqa: BLE001 - a private case has no notice, for one
                    break
                assert look_at_board(play) is None, name
            session.rollback()


def test_a_case_that_turns_out_to_be_about_staff_is_gone_with_its_words(town: Store) -> None:
    with town.write() as session:
        play, cast = a_play(town, session)
        for name, role in LIVES["published"][:2]:
            play.who = cast[role]
            MOVES[name](play)
        row = look_at_board(play)
        assert row is not None
        assert row.words
        recusal.move_to(session, play.case, play.case.area_id, "网格员打人骂人", play.clock)
        assert look_at_board(play) is None
        words = table(BoardCase).c.words
        assert all(not it for it in session.connection().execute(select(words)).scalars())


def test_the_check_finds_what_should_not_stand_there(town: Store) -> None:
    with town.write() as session:
        play, _ = a_play(town, session)
        look_at_board(play)
        play.case.status = Status.ACCEPTED
        session.flush()
        with pytest.raises(AssertionError):
            look_at_board(play)
        showing.show_case(session, play.case)
        look_at_board(play)
