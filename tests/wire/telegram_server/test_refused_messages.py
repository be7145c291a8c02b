"""Messages that the real server would refuse are refused."""

import pytest

from tests.telegram_server import Person, TelegramServer
from tests.telegram_server.client import call, refusal


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \u200b\n"}, "text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "字" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "a" * 33_000}, 'parameter "text" must be 0 to 32768 characters long'),
        ({"text": "\ud800"}, "strings must be encoded in UTF-8"),
        ({"text": 7}, 'parameter "text" must be of type String'),
        ({"text": "<3", "parse_mode": "HTML"}, "can't parse entities: Unclosed start tag"),
        ({"text": "<br>", "parse_mode": "HTML"}, 'entities: Unsupported start tag "br" at byte'),
        ({"text": "<b>一", "parse_mode": "HTML"}, "Can't find end tag corresponding to start"),
        ({"text": "<b>一</i>", "parse_mode": "HTML"}, 'expected "</b>", found "</i>"'),
        ({"text": "好.", "parse_mode": "MarkdownV2"}, "Character '.' is reserved and must be"),
        ({"text": "*好", "parse_mode": "MarkdownV2"}, "Can't find end of bold entity"),
        ({"text": "好", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        (
            {"text": "好", "entities": [{"type": "bold", "offset": 0, "length": 2}]},
            "out of the text's bounds",
        ),
        ({"text": "好", "entities": [{"type": "loud"}]}, "unsupported type specified"),
        ({"text": "好", "chat_id": "abc"}, "chat not found"),
        ({"text": "好", "chat_id": None}, "chat_id is empty"),
        ({"text": "好", "disable_notification": "maybe"}, "must be of type Boolean"),
        ({"text": "好", "reply_parameters": {"message_id": 9}}, "message to be replied not found"),
        ({"text": "好", "reply_parameters": "{"}, "can't parse reply parameters JSON object"),
        ({"text": "好", "link_preview_options": {"is_disabled": 1}}, "must be of type Boolean"),
        ({"text": "好", "message_thread_id": True}, "must be an Integer"),
        ({"text": "好", "message_thread_id": 3}, "message thread not found"),
    ],
)
def test_unsendable_text_is_refused(
    server: TelegramServer, zhang: Person, params: dict[str, object], reason: str
) -> None:
    assert reason in refusal(server, "sendMessage", **({"chat_id": zhang.id} | params))
    assert zhang.inbox == []


def test_the_longest_text_is_counted_after_parsing(server: TelegramServer, zhang: Person) -> None:
    words = "😀" * 2048
    params = {"chat_id": str(zhang.id), "text": f"\n<b>{words}</b> ", "parse_mode": "html"}
    _, answer = call(server, "sendMessage", **params, unheard_of=1)
    assert answer["result"]["text"] == words
    assert answer["result"]["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]


def test_markdown_is_read_as_telegram_reads_it(server: TelegramServer, zhang: Person) -> None:
    source = r"*粗_斜_* __下__ ~删~ ||密|| `a\`b` [名](https://a.cn/\)) 1\."
    _, answer = call(server, "sendMessage", chat_id=zhang.id, text=source, parse_mode="MarkdownV2")
    assert answer["result"]["text"] == "粗斜 下 删 密 a`b 名 1."
    entities = answer["result"]["entities"]
    kinds = "bold italic underline strikethrough spoiler code text_link"
    assert [entity["type"] for entity in entities] == kinds.split()
    assert entities[-1] == {
        "type": "text_link",
        "offset": 13,
        "length": 1,
        "url": "https://a.cn/)",
    }


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ([[{"text": "提交"}]], "Text buttons are unallowed in the inline keyboard"),
        ([[{"text": " ", "callback_data": "a"}]], "button text must be non-empty"),
        ([[{"callback_data": "a"}]], 'field "text" is required'),
        ([[{"text": "提交", "callback_data": "交" * 22}]], "BUTTON_DATA_INVALID"),
        ([[{"text": "提交", "callback_data": ""}]], "BUTTON_DATA_INVALID"),
        ([[{"text": "看", "url": "http://localhost:8000/"}]], "Wrong HTTP URL"),
        ([[{"text": "看", "url": "file:///etc"}]], "Wrong HTTP URL"),
        ([[{"text": "看", "url": "a.cn", "callback_data": "a"}]], "more than one action"),
        ([[{"text": "看", "web_app": {"url": "http://a.cn"}}]], "Only HTTPS links are allowed"),
        ([{"text": "提交"}], "must be an Array of Arrays"),
        ([[{"text": "一", "callback_data": "a"}]] * 101, "reply markup is too long"),
        ([[{"text": "一", "callback_data": "a"}] * 9], "reply markup is too long"),
        ([["提交"]], "InlineKeyboardButton must be an Object"),
    ],
)
def test_unusable_buttons_are_refused(
    server: TelegramServer, zhang: Person, markup: list[object], reason: str
) -> None:
    keyboard = {"inline_keyboard": markup}
    assert reason in refusal(
        server, "sendMessage", chat_id=zhang.id, text="请选", reply_markup=keyboard
    )
