"""Groups in the demonstration: people talk, the program hears only what is for it."""

import re
from collections.abc import Sequence

import pytest
from sqlmodel import select

from bot.doors import Button, Outgoing
from bot.platforms.browser import reading
from handlers.talking.messages import Kind
from models.inbox import Event
from models.people import Door
from services import demo
from services.delivery import screens
from services.delivery.screens import Line
from services.identity import accounts
from services.store import Store
from tests.support.pictures import a_photo
from tests.support.visitors import House, Visitor
from web.chat.door import Spoken

RESIDENTS, MANAGERS = "group-residents", "group-managers"


def count_events(store: Store) -> int:
    """Count what came in."""
    with store.read() as session:
        return len(session.exec(select(Event.id)).all())


def lines_of(store: Store, key: str) -> Sequence[Line]:
    """Read a group's screen."""
    group = next(it for it in demo.GROUPS if f"group-{it.key}" == key)
    with store.read() as session:
        account = accounts.find_account(session, Door.BROWSER, "web", group.outer_id)
        assert account is not None
        return screens.list_newest(session, account)


async def a_member(house: House, who: str, group: str) -> Visitor:
    """Open a group as somebody."""
    visitor = house.visitor()
    await visitor.opens(f"/chat?as={who}&in={group}")
    return visitor


async def speaks(visitor: Visitor, group: str, text: str, **fields: str) -> None:
    """Say something in a group."""
    await visitor.posts({**visitor.reader().composers[group], "text": text, **fields})


async def test_people_are_offered_in_the_order_in_which_they_are_played(
    demonstration: House,
) -> None:
    visitor = demonstration.visitor()
    await visitor.opens("/chat")
    offered = re.findall(r'data-person="([^"]+)"', visitor.page)
    people = ["zhang", "li", "sun", "gao", "chen", "zhou"]
    assert offered == [*people, RESIDENTS, MANAGERS, demo.VISITOR]
    assert 'value="/notices"' in visitor.page, "residents find the board below their chat"


async def test_what_people_say_to_each_other_is_no_event(demonstration: House) -> None:
    zhang = await a_member(demonstration, "zhang", RESIDENTS)
    chen = await a_member(demonstration, "chen", RESIDENTS)
    for words in ("今天停水吗", "投诉物业乱收费", "煤气味很大，救命"):
        await speaks(zhang, RESIDENTS, words)
        assert zhang.status == 200
    await zhang.posts(
        {**zhang.reader().composers[RESIDENTS], "latitude": "30.1", "longitude": "120.1"}
    )
    assert count_events(demonstration.store) == 0
    await chen.opens(f"/chat?as=chen&in={RESIDENTS}")
    others = [it for it in chen.on(RESIDENTS) if "other" in it.classes]
    assert others[-3].text == "投诉物业乱收费"
    assert not any(it.is_ours for it in chen.on(RESIDENTS))
    assert "张奶奶" in chen.page
    own = [it for it in zhang.on(RESIDENTS) if "own" in it.classes]
    assert own[0].text == "听物业说是下午五点。"
    assert len(own) == 5


@pytest.mark.parametrize(
    ("words", "said"),
    [("/help", "/help"), ("／help", "/help"), ("@民情直通车 帮助", "帮助"),
     ("帮助 ＠民情直通车", "帮助")],
)  # fmt: skip
async def test_what_is_for_the_program_is_answered_in_the_group(
    demonstration: House, words: str, said: str
) -> None:
    spoken = Spoken("demo:zhang", "a-key-of-mine", words, group="demo:group:residents", title="群")
    envelope = reading.envelope(spoken)
    assert (envelope.sender, envelope.chat) == ("demo:zhang", "demo:group:residents")
    assert not envelope.is_private
    heard = reading.hear(envelope.payload)
    assert (heard.kind, heard.words, heard.chat_title) == (Kind.TEXT, said, "群")
    zhang = await a_member(demonstration, "zhang", RESIDENTS)
    await speaks(zhang, RESIDENTS, words)
    assert count_events(demonstration.store) == 1
    answer = zhang.on(RESIDENTS)[-1]
    assert (answer.is_ours, "在群里我只听命令" in answer.text) == (True, True)
    li = await a_member(demonstration, "li", RESIDENTS)
    assert li.on(RESIDENTS)[-1].text == answer.text


async def test_a_link_leads_the_presser_into_their_own_chat(demonstration: House) -> None:
    zhang = await a_member(demonstration, "zhang", RESIDENTS)
    await speaks(zhang, RESIDENTS, "@民情直通车 楼道灯不亮，晚上看不见")
    (fields,) = zhang.on(RESIDENTS)[-1].buttons.values()
    assert fields["start"].startswith("go-")
    before = len(lines_of(demonstration.store, RESIDENTS))
    await zhang.posts(fields)
    assert MANAGERS not in zhang.reader().composers
    assert "楼道灯不亮" in zhang.on("zhang")[-1].text
    assert len(lines_of(demonstration.store, RESIDENTS)) == before


async def test_a_press_changes_the_card_and_tells_only_who_pressed(demonstration: House) -> None:
    li = await a_member(demonstration, "li", MANAGERS)
    own = next(it for it in li.on(MANAGERS) if "YSHF-2026-000005" in it.text)
    before = len(lines_of(demonstration.store, MANAGERS))
    await li.posts(own.buttons["签收"])
    assert li.status == 200
    after = lines_of(demonstration.store, MANAGERS)
    assert len(after) == before
    changed = next(it for it in after if it.id == own.number)
    assert "李敏" in changed.shown.text
    assert changed.revision > 0
    assert not any(it.label == "签收" for it in changed.shown.buttons)
    notice = [it for it in li.on("li") if "已签收" in it.text]
    assert notice
    zhou = await a_member(demonstration, "zhou", MANAGERS)
    assert not any("您签收了" in it.text for it in zhou.on("zhou"))
    await zhou.posts({**own.buttons["签收"], "as": "zhou"})
    assert "已由李敏签收" in zhou.on("zhou")[-1].text


async def test_a_photo_can_be_shown_in_a_group(demonstration: House) -> None:
    zhang = await a_member(demonstration, "zhang", RESIDENTS)
    fields = zhang.reader().composers[RESIDENTS]
    await zhang.shows((a_photo(), "image/jpeg"), **fields)
    (address,) = zhang.on(RESIDENTS)[-1].media
    assert (await zhang.client.get(address)).status_code == 200
    assert count_events(demonstration.store) == 0


async def test_who_is_not_in_a_group_says_nothing_there(demonstration: House) -> None:
    chen = await a_member(demonstration, "chen", MANAGERS)
    fields = chen.reader().composers[MANAGERS]
    assert fields["as"] == "li"
    before = len(lines_of(demonstration.store, MANAGERS))
    await speaks(chen, MANAGERS, "大家好", **{"as": "chen"})
    assert chen.status == 404
    await speaks(chen, MANAGERS, "大家好", **{"in": "group-nobody"})
    assert chen.status == 404
    assert len(lines_of(demonstration.store, MANAGERS)) == before


async def test_the_page_says_as_whom_one_speaks(demonstration: House) -> None:
    zhang = await a_member(demonstration, "zhang", RESIDENTS)
    assert 'placeholder="以张奶奶的身份在群里说"' in zhang.page
    me = await a_member(demonstration, "me", RESIDENTS)
    await speaks(me, RESIDENTS, "我新来的")
    assert "own" in me.on(RESIDENTS)[-1].classes
    await zhang.opens(f"/chat?as=zhang&in={RESIDENTS}")
    assert "新来的居民" in zhang.page
    assert "other" in zhang.on(RESIDENTS)[-1].classes


async def test_real_streets_have_no_groups_here(house: House) -> None:
    zhang = house.visitor()
    await zhang.opens(f"/chat?in={RESIDENTS}")
    assert list(zhang.reader().composers) == ["me"]
    await zhang.says("大家好", **{"in": RESIDENTS})
    assert zhang.status == 404
    assert count_events(house.store) == 0


async def test_a_card_gets_its_new_look_where_it_stands(demonstration: House) -> None:
    adapter = demonstration.adapter
    chat = "demo:group:managers"
    first = await adapter.send(
        Outgoing(
            chat, "", "待签收", [Button("签收", "m1.0"), Button("看", "", "case-1")], "91001.0"
        )
    )
    assert await adapter.send(Outgoing(chat, "", "办理中", key="91002.0", edits=first)) == first
    gone = await adapter.send(Outgoing(chat, "", "已答复", key="91003.0", edits="999999"))
    assert int(gone) > int(first)
    last = lines_of(demonstration.store, MANAGERS)[-2:]
    assert [(it.id, it.shown.text) for it in last] == [
        (int(first), "办理中"),
        (int(gone), "已答复"),
    ]
    li = "demo:li"
    assert await adapter.send(Outgoing(li, "", "", key="91004.0", answers="x")) == ""
    assert await adapter.send(Outgoing(li, "", "好的。", key="91005.0", answers="x"))
    visitor = await a_member(demonstration, "li", MANAGERS)
    assert visitor.on("li")[-1].text == "好的。"
