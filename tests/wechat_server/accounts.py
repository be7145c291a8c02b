"""Codes with a scene, what is known of a follower, the platform's own addresses."""

from functools import partial
from typing import cast

from tests.servers.api import Ask, Route
from tests.servers.errors import JsonObject, WeixinError
from tests.servers.shapes import Field, Shape, check, may
from tests.wechat_server.world import QrCode, World

LONGEST_SCENE = 64
LONGEST_EXPIRY = 2592000
DEFAULT_EXPIRY = 60
MOST_LASTING = 100000
QRCODE: Shape = {
    "action_name": Field(),
    "expire_seconds": may(int),
    "action_info": Field(
        dict, shape={"scene": Field(dict, shape={"scene_str": may(), "scene_id": may(int)})}
    ),
}
CHECK: Shape = {"action": Field(), "check_operator": Field()}
_ACTIONS = {
    "QR_SCENE": "scene_id",
    "QR_STR_SCENE": "scene_str",
    "QR_LIMIT_SCENE": "scene_id",
    "QR_LIMIT_STR_SCENE": "scene_str",
}


def create_qrcode(world: World, ask: Ask) -> JsonObject:
    """Answer /cgi-bin/qrcode/create."""
    action = cast("str", ask.body["action_name"])
    name = _ACTIONS.get(action)
    if name is None:
        raise WeixinError(40053, "invalid action info")
    scene = cast("JsonObject", ask.body["action_info"]["scene"])
    check(scene, {name: Field(str if name == "scene_str" else int, missing=40053)}, "scene.")
    words = str(scene[name])
    if not 1 <= len(words) <= LONGEST_SCENE or words == "0":
        raise WeixinError(40053, "invalid action info")
    is_lasting = "LIMIT" in action
    seconds = cast("int", ask.body.get("expire_seconds", DEFAULT_EXPIRY))
    if is_lasting and "expire_seconds" in ask.body:
        raise WeixinError(40035, "invalid parameter: expire_seconds")
    if not 1 <= seconds <= LONGEST_EXPIRY:
        raise WeixinError(40052, "invalid action name or expire_seconds")
    ticket = f"gQ{world.next_number():06d}{'q' * 60}=="
    until = float("inf") if is_lasting else world.clock() + seconds
    world.codes[words] = QrCode(ticket, words, until)
    answer: JsonObject = {"ticket": ticket, "url": f"http://weixin.qq.com/q/{ticket[:24]}"}
    return answer if is_lasting else answer | {"expire_seconds": seconds}


def user_info(world: World, ask: Ask) -> JsonObject:
    """Answer /cgi-bin/user/info; names and pictures are no longer given out."""
    if ask.query.get("lang", "zh_CN") not in {"zh_CN", "zh_TW", "en"}:
        raise WeixinError(40035, "invalid parameter: lang")
    person = world.people.get(ask.query["openid"])
    if person is None:
        raise WeixinError(40003, "invalid openid")
    if not person.is_following:
        return {"subscribe": 0, "openid": person.openid, "tagid_list": []}
    return {
        "subscribe": 1,
        "openid": person.openid,
        "nickname": "",
        "sex": 0,
        "language": "zh_CN",
        "city": "",
        "province": "",
        "country": "",
        "headimgurl": "",
        "subscribe_time": int(person.followed_at),
        "remark": "",
        "groupid": 0,
        "tagid_list": [],
        "subscribe_scene": "ADD_SCENE_QR_CODE" if person.scene else "ADD_SCENE_SEARCH",
        "qr_scene": 0,
        "qr_scene_str": person.scene,
    }


def domain_addresses(_world: World, _ask: Ask) -> JsonObject:
    """Answer /cgi-bin/get_api_domain_ip and /cgi-bin/getcallbackip."""
    return {"ip_list": ["127.0.0.1"]}


def list_desks(_world: World, _ask: Ask) -> JsonObject:
    """Answer /cgi-bin/customservice/getkflist."""
    return {"kf_list": []}


def check_callback(_world: World, ask: Ask) -> JsonObject:
    """Answer /cgi-bin/callback/check."""
    if ask.body["action"] not in {"dns", "ping", "all"}:
        raise WeixinError(40035, "invalid parameter: action")
    if ask.body["check_operator"] not in {"CHINANET", "UNICOM", "CAP", "DEFAULT"}:
        raise WeixinError(40035, "invalid parameter: check_operator")
    dns = {"ip": "127.0.0.1", "real_operator": "UNICOM"}
    ping = {
        "ip": "127.0.0.1",
        "from_operator": "UNICOM",
        "package_loss": "0%",
        "time": "1.0ms",
    }
    return {"dns": [dns], "ping": [ping]}


def routes(world: World) -> dict[str, Route]:
    """Return the paths of this module."""
    token = "access_token"
    person = frozenset({token, "openid"})
    info = Route("GET", partial(user_info, world), query=person, optional=frozenset({"lang"}))
    addresses = Route("GET", partial(domain_addresses, world))
    return {
        "/cgi-bin/qrcode/create": Route("POST", partial(create_qrcode, world), shape=QRCODE),
        "/cgi-bin/user/info": info,
        "/cgi-bin/get_api_domain_ip": addresses,
        "/cgi-bin/getcallbackip": addresses,
        "/cgi-bin/customservice/getkflist": Route("GET", partial(list_desks, world)),
        "/cgi-bin/callback/check": Route("POST", partial(check_callback, world), shape=CHECK),
    }
