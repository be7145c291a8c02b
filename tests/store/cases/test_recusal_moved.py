"""A complaint about staff that is moved: it stays with the street, and from whom it is about."""

from dataclasses import replace

from sqlmodel import Session, select

from models.access import Action, Role
from models.cases import Case
from models.categories import Category
from models.following import Recusal
from services.areas import areas
from services.casework import intake, permits, recusal
from services.reporters import feedback
from services.store import Store
from tests.support.offices import a_case, a_resident, a_worker
from tests.support.verbs import CLOCK


def recused(session: Session, case: Case) -> set[int]:
    """Give from whom a case is kept."""
    rows = session.exec(select(Recusal).where(Recusal.case_id == case.id))
    return {row.person_id for row in rows}


def test_a_complaint_that_is_put_lower_stays_with_the_street(town: Store) -> None:
    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        zhou = a_worker(session, Role.OFFICER, "JD", "周干部")
        case = a_case(session, a_resident(session), CLOCK, "JD", words="网格员打人了")
        assert recused(session, case) == set()
        grid = areas.get_area(session, "XF-1")
        triage = replace(intake.triage_of(case), area_id=grid.id)
        intake.accept_case(session, case.id, zhou, triage, CLOCK)
        assert recused(session, case) == {wang}
        assert case.area_id == areas.get_street(session).id
        assert not permits.may(session, wang, Action.VIEW_CASE, case)


def test_where_its_reporter_says_it_was_counts_too(town: Store) -> None:
    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        reporter = a_resident(session)
        case = a_case(session, reporter, CLOCK, "JD", words="网格员打人了")
        building = areas.get_area(session, "YG-3")
        feedback.locate_case(session, case.id, reporter, "3号楼", building.id, CLOCK)
        assert recused(session, case) == {wang}
        assert case.area_id == areas.get_street(session).id
        assert case.category is Category.CONDUCT


def test_what_the_street_says_is_no_complaint_goes_on_but_not_to_whom_it_names(
    town: Store,
) -> None:
    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        zhou = a_worker(session, Role.OFFICER, "JD", "周干部")
        case = a_case(session, a_resident(session), CLOCK, "JD", words="网格员打人了")
        grid = areas.get_area(session, "XF-1")
        triage = replace(intake.triage_of(case), area_id=grid.id, category=Category.SECURITY)
        intake.accept_case(session, case.id, zhou, triage, CLOCK)
        assert case.area_id == grid.id
        assert recused(session, case) == {wang}


def test_an_unnamed_role_means_all_who_have_it_there(town: Store) -> None:
    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1", "王大明")
        li = a_worker(session, Role.GRID_MANAGER, "XF-1", "李小红")
        a_worker(session, Role.GRID_MANAGER, "XF-2", "赵强")
        sun = a_worker(session, Role.CLERK, "XF", "孙洁")
        a_worker(session, Role.CLERK, "NS", "钱江")
        grid = areas.get_area(session, "YG-3")
        meant = {
            "网格员打人": [wang, li],
            "网格员不认识的赵某打人": [wang, li],
            "网格员王大明打人": [wang],
            "李小红带着网格员打人": [li, wang],
            "社区工作人员收了烟": [sun],
            "社区书记骂人": [sun],
        }
        found = {it: list(recusal.list_meant(session, it, grid)) for it in meant}
        assert {it: set(found[it]) for it in found} == {it: set(meant[it]) for it in meant}
        assert all(recusal.is_complaint(session, it, grid) for it in meant)
        for words in ("物业工作人员态度差", "物业主任骂人", "请网格员来看看灯"):
            assert not recusal.is_complaint(session, words, grid)
