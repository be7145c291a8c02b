"""What of a group's talk is for the bot, who said it, and what is left of the words."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.doors import Envelope
from bot.platforms.telegram import reading
from bot.platforms.telegram.reading import Us
from handlers.talking.messages import Heard, Kind

ZHANG = {"id": 6000001, "is_bot": False, "first_name": "三", "last_name": "张"}
BOT = {"id": 700000001, "is_bot": True, "first_name": "民情直通车", "username": "Our_bot"}
OTHER_BOT = {"id": 700000002, "is_bot": True, "first_name": "别的", "username": "other_bot"}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "username": "GroupAnonymousBot"}
GROUP = {"id": -1001, "type": "supergroup", "title": "一网格\n居民群"}
US = Us("700000001", "Our_bot")
UNNAMED_YET = Us("700000001")


def said(text: str | None = None, /, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    """Give a message in the group, with the entities that Telegram would mark."""
    words = {} if text is None else {"text": text, "entities": marked(text)}
    return {"message_id": 5, "from": ZHANG, "chat": GROUP, "date": 1} | words | fields


def marked(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for word in text.split():
        if word.startswith("@"):
            start = len(text[: text.index(word)].encode("utf-16-le")) // 2
            found.append({"type": "mention", "offset": start, "length": len(word)})
    return found


def envelope(us: Us = US, **update: object) -> Envelope | None:
    return reading.envelope({"update_id": 9} | update, b"raw", us)


def heard(us: Us = US, **update: object) -> Heard:
    return reading.hear(json.dumps({"update_id": 9} | update).encode(), us)


FROM_ZHANG = Envelope("9", b"raw", "6000001", "-1001", is_private=False)
FROM_THE_GROUP = Envelope("9", b"raw", "-1001", "-1001", is_private=False, is_group=True)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (said("/report"), "/report"),
        (said("/bind JD-01"), "/bind JD-01"),
        (said("/bind@our_BOT JD-01"), "/bind JD-01"),
        (said("@our_bot 路灯坏了"), "路灯坏了"),
        (said("😀 请看 @OUR_BOT 三号楼"), "😀 请看 三号楼"),
        (said("@Our_bot @Our_bot"), ""),
        (said("@Our_bot /grid"), "/grid"),
        (
            said(
                "小通 好",
                entities=[{"type": "text_mention", "offset": 0, "length": 2, "user": BOT}],
            ),
            "好",
        ),
        (said("好", reply_to_message={"message_id": 3, "from": BOT}), "好"),
        (said("@other_bot 好", reply_to_message={"message_id": 3, "from": BOT}), "@other_bot 好"),
    ],
)
def test_what_is_meant_for_us_is_kept_and_our_name_left_out(
    message: dict[str, Any], words: str
) -> None:
    assert envelope(message=message) == FROM_ZHANG
    found = heard(message=message)
    assert (found.kind, found.words, found.name) == (Kind.TEXT, words, "三 张")
    assert (found.chat_title, found.outer_id) == ("一网格 居民群", "5")


@pytest.mark.parametrize(
    "message",
    [
        said("今天天气好"),
        said("/report@other_bot"),
        said("@other_bot 你好"),
        said("@Our_bot2 你好"),
        said("写信到 our_bot"),
        said("/路灯坏了"),
        said("/"),
        said("a /report"),
        said("好", reply_to_message={"message_id": 3, "from": ZHANG}),
        said("好", reply_to_message={"message_id": 3, "from": OTHER_BOT}),
        said("/report@other_bot", reply_to_message={"message_id": 3, "from": BOT}),
        said("好", reply_to_message={"message_id": 3, "from": BOT, "forum_topic_created": {}}),
        said("/report", **{"from": OTHER_BOT}),
        said("/report", sender_chat={"id": -7, "type": "channel"}, is_automatic_forward=True),
        said("@Our_bot", entities=[]),
        said(new_chat_members=[BOT]),
        said(pinned_message={"message_id": 3, "from": BOT}),
        said("/report", chat={"type": "group"}),
        said(photo=[{"file_id": "p"}], caption="下雨了"),
    ],
)
def test_the_neighbours_own_talk_is_not_kept(message: dict[str, Any]) -> None:
    assert envelope(message=message) is None


def test_what_somebody_changes_afterwards_in_a_group_is_not_kept() -> None:
    assert envelope(edited_message=said("/report")) is None


def test_a_caption_may_name_us() -> None:
    photo: dict[str, Any] = {
        "photo": [{"file_id": "p", "width": 1, "height": 1}],
        "caption": "@Our_bot 井盖没了",
    }
    message = said(**photo, caption_entities=marked("@Our_bot 井盖没了"))
    assert envelope(message=message) == FROM_ZHANG
    found = heard(message=message)
    assert (found.kind, found.words, found.attachment) == (Kind.PHOTO, "井盖没了", "p")


def test_before_we_know_our_name_any_bot_s_name_may_be_ours() -> None:
    for text in ("@Our_bot 好", "/grid@Our_bot", "/grid"):
        assert envelope(UNNAMED_YET, message=said(text)) == FROM_ZHANG
    assert envelope(UNNAMED_YET, message=said("@li_si 好")) is None
    assert heard(UNNAMED_YET, message=said("@Our_bot 好")).words == "好"


def test_a_forum_topic_is_part_of_where_it_was_said_and_a_thread_is_not() -> None:
    in_topic = said("/grid", message_thread_id=7, is_topic_message=True)
    pressed = {"id": "p1", "from": ZHANG, "message": in_topic | {"from": BOT}}
    for found in (envelope(message=in_topic), envelope(callback_query=pressed)):
        assert found
        assert (found.chat, found.topic) == ("-1001", "7")
    assert envelope(message=said("/grid", message_thread_id=7)) == FROM_ZHANG


def test_only_a_reply_to_us_is_one() -> None:
    ours = {"message_id": 3, "from": BOT}
    assert heard(message=said("好", reply_to_message=ours)).replied_to == "3"
    theirs = {"message_id": 3, "from": OTHER_BOT}
    assert heard(message=said("/grid", reply_to_message=theirs)).replied_to == ""


@pytest.mark.parametrize("speaker", [GROUP, {"id": -7, "type": "channel", "title": "某频道"}])
def test_who_hides_their_name_is_the_group_itself(speaker: dict[str, Any]) -> None:
    message = said("/bind JD-01", sender_chat=speaker, **{"from": ANONYMOUS})
    assert envelope(message=message) == FROM_THE_GROUP
    assert heard(message=message).name == "一网格 居民群"
    assert envelope(message=said("好", sender_chat=speaker, **{"from": ANONYMOUS})) is None


def test_a_press_names_the_person_and_waits_for_a_word() -> None:
    pressed = {"id": "p1", "from": ZHANG, "data": "m1.0", "message": said("卡", **{"from": BOT})}
    assert envelope(callback_query=pressed) == FROM_ZHANG
    found = heard(callback_query=pressed)
    assert (found.kind, found.token, found.press) == (Kind.PRESS, "m1.0", "p1")
    assert (found.name, found.chat_title, found.replied_to) == ("三 张", "一网格 居民群", "5")
    assert reading.press_id({"callback_query": pressed}) == ""


def test_a_press_under_a_message_too_old_to_see_is_kept_and_one_by_nobody_is_not() -> None:
    under = {"chat": GROUP, "message_id": 5, "date": 0}
    assert envelope(callback_query={"id": "p", "from": ZHANG, "message": under}) == FROM_ZHANG
    assert envelope(callback_query={"id": "p", "message": under}) is None


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ({"status": "left"}, {"status": "member"}, Kind.CAME_BACK),
        ({"status": "kicked"}, {"status": "administrator"}, Kind.CAME_BACK),
        ({}, {"status": "member"}, Kind.CAME_BACK),
        ({"status": "member"}, {"status": "administrator"}, Kind.OTHER),
        ({"status": "administrator"}, {"status": "member"}, Kind.OTHER),
        ({"status": "member"}, {"status": "kicked"}, Kind.LEFT),
        ({"status": "member"}, {"status": "left"}, Kind.LEFT),
        ({"status": "member"}, {"status": "restricted", "is_member": False}, Kind.LEFT),
        ({"status": "member"}, {"status": "restricted", "is_member": True}, Kind.OTHER),
        ({"status": "left"}, {"status": "restricted", "is_member": True}, Kind.CAME_BACK),
        ({"status": "left"}, {"status": "x"}, Kind.OTHER),
        ({}, {}, Kind.OTHER),
    ],
)
def test_the_group_itself_lets_us_in_and_out(
    old: dict[str, Any], new: dict[str, Any], kind: Kind
) -> None:
    change = {"chat": GROUP, "from": ZHANG, "old_chat_member": old, "new_chat_member": new}
    assert envelope(my_chat_member=change) == FROM_THE_GROUP
    assert heard(my_chat_member=change) == Heard(
        kind, name="一网格 居民群", chat_title="一网格 居民群"
    )


def test_both_words_of_a_move_name_the_new_chat_and_the_old() -> None:
    basic = {"id": -5, "type": "group", "title": "一网格"}
    leaving = said(chat=basic, migrate_to_chat_id=-1001)
    arrived = said(migrate_from_chat_id=-5, sender_chat=GROUP, **{"from": ANONYMOUS})
    moved = Envelope(
        "9", b"raw", "-1001", "-1001", is_private=False, moved_from="-5", is_group=True
    )
    assert envelope(message=leaving) == envelope(message=arrived) == moved
    assert heard(message=leaving) == Heard(Kind.OTHER, name="一网格", chat_title="一网格")


FIELDS = st.sampled_from(
    [
        "text",
        "entities",
        "caption_entities",
        "caption",
        "type",
        "offset",
        "length",
        "user",
        "id",
        "is_bot",
        "from",
        "sender_chat",
        "reply_to_message",
        "message_id",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "message_thread_id",
        "is_topic_message",
        "title",
        "old_chat_member",
        "new_chat_member",
        "status",
        "is_member",
    ]
)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text("@/a_bot\ud83d\0字 ")
JUNK = st.recursive(
    LEAVES,
    lambda inner: st.dictionaries(FIELDS, inner, max_size=6) | st.lists(inner, max_size=3),
    max_leaves=30,
)


@given(st.dictionaries(FIELDS, JUNK, max_size=8))
def test_junk_in_a_group_is_read_without_a_fault(fields: dict[str, Any]) -> None:
    for us in (US, UNNAMED_YET):
        message = said("@Our_bot x") | fields
        found = envelope(us, message=message)
        assert found is None or bool(found.sender) == bool(found.chat)
        assert heard(us, message=message).words.encode().decode() is not None
        envelope(us, my_chat_member={"chat": GROUP} | fields)
        heard(us, my_chat_member={"chat": GROUP} | fields)
        envelope(us, callback_query={"message": message} | fields)
        heard(us, callback_query={"message": message} | fields)
