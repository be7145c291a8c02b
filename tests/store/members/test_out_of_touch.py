"""Members of whom nothing is heard: one friendly word, then the secretary's list."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from models.access import Role
from models.errors import NotAllowed, NotFound
from models.members import Enrolment, Member, MemberKind, MemberView
from models.people import Account
from scheduler import jobs
from scheduler.timetable import run_job
from services.areas import areas
from services.clock import SetClock
from services.identity import people
from services.members import (
    bodies,
    enrolling,
    enrolment_notes,
    member_contacts,
    members,
    removing,
    roll,
    touch,
)
from services.members.enrolling import Told
from services.office import access
from services.posts import claim_rows
from services.sealing import Sealer
from services.store import Store
from services.tables.member_import import import_members
from tests.store.members.test_member_import import CHEN, a_sheet
from tests.support.builders import MONDAY
from tests.support.offices import a_resident, a_worker, hear_all, keys_for, shuts_us_out, words_for
from tests.support.service import a_claim, a_member, an_opening
from tests.support.towns import a_town
from tests.support.verbs import CLOCK

LONG_AFTER = SetClock(MONDAY + timedelta(days=91))
LATER = SetClock(MONDAY + timedelta(days=106))


def names(found: object) -> list[str]:
    """Give who is on a list."""
    return [entry.name for entry in found]  # type: ignore[attr-defined]


def test_a_silent_member_is_greeted_once_and_then_on_the_list(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        secretary = a_worker(session, Role.CLERK, "XF", "周书记")
        silent = a_member(session, "XF-1", "欧阳兰", kind=MemberKind.MIGRANT)
        assert touch.greet_due(session, CLOCK) == 0
        assert touch.greet_due(session, LONG_AFTER) == 1
        assert "欧阳同志，您好" in words_for(session, silent)
        assert "流动" not in words_for(session, silent)
        assert touch.greet_due(session, LONG_AFTER) == 0
        assert touch.list_out_of_touch(session, secretary, LONG_AFTER) == []
        assert names(touch.list_out_of_touch(session, secretary, LATER)) == ["欧阳兰"]
        assert touch.greet_due(session, LATER) == 0
        assert touch.list_secretaries(session, LATER) == [str(secretary)]
        assert touch.tell_secretary(session, str(secretary), LATER)
        assert "1 位问候后没有回音" in words_for(session, secretary)
        assert not touch.tell_secretary(session, str(secretary), LATER)


def test_who_was_heard_again_is_off_the_list_and_greeted_anew_one_day(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        secretary = a_worker(session, Role.CLERK, "XF")
        member = members.find_member(session, a_member(session))
        assert member is not None
        touch.greet_due(session, LONG_AFTER)
        touch.note_heard(session, member.id, LATER)
        session.expire_all()
        assert touch.list_out_of_touch(session, secretary, LATER) == []
        year_after = SetClock(MONDAY + timedelta(days=400))
        assert touch.greet_due(session, year_after) == 1


def test_who_wants_no_messages_or_shut_us_out_comes_on_the_list_unwritten(town: Store) -> None:
    with town.write() as session:
        secretary = a_worker(session, Role.CLERK, "XF")
        muted, gone = a_member(session, name="陈静"), a_member(session, name="林远")
        account = session.exec(select(Account).where(Account.person_id == muted)).one()
        people.mute(session, account.id, CLOCK)
        shuts_us_out(session, gone)
        assert touch.greet_due(session, LONG_AFTER) == 1
        assert keys_for(session, muted) == []
        assert names(touch.list_out_of_touch(session, secretary, LATER)) == ["陈静", "林远"]


def test_who_never_came_by_any_door_is_counted_apart(town: Store) -> None:
    with town.write() as session:
        secretary = a_worker(session, Role.CLERK, "XF", "周书记")
        other = a_worker(session, Role.CLERK, "NS", "南书记")
        import_members(session, a_sheet(CHEN), CLOCK)
        assert touch.greet_due(session, LONG_AFTER) == 0
        assert touch.list_out_of_touch(session, secretary, LATER) == []
        assert names(touch.list_not_reported(session, secretary)) == ["陈卫国"]
        assert touch.list_not_reported(session, other) == []
        assert touch.list_secretaries(session, LATER) == [str(secretary)]
        touch.tell_secretary(session, str(secretary), LATER)
        assert "1 位还没报到" in words_for(session, secretary)


def a_view(session: Session, person_id: int, actor_id: int) -> str:
    """Look at a member's phone."""
    member_contacts.view(session, person_id, actor_id, CLOCK)
    return member_contacts.view_again(session, person_id, actor_id).phone


def test_a_phone_is_seen_by_a_noted_press_of_those_who_keep_the_roll(town: Store) -> None:
    with town.write() as session:
        secretary = a_worker(session, Role.CLERK, "XF")
        others = [
            a_worker(session, Role.CLERK, "NS"),
            a_worker(session, Role.GRID_MANAGER, "XF-1"),
        ]
        member = a_member(session)
        people.set_phone(session, member, "13800000001")
        for other in others:
            with pytest.raises(NotAllowed):
                a_view(session, member, other)
        assert session.exec(select(MemberView)).all() == []
        with pytest.raises(NotAllowed):
            member_contacts.view_again(session, member, secretary)
        assert a_view(session, member, secretary) == "13800000001"
        (seen,) = member_contacts.list_views_of(session, member)
        here = areas.get_area(session, "XF").id
        assert (seen.viewer_id, seen.role, seen.area_id) == (secretary, Role.CLERK, here)


def test_a_member_who_is_removed_leaves_posts_bodies_and_role(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        secretary = a_worker(session, Role.CLERK, "XF")
        other = a_worker(session, Role.CLERK, "NS")
        member = a_member(session)
        opening = an_opening(session)
        a_claim(session, opening, member)
        bodies.report_to(session, member, areas.get_area(session, "XF-1"), CLOCK)
        hear_all(session)
        with pytest.raises(NotAllowed):
            removing.remove_as(session, member, other, CLOCK)
        removing.remove_as(session, member, secretary, CLOCK)
        session.expire_all()
        assert access.roles_of(session, member) == []
        assert claim_rows.find_open_claim(session, opening.id, member) is None
        assert opening.taken == 0
        row = session.exec(select(Member)).one()
        assert row.until == CLOCK.now()
        with pytest.raises(NotFound):
            removing.remove_as(session, member, secretary, CLOCK)
        again = members.remember(session, member, row.area_id, CLOCK)
        assert (again.id, again.until) == (row.id, None)


def test_everybody_who_is_silent_is_greeted_on_the_same_day(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        for number in range(touch.SOME + 3):
            a_member(session, "XF-1", f"党员{number}")
    assert run_job(store, jobs.greet_members, LONG_AFTER) == touch.SOME + 3
    assert run_job(store, jobs.greet_members, LONG_AFTER) == 0


def test_one_member_is_found_without_opening_the_others(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = list[str]()

    def look(sealer: Sealer, sealed: bytes) -> str:
        opened.append(said := unseal(sealer, sealed))
        return said

    unseal = Sealer.open
    with store.write() as session:
        a_town(session)
        secretary, other = (a_worker(session, Role.CLERK, code) for code in ("XF", "NS"))
        wanted = [a_member(session, name=name) for name in ("陈静", "林远", "赵强")][1]
        monkeypatch.setattr(Sealer, "open", look)
        entry = touch.find_kept(session, secretary, wanted)
        assert entry is not None
        assert entry.name == "林远"
        assert opened == ["林远"]
        assert touch.find_kept(session, other, wanted) is None
        assert touch.find_kept(session, wanted, wanted) is None


def test_several_requests_read_the_roll_once(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        a_member(session, "XF-1", "陈卫国")
        asked = [_asks(session, f"客人{sign}") for sign in "甲乙丙"]
        entries = roll.list_entries(session)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(roll, "list_entries", _nobody_reads)
            assert all(enrolment_notes.show(session, each, entries) for each in asked)


def _asks(session: Session, name: str) -> Enrolment:
    account_id = session.exec(
        select(Account.id).where(Account.person_id == a_resident(session))
    ).one()
    here = areas.get_area(session, "XF-1").id
    return enrolling.ask(session, account_id, Told(name, "", "1234"), here, CLOCK)[0]


def _nobody_reads(*_: object) -> None:
    raise AssertionError
