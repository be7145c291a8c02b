"""A case file leads to nothing that whoever reads it may not open."""

from models.categories import Category
from services.casework import handling
from services.notices import notices
from tests.support.desks import Office
from tests.support.offices import a_case, a_resident


async def test_a_case_file_leads_to_its_notice_whoever_may_open_it(office: Office) -> None:
    sun, li = await office.a_clerk(), await office.a_manager()
    with office.store.write() as session:
        case = a_case(session, a_resident(session), office.clock, category=Category.STREET)
        handling.settle_case(session, case.id, li.person_id, "灯已换好。", office.clock)
        notice = notices.find_of_case(session, case)
        assert notice is not None
        number, title, path = case.number, notice.title, f"/console/notices/{notice.id}"
    for who, leads in ((sun, True), (li, False)):
        await who.opens(f"/console/cases/{number}")
        who.sees(title)
        assert (f'href="{path}"' in who.page) is leads
    await li.opens(path)
    assert (li.status, li.page.count("<h1")) == (403, 1)
