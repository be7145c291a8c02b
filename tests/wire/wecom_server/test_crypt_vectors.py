"""The seal, against what Tencent publishes.

The values are those of the sample programs of WXBizMsgCrypt for WeCom (Sample.py, Sample.php).
"""

import pytest

from tests.servers.crypt import BadCipher, Cipher
from tests.servers.xml import read_xml

SAMPLE = Cipher("QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx5823bf96d3bd56c7")
ECHO = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="
MESSAGE = (
    "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3Qczc"
    "dCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLj"
    "vd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMn"
    "vw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k"
    "22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2Yoy"
    "yH2uyPIGHBZZIs2pDBS8R07+qN+E7Q=="
)


def test_the_sample_of_the_address_check_opens() -> None:
    assert SAMPLE.sign("1409659589", "263014780", ECHO) == (
        "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3"
    )
    assert SAMPLE.open(ECHO) == "1616140317555161061"


def test_the_sample_message_opens() -> None:
    assert SAMPLE.sign("1409659813", "1372623149", MESSAGE) == (
        "477715d11cdb4164915debcba66cb864d751f3e6"
    )
    message = read_xml(SAMPLE.open(MESSAGE).encode())
    assert message.words("FromUserName") == "mycreate"
    assert message.words("Content") == "hello"
    assert message.number("MsgId") == 4561255354251345929


def test_what_is_meant_for_another_corp_does_not_open() -> None:
    other = Cipher("QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "ww-other")
    with pytest.raises(BadCipher):
        other.open(ECHO)
