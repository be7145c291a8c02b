"""What a brief names: notices for as long as they may be read, and plans in one order."""

from sqlmodel import select

from models.briefs import Brief, BriefSpan
from models.cases import Status
from models.categories import Category
from models.people import Language
from services.areas import areas
from services.briefs import briefs, gathering, making, printing, retelling_briefs, sheets
from services.figures.periods import DAY, Period
from services.notices import notices
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.figures import a_row
from tests.support.publicity import Scene
from tests.support.towns import a_clock, a_town


def test_a_notice_that_was_taken_down_is_named_no_more(store: Store) -> None:
    with store.write() as session:
        scene = Scene(session)
        notice = scene.publish("李建国家的灯已换好。")
        scene.clock.at += 8 * DAY
        making.keep_due(session, making.count_due(session, scene.clock), scene.clock)
        brief = session.exec(select(Brief).where(Brief.span == BriefSpan.WEEK)).one()
        assert "李建国" not in brief.content

        def named(*, is_public: bool) -> list[str]:
            content = briefs.read_whole(session, brief)
            told = retelling_briefs.retell(content, Language.SIMPLIFIED, is_public=is_public)
            return [it.words for it in told.notices]

        def printed() -> bytes:
            content = briefs.read_whole(session, brief)
            return printing.print_brief(
                content, brief.made_at, Language.SIMPLIFIED, is_public=True
            )

        before = printed()
        assert [title for title in named(is_public=True) if "李建国" in title]
        notices.withdraw(session, notice.id, scene.clerk, "写了人名", scene.clock)
        assert named(is_public=True) == named(is_public=False) == []
        assert printed() != before
        whole = briefs.read_whole(session, brief)
        assert sheets.brief_sheets(whole, Language.SIMPLIFIED, is_public=False)


def test_plans_of_as_many_cases_stand_in_the_same_order_everywhere(store: Store) -> None:
    kinds = (Category.WATER, Category.NOISE, Category.STREET, Category.HEATING, Category.GAS)
    with store.write() as session:
        a_town(session)
        for kind in (*kinds, Category.NOISE):
            a_row(session, "XF-1", category=kind, status=Status.SHELVED)
        day, street = MONDAY.date(), areas.get_area(session, "JD")
        found = gathering.gather(session, street, BriefSpan.WEEK, Period(day, day), a_clock())
    names = [it.name for it in found.planned]
    assert names == ["噪音扰民", "燃气", "供暖", "道路路灯", "供水排水"]
