"""A restored backup forgets again what was erased since, on both databases."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import Session, select

from bot.cli.opening import open_store
from models.access import Role
from models.cases import Case, Outcome, Status
from models.keys import Key
from models.people import Account, Person
from models.timeline import Act
from services.areas import areas
from services.case_files import timeline
from services.casework import alerts
from services.clock import SetClock
from services.erasing import erasure
from services.erasing.erasure_list import Erased, ErasureList, Wish
from services.identity import people
from services.office import access
from tests.cli.conftest import Minqing
from tests.cli.test_backups import programs
from tests.support.builders import MONDAY
from tests.support.offices import WORDS, a_case, a_resident
from tests.support.towns import a_town

pytestmark = pytest.mark.usefixtures("migrated")

CLOCK = SetClock(MONDAY)
KINDS = ("sqlite", "postgresql")


@pytest.fixture(params=KINDS)
def erasures(request: pytest.FixtureRequest, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the commands work on either database; give where its list lies."""
    if request.param == "sqlite":
        return home / "data" / "erasures.log"
    monkeypatch.setenv("MINQING_DATABASE_URL", str(request.getfixturevalue("postgres_url")))
    monkeypatch.setenv("PATH", str(programs()))
    return home / "data" / "media" / "erasures.log"


def a_report() -> str:
    """File a report with a phone; give its number."""
    with open_store() as store, store.write() as session:
        a_town(session)
        reporter = a_resident(session)
        people.set_phone(session, reporter, "13812345678")
        return a_case(session, reporter, CLOCK).number


def look(see: Callable[[Session, Case], object]) -> object:
    """Look at the only case there is."""
    with open_store() as store, store.read() as session:
        return see(session, session.exec(select(Case)).one())


def is_forgotten(session: Session, case: Case) -> bool:
    person = session.exec(select(Person)).one()
    account = session.exec(select(Account)).one()
    assert timeline.is_intact(session, case)
    assert (person.name, person.phone, person.phone_hash) == (None, None, None)
    assert account.person_id is None
    assert session.get_one(Key, account.key_id).wrapped is not None
    return session.get_one(Key, person.key_id).wrapped is None


def what_is_left(session: Session, case: Case) -> tuple[object, ...]:
    acts = [line.act for line in timeline.list_lines(session, case)]
    words, _ = alerts.words_of(session, case)
    return case.status, case.outcome, Act.ERASED in acts, words


def test_a_restored_backup_is_erased_again(minqing: Minqing, erasures: Path) -> None:
    number = a_report()
    assert f"{erasures.name}，也要保存" in minqing("backup", "copy").err
    assert "--yes" in minqing("erase", number, code=1).err
    minqing("erase", number, "--yes")
    assert look(is_forgotten)
    assert "又删除了" in minqing("restore", "copy", "--force").err
    assert look(is_forgotten)
    assert look(what_is_left) == (Status.CLOSED, Outcome.WITHDRAWN, True, "")


def test_what_went_on_without_them_goes_on_again(minqing: Minqing, erasures: Path) -> None:
    number = a_report()
    minqing("backup", "copy")
    minqing("erase", number, "--go-on", "--yes")
    before = erasures.read_text("utf-8")
    assert Wish.ANONYMOUS in before
    minqing("restore", "copy", "--force")
    assert look(is_forgotten)
    assert look(what_is_left) == (Status.SUBMITTED, None, True, WORDS)
    assert erasures.read_text("utf-8").startswith(before)


def test_a_list_that_is_put_back_later_still_counts(minqing: Minqing, erasures: Path) -> None:
    number = a_report()
    minqing("backup", "copy")
    minqing("erase", number, "--yes")
    kept = erasures.rename(erasures.with_name("kept.log"))
    assert "没有删除清单" in minqing("restore", "copy", "--force").err
    with open_store() as store, store.read() as session:
        assert alerts.words_of(session, session.exec(select(Case)).one())[0] == WORDS
    kept.rename(erasures)
    minqing("areas", "list")
    assert look(is_forgotten)


def test_a_key_that_has_the_number_of_another_stays(minqing: Minqing, home: Path) -> None:
    minqing("migrate")
    a_report()
    with open_store() as store, store.read() as session:
        keys = session.exec(select(Key.id)).all()
    lines = [Erased(key_id, "0" * 64, Wish.WITHDRAWN) for key_id in keys]
    ErasureList(home / "data" / "erasures.log").append(lines, MONDAY)
    with open_store() as store, store.read() as session:
        assert [it.id for it in session.exec(select(Key)) if it.wrapped is None] == []


def test_without_its_list_nothing_is_erased(minqing: Minqing, home: Path) -> None:
    number = a_report()
    (home / "data" / "erasures.log").mkdir()
    done = minqing("erase", number, "--yes", code=1)
    assert done.err.count("\n") == 1


def test_a_list_that_cannot_be_written_is_wrong(
    minqing: Minqing, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = a_report()

    def full(_list: ErasureList, _lines: object, _at: object) -> None:
        raise OSError(28, "No space left on device")

    def never(_list: ErasureList) -> bool:
        return False

    monkeypatch.setattr(ErasureList, "append", full)
    monkeypatch.setattr(ErasureList, "is_writable", never)
    assert "现在删除不了" in minqing("erase", number, "--yes", code=1).err
    assert look(what_is_left) == (Status.SUBMITTED, None, False, WORDS)
    assert "写不了" in minqing("doctor", code=1).out
    assert home.exists()


def test_the_doctor_says_what_is_not_on_the_list(minqing: Minqing, home: Path) -> None:
    number = a_report()
    assert "没有缺漏" in minqing("doctor", code=1).out
    minqing("erase", number, "--yes")
    assert "没有缺漏" in minqing("doctor", code=1).out
    (home / "data" / "erasures.log").unlink()
    assert "有 1 份删除不在清单" in minqing("doctor", code=1).out


def test_a_line_that_was_torn_off_is_passed_over(tmp_path: Path) -> None:
    list_ = ErasureList(tmp_path / "new" / "erasures.log")
    assert list_.read() == []
    assert list_.is_writable()
    whole = Erased(7, "ab" * 32, Wish.ACCOUNT)
    list_.append([whole], MONDAY)
    with list_.file.open("a") as stream:
        stream.write("8 cdcd")
    list_.append([whole], MONDAY)
    assert list_.read() == [whole, whole]
    assert list_.file.stat().st_mode & 0o777 == 0o600


def test_who_had_a_role_in_the_backup_is_erased_all_the_same(minqing: Minqing, home: Path) -> None:
    number = a_report()
    with open_store() as store, store.write() as session:
        grid = areas.get_area(session, "XF-1")
        reporter = session.exec(select(Case)).one().reporter_id or 0
        access.appoint(session, reporter, Role.GRID_MANAGER, grid, CLOCK)
    minqing("backup", "copy")
    assert "职务" in minqing("erase", number, "--yes", code=1).err
    with open_store() as store, store.write() as session:
        grid = areas.get_area(session, "XF-1")
        access.dismiss(session, reporter, Role.GRID_MANAGER, grid, CLOCK)
    minqing("erase", number, "--yes")
    minqing("restore", "copy", "--force")
    assert look(is_forgotten)
    assert home.exists()


def test_an_account_that_was_signed_out_is_a_strangers_again(minqing: Minqing, home: Path) -> None:
    a_report()
    minqing("backup", "copy")
    with open_store() as store, store.write() as session:
        erasure.forget_account(session, session.exec(select(Account.id)).one(), CLOCK)
    minqing("restore", "copy", "--force")
    with open_store() as store, store.read() as session:
        assert session.exec(select(Account)).one().person_id is None
        assert alerts.words_of(session, session.exec(select(Case)).one())[0] == WORDS
    assert home.exists()
