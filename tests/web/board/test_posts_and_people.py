"""Posts and grid managers on the board: named as they chose, and no more than the chat says."""

from collections.abc import Sequence

import pytest
from sqlmodel import Session

from models.access import Role
from models.notices import Notice, NoticeClaim, NoticeState
from models.people import Language
from models.posts import Claim, Opening, ShownAs
from services.areas import areas
from services.identity import people
from tests.support.builders import MONDAY
from tests.support.desks import Office
from tests.support.offices import a_worker
from tests.support.service import a_claim, a_member, an_opening
from web.requests import LANGUAGE_COOKIE


def on_list(session: Session, claim: Claim, state: NoticeState, shown_as: ShownAs) -> None:
    """Put a claim on a list of the community."""
    notice = Notice(
        area_id=areas.get_area(session, "XF").id,
        about=f"claims:1:{state}:{shown_as}:{claim.id}",
        title="名单",
        words="名单",
        state=state,
        drafted_at=MONDAY,
    )
    session.add(notice)
    session.flush()
    session.add(NoticeClaim(notice_id=notice.id, claim_id=claim.id, shown_as=shown_as))


def held(session: Session, *names: str) -> tuple[Opening, Sequence[Claim]]:
    """Open a post that members of these names hold."""
    opening = an_opening(session, places=5)
    return opening, [a_claim(session, opening, a_member(session, name=it)) for it in names]


async def look(office: Office, path: str) -> str:
    """Read a page as nobody."""
    visitor = office.newcomer()
    await visitor.opens(path)
    assert visitor.status == 200
    return visitor.text


@pytest.mark.parametrize(
    ("state", "shown_as", "is_named"),
    [
        (NoticeState.PUBLISHED, ShownAs.COMRADE, True),
        (NoticeState.ENDED, ShownAs.COMRADE, True),
        (NoticeState.DRAFT, ShownAs.COMRADE, False),
        (NoticeState.WITHDRAWN, ShownAs.COMRADE, False),
        (NoticeState.PUBLISHED, ShownAs.NAME, False),
    ],
)
async def test_a_holder_is_named_where_a_published_list_names_them_so(
    office: Office, state: NoticeState, shown_as: ShownAs, is_named: bool
) -> None:
    with office.store.write() as session:
        _, (claim,) = held(session, "陈卫国")
        on_list(session, claim, state, shown_as)
    said = await look(office, "/board/posts")
    assert ("陈同志" in said) is is_named
    assert ("1 位同志" in said) is not is_named
    assert "卫国" not in said


async def test_places_left_are_told_with_the_way_to_claim_them(office: Office) -> None:
    with office.store.write() as session:
        opening, _ = held(session, "陈卫国", "李大海")
        an_opening(session, "policy", "NS-1", places=1)
    visitor = office.newcomer()
    await visitor.opens("/board/posts?area=XF")
    visitor.sees("还有 3 个名额", "2 / 5 人", "2 位同志", "荷花小区东门")
    assert f'href="/chat?start=post-{opening.id}"' in visitor.page
    assert "还没有人认领" not in visitor.page
    assert "还没有人认领" in await look(office, "/board/posts?area=NS")


async def test_times_are_said_in_the_language_that_was_chosen(office: Office) -> None:
    with office.store.write() as session:
        an_opening(session, times="Fri 14:00-16:00")
    assert "周五 14:00–16:00" in await look(office, "/board/posts")
    reader = office.newcomer()
    reader.client.cookies.set(LANGUAGE_COOKIE, Language.ENGLISH)
    await reader.opens("/board/posts")
    reader.sees("Fri 14:00–16:00")


async def test_what_is_closed_or_over_is_not_offered(office: Office) -> None:
    with office.store.write() as session:
        an_opening(session, closed_at=MONDAY)
        over = MONDAY.date().replace(day=10)
        an_opening(session, "policy", starts_on=over, ends_on=over)
    assert "现在没有开放的岗位" in await look(office, "/board/posts")


async def test_grid_managers_are_named_by_community_and_found_by_address(office: Office) -> None:
    office.appoints(Role.GRID_MANAGER, "XF-1", "李敏")
    office.appoints(Role.GRID_MANAGER, "XF-2", "周强")
    said = await look(office, "/board/people")
    assert "第一网格 李敏 网格员" in said
    assert "第二网格 周强 网格员" in said
    found = await look(office, "/board/people?at=阳光花园3号楼")
    assert "阳光花园小区3号楼的网格员" in found
    assert "没找到" in await look(office, "/board/people?at=火星<b>")


async def test_neither_phones_nor_others_of_the_staff_are_told(office: Office) -> None:
    with office.store.write() as session:
        manager = a_worker(session, Role.GRID_MANAGER, "XF-1", "李敏")
        people.set_phone(session, manager, "13812345678")
        for role in (Role.CLERK, Role.SUPERVISOR, Role.MEMBER):
            a_worker(session, role, "XF", "何别人")
    for path in ("/board/people", "/board/people?at=阳光花园3号楼"):
        said = await look(office, path)
        assert "李敏" in said
        assert "何别人" not in said
        assert "13812345678" not in said
