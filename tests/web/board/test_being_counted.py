"""In a large store nobody waits while the board counts, and everybody is told the same."""

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlmodel import Session

import web
from models.cases import Status
from models.categories import Category
from services.board import usual
from services.figures import kept, rates
from services.figures.evidence import Scope
from services.sealing import Vault
from services.store import Store
from tests.support.builders import MONDAY, SECRET
from tests.support.desks import Office
from tests.support.figures import HOUR, a_row
from tests.support.patience import PATIENCE
from tests.support.towns import a_town
from web.words import WORDS

CHARTS = ("months", "rates", "categories", "communities", "places")
PAGES = (
    "/board",
    "/board/notices",
    "/board/notices?over=1",
    "/board/year",
    "/board/announcements",
    "/board/posts",
    "/board/people",
    "/board/cases",
    "/board/figures",
    "/board/figures/reported",
)
FAILS = re.compile(r'fail\(request, [\w.]+, "([^"]+)"')


class Holding:
    """Holds up whoever counts figures, and remembers in which thread that was."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.threads: set[threading.Thread] = set()
        self.may_go_on = threading.Event()
        for name in ("count", "count_by"):
            monkeypatch.setattr(rates, name, self._held_up(getattr(rates, name)))

    def _held_up(self, count: Callable[..., object]) -> Callable[..., object]:
        def hold(*asked: object) -> object:
            self.threads.add(threading.current_thread())
            assert self.may_go_on.wait(PATIENCE)
            return count(*asked)

        return hold


@pytest.fixture
def office(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """A town whose store counts as a large one, with some answered cases."""
    monkeypatch.setattr(kept, "SMALL", -1)
    store = Store(sqlite_url, Vault(SECRET))
    with store.write() as session:
        a_town(session)
        for _ in range(7):
            a_row(
                session,
                "XF-1",
                category=Category.STREET,
                status=Status.TRACKING,
                answered_at=MONDAY + HOUR,
                is_solved=True,
            )
    yield Office(store)
    wait_for_threads()
    store.close()


def wait_for_threads() -> None:
    """Wait until nothing is counted any more."""
    for it in threading.enumerate():
        if it.name == kept.THREAD:
            it.join(PATIENCE)


async def test_no_page_and_no_chart_is_counted_while_somebody_waits(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    holding, visitor = Holding(monkeypatch), office.newcomer()
    for path in PAGES:
        await visitor.opens(path)
        assert visitor.status == 200, path
    for name in CHARTS:
        await visitor.opens(f"/board/charts/{name}.svg")
        assert visitor.status == 503
        assert visitor.headers["Retry-After"] == "10"
        assert visitor.headers["Content-Type"].startswith("image/svg+xml")
        assert "正在统计" in visitor.content.decode()
    holding.may_go_on.set()
    wait_for_threads()
    assert threading.current_thread() not in holding.threads
    assert {it.name for it in holding.threads} == {kept.THREAD}
    await visitor.opens("/board/charts/months.svg")
    assert visitor.status == 200
    assert ">7<" in visitor.content.decode()


async def test_what_is_usual_was_counted_before_anybody_comes(office: Office) -> None:
    with office.store.read() as session:
        usual.have_counted(session, office.clock)
    wait_for_threads()
    visitor = office.newcomer()
    for name in CHARTS:
        await visitor.opens(f"/board/charts/{name}.svg")
        assert visitor.status == 200, name
    await visitor.opens("/board/figures")
    visitor.sees("7 反映")


async def test_who_asks_for_everything_has_only_so_much_counted(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    holding = Holding(monkeypatch)
    made: list[object] = []
    with office.store.read() as session:
        its = kept.kept_for(session, office.clock)

        def count(session: Session) -> int:
            made.append(rates.count(session, Scope.of(), office.clock))
            return len(made)

        for name in range(100):
            assert its.get(session, name, count) is None
    holding.may_go_on.set()
    wait_for_threads()
    assert kept.MOST_WAITING <= len(made) <= kept.MOST_WAITING + 1
    assert len(holding.threads) == 1


def test_every_word_that_the_board_fails_with_exists() -> None:
    board = Path(web.__file__).parent / "board"
    said = [
        word
        for path in board.glob("*.py")
        for word in FAILS.findall(path.read_text(encoding="utf-8"))
    ]
    assert len(said) >= 8
    assert [it for it in said if it not in WORDS] == []
