"""A resident's words become a case, and only those who may see it do."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from models.access import Role
from models.cases import Case, Channel, Status
from models.categories import SENSITIVE, WITHIN_A_DAY, Category
from models.errors import NotFound
from models.timeline import Act
from services.areas import areas
from services.case_files import timeline
from services.casework import cases
from services.casework.cases import Report
from services.clock import SetClock
from services.reporters import own_cases
from services.rules import Rules
from services.sealing import Vault
from services.store import Store
from tests.support.builders import MONDAY, SECRET
from tests.support.offices import WORDS, a_case, a_cast, a_resident, a_worker, keys_for, words_for
from tests.support.towns import a_town

CLOCK = SetClock(MONDAY)


def report(session: Session, reporter_id: int, code: str | None, **fields: object) -> cases.Filed:
    area_id = None if code is None else areas.get_area(session, code).id
    given = Report(reporter_id, WORDS, area_id=area_id, **fields)  # type: ignore[arg-type]
    return cases.report_case(session, given, CLOCK)


def test_a_report_gets_a_number_a_query_code_and_a_file(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        zhang = a_resident(session)
        filed = report(session, zhang, "YG-3", place="3号楼", latitude=39.9, longitude=116.4)
        case = cases.get_case(session, filed.case_id)
        assert filed.number == case.number == "XF-2026-000001"
        assert (case.prefix, case.year, case.serial) == ("XF", 2026, 1)
        assert (case.status, case.round, case.reporter_id) == (Status.SUBMITTED, 1, zhang)
        assert (case.channel, case.owner_id, case.outcome) == (Channel.ONLINE, None, None)
        assert (case.reported_at, case.due_at) == (MONDAY, MONDAY + timedelta(days=9))
        assert filed.area == "第一网格"
        assert set(filed.receipt) <= set(cases.RECEIPT_ALPHABET)
        assert case.receipt_hash == store.vault.find_hash("receipt", filed.receipt)
        (line,) = timeline.list_lines(session, case)
        assert (line.act, line.actor_id, line.at) == (Act.REPORTED, zhang, MONDAY)
        assert line.told == {"words": WORDS, "place": "3号楼", "pin": "39.900000,116.400000"}
        assert timeline.is_intact(session, case)


def test_numbers_count_up_in_each_community_and_year(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        zhang = a_resident(session)
        numbers = [report(session, zhang, code).number for code in ("XF-1", "NS", "XF", "JD")]
        assert numbers == [
            "XF-2026-000001", "NS-2026-000001", "XF-2026-000002", "JD-2026-000001"
        ]  # fmt: skip
        new_year = SetClock(datetime(2026, 12, 31, 16, tzinfo=UTC))
        filed = cases.report_case(session, Report(zhang, WORDS), new_year)
        assert filed.number == "JD-2027-000001"
        assert filed.area == "解放街道"
        assert len({report(session, zhang, "XF").receipt for _ in range(5)}) == 5


@pytest.mark.parametrize("category", Category)
@pytest.mark.parametrize("is_urgent", [False, True])
def test_how_long_the_office_has_and_what_stays_private(
    sqlite_url: str, category: Category, *, is_urgent: bool
) -> None:
    rules = Rules(
        answer_days=5,
        answer_utilities=timedelta(hours=20),
        answer_urgent=timedelta(hours=3),
    )
    store = Store(sqlite_url, Vault(SECRET), rules)
    with store.write() as session:
        a_town(session)
        zhang = a_resident(session)
        filed = report(session, zhang, "XF", category=category, is_urgent=is_urgent)
        case = cases.get_case(session, filed.case_id)
        hours = 3 if is_urgent else 20 if category in WITHIN_A_DAY else 7 * 24
        assert filed.due == case.due_at == MONDAY + timedelta(hours=hours)
        assert case.is_private == (category in SENSITIVE)
        chosen = report(session, zhang, "XF", category=category, is_private=True)
        assert cases.get_case(session, chosen.case_id).is_private
    store.close()


def test_the_managers_of_the_grid_are_told_with_what_they_may_do(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1", "王网格")
        zhao = a_worker(session, Role.GRID_MANAGER, "XF-1", "赵网格")
        other = a_worker(session, Role.GRID_MANAGER, "XF-2")
        clerk = a_worker(session, Role.CLERK, "XF")
        filed = report(session, a_resident(session), "YG-3", place="3号楼")
        assert (filed.names, filed.is_told) == (("王网格", "赵网格"), True)
        for person in (wang, zhao):
            words = words_for(session, person)
            assert "【待签收】XF-2026-000001" in words
            assert WORDS in words
            assert "张三" not in words
        assert keys_for(session, other) == keys_for(session, clerk) == []


def test_an_urgent_case_is_told_as_such(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        report(session, a_resident(session), "XF-1", is_urgent=True)
        assert keys_for(session, wang) == ["case.alert_urgent"]


def test_a_report_without_areas_is_refused_and_leaves_nothing(store: Store) -> None:
    with store.write() as session:
        zhang = a_resident(session)
        with pytest.raises(NotFound):
            cases.report_case(session, Report(zhang, WORDS), CLOCK)
        a_town(session)
        with pytest.raises(NotFound):
            cases.report_case(session, Report(zhang, WORDS, area_id=4711), CLOCK)
        assert session.exec(select(Case)).all() == []


SEEN_BY = {
    "the reporter": True,
    "a stranger": False,
    "a manager of the grid": True,
    "a manager of another grid": False,
    "a clerk of the community": True,
    "a clerk of another community": False,
    "an officer of the street": True,
    "a supervisor of the street": True,
    "a member": False,
    "a manager who was dismissed": False,
}


def test_a_case_is_seen_by_its_reporter_and_by_those_who_answer_for_the_place(
    store: Store,
) -> None:
    with store.write() as session:
        a_town(session)
        reporter = a_resident(session)
        case = a_case(session, reporter, CLOCK, "YG-3")
        for who, person_id in a_cast(session, reporter).items():
            found = cases.find_case(session, person_id, 1, "XF", 2026)
            assert (found is not None) is SEEN_BY[who], who
            if SEEN_BY[who]:
                seen = cases.get_visible_case(session, case.id, person_id)
                assert seen.id == case.id
                continue
            with pytest.raises(NotFound) as refused:
                cases.get_visible_case(session, case.id, person_id)
            assert refused.value.reason == "case_unknown"
        for nobody, number in ((None, case.id), (reporter, 4711)):
            with pytest.raises(NotFound):
                cases.get_visible_case(session, number, nobody)
        with pytest.raises(NotFound):
            cases.get_case(session, 4711)


def test_a_bare_number_means_ones_own_newest_case(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        zhang, li = a_resident(session, "张三"), a_resident(session, "李四")
        clerk = a_worker(session, Role.CLERK, "XF")
        own = a_case(session, zhang, CLOCK, "XF")
        newer = a_case(session, zhang, SetClock(datetime(2027, 3, 1, tzinfo=UTC)), "XF")
        a_case(session, li, CLOCK, "NS")

        def find(person_id: int | None, prefix: str | None, year: int | None) -> int | None:
            found = cases.find_case(session, person_id, 1, prefix, year)
            return None if found is None else found.id

        assert (own.number, newer.number) == ("XF-2026-000001", "XF-2027-000001")
        assert find(zhang, None, None) == find(zhang, "XF", None) == newer.id
        assert find(zhang, None, 2026) == find(zhang, "XF", 2026) == own.id
        assert find(zhang, "NS", None) is None
        assert find(clerk, None, None) is None
        assert find(clerk, "XF", 2026) == own.id
        assert find(None, "XF", 2026) is find(None, None, None) is None
        assert cases.find_case(session, zhang, 99, None, None) is None


def test_own_cases_are_listed_newest_first(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        zhang = a_resident(session)
        filed = [a_case(session, zhang, CLOCK) for _ in range(4)]
        a_case(session, a_resident(session), CLOCK)
        filed[1].status, filed[3].status = Status.CLOSED, Status.ANSWERED
        session.flush()
        newest_first = [case.id for case in reversed(filed)]
        assert [case.id for case in own_cases.list_own(session, zhang)] == newest_first
        assert [case.id for case in own_cases.list_own(session, zhang, limit=2)] == newest_first[
            :2
        ]
        still_open = [case.id for case in own_cases.list_own_open(session, zhang)]
        assert still_open == [filed[3].id, filed[2].id, filed[0].id]
        assert len(own_cases.list_own_open(session, zhang, limit=1)) == 1
