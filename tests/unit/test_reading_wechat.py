import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.doors import Envelope
from bot.platforms.tencent import xml
from bot.platforms.wechat import reading
from handlers.talking.messages import Heard, Kind
from models.doors import WindowKind
from tests.support.wechat_bodies import OPENID, a_body, a_text, an_event

LONGEST_KEY = 96

# After the examples of developers.weixin.qq.com (接收普通消息, 接收事件推送).
PHOTO = a_body(MsgType="image", PicUrl="this is a url", MediaId="media_id", MsgId=1234567890123456)
VOICE = a_body(MsgType="voice", MediaId="media_id", Format="amr", MsgId=1234567890123456)
PIN: dict[str, str | float] = {
    "MsgType": "location",
    "Location_X": 23.134521,
    "Location_Y": 113.358803,
    "Scale": 20,
}


def envelope(raw: bytes) -> Envelope | None:
    fields = xml.read(raw)
    assert fields is not None
    return reading.envelope(fields, raw)


def kept(raw: bytes) -> Envelope:
    found = envelope(raw)
    assert found is not None
    return found


def test_a_text_is_what_its_sender_said() -> None:
    raw = a_text("三号楼路灯不亮")
    assert kept(raw) == Envelope(kept(raw).event_key, raw, OPENID, OPENID)
    assert reading.hear(raw) == Heard(
        Kind.TEXT,
        "三号楼路灯不亮",
        outer_id="6054768590064713728",
        sent_at=1409735668,
        opens=WindowKind.MESSAGE,
    )


def test_what_looks_like_the_end_of_words_is_part_of_them() -> None:
    assert reading.hear(a_text("a]]>b<xml>&lt;")).words == "a]]>b<xml>&lt;"


@pytest.mark.parametrize(
    "words", ["【收到不支持的消息类型，暂无法显示】", "[收到不支持的消息类型，暂无法显示]"]
)
def test_a_sticker_is_no_words(words: str) -> None:
    assert (reading.hear(a_text(words)).kind, reading.hear(a_text(words)).words) == (
        Kind.OTHER,
        "",
    )


def test_a_photo_and_a_voice_are_heard_with_their_handles() -> None:
    photo, voice = reading.hear(PHOTO), reading.hear(VOICE)
    assert (photo.kind, photo.attachment, photo.words) == (Kind.PHOTO, "media_id", "")
    assert (voice.kind, voice.attachment, voice.words) == (Kind.VOICE, "media_id", "")


def test_a_recognised_voice_is_heard_in_words_and_kept() -> None:
    raw = a_body(MsgType="voice", MediaId="media_id", Recognition="路灯不亮。", MsgId=7)
    heard = reading.hear(raw)
    assert (heard.kind, heard.attachment, heard.words) == (Kind.VOICE, "media_id", "路灯不亮。")


def test_a_pin_is_heard_in_world_coordinates_with_its_label() -> None:
    heard = reading.hear(a_body(**PIN, Label="位置信息", MsgId=1234567890123456))
    assert (heard.kind, heard.words) == (Kind.PLACE, "位置信息")
    assert heard.opens is WindowKind.MESSAGE
    # Found by bisection over an implementation of its own of the way from WGS 84 to GCJ-02.
    assert heard.latitude == pytest.approx(23.1370575083, abs=1e-8)
    assert heard.longitude == pytest.approx(113.3533230844, abs=1e-8)


@pytest.mark.parametrize("north", ["91", "nan", "inf", "-inf", "", "x", "1e999"])
def test_a_pin_that_is_nowhere_keeps_its_label(north: str) -> None:
    raw = a_body(MsgType="location", Location_X=north, Location_Y=113.3, Label="南门", MsgId=7)
    heard = reading.hear(raw)
    assert (heard.kind, heard.words, heard.latitude) == (Kind.OTHER, "南门", None)


@pytest.mark.parametrize("kind", ["video", "shortvideo", "file"])
def test_films_and_documents_are_files(kind: str) -> None:
    heard = reading.hear(a_body(MsgType=kind, MediaId="media_id", MsgId=7))
    assert (heard.kind, heard.opens) == (Kind.FILE, WindowKind.MESSAGE)


def test_a_shared_page_is_heard_as_its_title_and_address() -> None:
    raw = a_body(
        MsgType="link", Title="停水通知", Description="明天", Url="http://a.cn/1", MsgId=7
    )
    heard = reading.hear(raw)
    assert (heard.kind, heard.words) == (Kind.OTHER, "停水通知 http://a.cn/1")
    assert heard.is_forwarded


@pytest.mark.parametrize("kind", ["device_text", "music", "hologram", ""])
def test_an_unknown_kind_of_message_has_a_sender_and_no_words(kind: str) -> None:
    raw = a_body(MsgType=kind, MsgId=7)
    assert kept(raw).sender == OPENID
    assert (reading.hear(raw).kind, reading.hear(raw).words) == (Kind.OTHER, "")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("", "/start"),
        ("qrscene_area-ZX-01", "/start area-ZX-01"),
        ("qrscene_", "/start"),
        ("last_trade_no_4008072001201701105817415015", "/start"),
        ("qrscene_" + "x" * 90, "/start " + "x" * 64),
        ("qrscene_a\nb", "/start a b"),
    ],
)
def test_who_follows_the_account_begins_where_the_code_led_them(key: str, words: str) -> None:
    raw = an_event("subscribe", EventKey=key)
    heard = reading.hear(raw)
    assert (heard.kind, heard.words, heard.opens) == (Kind.TEXT, words, WindowKind.GESTURE)
    assert kept(raw).sender == OPENID


def test_who_scans_a_code_again_begins_where_it_leads() -> None:
    heard = reading.hear(an_event("SCAN", EventKey="area-ZX-01", Ticket="TICKET"))
    assert (heard.kind, heard.words) == (Kind.TEXT, "/start area-ZX-01")
    assert heard.opens is WindowKind.GESTURE


def test_a_press_in_the_menu_is_the_command_word_it_stands_for() -> None:
    heard = reading.hear(an_event("CLICK", EventKey="我要反映"))
    assert (heard.kind, heard.words, heard.opens) == (Kind.TEXT, "我要反映", WindowKind.GESTURE)
    assert heard.is_command
    assert not reading.hear(an_event("SCAN", EventKey="area-ZX-01")).is_command


def test_who_leaves_the_account_has_left_and_opens_nothing() -> None:
    heard = reading.hear(an_event("unsubscribe", EventKey=""))
    assert (heard.kind, heard.opens) == (Kind.LEFT, None)


@pytest.mark.parametrize(
    "event", ["VIEW", "TEMPLATESENDJOBFINISH", "scancode_push", "pic_weixin", "WifiConnected", ""]
)
def test_other_events_are_kept_and_not_answered(event: str) -> None:
    raw = an_event(event, EventKey="k")
    assert kept(raw) == Envelope(kept(raw).event_key, raw)
    assert (reading.hear(raw).kind, reading.hear(raw).opens) == (Kind.OTHER, None)


def test_a_position_that_a_phone_reports_by_itself_is_not_kept() -> None:
    raw = an_event("LOCATION", Latitude=23.137466, Longitude=113.352425, Precision="119.385040")
    assert envelope(raw) is None


def test_the_same_event_has_one_key_and_another_has_another() -> None:
    scan = an_event("SCAN", EventKey="area-ZX", Ticket="TICKET")
    keys = {
        kept(it).event_key
        for it in (
            scan,
            an_event("SCAN", EventKey="area-ZX-01"),
            an_event("CLICK", EventKey="area-ZX"),
            an_event("SCAN", EventKey="area-ZX", CreateTime=1409735669),
            an_event("SCAN", EventKey="area-ZX", FromUserName="another"),
        )
    }
    assert len(keys) == 5
    assert kept(scan).event_key in keys
    assert all(0 < len(key) <= LONGEST_KEY for key in keys)


@pytest.mark.parametrize("number", ["0", "", "-7", "x", "9" * 40, "٣"])
def test_a_message_without_a_number_has_its_own_words_for_a_key(number: str) -> None:
    first, second = (a_body(MsgType="text", Content=it, MsgId=number) for it in "ab")
    assert kept(first).event_key != kept(second).event_key
    assert kept(first).event_key == kept(first).event_key
    assert reading.hear(first).outer_id == ""


def test_a_sender_whose_name_no_store_takes_is_nobody() -> None:
    assert kept(a_text("x", FromUserName="o" * 65)).sender == ""
    assert kept(a_text("x", FromUserName="")).sender == ""


def test_what_is_no_message_at_all_is_nothing() -> None:
    assert reading.hear(b"junk") == Heard(Kind.OTHER, opens=WindowKind.MESSAGE)


FIELDS = [
    "ToUserName",
    "FromUserName",
    "CreateTime",
    "MsgType",
    "Event",
    "EventKey",
    "MsgId",
    "Content",
    "MediaId",
    "Recognition",
    "Location_X",
    "Location_Y",
    "Label",
    "Title",
    "Url",
    "PicUrl",
    "Format",
    "Ticket",
    "Latitude",
    "Longitude",
]
WORDS = [
    "event",
    "text",
    "image",
    "voice",
    "location",
    "video",
    "link",
    "subscribe",
    "unsubscribe",
    "SCAN",
    "CLICK",
    "LOCATION",
    "VIEW",
    "qrscene_",
    "nan",
    "inf",
    "1e400",
    "-1",
    "0",
    "9999999999999999999999999",
    "]]>",
    "\x00",
    "/",
    "路灯",
]
values: st.SearchStrategy[object] = st.recursive(
    st.sampled_from(WORDS) | st.text(max_size=6) | st.just("\ud83d"),
    lambda inner: st.dictionaries(st.sampled_from(FIELDS), inner, max_size=3),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from(FIELDS), values, max_size=8))
def test_nothing_that_fields_may_hold_makes_reading_fall_over(fields: dict[str, object]) -> None:
    found = reading.envelope(fields, repr(fields).encode())
    if found is None:
        return
    assert 0 < len(found.event_key) <= LONGEST_KEY
    assert len(found.sender) <= 64
    assert found.sender == found.chat
    assert "\0" not in found.sender + found.event_key
    (found.sender + found.event_key).encode()


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda it: f"<xml>{it}</xml>".encode()))
def test_no_bytes_make_hearing_fall_over(raw: bytes) -> None:
    heard = reading.hear(raw)
    (heard.words + heard.attachment + heard.outer_id).encode()


@given(
    st.dictionaries(
        st.sampled_from(FIELDS), st.sampled_from(WORDS) | st.text(max_size=6), max_size=9
    )
)
def test_whatever_a_readable_body_says_can_be_stored(fields: dict[str, str]) -> None:
    raw = a_body(**fields)
    heard = reading.hear(raw)
    assert "\0" not in heard.words + heard.attachment + heard.outer_id
    (heard.words + heard.attachment + heard.outer_id).encode()
    assert heard.latitude is None or -90 <= heard.latitude <= 90
    assert heard.sent_at >= 0
