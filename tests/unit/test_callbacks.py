"""Callbacks: what the platform signs and seals, and everything that somebody else might send.

The vectors are those of Tencent's own sample programs (WXBizMsgCrypt: Sample.py, Sample.cs).
"""

import base64
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from bot.platforms.tencent import xml
from bot.platforms.tencent.callbacks import Callbacks, Refused, sign

CORP, CORP_TOKEN = "wx5823bf96d3bd56c7", "QDG6eK"
CORP_KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
CHECK = {
    "msg_signature": "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3",
    "timestamp": "1409659589",
    "nonce": "263014780",
    "echostr": "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaB"
    "O+FZXvnaqQ==",
}
MESSAGE = {
    "msg_signature": "477715d11cdb4164915debcba66cb864d751f3e6",
    "timestamp": "1409659813",
    "nonce": "1372623149",
}
SEALED = (
    "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911"
    "L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLx"
    "AUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9"
    "nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/u"
    "h9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q=="
)
THEN = datetime.fromtimestamp(1409659813, UTC)


def of_corporation(now: datetime = THEN, receiver: str = CORP) -> Callbacks:
    return Callbacks(CORP_TOKEN, CORP_KEY, receiver, lambda: now, signs_query=False)


def of_account(aes_key: str = "") -> Callbacks:
    return Callbacks("spamtest", aes_key, "wx2c2769f8efd9abc2", lambda: THEN, signs_query=True)


def signed(token: str, *more: str, at: datetime = THEN) -> dict[str, str]:
    query = {"timestamp": str(int(at.timestamp())), "nonce": "n1"}
    name = "msg_signature" if more else "signature"
    return query | {name: sign(token, query["timestamp"], "n1", *more)}


def wrapped(encrypt: str) -> bytes:
    return f"<xml><Encrypt><![CDATA[{encrypt}]]></Encrypt></xml>".encode()


def sealed_as_it_is(plain: bytes) -> str:
    key = base64.b64decode(CORP_KEY + "=")
    encryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    return base64.b64encode(encryptor.update(plain) + encryptor.finalize()).decode()


def framed(words: bytes, receiver: str = CORP, length: int | None = None) -> bytes:
    size = len(words) if length is None else length
    return bytes(range(16)) + size.to_bytes(4, "big") + words + receiver.encode()


def padded(plain: bytes) -> bytes:
    count = 32 - len(plain) % 32
    return plain + bytes([count]) * count


def test_the_check_of_an_address_is_answered_with_the_plain_word() -> None:
    assert of_corporation().echo(CHECK) == "1616140317555161061"


def test_the_sample_message_is_opened() -> None:
    found = xml.read(of_corporation().open_xml(MESSAGE, wrapped(SEALED))) or {}
    assert found["Content"] == "hello"
    assert found["FromUserName"] == "mycreate"


def test_an_official_account_echoes_what_it_was_given() -> None:
    assert of_account().echo(signed("spamtest") | {"echostr": "5837012"}) == "5837012"


def test_what_we_seal_opens_again_and_is_signed() -> None:
    ours = of_corporation()
    answer = ours.seal("三号楼 ]]> 灯不亮")
    query = {
        "msg_signature": answer.signature,
        "timestamp": answer.timestamp,
        "nonce": answer.nonce,
    }
    assert ours.open_xml(query, wrapped(answer.encrypt)).decode() == "三号楼 ]]> 灯不亮"


@pytest.mark.parametrize("minutes", [-6, 6])
def test_old_and_early_calls_are_refused(minutes: int) -> None:
    query = signed("spamtest", at=THEN + timedelta(minutes=minutes))
    with pytest.raises(Refused, match="five minutes off"):
        of_account().admit(query)


@pytest.mark.parametrize(
    "change",
    [
        {"signature": "0" * 40},
        {"signature": ""},
        {"signature": "签名"},
        {"nonce": "n2"},
        {"timestamp": "1409659814"},
        {"timestamp": "soon"},
        {"timestamp": "9" * 500},
        {"timestamp": ""},
        {"timestamp": "１４０９６５９８１３"},
    ],
)
def test_what_is_not_signed_as_it_stands_is_refused(change: Mapping[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        of_account().admit(signed("spamtest") | dict(change))
    assert refused.value.status == 403


def test_a_corporation_s_call_needs_a_signature_before_its_body_is_read() -> None:
    with pytest.raises(Refused, match="no signature"):
        of_corporation().admit({"timestamp": MESSAGE["timestamp"], "nonce": "n"})


def opens(plain: bytes, receiver: str = CORP) -> bytes:
    encrypt = sealed_as_it_is(plain)
    query = signed(CORP_TOKEN, encrypt)
    return of_corporation(receiver=receiver).open_xml(query, wrapped(encrypt))


def test_a_frame_made_by_hand_opens() -> None:
    assert opens(padded(framed(b"<xml/>"))) == b"<xml/>"


@pytest.mark.parametrize(
    ("plain", "why"),
    [
        (padded(framed(b"<xml/>", "wx0000000000000000")), "somebody else"),
        (padded(framed(b"<xml/>", "")), "somebody else"),
        (padded(framed(b"<xml/>"))[:-32] + b"\x00" * 32, "padding"),
        (padded(framed(b"<xml/>"))[:-32] + b"\x21" * 32, "padding"),
        (padded(framed(b"<xml/>"))[:-32] + b"\x05" * 31 + b"\x06", "padding"),
        (b"\x20" * 32, "length"),
        (b"\x10" * 16, "length"),
        (padded(framed(b"<xml/>", length=2**32 - 1)), "length"),
        (padded(framed(b"<xml/>", length=3)), "somebody else"),
    ],
)
def test_a_right_signature_over_a_wrong_frame_is_refused(plain: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        opens(plain)


@pytest.mark.parametrize("encrypt", ["x", "AAAA", "灯", "A" * 43 + "=", "\u0000"])
def test_what_is_no_ciphertext_is_refused(encrypt: str) -> None:
    with pytest.raises(Refused):
        of_corporation().open_xml(signed(CORP_TOKEN, encrypt), wrapped(encrypt))


@pytest.mark.parametrize(
    "body", [b"", b"<xml>", b"{}", b"<xml><Content>plain</Content></xml>", b"\xff\xfe"]
)
def test_plain_words_are_not_heard_where_a_key_is_set(body: bytes) -> None:
    with pytest.raises(Refused):
        of_account(CORP_KEY).open_xml(signed("spamtest"), body)


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"[" * 100_000, b'{"encrypt": 5}'])
def test_json_that_is_none_is_refused(body: bytes) -> None:
    with pytest.raises(Refused):
        of_corporation(receiver="").open_json(MESSAGE, body)
