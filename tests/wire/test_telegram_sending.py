from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.doors import Button, Outgoing
from bot.platforms.telegram.adapter import TelegramAdapter
from bot.platforms.telegram.sending import keyboard, split
from models.errors import (
    DeliveryError,
    Moved,
    PlatformDown,
    Rejected,
    RetryAfter,
    Unreachable,
)
from tests.telegram_server import TOKEN, Person, TelegramServer


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server


@pytest.fixture
def zhang(server: TelegramServer) -> Person:
    person = server.person("张三")
    person.opens()
    return person


@pytest.fixture
async def adapter(server: TelegramServer) -> AsyncIterator[TelegramAdapter]:
    adapter = TelegramAdapter(TOKEN, server.origin)
    yield adapter
    await adapter.close()


def to(person: Person, text: str, *buttons: str) -> Outgoing:
    return Outgoing(str(person.id), "", text, [Button(it, f"q1.2.{it}"[:20]) for it in buttons])


def rows(*labels: str) -> list[list[str]]:
    markup = keyboard([Button(label, "q1.1.1") for label in labels])
    assert markup is not None
    return [[button.text for button in row] for row in markup.inline_keyboard]


async def test_a_message_arrives_with_its_buttons(
    server: TelegramServer, zhang: Person, adapter: TelegramAdapter
) -> None:
    outer_id = await adapter.send(to(zhang, "请核对 <b> *x* http://a.cn", "提交", "改", "更多"))
    message = zhang.sees("请核对 <b> *x* http://a.cn")
    assert outer_id == str(message.id)
    assert message.buttons == ["提交", "改", "更多"]
    [call] = server.calls_of("sendMessage")
    assert call.params["link_preview_options"] == {"is_disabled": True}
    assert "parse_mode" not in call.params
    assert zhang.taps("提交").data == "q1.2.提交"


def test_short_labels_share_a_row_and_long_ones_stand_alone() -> None:
    assert rows("提交", "改", "更多", "取消") == [["提交", "改", "更多"], ["取消"]]
    assert rows("当场办结", "联系居民", "退回去重办") == [["当场办结", "联系居民"], ["退回去重办"]]
    assert rows("解决了", "满意度评价") == [["解决了", "满意度评价"]]
    assert rows("签收 HF-2026-000123", "好", "不是问这个，我要反映") == [
        ["签收 HF-2026-000123"],
        ["好"],
        ["不是问这个，我要反映"],
    ]
    assert keyboard([]) is None
    assert len(rows("长" * 300)[0][0]) == 60


def test_a_short_text_stays_whole_and_a_blank_one_is_nothing() -> None:
    assert split("路灯已修好。") == ["路灯已修好。"]
    assert split("") == split(" \n ") == []


def test_a_long_text_is_cut_at_the_end_of_a_paragraph_or_sentence() -> None:
    line = "这是一句话。" * 100
    assert split(f"{line * 5}\n\n{line * 5}") == [line * 5, line * 5]
    assert all(part.endswith("。") for part in split("这是一句话。" * 3000))
    assert [len(part) for part in split("长" * 5000)] == [4096, 904]


def test_emoji_count_twice_and_stay_whole() -> None:
    family = "👨‍👩‍👧"
    for sign in ("😀", family, "🇨🇳", "👍🏽"):
        parts = split("a" + sign * 3000)
        assert "".join(parts) == "a" + sign * 3000
        assert all(len(part.encode("utf-16-le")) <= 8192 for part in parts)


@pytest.mark.parametrize("sign", ["👨‍👩‍👧", "e\u0301\u0302", "👍🏽"])
@pytest.mark.parametrize("offset", range(6))
def test_what_belongs_together_is_not_cut(sign: str, offset: int) -> None:
    first, *rest = split("a" * offset + sign * 1500)
    assert first.removeprefix("a" * offset).count(sign) * len(sign) + offset == len(first)
    assert all(part.count(sign) * len(sign) == len(part) for part in rest)


@pytest.mark.parametrize("offset", range(6))
def test_a_flag_among_words_is_not_cut(offset: int) -> None:
    for part in split("a" * offset + "🇨🇳字" * 1500):
        assert part.count("🇨") == part.count("🇳") == part.count("🇨🇳")


@given(st.text("字a 。\n😀\u200d🏽🇨e\u0301", max_size=60), st.integers(1, 300))
def test_no_cut_loses_a_letter_or_makes_a_part_too_long(words: str, times: int) -> None:
    text = words * times
    parts = split(text)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(len(part.encode("utf-16-le")) <= 8192 for part in parts)


async def test_the_server_takes_every_part_of_a_long_text(
    server: TelegramServer, zhang: Person, adapter: TelegramAdapter
) -> None:
    for part in adapter.split("😀很长的答复。" * 900):
        await adapter.send(to(zhang, part))
    assert server.refused == []


@pytest.mark.parametrize(
    ("code", "description", "expected"),
    [
        (403, "Forbidden: bot was blocked by the user", Unreachable),
        (403, "Forbidden: user is deactivated", Unreachable),
        (400, "Bad Request: chat not found", Unreachable),
        (400, "Bad Request: PEER_ID_INVALID", Unreachable),
        (400, "Bad Request: BUTTON_DATA_INVALID", Rejected),
        (400, "Bad Request: message is too long", Rejected),
        (401, "Unauthorized", PlatformDown),
        (404, "Not Found", PlatformDown),
        (409, "Conflict", PlatformDown),
        (500, "Internal Server Error", PlatformDown),
        (502, "Bad Gateway", PlatformDown),
    ],
)
async def test_errors_are_told_in_our_words_and_without_the_token(
    server: TelegramServer,
    zhang: Person,
    adapter: TelegramAdapter,
    code: int,
    description: str,
    expected: type[DeliveryError],
) -> None:
    server.fails_next("sendMessage", code, description)
    with pytest.raises(DeliveryError) as caught:
        await adapter.send(to(zhang, "您好"))
    assert type(caught.value) is expected
    assert caught.value.__cause__ is caught.value.__context__ is None
    assert TOKEN not in str(caught.value)


async def test_a_flood_wait_names_its_time(
    server: TelegramServer, zhang: Person, adapter: TelegramAdapter
) -> None:
    server.fails_next("sendMessage", 429, "Too Many Requests", retry_after=17)
    with pytest.raises(RetryAfter) as caught:
        await adapter.send(to(zhang, "您好"))
    assert caught.value.delay == timedelta(seconds=17)
    server.fails_next("sendMessage", 429, "Too Many Requests")
    with pytest.raises(RetryAfter) as caught:
        await adapter.send(to(zhang, "您好"))
    assert caught.value.delay > timedelta(0)


async def test_a_group_that_moved_says_where_to(
    server: TelegramServer, zhang: Person, adapter: TelegramAdapter
) -> None:
    server.fails_next("sendMessage", 400, "Bad Request", migrate_to_chat_id=-1005)
    with pytest.raises(Moved) as caught:
        await adapter.send(to(zhang, "您好"))
    assert caught.value.chat == "-1005"


async def test_who_blocked_the_bot_is_unreachable(zhang: Person, adapter: TelegramAdapter) -> None:
    zhang.blocks_the_bot()
    with pytest.raises(Unreachable):
        await adapter.send(to(zhang, "您好"))


async def test_silence_means_that_nobody_knows(
    server: TelegramServer, zhang: Person, adapter: TelegramAdapter
) -> None:
    server.drops_next("sendMessage")
    with pytest.raises(PlatformDown):
        await adapter.send(to(zhang, "您好"))
    server.is_down()
    with pytest.raises(PlatformDown):
        await adapter.send(to(zhang, "您好"))


async def test_a_chat_of_another_door_is_refused(adapter: TelegramAdapter) -> None:
    with pytest.raises(Rejected):
        await adapter.send(Outgoing("wx_openid", "", "您好"))
