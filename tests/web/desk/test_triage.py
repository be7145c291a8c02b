"""The triage screen without a script: what waits, who sees it, and every decision in one place."""

from models.access import Role
from models.cases import CaseClass, Status
from models.categories import Category
from models.timeline import Act
from models.units import UnitKind
from services.areas import areas
from services.casework import cases
from services.office import units
from services.office.units import UnitEntry
from services.triage import case_merging
from tests.support.desks import Office
from tests.support.sifting import BIN, LAMP, PAGE, Files, decides, files, sends


async def test_nobody_sees_the_screen_but_who_sifts_there(office: Office) -> None:
    (number,) = files(office, LAMP)
    nobody = office.newcomer()
    await nobody.opens(PAGE)
    assert nobody.path == "/console/sign-in"
    manager = await office.a_manager()
    await manager.opens(PAGE)
    assert manager.status == 403
    manager.misses(number)
    elsewhere = await office.another_clerk()
    await elsewhere.opens(PAGE)
    elsewhere.misses(number, LAMP)
    case = Files(office).case(number)
    await elsewhere.opens(f"{PAGE}?case={case.id}")
    assert elsewhere.status == 404
    elsewhere.misses(LAMP)
    await elsewhere.submits(f"{PAGE}/accept", case=case.id, seen=case.line_count)
    await elsewhere.opens("/console/seat")
    assert Files(office).case(number).status is Status.SUBMITTED
    supervisor = await office.a_supervisor()
    await supervisor.opens(f"{PAGE}?case={case.id}")
    assert supervisor.status == 403


async def test_a_resident_has_no_desk(office: Office) -> None:
    newcomer = office.newcomer()
    await newcomer.opens(f"{PAGE}?case=1")
    assert newcomer.path == "/console/sign-in"


async def test_the_screen_shows_what_helps_to_decide_and_no_contact_data(office: Office) -> None:
    files(office, LAMP, BIN, "阳光花园三号楼楼道的灯又不亮了，晚上看不见路")
    clerk = await office.a_clerk()
    await clerk.opens(PAGE)
    clerk.sees("待受理 3", LAMP, BIN, "相似 2 件", "同一个人反映的别的事", "可能是同一件")
    clerk.misses("13800000001", "张桂兰")


async def test_urgent_cases_come_first_and_like_ones_beside_each_other(office: Office) -> None:
    lamp, other, again, urgent = files(
        office, LAMP, BIN, LAMP + "，请快修", "井盖没了", category=Category.STREET
    )
    with office.store.write() as session:
        case = cases.get_case(session, Files(office).case(urgent).id)
        case.is_urgent = True
        bin_case = cases.get_case(session, Files(office).case(other).id)
        bin_case.category = Category.ENVIRONMENT
    clerk = await office.a_clerk()
    await clerk.opens(PAGE)
    order = [clerk.page.index(it) for it in (urgent, lamp, again, other)]
    assert order == sorted(order)


async def test_a_case_is_accepted_as_it_is_said_to_be(office: Office) -> None:
    (number,) = files(office, LAMP, category=Category.OTHER)
    clerk = await office.a_clerk()
    with office.store.read() as session:
        grid = str(areas.get_area(session, "XF-2").id)
    await decides(
        clerk,
        office,
        number,
        "accept",
        category="street",
        area=grid,
        is_urgent="1",
        **{"class": "solvable"},
    )
    clerk.sees(f"{number} 已受理")
    case = Files(office).case(number)
    assert (case.status, case.category, case.is_urgent) == (
        Status.ACCEPTED,
        Category.STREET,
        True,
    )
    assert (str(case.area_id), case.triage_class) == (grid, CaseClass.SOLVABLE)


async def test_a_case_goes_to_a_worker_with_what_was_changed(office: Office) -> None:
    (number,) = files(office, LAMP)
    manager = office.appoints(Role.GRID_MANAGER, "XF-1", "李敏")
    clerk = await office.a_clerk()
    await decides(clerk, office, number, "assign", target=f"p{manager}", category="street")
    clerk.sees(f"{number} 已转给李敏")
    case = Files(office).case(number)
    assert (case.status, case.owner_id) == (Status.ASSIGNED, manager)
    assert case.category is Category.STREET


async def test_an_outside_body_gets_a_letter_that_names_no_reporter(office: Office) -> None:
    (number,) = files(office, LAMP)
    clerk = await office.a_clerk()
    with office.store.write() as session:
        entry = UnitEntry("GD", "供电公司", UnitKind.OUTSIDE)
        unit = units.add_unit(session, entry, office.clock).id
    await decides(clerk, office, number, "assign", target=f"u{unit}", summary="张桂兰家没电")
    assert clerk.status == 422
    clerk.sees("张桂兰家没电")  # what was typed is still there
    assert Files(office).case(number).status is Status.SUBMITTED
    await decides(clerk, office, number, "assign", target=f"u{unit}", summary="楼道灯不亮")
    clerk.sees("转办函写好了")
    assert Files(office).case(number).status is Status.HANDLING


async def test_merging_can_be_taken_back_and_split_again(office: Office) -> None:
    first, second = files(office, LAMP, LAMP + "！")
    clerk = await office.a_clerk()
    into = Files(office).case(first).id
    await decides(clerk, office, second, "merge", into=str(into))
    clerk.sees(f"{second} 已合并到 {first}", "撤回上一步")
    assert Files(office).case(second).status is Status.MERGED
    await clerk.presses("撤回上一步")
    clerk.sees(f"{second} 已分开，单独办理，现在是已受理", "撤回刚才的合并（回到已受理）")
    assert Files(office).case(second).status is Status.ACCEPTED
    await decides(clerk, office, second, "merge", into="", into_number=first.replace("-", ""))
    await clerk.opens(f"{PAGE}?case={into}")
    clerk.sees("合并进来的")
    await clerk.presses(f"{second} 分开", part_why="不是一件")
    assert Files(office).case(second).status is Status.ACCEPTED


async def test_a_case_is_declined_with_its_next_door(office: Office) -> None:
    (number,) = files(office, LAMP)
    clerk = await office.a_clerk()
    await decides(clerk, office, number, "decline", reason="归物业管", next_door="")
    assert clerk.status == 422
    assert 'value="归物业管"' in clerk.page
    await decides(clerk, office, number, "decline", reason="归物业管", next_door="幸福物业")
    assert Files(office).case(number).status is Status.DECLINED


async def test_a_case_is_planned_in_one_go_and_taken_up_again(office: Office) -> None:
    (number,) = files(office, LAMP)
    clerk = await office.a_clerk()
    await decides(clerk, office, number, "shelve", plan="等明年大修", review="2020-01-01")
    assert clerk.status == 422
    assert Files(office).acts(number) == [Act.REPORTED]
    await decides(clerk, office, number, "shelve", plan="等明年大修", review="2027-03-01")
    clerk.sees(f"{number} 已列入计划")
    assert Files(office).case(number).status is Status.SHELVED
    await clerk.presses("撤回上一步")
    clerk.sees("您在办，现在是办理中")
    assert Files(office).case(number).status is Status.HANDLING


async def test_one_question_goes_to_the_reporter(office: Office) -> None:
    (number,) = files(office, LAMP)
    clerk = await office.a_clerk()
    await decides(clerk, office, number, "ask", question="是哪个单元？")
    assert Files(office).case(number).status is Status.NEEDS_INFO
    await clerk.opens(f"{PAGE}?stage=asked")
    clerk.sees("等补充 1", "是哪个单元？")
    assert "发给反映人" not in clerk.text


async def test_a_case_is_put_before_members(office: Office) -> None:
    (number,) = files(office, LAMP)
    clerk = await office.a_clerk()
    await decides(clerk, office, number, "offer", offer_summary="给公共部位换灯泡")
    clerk.sees(f"{number} 已发布")
    assert Files(office).acts(number)[-1] is Act.PROGRESSED


async def test_of_two_clerks_the_second_hears_who_was_first(office: Office) -> None:
    (number,) = files(office, LAMP)
    clerk, other = await office.a_clerk(), await office.a_clerk(name="钱进")
    case = Files(office).case(number)
    await other.opens(f"{PAGE}?case={case.id}")
    await decides(clerk, office, number, "decline", reason="归物业管", next_door="幸福物业")
    seen = {"case": case.id, "seen": case.line_count}
    await sends(other, f"{PAGE}/accept", seen | {"category": "street", "area": case.area_id})
    assert other.status == 409
    other.sees("孙洁办过了")
    acts = Files(office).acts(number)
    await sends(other, f"{PAGE}/assign", seen | {"target": f"p{clerk.person_id}"})
    await sends(other, f"{PAGE}/shelve", seen | {"plan": "以后再说", "review": "2027-03-01"})
    assert Files(office).acts(number) == acts


async def test_a_form_that_is_sent_twice_does_it_once(office: Office) -> None:
    (number,) = files(office, LAMP)
    clerk = await office.a_clerk()
    case = Files(office).case(number)
    await clerk.opens(f"{PAGE}?case={case.id}")
    sent: dict[str, str | int] = {"case": case.id, "seen": case.line_count}
    sent |= {"category": "street", "area": case.area_id}
    await sends(clerk, f"{PAGE}/accept", sent)
    acts = Files(office).acts(number)
    await sends(clerk, f"{PAGE}/accept", sent)
    assert clerk.status == 409
    assert Files(office).acts(number) == acts


async def test_what_complains_about_a_clerk_is_not_theirs_to_sift(office: Office) -> None:
    clerk = await office.a_clerk()
    (number,) = files(office, "社区的孙洁态度恶劣，骂人，我要投诉", category=Category.CONDUCT)
    case = Files(office).case(number)
    await clerk.opens(f"{PAGE}?case={case.id}")
    assert clerk.status == 404
    officer = await office.an_officer()
    await officer.opens(PAGE)
    officer.sees(number, "回避")


async def test_an_unknown_verb_or_case_is_said_plainly(office: Office) -> None:
    files(office, LAMP)
    clerk = await office.a_clerk()
    for verb, case in (("sing", "1"), ("accept", "9" * 30), ("accept", "x"), ("merge", "77")):
        await clerk.opens(PAGE)
        await clerk.submits(f"{PAGE}/{verb}", case=case, seen="1")
        assert clerk.status == 404, (verb, case)


async def test_a_script_is_answered_where_to_go_and_what_was_done(office: Office) -> None:
    number, other = files(office, LAMP, BIN)
    clerk = await office.a_clerk()
    case, following = Files(office).case(number), Files(office).case(other)
    await clerk.opens(PAGE)
    sent = {"csrf": clerk.csrf, "case": case.id, "seen": case.line_count, "next": following.id}
    headers = {"Accept": "application/json"}
    answer = await clerk.client.post(
        f"{PAGE}/accept", data=sent | {"stage": "new"}, headers=headers
    )
    assert answer.json() == {
        "to": f"{PAGE}?stage=new&case={following.id}",
        "said": f"{number} 已受理，等着转办。",
    }
    answer = await clerk.client.post(f"{PAGE}/accept", data=sent, headers=headers)
    assert (answer.status_code, "why" in answer.json()) == (409, True)


async def test_a_merged_case_says_where_it_is_handled(office: Office) -> None:
    first, second = files(office, LAMP, LAMP + "！")
    clerk = await office.a_clerk()
    ledger = Files(office)
    with office.store.write() as session:
        ids = ledger.case(second).id, ledger.case(first).id
        case_merging.merge_case(session, *ids, clerk.person_id, office.clock)
    await clerk.opens(f"{PAGE}?case={ids[0]}")
    clerk.sees(f"已合并到 {first}")
