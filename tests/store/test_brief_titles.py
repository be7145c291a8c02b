"""A brief names what was on notice for as long as it may be read."""

from sqlmodel import select

from models.briefs import Brief, BriefSpan
from models.people import Language
from services.briefs import briefs, making, printing, retelling_briefs, sheets
from services.figures.periods import DAY
from services.notices import notices
from services.store import Store
from tests.publicity import Scene


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
        assert sheets.brief_sheets(briefs.read_whole(session, brief), Language.SIMPLIFIED)
