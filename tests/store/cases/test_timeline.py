"""The file of a case: lines are chained, and whatever is changed afterwards shows."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import text
from sqlmodel import Session, select

from models.cases import Case, Status
from models.keys import Key
from models.timeline import Act, TimelineLine
from services.case_files import timeline
from services.case_files.timeline import Told
from services.casework.cases import get_case
from services.clock import SetClock
from services.identity import people
from services.sealing import Unreadable
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import WORDS, a_case, a_resident
from tests.support.towns import a_town

ODD = datetime(2026, 11, 16, 10, 0, 0, 123457, ZoneInfo("Asia/Shanghai"))


def a_long_file(store: Store, lines: int = 6) -> int:
    """A case whose file holds lines of its reporter and of the office; give its id."""
    with store.write() as session:
        a_town(session)
        reporter = a_resident(session)
        clock = SetClock(ODD)
        case = a_case(session, reporter, clock)
        for number in range(1, lines):
            clock.move(timedelta(microseconds=1, seconds=number))
            is_reporters = bool(number % 2)
            timeline.append_line(
                session,
                case,
                Act.SUPPLEMENTED if is_reporters else Act.RELAYED,
                {"words": f"第{number}句"},
                clock,
                actor_id=reporter if is_reporters else None,
                seal_with=people.key_of(session, reporter) if is_reporters else None,
            )
        return case.id


def is_intact(store: Store, case_id: int) -> bool:
    with store.read() as session:
        case = session.get(Case, case_id)
        assert case is not None
        return timeline.is_intact(session, case)


def test_a_long_file_is_whole_and_reads_as_it_was_written(store: Store) -> None:
    case_id = a_long_file(store, 60)
    assert is_intact(store, case_id)
    with store.read() as session:
        case = session.get(Case, case_id)
        assert case is not None
        lines = timeline.list_lines(session, case)
        assert [line.seq for line in lines] == list(range(1, 61))
        assert lines[0].act is Act.REPORTED
        assert lines[0].told == {"words": WORDS, "place": "三号楼"}
        assert [line.told for line in lines[1:4]] == [
            {"words": "第1句"}, {"words": "第2句"}, {"words": "第3句"}
        ]  # fmt: skip
        assert (lines[0].actor_id, lines[2].actor_id) == (case.reporter_id, None)
        assert timeline.first_told(session, case) == lines[0].told


def test_an_instant_is_kept_to_the_microsecond_whatever_its_zone(store: Store) -> None:
    case_id = a_long_file(store, 3)
    with store.read() as session:
        rows = session.exec(select(TimelineLine).order_by(text("seq"))).all()
        assert [row.at for row in rows] == [
            ODD.astimezone(UTC),
            ODD + timedelta(seconds=1, microseconds=1),
            ODD + timedelta(seconds=3, microseconds=2),
        ]
    assert is_intact(store, case_id)


CHANGES = {
    "when": "UPDATE timeline SET at = '2026-11-16 02:00:01.123459+00:00' WHERE seq = :seq",
    "when, by a microsecond": (
        "UPDATE timeline SET at = '2026-11-16 02:00:03.123458+00:00' WHERE seq = :seq"
    ),
    "what": "UPDATE timeline SET act = 'answered' WHERE seq = :seq",
    "who": "UPDATE timeline SET actor_id = (SELECT min(id) FROM people) WHERE seq = :seq",
    "nobody": "UPDATE timeline SET actor_id = NULL WHERE seq = :other",
    "the status": "UPDATE timeline SET status = 'closed' WHERE seq = :seq",
    "the round": "UPDATE timeline SET round = 2 WHERE seq = :seq",
    "the commitment": "UPDATE timeline SET commitment = digest WHERE seq = :seq",
    "the digest": "UPDATE timeline SET digest = commitment WHERE seq = :seq",
    "words of another line": (
        "UPDATE timeline SET body = (SELECT body FROM timeline WHERE seq = 5) WHERE seq = :seq"
    ),
    "a whole other line": (
        "UPDATE timeline SET (body, commitment, at) ="
        " (SELECT body, commitment, at FROM timeline WHERE seq = 5) WHERE seq = :seq"
    ),
    "the key": (
        "UPDATE timeline SET key_id = (SELECT key_id FROM timeline WHERE seq = 2) WHERE seq = :seq"
    ),
    "a line taken out": "DELETE FROM timeline WHERE seq = :seq",
    "the first line": "DELETE FROM timeline WHERE seq = 1",
    "the last line": "DELETE FROM timeline WHERE seq = 6",
    "a line taken out and the gap closed": (
        "DELETE FROM timeline WHERE seq = :seq;"
        "UPDATE timeline SET seq = 3 WHERE seq = 4;"
        "UPDATE timeline SET seq = 4 WHERE seq = 5;"
        "UPDATE timeline SET seq = 5 WHERE seq = 6"
    ),
    "the order": (
        "UPDATE timeline SET seq = 99 WHERE seq = :seq;"
        "UPDATE timeline SET seq = :seq WHERE seq = 5;"
        "UPDATE timeline SET seq = 5 WHERE seq = 99"
    ),
    "a line too many": (
        "INSERT INTO timeline"
        " (case_id, seq, at, act, status, round, key_id, body, commitment, digest)"
        " SELECT case_id, 7, at, act, status, round, key_id, body, commitment, digest"
        " FROM timeline WHERE seq = 6"
    ),
    "the end as the case knows it": "UPDATE cases SET line_count = 5",
    "the chain as the case knows it": (
        "UPDATE cases SET chain = (SELECT digest FROM timeline WHERE seq = 5)"
    ),
    "everything": "DELETE FROM timeline",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_whatever_is_changed_afterwards_shows(store: Store, change: str) -> None:
    case_id = a_long_file(store)
    assert is_intact(store, case_id)
    with store.write() as session:
        for statement in change.split(";"):
            run(session, statement)
    assert not is_intact(store, case_id)


@pytest.mark.parametrize("column", ["body", "commitment", "digest"])
def test_every_byte_of_a_line_counts(sqlite_store: Store, column: str) -> None:
    case_id = a_long_file(sqlite_store, 2)
    with sqlite_store.read() as session:
        first = session.exec(select(TimelineLine).where(TimelineLine.seq == 1)).one()
        original: bytes = getattr(first, column)
    for place in range(len(original)):
        changed = bytearray(original)
        changed[place] ^= 0x80
        put(sqlite_store, column, bytes(changed))
        assert not is_intact(sqlite_store, case_id), place
    put(sqlite_store, column, original[:-1])
    assert not is_intact(sqlite_store, case_id)
    put(sqlite_store, column, b"")
    assert not is_intact(sqlite_store, case_id)
    put(sqlite_store, column, original)
    assert is_intact(sqlite_store, case_id)


def test_destroying_the_writers_key_takes_the_words_and_leaves_the_chain(store: Store) -> None:
    case_id = a_long_file(store)
    with store.write() as session:
        case = get_case(session, case_id)
        assert case.reporter_id is not None
        key = session.get(Key, people.get_person(session, case.reporter_id).key_id)
        assert key is not None
        key.wrapped = None
    assert is_intact(store, case_id)
    with store.write() as session:
        case = get_case(session, case_id)
        told = [line.told for line in timeline.list_lines(session, case)]
        assert told == [None, None, {"words": "第2句"}, None, {"words": "第4句"}, None]
        assert timeline.first_told(session, case) == {}
        timeline.append_line(session, case, Act.RELAYED, {"words": "再说"}, SetClock(MONDAY))
    assert is_intact(store, case_id)
    with store.write() as session:
        run(session, "UPDATE timeline SET commitment = digest WHERE seq = 1")
    assert not is_intact(store, case_id)


def test_words_that_were_changed_are_not_shown(store: Store) -> None:
    case_id = a_long_file(store, 3)
    put(store, "body", b"something else that was never sealed")
    with store.read() as session:
        case = session.get(Case, case_id)
        assert case is not None
        with pytest.raises(Unreadable):
            timeline.list_lines(session, case)


def test_the_file_holds_no_readable_word(sqlite_store: Store, sqlite_url: str) -> None:
    a_long_file(sqlite_store)
    sqlite_store.close()
    path = sqlite_url.removeprefix("sqlite:///")
    stored = Path(path).read_bytes()
    assert b"reported" in stored
    for word in ("楼道灯", "三号楼", "第1句", "张三"):
        assert word.encode() not in stored


def test_the_same_words_of_two_people_have_different_commitments(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        for name in ("张三", "李四"):
            a_case(session, a_resident(session, name), SetClock(MONDAY))
        found = session.exec(select(TimelineLine.commitment)).all()
        assert len(set(found)) == 2


def test_a_line_records_the_state_and_round_the_case_stands_in(store: Store) -> None:
    case_id = a_long_file(store, 1)
    with store.write() as session:
        case = get_case(session, case_id)
        case.move_to(Status.ACCEPTED)
        case.round = 3
        timeline.append_line(session, case, Act.ACCEPTED, {}, SetClock(MONDAY))
        row = session.exec(select(TimelineLine).where(TimelineLine.seq == 2)).one()
        assert (row.status, row.round) == (Status.ACCEPTED, 3)
    assert is_intact(store, case_id)


TOLD: some.SearchStrategy[Told] = some.dictionaries(
    some.text(max_size=20), some.text() | some.integers(), max_size=5
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(some.lists(TOLD, min_size=1, max_size=5))
def test_whatever_is_told_reads_back_and_keeps_the_chain(
    sqlite_store: Store, told: list[Told]
) -> None:
    case_id = remember_case(sqlite_store)
    with sqlite_store.write() as session:
        case = get_case(session, case_id)
        before = case.line_count
        for each in told:
            timeline.append_line(session, case, Act.RELAYED, each, SetClock(MONDAY))
        session.flush()
        lines = timeline.list_lines(session, case)
        assert [line.told for line in lines[before:]] == told
        assert timeline.is_intact(session, case)


def remember_case(store: Store) -> int:
    """Make the one case of a store, or find it."""
    with store.read() as session:
        found = session.exec(select(Case.id)).first()
    return a_long_file(store, 1) if found is None else found


def put(store: Store, column: str, value: bytes) -> None:
    with store.write() as session:
        statement = text(f"UPDATE timeline SET {column} = :value WHERE seq = 1")  # noqa: S608
        session.connection().execute(statement, {"value": value})


def run(session: Session, statement: str) -> None:
    given_ = {
        name: number for name, number in (("seq", 3), ("other", 2)) if f":{name}" in statement
    }
    session.connection().execute(text(statement), given_)
