"""Photos of a draft, of a shift and of one's own case: who sees them, and who does not."""

import pytest
from sqlmodel import select

from models.access import Role
from models.errors import NotAllowed, NotFound
from models.people import Account
from services.areas import areas
from services.attachments import desk_photos, evidence, media
from services.casework import cases, handling
from services.casework.cases import Report
from services.erasing import erasure
from services.notices import draft_photos, notices
from services.serving import check_in_photos
from tests.support.builders import MONDAY
from tests.support.desks import Browser, Office
from tests.support.offices import a_resident
from tests.support.photos import a_photo
from tests.support.service import a_claim, a_member, an_attendance, an_opening

BEFORE, AFTER, KEPT, AT_WORK = (
    desk_photos.clean([a_photo(colour=it)])[0] for it in ("red", "green", "blue", "white")
)


class Handled:
    """A case that came with a photo and was answered with another; its notice is a draft."""

    def __init__(self, office: Office) -> None:
        self.manager = office.appoints(Role.GRID_MANAGER, "XF-1", "李敏")
        clock = office.clock
        with office.store.write() as session:
            self.reporter = a_resident(session)
            area = areas.get_area(session, "YG-3")
            sent = desk_photos.keep(session, self.reporter, [BEFORE], clock)
            said = Report(self.reporter, "路灯不亮", "三号楼", area.id, attachments=sent)
            filed = cases.report_case(session, said, clock)
            case = cases.get_case(session, filed.case_id)
            me = self.manager
            shown, kept = (desk_photos.keep(session, me, [it], clock) for it in (AFTER, KEPT))
            evidence.keep(session, kept, case, me, clock)
            media.attach(session, shown, case, clock, to_reporter=True, actor_id=me)
            handling.settle_case(session, case.id, me, "灯已换好。", clock)
            found = notices.find_of_case(session, case)
            assert found is not None
            self.notice, self.follow = found.id, f"/follow/{filed.receipt}"


def pictures_on(browser: Browser) -> list[str]:
    return [it.partition('"')[0] for it in browser.page.split('<img src="')[1:]]


async def looks_at_all(browser: Browser, page: str) -> list[bytes]:
    """Open every photo that stands on a page."""
    await browser.opens(page)
    found: list[bytes] = []
    for address in pictures_on(browser):
        assert address.startswith(f"{page}/photos/")
        await browser.opens(address)
        assert browser.headers["content-type"] == "image/jpeg"
        assert "sandbox" in browser.headers["content-security-policy"]
        found.append(browser.content)
        await browser.opens(page)
    return found


async def test_who_publishes_sees_the_photos_of_a_draft(office: Office) -> None:
    page = f"/console/notices/{Handled(office).notice}"
    sun = await office.a_clerk()
    assert await looks_at_all(sun, page) == [BEFORE, AFTER, KEPT]
    photo = pictures_on(sun)[0]
    await sun.opens(f"{page}/photos/4711")
    assert sun.status == 404
    for stranger in (await office.another_clerk(), office.newcomer()):
        await stranger.opens(photo)
        assert "image" not in stranger.headers["content-type"]


def test_who_does_not_publish_gets_no_photo_of_a_draft(office: Office) -> None:
    handled = Handled(office)
    clerk = office.appoints(Role.CLERK, "XF", "孙洁")
    wrong = office.appoints(Role.CLERK, "NS", "何南山")
    with office.store.read() as session:
        notice = notices.get_notice(session, handled.notice)
        [first, *_] = draft_photos.list_photos(session, notice, clerk)
        assert draft_photos.get_photo(session, notice.id, first, clerk) == BEFORE
        for other in (wrong, handled.reporter, 4711):
            with pytest.raises(NotAllowed):
                draft_photos.list_photos(session, notice, other)
            with pytest.raises(NotAllowed):
                draft_photos.get_photo(session, notice.id, first, other)


def a_served(office: Office, post: str = "legal") -> tuple[int, int, int]:
    """Let a member check in with a photo; give the shift, the photo and the member."""
    with office.store.write() as session:
        chen = a_member(session)
        claim = a_claim(session, an_opening(session, post), chen)
        [photo] = desk_photos.keep(session, chen, [AT_WORK], office.clock)
        part = an_attendance(session, claim, MONDAY, attachment_id=photo, checked_in_at=MONDAY)
        return part.shift_id, photo, chen


async def test_who_confirms_the_hours_sees_the_photos_of_a_shift(office: Office) -> None:
    shift, photo, _ = a_served(office)
    page = f"/console/posts/shifts/{shift}"
    sun = await office.a_clerk()
    assert await looks_at_all(sun, page) == [AT_WORK]
    await sun.opens(f"{page}/photos/{photo + 1}")
    assert sun.status == 404
    for stranger in (await office.another_clerk(), office.newcomer()):
        await stranger.opens(f"{page}/photos/{photo}")
        assert "image" not in stranger.headers["content-type"]


def test_who_does_not_confirm_the_hours_gets_no_photo_of_a_shift(office: Office) -> None:
    shift, photo, chen = a_served(office)
    _, theirs, _ = a_served(office, "environment")
    clerk = office.appoints(Role.CLERK, "XF", "孙洁")
    wrong = office.appoints(Role.CLERK, "NS", "何南山")
    resident = office.a_resident("李四")
    with office.store.read() as session:
        assert check_in_photos.get_photo(session, shift, photo, clerk) == AT_WORK
        for other in (wrong, chen, resident, 4711):
            with pytest.raises(NotAllowed):
                check_in_photos.get_photo(session, shift, photo, other)
        for where, which in ((shift, theirs), (4711, photo)):
            with pytest.raises(NotFound):
                check_in_photos.get_photo(session, where, which, clerk)


async def test_the_code_shows_ones_own_photos_and_what_the_office_showed(office: Office) -> None:
    handled = Handled(office)
    anybody = office.newcomer()
    assert await looks_at_all(anybody, handled.follow) == [BEFORE, AFTER]
    for wrong in (f"{handled.follow}/photos/3", "/follow/ABCDEFGH/photos/1"):
        await anybody.opens(wrong)
        assert anybody.status == 404
    with office.store.write() as session:
        theirs = select(Account.id).where(Account.person_id == handled.reporter)
        account = session.exec(theirs).one()
        erasure.erase_person(session, handled.reporter, account, office.clock)
    assert BEFORE not in await looks_at_all(anybody, handled.follow)
