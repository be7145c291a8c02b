"""What WeCom brings, as the conversations hear it."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.doors import Envelope
from bot.platforms.tencent import xml
from bot.platforms.wecom import reading
from bot.platforms.wecom.reading import Press
from handlers.talking.messages import Heard, Kind
from tests.support.wecom_bodies import AGENT, MEMBER, SECONDS, a_body, a_press, a_text, an_event


def envelope_of(raw: bytes) -> Envelope | None:
    return reading.envelope(xml.read(raw) or {}, raw)


def key_of(raw: bytes) -> str:
    found = envelope_of(raw)
    assert found is not None
    return found.event_key


def test_a_text_has_a_sender_and_the_number_of_the_message() -> None:
    raw = a_text("三号楼路灯不亮 <b> ]]> &amp;")
    assert envelope_of(raw) == Envelope(key_of(raw), raw, MEMBER, MEMBER)
    assert reading.hear(raw) == Heard(
        Kind.TEXT,
        "三号楼路灯不亮 <b> ]]> &amp;",
        outer_id="1234567890123456",
        sent_at=SECONDS,
    )


@pytest.mark.parametrize(
    ("kind", "heard"),
    [("image", Kind.PHOTO), ("voice", Kind.VOICE), ("video", Kind.FILE), ("file", Kind.FILE)],
)
def test_what_is_not_text_has_a_handle(kind: str, heard: Kind) -> None:
    found = reading.hear(a_body(MsgType=kind, MediaId="3abc", MsgId=7))
    assert (found.kind, found.attachment, found.words) == (heard, "3abc", "")


def test_a_pin_is_heard_in_degrees_of_wgs_84() -> None:
    pin = a_body(
        MsgType="location", Location_X=23.134521, Location_Y=113.358803, Label="海珠区", MsgId=7
    )
    found = reading.hear(pin)
    assert (found.kind, found.words) == (Kind.PLACE, "海珠区")
    assert found.latitude == pytest.approx(23.137, abs=0.001)
    assert found.longitude == pytest.approx(113.3535, abs=0.001)
    nowhere = reading.hear(
        a_body(MsgType="location", Location_X="91", Location_Y="x", Label="海珠区", MsgId=7)
    )
    assert (nowhere.kind, nowhere.words) == (Kind.OTHER, "海珠区")


def test_a_link_is_its_title_and_address_and_what_comes_next_is_something() -> None:
    link = a_body(MsgType="link", Title="通知", Description="略", Url="https://a.cn/1", MsgId=7)
    assert reading.hear(link).words == "通知 https://a.cn/1"
    assert reading.hear(a_body(MsgType="hologram", MsgId=7)).kind is Kind.OTHER


def test_who_comes_begins_and_who_goes_has_left() -> None:
    assert reading.hear(an_event("subscribe")).words == "/start"
    assert reading.hear(an_event("unsubscribe")).kind is Kind.LEFT
    pressed = reading.hear(an_event("click", EventKey="待办"))
    assert (pressed.words, pressed.is_command) == ("待办", True)


@pytest.mark.parametrize("event", ["LOCATION", "enter_agent"])
def test_what_is_nobodys_words_is_not_kept(event: str) -> None:
    assert envelope_of(an_event(event, Latitude=23.1, Longitude=113.3)) is None


@pytest.mark.parametrize(
    "event", ["view", "change_contact", "batch_job_result", "template_card_menu_event", ""]
)
def test_other_events_are_kept_and_come_from_nobody(event: str) -> None:
    found = envelope_of(an_event(event))
    assert found is not None
    assert (found.sender, found.is_readable) == ("", True)
    assert reading.hear(an_event(event)).kind is Kind.OTHER


def test_a_press_brings_its_token_and_lets_the_card_be_changed_once() -> None:
    raw = a_press("m1a.0 签收 JD-2026-1")
    assert reading.hear(raw) == Heard(Kind.PRESS, token="m1a.0", sent_at=SECONDS)
    pressed = Press(MEMBER, "code-1", "签收 JD-2026-1")
    assert reading.press_in(xml.read(raw) or {}) == pressed
    assert reading.press_in(xml.read(a_press("m1a.0", ResponseCode="")) or {}) is None
    assert reading.press_in(xml.read(an_event("click", ResponseCode="c")) or {}) is None


def test_a_button_that_leads_into_the_chat_starts_there() -> None:
    assert reading.hear(a_press("start:case_7 私下说")).words == "/start case_7"


def test_a_repeat_is_the_same_event_and_nothing_else_is() -> None:
    press = a_press("m1.0 签收")
    assert key_of(press) == key_of(a_press("m1.0 签收"))
    others = [
        a_press("m1.1 退回"),
        a_press("m1.0 签收", ResponseCode="code-2"),  # twice within the same second
        a_press("m1.0 签收", TaskId="18-0-abc"),
        a_press("m1.0 签收", CreateTime=SECONDS + 1),
        a_press("m1.0 签收", FromUserName="LiSi"),
        an_event("click", EventKey="m1.0 签收"),
    ]
    keys = [key_of(it) for it in (press, *others)]
    assert len(set(keys)) == len(keys)
    assert max(map(len, keys)) <= 96


def test_what_names_another_app_is_not_for_us() -> None:
    assert reading.is_for(xml.read(a_text("好")) or {}, AGENT)
    assert not reading.is_for(xml.read(a_text("好", AgentID=1000003)) or {}, AGENT)
    assert reading.is_for({"MsgType": "event", "Event": "change_contact"}, AGENT)


NAMES = some.sampled_from(
    ["ToUserName", "FromUserName", "CreateTime", "MsgType", "Event", "EventKey", "AgentID", "Url"]
) | some.sampled_from(
    ["Content", "MsgId", "MediaId", "Location_X", "Location_Y", "Label", "ResponseCode", "TaskId"]
)
WORDS = some.text() | some.sampled_from(
    ["event", "text", "location", "template_card_event", "start:", "nan", "inf", "9" * 400, "-1"]
)
VALUES = some.recursive(WORDS, lambda inner: some.dictionaries(NAMES, inner, max_size=3))


@given(some.dictionaries(NAMES, VALUES))
def test_whatever_fields_come_it_is_read(fields: dict[str, object]) -> None:
    raw = repr(fields).encode("utf-8", "surrogatepass")
    found = reading.envelope(fields, raw)
    assert found is None or len(found.sender) <= 64
    assert found is None or 0 < len(found.event_key) <= 96
    reading.press_in(fields)
    reading.is_for(fields, AGENT)


@given(some.binary() | some.text().map(lambda it: f"<xml>{it}</xml>".encode("utf-8", "ignore")))
def test_whatever_bytes_come_something_is_heard(raw: bytes) -> None:
    heard = reading.hear(raw)
    assert heard.latitude is None or -90 <= heard.latitude <= 90
