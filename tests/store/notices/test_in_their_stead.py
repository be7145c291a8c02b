"""Who is away, dismissed or kept out hears nothing; who stands in may do, and is not the judge."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from models.access import Role
from models.cases import Case
from models.errors import Conflict, NotAllowed
from models.following import Recusal
from models.units import UnitKind
from services.areas import areas
from services.casework import (
    alerts,
    assigning,
    extensions,
    handling,
    progress,
    reach,
    todo,
    transfers,
)
from services.casework.assigning import Target
from services.clock import SetClock
from services.notices import notice_words, notices, objections
from services.office import absences, access, duty
from services.reporters import callbacks, feedback
from services.reporters.callbacks import Heard
from services.store import Store
from services.texts.casework import cases as texts
from tests.support.builders import MONDAY
from tests.support.offices import a_case, a_resident, a_worker, hear_all, keys_for
from tests.support.publicity import Scene
from tests.support.shifts import CLOCK, FRIDAY, Grid
from tests.support.unit_bodies import a_unit

PHRASE = texts.CONFIRMED(number="XF-1")


def signed(session: Session, grid: Grid) -> Case:
    """Give a case that the grid manager has in hand."""
    case = a_case(session, grid.zhang, CLOCK)
    handling.sign_case(session, case.id, grid.wang, CLOCK)
    hear_all(session)
    return case


def test_who_stands_in_notes_progress_and_asks_for_time_but_does_not_grant_it(
    town: Store,
) -> None:
    with town.write() as session:
        grid = Grid(session)
        officer = a_worker(session, Role.OFFICER, "JD")
        case = signed(session, grid)
        grid.goes(grid.clerk)
        progress.record_progress(session, case.id, grid.clerk, "已派人", CLOCK)
        extensions.ask_extension(session, case.id, grid.clerk, 3, "等配件", CLOCK)
        assert "step.extension_to_grant" not in keys_for(session, grid.clerk)
        assert todo.list_items(session, grid.clerk, CLOCK).total == 1  # to answer it
        with pytest.raises(Conflict):
            extensions.grant_extension(session, case.id, grid.clerk, CLOCK)
        duty.come_back(session, grid.wang, CLOCK)
        with pytest.raises(Conflict):
            extensions.grant_extension(session, case.id, grid.clerk, CLOCK)
        extensions.grant_extension(session, case.id, officer, CLOCK)


def test_who_stands_in_sends_the_letter_and_is_reminded_of_it(town: Store) -> None:
    with town.write() as session:
        clerk, other = (a_worker(session, Role.CLERK, "XF", name) for name in ("孙", "钱"))
        unit = a_unit(session, "GD", "供电公司", kind=UnitKind.OUTSIDE)
        case = a_case(session, a_resident(session), CLOCK)
        target = Target(unit_id=unit.id, summary="楼道没有电")
        assigning.assign_case(session, case.id, clerk, target, CLOCK)
        duty.go_away(session, clerk, other, MONDAY + timedelta(days=30), CLOCK)
        hear_all(session)
        transfers.note_sent(session, case.id, other, CLOCK)
        transfers.chase_due(session, SetClock(MONDAY + timedelta(days=20)))
        assert keys_for(session, other) == ["assigning.chase"]
        assert keys_for(session, clerk) == []


def test_who_answered_in_their_stead_does_not_call_nor_decide(town: Store) -> None:
    with town.write() as session:
        scene_clerk = a_worker(session, Role.CLERK, "XF", "李社工")
        grid = Grid(session)
        case = signed(session, grid)
        grid.goes(grid.clerk)
        handling.answer_case(session, case.id, grid.clerk, "灯已换好", CLOCK)
        duty.come_back(session, grid.wang, CLOCK)
        for who in (grid.clerk, grid.wang):
            assert not callbacks.may_call(session, case, who)
            with pytest.raises(Conflict):
                callbacks.record_call(session, case.id, who, Heard.SOLVED, CLOCK)
        callbacks.record_call(session, case.id, scene_clerk, Heard.SOLVED, CLOCK)


def test_a_unit_does_not_judge_its_own_answer(town: Store) -> None:
    with town.write() as session:
        unit, place = a_unit(session, "WY", "物业"), areas.get_area(session, "JD")
        one, two = (a_resident(session, name) for name in ("刘", "何"))
        for who in (one, two):
            access.appoint(session, who, Role.LIAISON, place, CLOCK, unit_id=unit.id)
        clerk = a_worker(session, Role.CLERK, "XF")
        case = a_case(session, a_resident(session), CLOCK)
        assigning.assign_case(session, case.id, clerk, Target(unit_id=unit.id), CLOCK)
        handling.sign_case(session, case.id, one, CLOCK)
        handling.answer_case(session, case.id, one, "灯已换好", CLOCK)
        with pytest.raises(Conflict):
            callbacks.record_call(session, case.id, two, Heard.SOLVED, CLOCK)
        callbacks.record_call(session, case.id, clerk, Heard.SOLVED, CLOCK)


def test_who_answered_in_their_stead_does_not_decide_on_an_objection(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        scene = Scene(session)
        other = a_worker(session, Role.CLERK, "XF", "钱社工")
        handling.sign_case(session, scene.case.id, scene.manager, scene.clock)
        until = MONDAY + timedelta(days=4)
        duty.go_away(session, scene.manager, scene.clerk, until, scene.clock)
        handling.answer_case(session, scene.case.id, scene.clerk, "灯已换好", scene.clock)
        draft = notices.find_of_case(session, scene.case)
        assert draft is not None
        seen = notice_words.digest_of(draft)
        notices.approve_and_publish(session, draft.id, other, scene.clock, seen)
        made = objections.object_to(
            session, draft.id, a_resident(session, "周强"), "又灭了", scene.clock
        )
        with pytest.raises(NotAllowed):
            objections.get_objection_for(session, made, scene.clerk)
        objections.get_objection_for(session, made, other)


def test_who_is_away_or_dismissed_is_not_told_what_the_reporter_says(town: Store) -> None:
    with town.write() as session:
        grid = Grid(session)
        cases = [signed(session, grid) for _ in range(4)]
        for case in cases[:3]:
            handling.answer_case(session, case.id, grid.wang, "灯已换好", CLOCK)
        grid.goes(grid.li)
        hear_all(session)
        feedback.confirm_solved(session, cases[0].id, grid.zhang, 1, CLOCK)
        assert keys_for(session, grid.wang) == []
        assert keys_for(session, grid.li) == ["case.confirmed"]
        place = areas.get_area(session, "XF-1")
        access.dismiss(session, grid.wang, Role.GRID_MANAGER, place, CLOCK)
        feedback.reopen_case(session, cases[1].id, grid.zhang, 1, "又灭了", CLOCK)
        feedback.confirm_solved(session, cases[2].id, grid.zhang, 1, CLOCK)
        feedback.withdraw_case(session, cases[3].id, grid.zhang, CLOCK)
        assert keys_for(session, grid.wang) == []
        assert "case.withdrawn" in keys_for(session, grid.clerk)


def test_a_stand_in_whom_the_case_complains_about_hears_nothing(town: Store) -> None:
    with town.write() as session:
        grid = Grid(session)
        case = signed(session, grid)
        grid.goes(grid.li)
        session.add(Recusal(case_id=case.id, person_id=grid.li, since=MONDAY))
        hear_all(session)
        alerts.tell_owner(session, case, PHRASE, CLOCK)
        assert keys_for(session, grid.li) == []
        assert keys_for(session, grid.clerk) == ["case.confirmed"]


def test_stand_ins_in_a_row_lead_to_who_is_here(town: Store) -> None:
    with town.write() as session:
        grid = Grid(session)
        case = signed(session, grid)
        grid.goes(grid.li)
        duty.go_away(session, grid.li, grid.clerk, FRIDAY, CLOCK)
        assert absences.in_place_of(session, grid.wang) == grid.clerk
        assert reach.who_has(session, case) == grid.clerk
        handling.answer_case(session, case.id, grid.clerk, "灯已换好", CLOCK)
