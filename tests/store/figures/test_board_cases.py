"""What the public board shows of cases: only what anybody may know, and approved words only."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session, col, select

from models.base import table
from models.board import BoardCase
from models.cases import Case, Status, Step
from models.categories import SENSITIVE, Category
from models.following import Recusal
from scheduler import jobs
from scheduler.timetable import run_job
from services import marks
from services.areas import areas
from services.board import listing, repairing
from services.board.listing import Wanted
from services.casework import recusal
from services.erasing import forgetting
from services.figures.periods import DAY
from services.notices import notice_editing, notices
from services.reporters import told_to_others
from services.sealing import Vault
from services.store import Store
from tests.support.offices import WORDS, a_case
from tests.support.publicity import Scene


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """A store on each kind of database."""
    it = Store(store_url, Vault("board tests"))
    yield it
    it.close()


@pytest.fixture
def scene(store: Store) -> Iterator[Scene]:
    """A case, and those who handle it."""
    with store.write() as session:
        yield Scene(session)


def shown(scene: Scene, case: Case | None = None) -> BoardCase | None:
    """Give what the board shows of a case."""
    scene.session.flush()
    case_id = (case or scene.case).id
    statement = select(BoardCase).where(BoardCase.id == case_id)
    return scene.session.exec(statement.execution_options(populate_existing=True)).first()


def found(scene: Scene, words: str, **wanted: object) -> list[str]:
    """Give the numbers that a search finds."""
    part = listing.list_cases(scene.session, Wanted(words=words, **wanted))  # type: ignore[arg-type]
    return [it.number for it in part.rows]


def test_a_new_case_is_shown_at_once_with_no_word_of_it(scene: Scene) -> None:
    row = shown(scene)
    assert row is not None
    assert (row.status, row.step) == (Status.SUBMITTED, Step.INTAKE)
    assert (row.title, row.words, row.grams) == ("", "", "")
    assert row.community_id == areas.get_area(scene.session, "XF").id
    assert row.grid_id == areas.get_area(scene.session, "XF-1").id
    assert WORDS not in str(row.model_dump())


def test_a_sensitive_case_is_never_shown(scene: Scene) -> None:
    for category in sorted(SENSITIVE):
        case = a_case(scene.session, scene.reporter, scene.clock, category=category)
        assert shown(scene, case) is None, category


def test_a_case_that_its_reporter_wants_private_is_not_shown(scene: Scene) -> None:
    case = a_case(scene.session, scene.reporter, scene.clock, is_private=True)
    assert shown(scene, case) is None


def test_a_case_made_private_is_gone_at_once(scene: Scene) -> None:
    scene.publish()
    assert shown(scene) is not None
    told_to_others.make_private(scene.session, scene.case, scene.clock)
    assert shown(scene) is None
    assert found(scene, "灯已换好") == []


def test_a_case_kept_from_somebody_is_not_shown(scene: Scene) -> None:
    recusal.keep_from(scene.session, scene.case, [scene.manager], scene.clock)
    assert not scene.case.is_private
    assert shown(scene) is None


def test_a_case_kept_from_somebody_stays_hidden_when_its_file_is_purged(
    scene: Scene,
) -> None:
    recusal.keep_from(scene.session, scene.case, [scene.manager], scene.clock)
    scene.case.status, scene.case.closed_at = Status.CLOSED, scene.clock.now()
    scene.session.flush()
    scene.clock.at += 5000 * DAY
    assert forgetting.purge_records(scene.session, scene.clock) > 0
    assert scene.session.exec(select(Recusal.id)).first() is None
    scene.session.expire_all()
    repairing.mend(scene.session, [scene.case.id])
    assert shown(scene) is None


def test_words_are_shown_once_the_notice_is_approved_and_not_before(scene: Scene) -> None:
    notice = scene.answer()
    row = shown(scene)
    assert row is not None
    assert (row.step, row.title, row.words) == (Step.NOTICE, "", "")
    assert found(scene, "灯已换好") == []
    scene.approve(notice)
    row = shown(scene)
    assert row is not None
    assert (row.notice_id, row.title, row.words) == (notice.id, notice.title, notice.words)
    assert found(scene, "灯已换好") == [scene.case.number]
    assert found(scene, "13800138000") == []
    assert found(scene, "501") == []


def test_words_are_gone_when_the_notice_is_changed_or_withdrawn(scene: Scene) -> None:
    notice = scene.publish()
    notice_editing.edit_words(
        scene.session, notice.id, scene.clerk, "都修好了，请放心。", scene.clock
    )
    assert found(scene, "灯已换好") == []
    assert found(scene, "都修好了") == []
    scene.approve(notice)
    assert found(scene, "都修好了") == [scene.case.number]
    notices.withdraw(scene.session, notice.id, scene.clerk, "写错了", scene.clock)
    row = shown(scene)
    assert row is not None
    assert (row.notice_id, row.title, row.words, row.grams) == (None, "", "", "")
    assert found(scene, "都修好了") == []


def test_words_that_nobody_approved_are_not_shown_even_of_a_notice_that_is_up(
    scene: Scene,
) -> None:
    notice = scene.publish()
    notice.words = "住3号楼的王女士"
    scene.session.flush()
    repairing.mend(scene.session, [scene.case.id])
    row = shown(scene)
    assert row is not None
    assert (row.notice_id, row.title, row.words, row.grams) == (None, "", "", "")


def test_a_notice_kept_private_takes_the_case_off_the_board(scene: Scene) -> None:
    notice = scene.answer()
    notices.keep_private(scene.session, notice.id, scene.clerk, "家事", scene.clock)
    assert shown(scene) is None


def test_words_stay_when_the_days_of_the_notice_are_over_and_go_with_its_record(
    scene: Scene,
) -> None:
    scene.publish()
    scene.clock.at += 30 * DAY
    notices.end_due(scene.session, scene.clock)
    assert found(scene, "灯已换好") == [scene.case.number]
    scene.clock.at += 5000 * DAY
    forgetting.purge_records(scene.session, scene.clock)
    row = shown(scene)
    assert row is not None
    assert (row.notice_id, row.words) == (None, "")
    assert found(scene, "灯已换好") == []


def test_any_part_of_the_words_is_found_and_nothing_else(scene: Scene) -> None:
    scene.publish()
    for words in ("灯", "已换", "换好", "灯已换好", "灯 换好", "  换好  灯  ", "燈"):
        assert found(scene, words) == [scene.case.number], words
    for words in ("好换", "已好", "灯 水管", "灯已换好了吧", "换灯"):
        assert found(scene, words) == [], words


def test_latin_words_and_figures_are_found_in_any_case(scene: Scene) -> None:
    scene.publish("已装LED灯12盏，WiFi也好了。")
    for words in ("led", "LED灯", "12盏", "wifi", "ＷＩＦＩ", "灯12"):
        assert found(scene, words) == [scene.case.number], words
    assert found(scene, "led12") == []


def test_a_number_finds_its_case_however_it_is_written(scene: Scene) -> None:
    number = scene.case.number
    prefix, year, serial = number.split("-")
    for words in (number, number.lower(), f"{prefix}{year}{int(serial)}", f" {number} "):
        assert found(scene, words) == [number], words
    hidden = a_case(scene.session, scene.reporter, scene.clock, is_private=True)
    assert found(scene, hidden.number) == []


JUNK = (
    '"',
    "'; DROP TABLE board_cases; --",
    'a" OR "b',
    "AND OR NOT NEAR(",
    "灯*",
    "灯^ -灯 +灯",
    "grams:灯",
    "{grams}: 灯",
    "%_%",
    "\\",
    "👍👍🏽",
    "\ud800",
    "\x00",
    "灯" * 10_000,
    "𠮷𪚥",
    "é́́́",
    "，。！",
    "(" * 500,
    "&|!<->:*",
)


def test_whatever_is_typed_nothing_falls_over(scene: Scene) -> None:
    scene.publish()
    for words in JUNK:
        assert set(found(scene, words)) <= {scene.case.number}, words


def test_pages_follow_each_other_whatever_is_filtered(scene: Scene) -> None:
    numbers = [scene.case.number]
    for count in range(8):
        category = Category.STREET if count % 2 else Category.NOISE
        case = a_case(scene.session, scene.reporter, scene.clock, "XF-2", category=category)
        numbers.append(case.number)
    grid = areas.get_area(scene.session, "XF-2")
    for wanted in (
        Wanted(),
        Wanted(step=Step.INTAKE),
        Wanted(category=Category.NOISE),
        Wanted(area_id=grid.id),
        Wanted(area_id=grid.parent_id, category=Category.NOISE, step=Step.INTAKE),
    ):
        whole = listing.list_cases(scene.session, wanted, limit=50).rows
        first = listing.list_cases(scene.session, wanted, limit=3)
        assert [it.id for it in first.rows] == [it.id for it in whole[:3]]
        assert (first.newer, first.older) == (None, first.rows[-1].id)
        second = listing.list_cases(scene.session, wanted, before=first.older, limit=3)
        assert [it.id for it in second.rows] == [it.id for it in whole[3:6]]
        back = listing.list_cases(scene.session, wanted, after=second.newer, limit=3)
        assert [it.id for it in back.rows] == [it.id for it in first.rows]
    assert not listing.list_cases(scene.session, Wanted(step=Step.OVERSIGHT)).rows


def test_cases_from_before_are_put_on_the_board_once_in_small_parts(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repairing, "FILLED_AT_ONCE", 2)
    private = a_case(scene.session, scene.reporter, scene.clock, is_private=True)
    scene.publish()
    for _ in range(4):
        a_case(scene.session, scene.reporter, scene.clock)
    before = snapshot(scene.session)
    scene.session.connection().execute(table(BoardCase).delete())
    while repairing.fill(scene.session, scene.clock):
        pass
    assert snapshot(scene.session) == before
    assert private.id not in before
    assert marks.get_mark(scene.session, repairing.FILLED) == "0"


def snapshot(session: Session) -> dict[int, dict[str, object]]:
    """Give every row of the board."""
    rows = session.exec(select(BoardCase).order_by(col(BoardCase.id))).all()
    shown = {row.id: row.model_dump() for row in rows}
    session.expunge_all()
    return shown


def test_what_is_shown_wrong_is_mended_at_night(store: Store) -> None:
    with store.write() as session:
        scene = Scene(session)
        scene.publish()
        hidden = a_case(session, scene.reporter, scene.clock)
        lost = a_case(session, scene.reporter, scene.clock)
        before = snapshot(session)
    with store.write() as session:
        session.get_one(Case, hidden.id).is_private = True
        board = table(BoardCase)
        session.connection().execute(board.delete().where(board.c.id == lost.id))
        session.connection().execute(board.update().values(words="别人的话", grams="别人 人的"))
    assert run_job(store, jobs.mend_board, scene.clock) == 3
    with store.read() as session:
        after = snapshot(session)
    assert hidden.id not in after
    assert after == {key: row for key, row in before.items() if key != hidden.id}
    assert run_job(store, jobs.mend_board, scene.clock) == 0
