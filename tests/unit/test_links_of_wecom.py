"""Where an answer in a group of the smart bot may go."""

from bot.platforms.wecom.links import read_link


def test_the_call_that_answers_is_known_at_every_server_of_the_platform() -> None:
    url = "https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=a%2Bb"
    for ours in ("https://qyapi.weixin.qq.com", "http://127.0.0.1:1"):
        assert read_link(url, ours) == ("https://qyapi.weixin.qq.com", {"response_code": "a+b"})
