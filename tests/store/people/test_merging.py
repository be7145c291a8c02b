"""Two who turned out to be one: what goes over, and what stays as it was."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from models.access import Appointment, Role
from models.areas import Area
from models.errors import Conflict
from models.groups import Forward, Group, GroupKind
from models.people import Account
from services.areas import areas
from services.case_files import timeline
from services.casework import cases
from services.clock import SetClock
from services.groups import forwards, groups
from services.identity import links, merging, people
from services.office import access
from services.reporters import own_cases
from services.store import Store
from tests.support.builders import MONDAY, an_account
from tests.support.offices import a_case, a_resident, a_worker
from tests.support.towns import a_town

CLOCK = SetClock(MONDAY)


def account_of(session: Session, person_id: int) -> Account:
    return links.list_accounts(session, person_id)[0]


def a_code(session: Session, person_id: int, clock: SetClock = CLOCK) -> str:
    return links.issue_code(session, person_id, account_of(session, person_id).id, clock)


def test_what_somebody_had_goes_to_whom_they_turn_out_to_be(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        later = SetClock(MONDAY + timedelta(days=1))
        kept = a_resident(session, "")
        gone = a_worker(session, Role.GRID_MANAGER, "XF-1", "王网格")
        people.set_phone(session, gone, "13800000001")
        mine, theirs = a_case(session, kept, later), a_case(session, gone, later, code="NS-1")
        mine.owner_id = gone
        before = timeline.list_lines(session, theirs)
        links.redeem(session, a_code(session, kept), account_of(session, gone).id, "", CLOCK)
        assert [it.id for it in own_cases.list_own(session, kept)] == [theirs.id, mine.id]
        assert cases.get_case(session, mine.id).owner_id == kept
        assert people.contact_of(session, kept) == ("王网格", "13800000001")
        assert people.contact_of(session, gone) == people.contact_of(session, kept)
        assert [role for role, _ in access.roles_of(session, kept)] == [Role.GRID_MANAGER]
        assert access.roles_of(session, gone) == []
        assert people.selves(session, kept) == [kept, gone]
        assert people.present(session, gone) == kept
        tombstone = people.get_person(session, gone)
        assert (tombstone.name, tombstone.phone, tombstone.phone_hash) == (None, None, None)
        case = cases.get_case(session, theirs.id)
        assert timeline.is_intact(session, case)
        assert timeline.list_lines(session, case) == before
        assert before[0].actor_id == gone


def test_the_kept_one_keeps_their_own_name_phone_and_place(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        kept, gone = a_resident(session, "张三"), a_resident(session, "三三")
        for person, phone, code in ((kept, "13800000001", "YG-3"), (gone, "13800000002", "HH-3")):
            people.set_phone(session, person, phone)
            here = areas.get_area(session, code).id
            people.set_area(session, account_of(session, person).id, here)
        links.redeem(session, a_code(session, kept), account_of(session, gone).id, "", CLOCK)
        assert people.contact_of(session, kept) == ("张三", "13800000001")
        home = areas.get_area(session, "YG-3").id
        assert people.get_person(session, kept).area_id == home


@pytest.mark.parametrize(
    ("kept_at", "gone_at", "agreed"),
    [(None, None, None), (0, None, 0), (None, 1, 1), (2, 1, 1), (1, 2, 1)],
)
def test_whoever_agreed_first_has_agreed_and_nobody_else(
    town: Store, kept_at: int | None, gone_at: int | None, agreed: int | None
) -> None:
    def day(number: int | None) -> SetClock | None:
        return None if number is None else SetClock(MONDAY + timedelta(days=number))

    with town.write() as session:
        ids: list[int] = []
        for name, at in (("a", day(kept_at)), ("b", day(gone_at))):
            account = an_account(session, name)
            ids.append(people.remember(session, account.id, name, CLOCK).id)
            if at is not None:
                people.consent(session, account.id, name, at)
        merging.merge_people(session, ids[1], ids[0], CLOCK)
        expected = None if agreed is None else MONDAY + timedelta(days=agreed)
        assert people.get_person(session, ids[0]).consented_at == expected


def test_a_role_that_both_hold_is_held_once_and_its_past_is_kept(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        kept = a_worker(session, Role.CLERK, "XF")
        gone = a_worker(session, Role.CLERK, "XF")
        access.appoint(session, gone, Role.OFFICER, areas.get_area(session, "JD"), CLOCK)
        merging.merge_people(session, gone, kept, CLOCK)
        held = session.exec(
            select(Appointment.person_id, Appointment.role, Area.code)
            .join(Area, col(Area.id) == Appointment.area_id)
            .where(col(Appointment.until).is_(None))
            .order_by(Appointment.role)
        ).all()
        assert held == [(kept, Role.CLERK, "XF"), (kept, Role.OFFICER, "JD")]
        assert len(session.exec(select(Appointment.id)).all()) == 3


def test_who_was_merged_twice_is_still_found(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        one, two, three = (a_resident(session, name) for name in "甲乙丙")
        case = a_case(session, one, CLOCK)
        merging.merge_people(session, one, two, CLOCK)
        merging.merge_people(session, two, three, CLOCK)
        assert people.selves(session, three) == [three, one, two]
        assert people.present(session, one) == three
        assert cases.get_case(session, case.id).reporter_id == three
        assert people.contact_of(session, one).name == "丙"
        with pytest.raises(Conflict):
            merging.merge_people(session, one, three, CLOCK)


def test_what_somebody_did_for_groups_is_theirs_as_whom_they_turned_out_to_be(
    town: Store,
) -> None:
    with town.write() as session:
        kept, worker = a_resident(session, "甲"), a_worker(session, Role.OFFICER, "JD", "乙")
        place = areas.get_area(session, "XF-1")
        group = groups.bind(
            session, None, GroupKind.RESIDENTS, [place], worker, CLOCK, title="微信群"
        )
        forwards.ask(session, group, "明天停水", CLOCK)
        forward = session.exec(select(Forward)).one()
        forwards.confirm(session, forward.id, worker, CLOCK)
        merging.merge_people(session, worker, kept, CLOCK)
        assert session.get_one(Group, group.id).bound_by == kept
        assert session.get_one(Forward, forward.id).confirmed_by == kept


def test_what_is_corrected_after_a_merge_is_kept_where_it_is_read(store: Store) -> None:
    with store.write() as session:
        gone, middle, kept = (a_resident(session, name) for name in "甲乙丙")
        merging.merge_people(session, gone, middle, CLOCK)
        merging.merge_people(session, middle, kept, CLOCK)
        people.set_name(session, gone, "丁")
        people.set_phone(session, middle, "13800000004")
        assert people.contact_of(session, kept) == ("丁", "13800000004")
        assert people.get_person(session, gone).name is None


def test_a_case_filed_for_somebody_who_was_just_merged_is_theirs(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        gone, kept = a_resident(session, "甲"), a_resident(session, "乙")
        merging.merge_people(session, gone, kept, CLOCK)
        case = a_case(session, gone, CLOCK)
        assert case.reporter_id == kept
        assert timeline.is_intact(session, case)
