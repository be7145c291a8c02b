"""Which cases are likely one matter, and what comes back at the same place."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from models.access import Role
from models.cases import Case, Status
from models.categories import Category
from models.errors import Conflict, NotAllowed
from services.case_files import timeline
from services.casework import handling
from services.clock import SetClock
from services.erasing import erasure
from services.reporters import feedback
from services.store import Store
from services.triage import case_merging, likeness, recurring
from tests.support.offices import a_case, a_resident, a_worker, keys_for
from tests.support.towns import a_town
from tests.support.verbs import CLOCK, refuses


def test_the_likely_ones_are_near_and_alike(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        zhang = a_resident(session)

        def filed(words: str, code: str = "YG-3", category: Category = Category.OTHER) -> Case:
            return a_case(session, zhang, CLOCK, code, words=words, category=category)

        lamp = filed("三号楼道灯又坏了")
        filed("楼里有人放炮")
        filed("三号楼灯坏了", "NS-YG-3")
        filed("三号楼灯坏了", category=Category.NOISE)
        new = filed("三号楼灯坏了")
        found = likeness.list_alike(session, new, wang, CLOCK)
        assert found[0].case.id == lamp.id
        assert len(found) == 2
        late = SetClock(CLOCK.now() + timedelta(days=15))
        assert likeness.list_alike(session, new, wang, late) == []


def test_likeness_goes_from_nothing_to_all() -> None:
    assert likeness.alike("灯坏了", "灯坏了") == 1
    assert likeness.alike("灯坏了", "没水") == 0
    assert likeness.alike("", "灯坏了") == 0
    some = likeness.alike("三号楼灯不亮", "三号楼的灯又不亮了")
    assert 0 < likeness.alike("三号楼灯不亮", "五号楼漏水") < some < 1


def test_a_recurrence_is_of_one_place_and_category(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        zhang, li = a_resident(session), a_resident(session, "李四")
        old = a_case(session, zhang, CLOCK, "YG-3", category=Category.STREET)
        handling.settle_case(session, old.id, wang, "灯已换好", CLOCK)
        feedback.confirm_solved(session, old.id, zhang, 1, CLOCK)
        elsewhere = a_case(session, li, CLOCK, "YG-4", category=Category.STREET)
        other = a_case(session, li, CLOCK, "YG-3", category=Category.NOISE)

        def recur(session: Session, case_id: int, who: int) -> Case:
            return recurring.recur_case(session, case_id, who, CLOCK)

        for case in (elsewhere, other):
            assert refuses(session, case, wang, recur, Conflict).reason == "not_tracked"
        again = a_case(session, li, CLOCK, "YG-3", category=Category.STREET)
        refuses(session, again, a_worker(session, Role.CLERK, "NS"), recur, NotAllowed)
        recur(session, again.id, wang)
        assert (old.status, old.round, old.began_at) == (Status.ACCEPTED, 2, CLOCK.now())
        assert again.merged_into_id == old.id
        assert keys_for(session, zhang)[-1] == "follow.recurred_for_you"
        assert timeline.is_intact(session, old)


def test_private_cases_of_two_who_are_erased_are_not_of_one(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        clerk = a_worker(session, Role.CLERK, "XF")
        one, other = (
            a_case(session, a_resident(session, name), CLOCK, "YG-3", is_private=True)
            for name in ("张三", "李四")
        )
        for case in (one, other):
            erasure.erase_absent(session, case.reporter_id or 0, CLOCK, goes_on=True)
        session.expire_all()
        said = {it.id: "三号楼灯坏了" for it in (one, other)}
        assert (one.reporter_id, other.reporter_id) == (None, None)
        assert likeness.list_alike(session, one, clerk, CLOCK) == []
        assert len(likeness.group_alike(session, [one, other], said)) == 2
        with pytest.raises(Conflict, match="merge_private"):
            case_merging.merge_case(session, one.id, other.id, clerk, CLOCK)
