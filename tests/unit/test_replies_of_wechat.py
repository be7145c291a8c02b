import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.tencent import xml
from bot.platforms.tencent.callbacks import Sealed
from bot.platforms.wechat import replies

CALL = {"ToUserName": "gh_680bdefc8c5d", "FromUserName": "oyORnuP8q7ou2gfYjqLzSIWZf0rs"}


def read(written: str) -> xml.Fields:
    fields = xml.read(written.encode())
    assert fields is not None
    return fields


def test_a_reply_goes_back_to_who_asked() -> None:
    fields = read(replies.write_text(CALL, "收到", 1409735668.9))
    assert fields == {
        "ToUserName": CALL["FromUserName"],
        "FromUserName": CALL["ToUserName"],
        "CreateTime": "1409735668",
        "MsgType": "text",
        "Content": "收到",
    }


@pytest.mark.parametrize(
    "words",
    ["]]>", "a]]>b]]>", "]]]]>>", "]]&gt;", "<![CDATA[x]]>", "</Content><MsgType>x</MsgType>"],
)
def test_words_do_not_end_before_their_end(words: str) -> None:
    fields = read(replies.write_text(CALL | {"FromUserName": "o]]>x"}, words, 1))
    assert fields["Content"] == words
    assert fields["ToUserName"] == "o]]>x"
    assert fields["MsgType"] == "text"


@given(st.text(max_size=80))
def test_all_words_that_xml_knows_arrive(words: str) -> None:
    fields = read(replies.write_text(CALL, words, 1))
    known = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", words)
    assert fields["Content"] == known.replace("\r\n", "\n").replace("\r", "\n")


def test_a_sealed_reply_has_the_four_parts() -> None:
    fields = read(replies.write_sealed(Sealed("cipher==", "sign", "1409735668", "nonce")))
    assert fields == {
        "Encrypt": "cipher==",
        "MsgSignature": "sign",
        "TimeStamp": "1409735668",
        "Nonce": "nonce",
    }
