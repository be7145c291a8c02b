"""The documents, held to the code: what they say is run, resolved or counted."""

import importlib
import inspect
import os
import re
import shlex
from collections.abc import Iterator
from datetime import date
from enum import Enum
from pathlib import Path

import pytest
import typer.main

import models
from bot.cli.program import program, run
from bot.settings import PREFIX, walk
from models.people import Door
from models.posts import Confirmation
from scheduler.timetable import TIMETABLE
from services.rules import Rules
from services.sealing import Vault
from services.store import Store
from tests.support.chat import Person, Street
from tests.support.screenshots import SHOTS
from tests.support.service import an_opening

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
KEY = "a key that only the tests use"
LINE = re.compile(r"(?P<who>\S+) (?P<way>[▸◂]) (?P<words>[^\[]*?)\s*(?P<buttons>(\[[^]]+\]\s*)*)")
MANY = 20
LONGEST_README = 150
"""Lines; it is read in five minutes."""


def name(file: Path) -> str:
    """Give a file's path as the documents write it."""
    return file.relative_to(ROOT).as_posix()


def text(path: str) -> str:
    """Read a document."""
    return (ROOT / path).read_text("utf-8")


def blocks(document: str, language: str) -> list[str]:
    """Give the code blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", document, re.MULTILINE | re.DOTALL)


def cells(document: str) -> list[list[str]]:
    """Give the rows of all tables, without their heads."""
    rows = re.findall(r"^\|(.+)\|$", document, re.MULTILINE)
    split = [[cell.strip() for cell in row.split("|")] for row in rows]
    is_rule = [set("".join(row)) == {"-"} for row in split]
    heads = {index for index, rule in enumerate([*is_rule[1:], False]) if rule}
    return [row for index, row in enumerate(split) if index not in heads and not is_rule[index]]


def members() -> Iterator[tuple[str, str]]:
    """Give every member of the enums of models/ as `Enum.MEMBER`, and its Chinese comment."""
    for file in sorted(Path(inspect.getfile(models)).parent.glob("*.py")):
        module = importlib.import_module(f"models.{file.stem}")
        for enum in vars(module).values():
            if (
                inspect.isclass(enum)
                and issubclass(enum, Enum)
                and enum.__module__ == module.__name__
            ):
                said = dict(
                    re.findall(
                        r"^    ([A-Z_]+) = .*  # (.+)$", inspect.getsource(enum), re.MULTILINE
                    )
                )
                yield from (
                    (f"{enum.__name__}.{each.name}", said.get(each.name, "")) for each in enum
                )


CAST = (
    ("王网格", "grid_manager", "HF-01"),
    ("孙洁", "clerk", "HF"),
    ("陈师傅", "member", "HF-01"),
)
"""Who plays the README's pages beside residents."""


@pytest.fixture
def first_street(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The store as the README's commands leave it."""
    for variable in os.environ:
        if variable.upper().startswith(PREFIX):
            monkeypatch.delenv(variable)
    monkeypatch.setenv("MINQING_SECRET_KEY", KEY)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "areas.csv").write_text(blocks(text("README.md"), "csv")[0], "utf-8")
    commands = re.findall(r"^\.venv/bin/minqing (.+)$", text("README.md"), re.MULTILINE)
    assert [run(shlex.split(command, comments=True)) for command in commands] == [0, 0, 0]
    url = f"sqlite:///{tmp_path / 'data' / 'minqing.db'}"
    store = Store(url, Vault(KEY), Rules(street_name="清河街道"))
    yield store
    store.close()


def test_the_conversation_of_the_readme_is_what_happens(first_street: Store) -> None:
    street = Street(first_street)
    for name_, role, area in CAST:
        street.staff(name_, role, area)
    with first_street.write() as session:
        open_ = {"ends_on": date(2026, 12, 31), "opened_at": street.clock.now()}
        an_opening(session, "environment", "HF-01", confirm=Confirmation.COMMUNITY, **open_)
    for line in "".join(blocks(text("README.md"), "text")).splitlines():
        found = LINE.fullmatch(line)
        assert found, line
        person = street.person(found["who"])
        buttons = re.findall(r"\[([^]]+)\]", found["buttons"])
        if found["way"] == "◂":
            sees(person, found["words"].split("…"), buttons)
        elif buttons:
            person.taps(buttons[0])
        else:
            person.says(found["words"])


def sees(person: Person, pieces: list[str], buttons: list[str]) -> None:
    """Find these pieces in one message, in their order, with exactly these buttons below."""
    pattern = ".*".join(re.escape(re.sub(r"\s", "", piece)) for piece in pieces)
    for shown in person.screen:
        if re.search(pattern, re.sub(r"\s", "", shown.text)) and list(shown.buttons) == buttons:
            return
    raise AssertionError(f"{pieces} {buttons} is not among\n{person.transcript()}")


def test_the_link_on_the_stairs_says_where_somebody_lives(first_street: Store) -> None:
    link = re.search(r"https://t\.me/BOT\?start=([\w-]+)", text("README.md"))
    assert link
    person = Street(first_street).person("张奶奶")
    person.says(f"/start {link[1]}")
    person.sees("荷花小区")


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_a_readme_says_how_long_words_are_kept(readme: str) -> None:
    (line,) = re.findall(r"^- .*\b60\b.*$", text(readme), re.MULTILINE)
    days = [Rules().payloads_kept.days, Rules().messages_kept.days]
    assert [int(number) for number in re.findall(r"\d+", line)] == days


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_a_readme_is_read_in_five_minutes(readme: str) -> None:
    assert len(text(readme).splitlines()) < LONGEST_README


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_a_readme_names_every_folder_with_code(readme: str) -> None:
    folders = {f"{file.parent.name}/" for file in ROOT.glob("*/__init__.py")}
    named = {row[0].strip("`") for row in cells(text(readme)) if row[0].endswith("/`")}
    assert named == folders


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_link_leads_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", document.read_text("utf-8"))
    local = [target.partition("#")[0] for target in targets if "://" not in target]
    assert [target for target in local if not (document.parent / target).exists()] == []


def test_every_picture_is_shown_and_taken_by_the_command() -> None:
    shown = re.findall(r"\(pictures/([\w-]+)\.png\)", text("docs/pictures.md"))
    taken = [file.stem for file in (ROOT / "docs" / "pictures").glob("*.png")]
    assert sorted(shown) == sorted(taken) == sorted(shot.name for shot in SHOTS)


OF_A_SERVER = ("/mnt/", "/etc/", "/var/")
OF_OURS = ("/board/", "/chat/", "/console/", "/follow/", "/open311/", "/at/")
"""Addresses of pages."""


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_a_document_names_no_path_of_the_machine_it_was_written_on(document: Path) -> None:
    words = re.findall(
        r"(?<![\w:/.}\])>*-])(?:~|\.\.|/[\w.-]+)/[\w./-]+", document.read_text("utf-8")
    )
    assert [word for word in words if not word.startswith((*OF_A_SERVER, *OF_OURS))] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_a_document_names_only_settings_that_exist(document: Path) -> None:
    known = {setting for setting, _, _ in walk()}
    named = set(re.findall(rf"\b{PREFIX}[A-Z_]*[A-Z]", document.read_text("utf-8")))
    assert named - known == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_a_document_names_only_make_targets_that_exist(document: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", text("Makefile"), re.MULTILINE))
    code = "\n".join(re.findall(r"`[^`\n]+`|^make .*$", document.read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"^`?make ([a-z-]+)", code, re.MULTILINE)) - targets == set()


def test_the_glossary_has_every_member_of_every_enum_once_with_its_chinese() -> None:
    rows = cells(text("docs/glossary.md"))
    for member, chinese in members():
        holding = [row for row in rows if f"`{member}`" in row[1]]
        assert len(holding) == 1, member
        assert chinese in "".join(holding[0]), (member, chinese)


def test_the_enums_of_the_models_are_found() -> None:
    found = dict(members())
    assert {"Status.SUBMITTED", "Act.REPORTED", "Priority.URGENT", "Level.GRID"} <= found.keys()
    silent = {member for member, chinese in found.items() if not chinese}
    assert silent == {f"Door.{door.name}" for door in Door}


def test_the_glossary_is_one_to_one() -> None:
    rows = cells(text("docs/glossary.md"))
    terms = [row[0] for row in rows]
    codes = [code for row in rows for code in re.findall(r"`([^`]+)`", row[1])]
    assert sorted({term for term in terms if terms.count(term) > 1}) == []
    assert sorted({code for code in codes if codes.count(code) > 1}) == []
    assert [row for row in rows if len(row) != 3 or not all(row)] == []


def test_the_glossary_names_members_that_exist() -> None:
    known = dict(members())
    named = re.findall(r"`([A-Z]\w+\.[A-Z_]+)`", text("docs/glossary.md"))
    assert named
    assert [each for each in named if each not in known] == []


def test_the_changelog_has_an_entry_for_this_version() -> None:
    version = re.search(r'^version = "(.+)"$', text("pyproject.toml"), re.MULTILINE)
    assert version
    assert re.search(rf"^## {re.escape(version[1])}\b", text("CHANGELOG.md"), re.MULTILINE)


def test_every_command_is_in_the_operators_page() -> None:
    commands = typer.main.get_group(program).commands
    page = text("docs/running.md")
    assert commands
    assert [each for each in commands if not re.search(rf"minqing {each}\b", page)] == []


def test_every_job_is_in_the_operators_page() -> None:
    page = text("docs/running.md")
    assert [it.name for it in TIMETABLE if f"\n| `{it.name}` |" not in page] == []


def test_what_the_doctor_is_quoted_with_is_what_it_says() -> None:
    files = [*ROOT.glob("bot/checks/*.py"), ROOT / "bot/consoles.py"]
    source = "".join(file.read_text("utf-8") for file in files)
    quoted = re.findall(r"`[✓·✗] ([^`]+)`", text("docs/running.md"))
    assert len(quoted) > MANY
    pieces = [piece.strip() for quote in quoted for piece in quote.split("…")]
    source = source.replace("{TITLES[group]}", "{ward.title}")
    said = source.replace("{ward.title}", "微信") + source.replace("{ward.title}", "企业微信")
    assert [piece for piece in pieces if piece not in said] == []


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda file: file.stem)
def test_a_decision_has_its_four_parts(decision: Path) -> None:
    number = int(decision.stem[:4])
    head, *parts = decision.read_text("utf-8").strip().split("\n\n")
    assert head.startswith(f"# {number}. ")
    starts = ["", "**Decision.** ", "**Consequences.** ", "**Alternatives.** "]
    assert len(parts) == len(starts)
    assert [
        part[:20] for part, start in zip(parts, starts, strict=True) if not part.startswith(start)
    ] == []
    assert not parts[0].startswith("**")


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(file.stem[:4]) for file in DECISIONS] == list(range(1, len(DECISIONS) + 1))
