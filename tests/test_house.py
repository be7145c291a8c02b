"""The house rules, checked over the files themselves, with or without git."""

import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROGRAM = ("bot", "handlers", "models", "scheduler", "services", "web")
PYTHON = (*PROGRAM, "migrations", "benchmarks", "tests")
LONGEST_MODULE = 300
"""Lines; half of that is the aim."""

ONE_PLACE = {
    r"\.commit\(": ("services/store.py",),
    r"\bdatetime\.(now|today|utcnow)\b|\bdate\.today\b|\btime\.time\b": ("services/clock.py",),
    r"\bos\.environ\b|\bgetenv\b": ("bot/settings.py",),
    r"^\s*(import|from) (telegram|wechatpy)\b": ("bot/platforms/",),
}
"""What may be written in one place of the program only."""

UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
LOCKS = ("requirements.lock", "requirements-dev.lock")
LOCK_LINE = re.compile(
    r"""
    \s*\#.*                                             # why it is here
    | [a-z0-9-]+==[\w.+!]+(\s;\s[^;]+)?\s\\             # an exact version, where it applies
    | \s+--hash=sha256:[0-9a-f]{64}(\s\\)?
    """,
    re.VERBOSE,
)


def python_files(packages: tuple[str, ...] = PYTHON) -> Iterator[Path]:
    """Walk the modules of some packages."""
    for package in packages:
        yield from sorted((ROOT / package).rglob("*.py"))


def name(file: Path) -> str:
    """Give a file's path as the rules write it."""
    return file.relative_to(ROOT).as_posix()


def lines_with(pattern: str | re.Pattern[str], files: Iterator[Path]) -> list[str]:
    """Find every line that matches, as file:line."""
    return [
        f"{name(file)}:{number}"
        for file in files
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if re.search(pattern, line)
    ]


def names_in_tables(document: str) -> list[str]:
    """Read the names set as `code` in the table rows of a document."""
    rows = [line for line in document.splitlines() if line.startswith("|")]
    return [term for row in rows for term in re.findall(r"`([^`]+)`", row)]


def words_of_code(packages: tuple[str, ...]) -> set[str]:
    """Give every name and every whole string of some packages, and their modules' names."""
    words: set[str] = set()
    for file in python_files(packages):
        words.add(file.stem)
        with tokenize.open(file) as code:
            tokens = tokenize.generate_tokens(code.readline)
            kinds = (tokenize.NAME, tokenize.STRING)
            words.update(token.string.strip("\"'") for token in tokens if token.type in kinds)
    return words


def outline(document: str) -> tuple[list[int], list[str]]:
    """Give the levels of a document's headings, and its code blocks without their comments."""
    blocks = re.findall(r"^```.*?^```", document, re.MULTILINE | re.DOTALL)
    prose = re.sub(r"^```.*?^```", "", document, flags=re.MULTILINE | re.DOTALL)
    headings = [len(marks) for marks in re.findall(r"^(#+) ", prose, re.MULTILINE)]
    return headings, [re.sub(r"\s*#.*", "", block) for block in blocks]


def test_the_walk_finds_the_program() -> None:
    assert {name(file).split("/")[0] for file in python_files()} == set(PYTHON)


def test_no_module_is_too_long() -> None:
    too_long = {
        name(file): length
        for file in python_files()
        if file.parent.name != "versions"  # a migration is as long as what it makes
        and (length := len(file.read_text("utf-8").splitlines())) > LONGEST_MODULE
    }
    assert too_long == {}


@pytest.mark.parametrize("pattern", ONE_PLACE)
def test_some_things_are_written_in_one_place_only(pattern: str) -> None:
    elsewhere = (
        file for file in python_files(PROGRAM) if not name(file).startswith(ONE_PLACE[pattern])
    )
    assert lines_with(pattern, elsewhere) == []


def test_nothing_is_left_unfinished() -> None:
    others = (file for file in python_files() if file != Path(__file__))
    assert lines_with(UNFINISHED, others) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_exact_versions_and_hashes_and_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert [line for line in text.splitlines() if not LOCK_LINE.fullmatch(line)] == []
    assert re.findall(r"(?i)[a-z]+://|\bwww\.|--(extra-)?index|--find-links", text) == []


def test_both_locks_agree() -> None:
    runtime, dev = ((ROOT / lock).read_text("utf-8") for lock in LOCKS)
    versions = re.compile(r"^[a-z0-9-]+==\S+", re.MULTILINE)
    assert set(versions.findall(runtime)) - set(versions.findall(dev)) == set()


def test_the_locks_hold_what_the_project_asks_for() -> None:
    wanted = re.findall(
        r'^    "([a-z0-9-]+)(?:\[\w+\])?(==[^"]+)"',
        (ROOT / "pyproject.toml").read_text("utf-8"),
        re.MULTILINE,
    )
    dev = (ROOT / "requirements-dev.lock").read_text("utf-8")
    assert wanted
    assert [
        package + version for package, version in wanted if f"{package}{version} " not in dev
    ] == []


def test_the_glossary_names_what_the_code_names() -> None:
    terms = names_in_tables((ROOT / "docs/glossary.md").read_text("utf-8"))
    known = words_of_code(("models", "services"))
    assert terms
    assert [term for term in terms if not known.issuperset(term.split("."))] == []


def test_the_readmes_have_the_same_sections_and_commands() -> None:
    english, chinese = (
        (ROOT / f"README{language}.md").read_text("utf-8") for language in ("", ".zh-CN")
    )
    assert outline(english) == outline(chinese)
