"""Template and subscription messages: known templates, fields within their kind's limits."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import cast

from tests.servers.api import Ask, Route
from tests.servers.errors import JsonObject, WeixinError
from tests.servers.shapes import Field, Shape, check, may
from tests.servers.xml import Fields
from tests.wechat_server.world import Follower, Template, World

_DAY = r"(\d{4}年(\d{1,2}月(\d{1,2}日)?)?|\d{1,2}月\d{1,2}日|(\d{4}[-/.])?\d{1,2}[-/.]\d{1,2})"
_HOUR = r"([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?"
_POINT = rf"({_DAY}( ?{_HOUR})?|{_HOUR})"


def _matches(pattern: str) -> Callable[[str], bool]:
    return lambda value: re.fullmatch(pattern, value) is not None


_RULES: Mapping[str, Callable[[str], bool]] = {
    "thing": _matches(r"[^\x00-\x1f\x7f]{1,20}"),
    "const": _matches(r"[^\x00-\x1f\x7f]{1,20}"),
    "enum": _matches(r"[^\x00-\x1f\x7f]{1,20}"),
    "character_string": _matches(r"[\x21-\x7e]{1,32}"),
    "number": _matches(r"(?=.{1,32}$)\d+(\.\d+)?"),
    "letter": _matches(r"[A-Za-z]{1,32}"),
    "symbol": _matches(r"[^\w\s]{1,5}"),
    "time": _matches(rf"{_POINT}(~{_POINT})?"),
    "date": _matches(rf"{_DAY}( ?{_HOUR})?(~{_DAY}( ?{_HOUR})?)?"),
    "amount": _matches(r"[^\w\s]?\d{1,10}(\.\d+)?元?"),
    "phone_number": _matches(r"[0-9+\-]{1,17}"),
    "car_number": _matches(r"[\u4e00-\u9fff]?[A-Za-z0-9]{1,6}[\u4e00-\u9fffA-Za-z0-9]?"),
    "name": _matches(r"[\u4e00-\u9fff·]{1,10}|[A-Za-z .\-]{1,20}"),
    "phrase": _matches(r"[\u4e00-\u9fff]{1,5}"),
}
"""What the value of a field may be, by the kind that its name begins with."""
_MINI_PROGRAM: Shape = {"appid": Field(), "pagepath": may()}
TEMPLATE: Shape = {
    "touser": Field(missing=41009),
    "template_id": Field(missing=40037),
    "url": may(most_bytes=1024),
    "miniprogram": may(dict, _MINI_PROGRAM),
    "client_msg_id": may(most_bytes=32),
    "data": Field(dict, missing=47003),
}
BIZSEND: Shape = {
    "touser": Field(missing=41009),
    "template_id": Field(missing=40037),
    "page": may(most_bytes=1024),
    "miniprogram": may(dict, _MINI_PROGRAM),
    "data": Field(dict, missing=47003),
}


def is_field(name: str) -> bool:
    """Tell whether a template may have a field of this name."""
    return kind_of(name) in _RULES and name != kind_of(name)


def kind_of(name: str) -> str:
    """Return the kind that a field's name begins with."""
    return name.rstrip("0123456789")


def send_template(world: World, ask: Ask) -> JsonObject:
    """Answer /cgi-bin/message/template/send."""
    person = _check_message(world, ask.body, is_subscription=False)
    if cast("str", ask.body["template_id"]) in person.refusals:
        raise WeixinError(43101, "user refuse to accept the msg")
    number = 3_000_000_000_000_000_000 + world.next_number()
    world.show(person, "template", "template", ask.body)
    event: Fields = {"Event": "TEMPLATESENDJOBFINISH", "MsgID": number, "Status": "success"}
    world.emit(person, event)
    return {"errcode": 0, "errmsg": "ok", "msgid": number}


def send_subscription(world: World, ask: Ask) -> JsonObject:
    """Answer /cgi-bin/message/subscribe/bizsend: one message for one consent."""
    person = _check_message(world, ask.body, is_subscription=True)
    template_id = cast("str", ask.body["template_id"])
    if not person.grants.get(template_id):
        raise WeixinError(43101, "user refuse to accept the msg")
    person.grants[template_id] -= 1
    world.show(person, "subscription", "template", ask.body)
    sent: Fields = {
        "TemplateId": template_id,
        "MsgID": str(world.next_number()),
        "ErrorCode": 0,
        "ErrorStatus": "success",
    }
    event: Fields = {"List": sent}
    world.emit(person, {"Event": "subscribe_msg_sent_event", "SubscribeMsgSentEvent": event})
    return {"errcode": 0, "errmsg": "ok"}


def list_templates(world: World, _ask: Ask) -> JsonObject:
    """Answer /cgi-bin/template/get_all_private_template."""
    listed = [
        {"template_id": it.template_id, "title": "消息提醒", "content": _content_of(it)}
        for it in world.templates.values()
        if not it.is_subscription
    ]
    return {"template_list": listed}


def list_subscriptions(world: World, _ask: Ask) -> JsonObject:
    """Answer /wxaapi/newtmpl/gettemplate."""
    listed = [
        {"priTmplId": it.template_id, "title": "消息提醒", "content": _content_of(it), "type": 2}
        for it in world.templates.values()
        if it.is_subscription
    ]
    return {"errcode": 0, "errmsg": "ok", "data": listed}


def _content_of(template: Template) -> str:
    return "".join(f"内容:{{{{{name}.DATA}}}}\n" for name in template.fields)


def _check_message(world: World, body: JsonObject, *, is_subscription: bool) -> Follower:
    template = world.templates.get(cast("str", body["template_id"]))
    if template is None or template.is_subscription is not is_subscription:
        raise WeixinError(40037, "invalid template_id")
    for name in ("url", "page"):
        if name in body and not re.match(r"https?://", cast("str", body[name])):
            raise WeixinError(40066, "invalid url")
    _check_data(template, cast("JsonObject", body["data"]))
    return world.follower(cast("str", body["touser"]))


def _check_data(template: Template, data: JsonObject) -> None:
    for name in data:
        if name not in template.fields:
            raise WeixinError(47003, f"argument invalid! data.{name} is not in the template")
    for name in template.fields:
        if name not in data:
            raise WeixinError(47003, f"argument invalid! data.{name}.value is empty")
        check(data[name], {"value": Field(missing=47003), "color": may()}, f"data.{name}.")
        value = cast("str", data[name]["value"])
        choices = template.choices.get(name)
        if not _RULES[kind_of(name)](value) or (choices and value not in choices):
            raise WeixinError(47003, f"argument invalid! data.{name}.value invalid")


def routes(world: World) -> dict[str, Route]:
    """Return the paths of this module."""
    start = "/cgi-bin/message"
    return {
        f"{start}/template/send": Route("POST", partial(send_template, world), shape=TEMPLATE),
        f"{start}/subscribe/bizsend": Route(
            "POST", partial(send_subscription, world), shape=BIZSEND
        ),
        "/cgi-bin/template/get_all_private_template": Route("GET", partial(list_templates, world)),
        "/wxaapi/newtmpl/gettemplate": Route("GET", partial(list_subscriptions, world)),
    }
