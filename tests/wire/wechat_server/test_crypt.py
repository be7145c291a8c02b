"""The stand-ins' encryption against the values that Tencent published with its samples."""

import pytest

from tests.servers.crypt import BadCipher, Cipher
from tests.servers.xml import read_xml

# Source: Tencent's WXBizMsgCrypt sample program for official accounts (Sample.py).
ACCOUNT = Cipher("spamtest", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "wx2c2769f8efd9abc2")
ACCOUNT_SIGNED = ("1409735669", "1320562132", "5d197aaffba7e9b25a30732f161a50dee96bd5fa")
ACCOUNT_SEALED = (
    "hyzAe4OzmOMbd6TvGdIOO6uBmdJoD0Fk53REIHvxYtJlE2B655HuD0m8KUePWB3+LrPXo87wzQ1QLvbeUgmBM4x6F8PG"
    "HQHFVAFmOD2LdJF9FrXpbUAh0B5GIItb52sn896wVsMSHGuPE328HnRGBcrS7C41IzDWyWNlZkyyXwon8T332jisa+h6"
    "tEDYsVticbSnyU8dKOIbgU6ux5VTjg3yt+WGzjlpKn6NPhRjpA912xMezR4kw6KWwMrCVKSVCZciVGCgavjIQ6X8tCOp"
    "3yZbGpy0VxpAe+77TszTfRd5RJSVO/HTnifJpXgCSUdUue1v6h0EIBYYI1BD1DlD+C0CR8e6OewpusjZ4uBl9FyJvnhv"
    "Ql+q5rv1ixrcpCumEPo5MJSgM9ehVsNPfUM669WuMyVWQLCzpu9GhglF2PE="
)
# Source: the same sample program for WeCom (Sample.py), its check of the address.
CORP = Cipher("QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx5823bf96d3bd56c7")
CORP_SIGNED = ("1409659589", "263014780", "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3")
CORP_SEALED = (
    "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="
)


def test_the_official_account_sample_is_signed_and_opened() -> None:
    timestamp, nonce, signed = ACCOUNT_SIGNED
    assert ACCOUNT.sign(timestamp, nonce, ACCOUNT_SEALED) == signed
    message = read_xml(ACCOUNT.open(ACCOUNT_SEALED).encode())
    assert message.words("FromUserName") == "oyORnuP8q7ou2gfYjqLzSIWZf0rs"
    assert message.words("Content") == "abcdteT"
    assert message.number("MsgId") == 6054768590064713728


def test_the_corp_sample_is_signed_and_opened() -> None:
    timestamp, nonce, signed = CORP_SIGNED
    assert CORP.sign(timestamp, nonce, CORP_SEALED) == signed
    assert CORP.open(CORP_SEALED) == "1616140317555161061"


def test_what_is_sealed_opens_again_and_never_looks_the_same() -> None:
    assert ACCOUNT.open(ACCOUNT.seal("三号楼路灯不亮")) == "三号楼路灯不亮"
    assert ACCOUNT.seal("一") != ACCOUNT.seal("一")


@pytest.mark.parametrize(
    "ciphertext",
    [
        "",
        "not base64!",
        ACCOUNT_SEALED[:-24],
        CORP_SEALED,
        ACCOUNT.seal_raw(b"\0" * 64),
        ACCOUNT.seal_raw(b"\x21" * 64),
        ACCOUNT.seal_raw(b"r" * 16 + b"\0\0\0\x03abcwx2c2769f8efd9abc2" + b"\0" * 22 + b"\x17"),
        ACCOUNT.seal_raw(b"r" * 16 + b"\xff\xff\xff\xff" + b"x" * 11 + b"\x01"),
        Cipher("spamtest", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "wxother").seal("一"),
    ],
    ids=[
        "none",
        "no base64",
        "cut",
        "another key",
        "zeros",
        "padding",
        "length",
        "size",
        "for another",
    ],
)
def test_a_ciphertext_that_is_not_ours_is_refused(ciphertext: str) -> None:
    with pytest.raises(BadCipher):
        ACCOUNT.open(ciphertext)
