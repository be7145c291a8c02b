"""Outages and recusal, on both databases: what is one card, and who is kept out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from models.access import Role
from models.cases import Case, Status
from models.categories import Category
from models.errors import Conflict, NotAllowed
from models.following import Outage, Recusal
from models.groups import Card
from models.outbox import MessageState, OutMessage
from services.areas.areas import get_area
from services.casework import alerts, cases, handling, recusal
from services.clock import SetClock
from services.delivery.dispatch import lease_due
from services.delivery.outcomes import Outcome, settle
from services.reporters import feedback
from services.store import Store
from services.triage import outages
from tests.store.delivery.test_cards import BOT, only_cards
from tests.support.offices import a_case, a_resident, a_worker, keys_for, sayings_for, shuts_us_out
from tests.support.patience import PATIENCE, is_anybody_waiting, wait_until
from tests.support.towns import a_town
from tests.support.verbs import CLOCK


def dark(
    session: Session,
    code: str = "YG-3",
    words: str = "家里停电了",
    *,
    is_private: bool = False,
) -> Case:
    """Let somebody report that the power is off."""
    who = a_resident(session, "邻居")
    return a_case(
        session,
        who,
        CLOCK,
        code,
        words=words,
        category=Category.POWER,
        is_private=is_private,
    )


def outage_of(session: Session) -> Outage:
    """Give the only outage."""
    return session.exec(select(Outage)).one()


def test_three_reports_in_an_estate_are_one_outage_with_one_card(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        first = dark(session)
        dark(session, "YG-4")
        assert session.exec(select(Outage)).all() == []
        dark(session, "YG")
        outage = outage_of(session)
        assert outage.area_id == get_area(session, "YG").id
        assert outage.first_case_id == first.id
        card = session.exec(select(Card)).one()
        assert (card.group_id, card.subject) == (None, f"outage:{outage.id}")
        report = cases.Report(
            a_resident(session), "没电了", area_id=get_area(session, "YG-3").id,
            category=Category.POWER,
        )  # fmt: skip
        filed = cases.report_case(session, report, CLOCK)
        assert filed.is_told
        assert keys_for(session, wang) == ["outage.card"]
        commands = [it.command for it in sayings_for(session, wang)[0].choices]
        assert [it.dialogue for it in commands if it] == [
            "merge_outage",
            "announce",
            "list_outage",
        ]


def test_the_next_look_of_a_private_card_edits_the_message(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        a_worker(session, Role.GRID_MANAGER, "XF-1")
        dark(session)
        dark(session)
        report_one_more(session)
        only_cards(session)
    with store.write() as session:
        [new] = lease_due(session, BOT, 9, CLOCK.now()).messages
        assert (new.edits, new.is_private) == (None, True)
        settle(session, BOT, [Outcome(new, MessageState.SENT, 1, outer_id="77")], CLOCK.now())
    with store.write() as session:
        report_one_more(session)
        only_cards(session)
        assert session.exec(select(Card)).one().outer_id == "77"
        [edit] = lease_due(session, BOT, 9, CLOCK.now()).messages
        assert edit.edits == "77"


def report_one_more(session: Session) -> None:
    """Let one more neighbour report it; what is to be said waits."""
    place = get_area(session, "YG-3").id
    who = a_resident(session, "邻居")
    report = cases.Report(who, "停电了", area_id=place, category=Category.POWER)
    assert cases.report_case(session, report, CLOCK).is_told


def test_reports_of_several_estates_are_an_outage_of_the_grid(town: Store) -> None:
    with town.write() as session:
        a_worker(session, Role.GRID_MANAGER, "XF-1")
        dark(session, "YG")
        dark(session, "XF-1")
        dark(session, "XF-1")
        assert outage_of(session).area_id == get_area(session, "XF-1").id


def test_reports_of_another_kind_place_or_hour_are_none(town: Store) -> None:
    with town.write() as session:
        a_worker(session, Role.CLERK, "XF")
        dark(session)
        dark(session)
        dark(session, "HH-3")
        dark(session, words="电线杆歪了")
        late = SetClock(CLOCK.now() + timedelta(hours=7))
        who = a_resident(session)
        a_case(session, who, late, "YG-3", words="停电了", category=Category.POWER)
        assert session.exec(select(Outage)).all() == []


def test_only_who_answers_for_the_place_merges_and_only_while_it_lasts(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        stranger = a_worker(session, Role.GRID_MANAGER, "XF-2")
        reports = [dark(session) for _ in range(3)]
        outage = outage_of(session)
        with pytest.raises(NotAllowed):
            outages.merge_outage(session, outage.id, stranger, CLOCK)
        merged = outages.merge_outage(session, outage.id, wang, CLOCK)
        assert merged == (2, reports[0].number)
        assert {it.status for it in reports[1:]} == {Status.MERGED}
        assert dark(session, "YG-4").merged_into_id == reports[0].id
        handling.settle_case(session, reports[0].id, wang, "来电了", CLOCK)
        assert outage.ended_at == CLOCK.now()
        with pytest.raises(Conflict):
            outages.merge_outage(session, outage.id, wang, CLOCK)
        assert dark(session).status is Status.SUBMITTED


def test_a_private_report_is_never_what_others_are_merged_into(town: Store) -> None:
    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        first = dark(session, is_private=True)
        second = dark(session)
        dark(session)
        _, number = outages.merge_outage(session, outage_of(session).id, wang, CLOCK)
        assert number == second.number
        assert first.merged_into_id == second.id


def test_the_outage_goes_on_with_the_next_when_the_first_is_withdrawn(town: Store) -> None:
    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        reports = [dark(session) for _ in range(3)]
        outage = outage_of(session)
        outages.merge_outage(session, outage.id, wang, CLOCK)
        assert reports[0].reporter_id is not None
        feedback.withdraw_case(session, reports[0].id, reports[0].reporter_id, CLOCK)
        assert (outage.first_case_id, outage.ended_at) == (reports[1].id, None)
        assert reports[1].status is Status.ACCEPTED
        assert reports[2].merged_into_id == reports[1].id


def test_a_card_that_reaches_nobody_becomes_an_alert_further_up(town: Store) -> None:
    with town.write() as session:
        clerk = a_worker(session, Role.CLERK, "XF")
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        for _ in range(2):
            dark(session)
        report_one_more(session)
        assert keys_for(session, wang) == ["outage.card"]
        row = last_message(session)
        shuts_us_out(session, wang)
        alerts.tell_who_stands_above(session, row, CLOCK)
        assert keys_for(session, clerk) == ["case.alert"]


def last_message(session: Session) -> OutMessage:
    """Give the newest message."""
    statement = select(OutMessage).where(col(OutMessage.card_id).is_not(None))
    return session.exec(statement.order_by(col(OutMessage.id).desc())).first()  # type: ignore[return-value]


def test_whom_a_complaint_names_is_recused(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1", "王大明")
        li = a_worker(session, Role.GRID_MANAGER, "XF-2", "李小红")
        zhao = a_worker(session, Role.OFFICER, "JD", "赵刚")
        grid = get_area(session, "YG-3")
        meant = {
            "投诉王大明态度差": [wang],
            "王网格员骂人": [wang],
            "赵科长推诿": [zhao],
            "网格员态度差": [wang],
            "李小红和王大明推诿": [wang, li],
            "态度差": [],
        }
        found = {words: list(recusal.list_meant(session, words, grid)) for words in meant}
        assert found == meant
        assert not recusal.is_complaint(session, "王大明帮了忙，谢谢", grid)
        assert not recusal.is_complaint(session, "物业态度差", grid)
        case = a_case(session, a_resident(session), CLOCK, "YG-3", words="投诉王大明态度差")
        assert case.category is Category.CONDUCT
        rows = session.exec(select(Recusal).where(Recusal.case_id == case.id)).all()
        assert [row.person_id for row in rows] == [wang]
        assert list(alerts.find_responsible(session, case)) == [zhao]


def test_a_worker_who_complains_of_a_colleague_is_not_kept_out_themselves(town: Store) -> None:
    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1", "王大明")
        case = a_case(session, wang, CLOCK, "YG-3", words="我是王大明，投诉网格员态度差")
        assert session.exec(select(Recusal).where(Recusal.case_id == case.id)).all() == []


def test_who_merges_an_outage_waits_for_who_answers_one_of_its_reports(
    postgres_store: Store,
) -> None:
    store = postgres_store
    with store.write() as session:
        a_town(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        first = dark(session).id
        for code in ("YG-4", "YG"):
            dark(session, code)
        outage_id = outage_of(session).id

    def merge() -> int:
        with store.write() as session:
            return outages.merge_outage(session, outage_id, wang, CLOCK)[0]

    with ThreadPoolExecutor(1) as pool:
        with store.write() as session:
            cases.get_case(session, first)
            merging = pool.submit(merge)
            wait_until(lambda: is_anybody_waiting(store))
            handling.settle_case(session, first, wang, "来电了", CLOCK)
        with pytest.raises(Conflict, match="outage_over"):
            merging.result(PATIENCE)
