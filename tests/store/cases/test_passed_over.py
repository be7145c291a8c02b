"""Who is away or cannot be reached is passed over wherever the nearest who may is asked."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session

from models.access import Role
from models.cases import Case, Status
from models.duty import Absence
from services.casework import declining, extensions, handling
from services.figures import exclusions
from services.notices import objections, publishers
from services.office import absences
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import a_case, a_resident, a_worker, hear_all, shuts_us_out, words_for
from tests.support.publicity import Scene
from tests.support.towns import a_clock
from tests.support.verbs import CLOCK


def is_away(session: Session, person_id: int) -> None:
    session.add(
        Absence(
            person_id=person_id,
            since=MONDAY,
            until=MONDAY + timedelta(days=3),
            begun_at=MONDAY,
        )
    )
    session.flush()
    absences.AWAY.has_changed(session)


Goes = Callable[[Session, int], None]
ways = pytest.mark.parametrize("goes", [is_away, shuts_us_out])


@ways
def test_the_draft_of_a_notice_goes_to_the_next_level(sqlite_store: Store, goes: Goes) -> None:
    with sqlite_store.write() as session:
        scene = Scene(session)
        officer = a_worker(session, Role.OFFICER, "JD", "高明")
        goes(session, scene.clerk)
        scene.answer()
        assert "待公示" in words_for(session, officer)
        assert words_for(session, scene.clerk) == ""


@ways
def test_where_nobody_else_publishes_it_waits_for_them(sqlite_store: Store, goes: Goes) -> None:
    with sqlite_store.write() as session:
        scene = Scene(session)
        goes(session, scene.clerk)
        assert publishers.list_publishers(session, scene.case) == [scene.clerk]


@ways
def test_an_objection_goes_to_the_next_level(sqlite_store: Store, goes: Goes) -> None:
    with sqlite_store.write() as session:
        scene = Scene(session)
        notice, zhou = scene.publish(), a_resident(session, "周强")
        officer = a_worker(session, Role.OFFICER, "JD", "高明")
        goes(session, scene.clerk)
        hear_all(session)
        objections.object_to(session, notice.id, zhou, "灯又灭了", scene.clock)
        assert "灯又灭了" in words_for(session, officer)
        assert words_for(session, scene.clerk) == ""


@ways
def test_who_answered_decides_on_no_objection_because_others_are_away(
    sqlite_store: Store, goes: Goes
) -> None:
    with sqlite_store.write() as session:
        scene = Scene(session)
        scene.manager = scene.clerk
        notice, zhou = scene.publish(), a_resident(session, "周强")
        officer = a_worker(session, Role.OFFICER, "JD", "高明")
        goes(session, officer)
        made = objections.object_to(session, notice.id, zhou, "灯又灭了", scene.clock)
        assert objections.list_deciders(session, notice, scene.case, zhou) == [officer]
        assert objections.list_waiting(session, scene.clerk) == []
        assert [it.id for it in objections.list_waiting(session, officer)] == [made]


@ways
def test_an_appeal_goes_to_another_officer(town: Store, goes: Goes) -> None:
    with town.write() as session:
        case = a_case(session, a_resident(session), a_clock())
        case.status = Status.TRACKING
        clerk = a_worker(session, Role.CLERK, "XF")
        gone, here = (a_worker(session, Role.OFFICER, "JD") for _ in range(2))
        goes(session, gone)
        assert exclusions.list_deciders(session, case, besides=clerk) == [here]
        goes(session, here)
        assert exclusions.list_deciders(session, case, besides=clerk) == [gone, here]


def in_hand(session: Session, who: int) -> Case:
    case = a_case(session, a_resident(session), CLOCK)
    handling.sign_case(session, case.id, who, CLOCK)
    hear_all(session)
    return case


@ways
def test_more_time_is_asked_of_the_next_level(town: Store, goes: Goes) -> None:
    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        clerk, officer = a_worker(session, Role.CLERK, "XF"), a_worker(session, Role.OFFICER, "JD")
        case = in_hand(session, wang)
        goes(session, clerk)
        assert extensions.find_granters(session, case, wang) == [officer]
        goes(session, officer)
        assert extensions.find_granters(session, case, wang) == [clerk]


@ways
def test_what_was_declined_and_disputed_is_looked_at_by_who_is_there(
    town: Store, goes: Goes
) -> None:
    with town.write() as session:
        clerk = a_worker(session, Role.CLERK, "XF")
        gone, here = (a_worker(session, Role.OFFICER, "JD") for _ in range(2))
        zhang = a_resident(session)
        case = a_case(session, zhang, a_clock())
        declining.decline_case(session, case.id, clerk, "不归街道管", "找物业", a_clock())
        hear_all(session)
        goes(session, gone)
        declining.dispute_case(session, case.id, zhang, "就是归您管", a_clock())
        assert "就是归您管" in words_for(session, here)
        assert words_for(session, gone) == ""
