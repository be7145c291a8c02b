"""What is decided on a page that shows a case as it stands no longer is not done."""

from models.cases import Case, Status
from tests.support.desk_cases import files, of, signs
from tests.support.desks import Office


def status(office: Office, number: str) -> Status:
    with office.store.read() as session:
        return session.get_one(Case, of(office, number)).status


async def test_an_outdated_page_of_a_case_says_who_was_faster(office: Office) -> None:
    number, manager, clerk = files(office), await office.a_manager(), await office.a_clerk()
    await clerk.opens(f"/console/cases/{number}")
    signs(office, number, manager.person_id)
    await clerk.presses("不予受理", words="不归街道管", where="区供电公司")
    assert clerk.status == 409
    clerk.sees("刚才李敏办过了")
    assert status(office, number) is Status.HANDLING


async def test_what_was_typed_on_an_outdated_page_stays_and_may_be_sent_again(
    office: Office,
) -> None:
    number, manager = files(office), await office.a_manager()
    signs(office, number, manager.person_id)
    await manager.opens(f"/console/cases/{number}")
    with office.store.write() as session:
        session.get_one(Case, of(office, number)).line_count += 1
    await manager.presses("答复", words="灯已经换好了")
    assert manager.status == 409
    manager.sees("灯已经换好了")
    await manager.presses("答复", words="灯已经换好了")
    assert manager.status == 200
    assert status(office, number) is Status.ANSWERED


async def test_what_one_did_oneself_leaves_the_page_up_to_date(office: Office) -> None:
    number, manager = files(office), await office.a_manager()
    await manager.opens(f"/console/cases/{number}")
    await manager.presses("查看联系方式")
    await manager.presses("签收")
    manager.sees("办好了")
    assert manager.status == 200


async def test_a_case_is_named_as_people_write_it(office: Office) -> None:
    into, number, clerk = files(office), files(office), await office.a_clerk()
    await clerk.opens(f"/console/cases/{number}")
    await clerk.presses("合并", into=into.replace("-", " ").lower())
    assert clerk.status == 200
    assert status(office, number) is Status.MERGED


async def test_nobody_chosen_is_said_as_on_the_triage_screen(office: Office) -> None:
    number, clerk = files(office), await office.a_clerk()
    await clerk.opens(f"/console/cases/{number}")
    await clerk.presses("转办", target="x")
    assert clerk.status == 422
    clerk.sees("请选一下交给谁")
