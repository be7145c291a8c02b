"""What is believed of the answers of WeChat's and WeCom's servers."""

import pytest

from bot.platforms.tencent import answers
from bot.platforms.tencent.codes import error_of
from models.errors import PlatformDown

SEND, UPLOAD = "/cgi-bin/message/send", "/cgi-bin/media/upload"


@pytest.mark.parametrize("said", [{}, {"status": "maintenance"}, {"media_id": "m"}])
def test_without_a_code_nothing_was_sent(said: answers.Json) -> None:
    assert not answers.is_answer(SEND, said)
    assert answers.is_answer(SEND, {"errcode": 0, **said})


def test_what_was_asked_for_needs_no_code() -> None:
    assert answers.is_answer(UPLOAD, {"media_id": "m"})
    assert not answers.is_answer(UPLOAD, {"type": "image"})


@pytest.mark.parametrize("code", [False, True, None, "0", 0.0, []])
def test_a_code_that_is_no_number_is_trouble(code: object) -> None:
    with pytest.raises(PlatformDown):
        answers.raise_for({"errcode": code})
    answers.raise_for({"errcode": 0})


SECRET, TOKEN = "0123abcdef-SECRET", "ACCESS_abc-123"


@pytest.mark.parametrize(
    "words",
    [
        f"invalid: corpid=ww1&corpsecret={SECRET}&x=1",
        f'bad request {{"appid": "wx1", "secret": "{SECRET}", "force": true}}',
        f"access_token {TOKEN} is not valid",
        f"{TOKEN}",
        f"https://a.cn/?access_token={TOKEN}",
    ],
)
def test_what_we_told_them_in_confidence_is_not_repeated(words: str) -> None:
    asked = {"access_token": TOKEN, "corpsecret": SECRET}
    for params, body in ((asked, None), ({"access_token": TOKEN}, {"secret": SECRET})):
        said = answers.without_secrets({"errcode": 40001, "errmsg": words}, params, body)
        with pytest.raises(PlatformDown) as error:
            answers.raise_for(said)
        assert SECRET not in str(error.value)
        assert TOKEN not in str(error.value)
        assert str(error.value).startswith("40001")


def test_what_looks_like_a_secret_is_masked_and_other_words_stay() -> None:
    assert "abc" not in str(error_of(40001, "corpsecret=abc"))
    words = "invalid credential, access_token is invalid or not latest rid: 6-7"
    assert str(error_of(40001, words)) == f"40001 {words}"
