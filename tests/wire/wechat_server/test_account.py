"""Menu, codes with a scene, files, followers."""

from typing import Any

import httpx
import pytest

from tests.wechat_server import Person, WeChatServer
from tests.wechat_server.client import Hands, a_token, call, code, upload

JPEG = b"\xff\xd8\xff\xe0picture"
CLICK = {"type": "click", "name": "我要反映", "key": "report"}
VIEW = {"type": "view", "name": "看板", "url": "https://a.cn/"}


def _created(server: WeChatServer, *buttons: object) -> int:
    return code(server, "menu/create", {"button": list(buttons)})


def test_a_menu_is_made_read_pressed_and_taken_away(server: WeChatServer, zhang: Person) -> None:
    assert code(server, "menu/get") == 46003
    more = {"name": "更多", "sub_button": [VIEW]}
    assert _created(server, CLICK, more) == 0
    assert call(server, "menu/get")["menu"]["button"] == [CLICK | {"sub_button": []}, more]
    assert zhang.clicks("report").fields["EventKey"] == "report"
    assert zhang.clicks("看板").fields["Event"] == "VIEW"
    with pytest.raises(AssertionError, match="no 'other' in the menu"):
        zhang.clicks("other")
    assert code(server, "menu/delete") == 0
    assert code(server, "menu/get") == 46003


@pytest.mark.parametrize(
    ("buttons", "expected"),
    [
        ([], 40016),
        ([CLICK] * 4, 40016),
        ([CLICK | {"type": "clock"}], 40017),
        ([CLICK | {"url": "https://a.cn/"}], 40017),
        ([CLICK | {"name": "我要反映情况"}], 40018),
        ([CLICK | {"name": ""}], 40018),
        ([CLICK | {"key": "k" * 129}], 40019),
        ([{"type": "click", "name": "反映"}], 40019),
        ([VIEW | {"url": "https://a.cn/" + "u" * 1024}], 40020),
        ([VIEW | {"url": "ftp://a.cn"}], 40055),
        ([{"name": "更多", "sub_button": [CLICK] * 6}], 40023),
        ([{"name": "更多", "sub_button": [CLICK | {"type": ""}]}], 40024),
        ([{"name": "更多", "sub_button": [CLICK | {"name": "名" * 21}]}], 40025),
        ([{"name": "更多", "sub_button": [CLICK | {"key": "k" * 129}]}], 40026),
        ([{"name": "更多", "sub_button": [VIEW | {"url": "https://" + "u" * 1024}]}], 40027),
        ([{"name": "更多", "sub_button": [{"name": "再", "sub_button": [CLICK]}]}], 40022),
        ([CLICK | {"colour": "red"}], 40035),
        (["反映"], 47001),
    ],
)
def test_a_menu_outside_the_limits_is_refused(
    server: WeChatServer, buttons: list[Any], expected: int
) -> None:
    assert _created(server, *buttons) == expected
    assert server.world.menu is None


def _code(server: WeChatServer, action: str, scene: dict[str, Any], **more: Any) -> dict[str, Any]:  # noqa: ANN401 -- any JSON
    body = {"action_name": action, "action_info": {"scene": scene}} | more
    return call(server, "qrcode/create", body)


def test_a_code_brings_its_scene(server: WeChatServer, zhang: Person, hands: Hands) -> None:
    scene = {"scene_str": "area-HF-A-3"}
    lasting = _code(server, "QR_LIMIT_STR_SCENE", scene)
    scan = zhang.scans("area-HF-A-3").fields
    assert (scan["Event"], scan["EventKey"]) == ("SCAN", "area-HF-A-3")
    assert scan["Ticket"] == lasting["ticket"]
    wang = server.person("王大爷")
    follow = wang.scans("area-HF-A-3").fields
    assert (follow["Event"], follow["EventKey"]) == ("subscribe", "qrscene_area-HF-A-3")
    assert call(server, "user/info", openid=wang.openid)["qr_scene_str"] == "area-HF-A-3"
    _code(server, "QR_STR_SCENE", {"scene_str": "short"}, expire_seconds=60)
    hands.now += 60
    with pytest.raises(AssertionError, match="has expired"):
        zhang.scans("short")


@pytest.mark.parametrize(
    ("action", "scene", "more", "expected"),
    [
        ("QR_ANY", {"scene_str": "a"}, {}, 40053),
        ("QR_STR_SCENE", {"scene_str": ""}, {}, 40053),
        ("QR_LIMIT_STR_SCENE", {"scene_str": "s" * 65}, {}, 40053),
        ("QR_LIMIT_STR_SCENE", {"scene_id": 5}, {}, 40035),
        ("QR_LIMIT_STR_SCENE", {"scene_str": "a"}, {"expire_seconds": 60}, 40035),
        ("QR_STR_SCENE", {"scene_str": "a"}, {"expire_seconds": 2592001}, 40052),
        ("QR_STR_SCENE", {"scene_str": 5}, {}, 47001),
        ("QR_STR_SCENE", {"scene_str": "a"}, {"expire_seconds": True}, 47001),
    ],
)
def test_a_wrong_code_is_refused(
    server: WeChatServer, action: str, scene: dict[str, Any], more: dict[str, Any], expected: int
) -> None:
    assert _code(server, action, scene, **more)["errcode"] == expected


def test_a_file_goes_up_and_comes_down(server: WeChatServer, hands: Hands) -> None:
    media_id = upload(server, "image", "a.jpg", JPEG, "image/jpeg")["media_id"]
    token = a_token(server)["access_token"]
    query = {"access_token": token, "media_id": media_id}
    answer = httpx.get(f"{server.origin}/cgi-bin/media/get", params=query)
    assert answer.content == JPEG
    assert answer.headers["content-type"] == "image/jpeg"
    name = f'attachment; filename="{media_id}.jpg"'
    assert answer.headers["content-disposition"] == name
    assert code(server, "media/get", media_id="other") == 40007
    hands.now += 3 * 86400
    assert code(server, "media/get", media_id=media_id) == 40007


def test_a_video_comes_down_by_its_address(server: WeChatServer, zhang: Person) -> None:
    media_id = str(zhang.sends("video").fields["MediaId"])
    url = call(server, "media/get", media_id=media_id)["video_url"]
    assert httpx.get(url).headers["content-type"] == "video/mp4"


@pytest.mark.parametrize(
    ("kind", "name", "content", "mime", "expected"),
    [
        ("document", "a.jpg", JPEG, "image/jpeg", 40004),
        ("image", "a.jpg", JPEG, "application/octet-stream", 40005),
        ("image", "a", JPEG, "image/jpeg", 40005),
        ("image", "a.jpg", b"no picture", "image/jpeg", 40005),
        ("image", "a.jpg", b"", "image/jpeg", 40005),
        ("image", "a.jpg", JPEG + bytes(10 * 1024 * 1024), "image/jpeg", 40009),
        ("thumb", "a.jpg", JPEG + bytes(64 * 1024), "image/jpeg", 40012),
        ("voice", "a.amr", b"#!AMR" + bytes(2 * 1024 * 1024), "audio/amr", 40010),
    ],
)
def test_a_wrong_file_is_refused(
    server: WeChatServer, kind: str, name: str, content: bytes, mime: str, expected: int
) -> None:
    assert upload(server, kind, name, content, mime)["errcode"] == expected


def test_a_follower_is_known_without_a_name(server: WeChatServer, zhang: Person) -> None:
    info = call(server, "user/info", openid=zhang.openid, lang="zh_CN")
    assert (info["subscribe"], info["nickname"]) == (1, "")
    zhang.unfollows()
    assert call(server, "user/info", openid=zhang.openid)["subscribe"] == 0
    assert code(server, "user/info", openid="oNobody") == 40003
    assert code(server, "user/info") == 40035
    assert code(server, "user/info", openid=zhang.openid, lang="de") == 40035


def test_the_platform_checks_the_way(server: WeChatServer) -> None:
    asked = {"action": "all", "check_operator": "DEFAULT"}
    assert set(call(server, "callback/check", asked)) == {"dns", "ping"}
    assert code(server, "callback/check", asked | {"action": "jump"}) == 40035
    assert code(server, "callback/check", asked | {"check_operator": "NOBODY"}) == 40035
    assert call(server, "get_api_domain_ip")["ip_list"] == ["127.0.0.1"]
