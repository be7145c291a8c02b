import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.doors import Envelope
from bot.platforms.telegram import reading
from handlers.talking.messages import Heard, Kind

ZHANG = {"id": 6000001, "is_bot": False, "first_name": "三", "last_name": "张"}
BOT = {"id": 700000001, "is_bot": True, "first_name": "民情直通车"}
CHAT = {"id": 6000001, "type": "private"}
GROUP = {"id": -1001, "type": "supergroup"}

junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)
FIELDS = [
    "update_id",
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "channel_post",
    "from",
    "chat",
    "id",
    "type",
    "is_bot",
    "text",
    "caption",
    "location",
    "venue",
    "latitude",
    "longitude",
    "photo",
    "file_id",
    "width",
    "height",
    "document",
    "mime_type",
    "voice",
    "video",
    "file_size",
    "duration",
    "media_group_id",
    "contact",
    "phone_number",
    "reply_to_message",
    "message_id",
    "data",
    "new_chat_member",
    "status",
    "is_topic_message",
    "message_thread_id",
    "sender_chat",
    "first_name",
    "last_name",
    "title",
    "address",
]
near_junk = st.recursive(
    junk | st.sampled_from(["private", "group", "kicked", "image/png", 2**70, -1, 1e300]),
    lambda inner: st.dictionaries(st.sampled_from(FIELDS), inner, max_size=6) | st.lists(inner),
    max_leaves=30,
)
HERE = {"location": {"latitude": 39.5, "longitude": 116}}
PIN = {"kind": Kind.PLACE, "latitude": 39.5, "longitude": 116.0}


def a_message(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    return {"message_id": 101, "from": ZHANG, "chat": CHAT, "date": 1} | fields


def heard(**update: object) -> Heard:
    return reading.hear(json.dumps({"update_id": 5} | update).encode())


def envelope(**update: object) -> Envelope | None:
    return reading.envelope({"update_id": 5} | update, b"raw")


@given(near_junk)
def test_junk_of_any_shape_is_read_without_a_fault(value: object) -> None:
    update = {"update_id": value, "message": value, "callback_query": value}
    for kind in ("message", "edited_message", "callback_query", "my_chat_member", "poll"):
        found = reading.envelope({"update_id": value, kind: value}, b"raw")
        assert found is None or (len(found.event_key) < 96 and len(found.sender) <= 20)
        words = reading.hear(json.dumps({kind: value}).encode()).words
        assert words.encode().decode() == words
    assert isinstance(reading.press_id(update), str)


@given(st.dictionaries(st.sampled_from(FIELDS), near_junk))
def test_a_message_with_junk_in_its_fields_is_heard(fields: dict[str, Any]) -> None:
    message = a_message(**fields)
    found = heard(message=message)
    assert found.latitude is None or abs(found.latitude) <= 90
    reading.envelope({"update_id": 1, "message": message}, b"raw")
    heard(edited_message=message)
    heard(callback_query=message)


@pytest.mark.parametrize("raw", [b"", b"[]", b"7", b"{", b"\xff", b"[" * 100_000, b"9" * 5000])
def test_what_is_no_object_is_unreadable_and_heard_as_nothing(raw: bytes) -> None:
    assert reading.parse(raw) is None
    assert reading.hear(raw) == Heard(Kind.OTHER)
    wrapped = reading.unreadable(raw)
    assert (wrapped.is_readable, wrapped.sender, wrapped.payload) == (False, "", raw)
    assert wrapped.event_key == reading.unreadable(raw).event_key
    assert wrapped.event_key != reading.unreadable(b"x").event_key


def test_a_private_message_names_its_sender_and_chat() -> None:
    assert envelope(message=a_message(text="灯坏了")) == Envelope(
        "5", b"raw", sender="6000001", chat="6000001"
    )


def test_a_topic_is_part_of_where_it_was_said() -> None:
    in_topic = a_message(text="灯坏了", message_thread_id=9, is_topic_message=True)
    pressed = {"id": "1", "from": ZHANG, "message": in_topic | {"from": BOT}}
    found = [envelope(message=in_topic), envelope(callback_query=pressed)]
    assert [it and (it.sender, it.topic) for it in found] == [("6000001", "9")] * 2
    only_a_thread = envelope(message=a_message(text="x", message_thread_id=9))
    assert only_a_thread is not None
    assert only_a_thread.topic == ""


@pytest.mark.parametrize(
    "update",
    [
        {"poll": {"id": "1"}},
        {"message": a_message(chat={"id": -7, "type": "channel"})},
        {"message": a_message(sender_chat=GROUP)},
        {"message": a_message(**{"from": BOT})},
        {"message": a_message(**{"from": {"id": True}})},
        {"message": a_message(**{"from": {"id": "6000001"}})},
        {"message": a_message(**{"from": {"id": 2**63}})},
        {"message": None},
        {"my_chat_member": {"chat": {"id": -7, "type": "channel"}, "from": ZHANG}},
        {},
    ],
)
def test_what_nobody_said_is_kept_without_a_sender(update: dict[str, Any]) -> None:
    found = reading.envelope({"update_id": 5} | update, b"raw")
    assert found is not None
    assert (found.event_key, found.sender, found.chat, found.topic) == ("5", "", "", "")


def test_a_group_s_talk_is_not_kept() -> None:
    said = a_message(text="大家好", chat=GROUP)
    assert envelope(message=said) is None
    assert envelope(edited_message=said) is None


def test_a_live_location_that_moves_is_not_kept() -> None:
    assert envelope(edited_message=a_message(location={"latitude": 1, "longitude": 2})) is None


@pytest.mark.parametrize("number", [None, True, "5", 5.0, 2**64, [], {}])
def test_an_update_without_a_usable_number_is_known_by_its_bytes(number: object) -> None:
    update = {"update_id": number, "message": a_message(text="x")}
    found = [reading.envelope(update, raw) for raw in (b"a", b"a", b"b")]
    keys = [it.event_key for it in found if it is not None]
    assert keys[0] == keys[1] != keys[2]
    assert keys[0].startswith("sha256:")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"text": "灯坏了"}, {"kind": Kind.TEXT, "words": "灯坏了"}),
        ({"text": "/start j_ABC"}, {"kind": Kind.TEXT, "words": "/start j_ABC"}),
        ({"text": "/mine@a_bot 3"}, {"kind": Kind.TEXT, "words": "/mine 3"}),
        ({"text": "写信到 /x@y.cn"}, {"kind": Kind.TEXT, "words": "写信到 /x@y.cn"}),
        ({"text": "半个\ud83d字\0"}, {"kind": Kind.TEXT, "words": "半个?字"}),
        ({"text": 7}, {"kind": Kind.TEXT}),
        (
            HERE,
            PIN | {"sent_at": 1},
        ),
        (
            HERE | {"forward_origin": {"type": "user"}, "date": 1795000000},
            PIN | {"sent_at": 1795000000, "is_forwarded": True},
        ),
        (
            HERE | {"date": "today"},
            PIN,
        ),
        (
            {
                "location": {"latitude": 1, "longitude": 1},
                "venue": {
                    "location": {"latitude": 39.5, "longitude": 116},
                    "title": "菜场",
                    "address": "和平路1号",
                },
            },
            PIN | {"words": "和平路1号 菜场", "sent_at": 1},
        ),
        ({"location": {"latitude": 139.5, "longitude": 116}}, {"kind": Kind.OTHER}),
        (
            {
                "photo": [
                    {"file_id": "small", "width": 90, "height": 60},
                    {"file_id": "large", "width": 900, "height": 600, "file_size": 81234},
                    {"file_id": "middle", "width": 300, "height": 200},
                ],
                "caption": "井盖没了",
                "media_group_id": "137",
            },
            {
                "kind": Kind.PHOTO,
                "words": "井盖没了",
                "attachment": "large",
                "size": 81234,
                "album": "137",
            },
        ),
        (
            {"document": {"file_id": "d", "mime_type": "image/jpeg", "file_size": 2**40}},
            {"kind": Kind.PHOTO, "attachment": "d", "size": 2**31 - 1},
        ),
        (
            {"document": {"file_id": "d", "mime_type": "application/pdf"}, "caption": "合同"},
            {"kind": Kind.FILE, "words": "合同", "attachment": "d"},
        ),
        (
            {"voice": {"file_id": "v", "duration": 12, "file_size": 9000}},
            {"kind": Kind.VOICE, "attachment": "v", "seconds": 12, "size": 9000},
        ),
        (
            {"voice": {"file_id": "v", "duration": True, "file_size": -1}},
            {"kind": Kind.VOICE, "attachment": "v"},
        ),
        (
            {"video": {"file_id": "f", "duration": 5}, "caption": "楼道"},
            {"kind": Kind.FILE, "words": "楼道", "attachment": "f", "seconds": 5},
        ),
        ({"video_note": {"file_id": "f"}}, {"kind": Kind.FILE, "attachment": "f"}),
        ({"audio": {"file_id": "f"}}, {"kind": Kind.FILE, "attachment": "f"}),
        (
            {"animation": {"file_id": "f"}, "document": {"file_id": "f"}},
            {"kind": Kind.FILE, "attachment": "f"},
        ),
        ({"contact": {"phone_number": "+8613"}}, {"kind": Kind.OTHER, "words": "+8613"}),
        ({"sticker": {"file_id": "s"}}, {"kind": Kind.OTHER, "attachment": "s"}),
        ({"dice": {"value": 3}}, {"kind": Kind.OTHER}),
        (
            {"text": "好", "reply_to_message": {"message_id": 88, "from": BOT}},
            {"kind": Kind.TEXT, "words": "好", "replied_to": "88"},
        ),
        (
            {"text": "好", "reply_to_message": {"message_id": 88, "from": ZHANG}},
            {"kind": Kind.TEXT, "words": "好"},
        ),
    ],
)
def test_each_kind_of_message_is_heard(fields: dict[str, Any], expected: dict[str, Any]) -> None:
    assert heard(message=a_message(**fields)) == Heard(**expected, name="三 张", outer_id="101")


def test_an_edit_has_the_new_words_and_the_id_of_its_original() -> None:
    assert heard(edited_message=a_message(text="四号楼")) == Heard(
        Kind.EDIT, "四号楼", name="三 张", outer_id="101"
    )


def test_a_press_carries_its_token_also_under_a_message_too_old_to_see() -> None:
    under = {"chat": CHAT, "message_id": 77, "date": 0}
    pressed = {"id": "12", "from": ZHANG, "data": "q1.2.3", "message": under}
    assert heard(callback_query=pressed) == Heard(
        Kind.PRESS, token="q1.2.3", replied_to="77", name="三 张"
    )
    assert reading.press_id({"callback_query": pressed}) == "12"


@pytest.mark.parametrize(
    ("status", "kind"),
    [("kicked", Kind.LEFT), ("member", Kind.CAME_BACK), ("x", Kind.OTHER), ([], Kind.OTHER)],
)
def test_blocking_the_bot_and_letting_it_in_again_are_heard(status: object, kind: Kind) -> None:
    change = {"from": ZHANG, "chat": CHAT, "new_chat_member": {"status": status}}
    assert heard(my_chat_member=change).kind == kind
    found = envelope(my_chat_member=change)
    assert found is not None
    assert found.sender == "6000001"
