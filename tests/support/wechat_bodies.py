"""What WeChat posts, written as it writes: CDATA around words, bare numbers."""

OPENID = "oyORnuP8q7ou2gfYjqLzSIWZf0rs"
"""Of Tencent's own sample message (WXBizMsgCrypt, Sample.py)."""

US = "gh_680bdefc8c5d"
NUMBERS = frozenset(
    {"CreateTime", "MsgId", "Location_X", "Location_Y", "Scale", "Latitude", "Longitude"}
)


BOMB = (
    b'<!DOCTYPE xml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    b"<xml><FromUserName>o1</FromUserName><MsgType>text</MsgType><Content>&b;</Content></xml>"
)
"""What would become very long if entities were taken."""


def a_body(**fields: str | float) -> bytes:
    """Write the XML of a callback with these fields beside the usual ones."""
    usual: dict[str, str | float] = {
        "ToUserName": US,
        "FromUserName": OPENID,
        "CreateTime": 1409735668,
    }
    return _element("xml", "".join(_field(*it) for it in (usual | fields).items()))


def a_text(words: str, number: int = 6054768590064713728, **more: str | float) -> bytes:
    """Write a text message."""
    return a_body(MsgType="text", Content=words, MsgId=number, **more)


def an_event(event: str, **more: str | float) -> bytes:
    """Write an event."""
    return a_body(MsgType="event", Event=event, **more)


def _field(name: str, value: object) -> str:
    if name in NUMBERS:
        return f"<{name}>{value}</{name}>"
    words = str(value).replace("]]>", "]]]]><![CDATA[>")
    return f"<{name}><![CDATA[{words}]]></{name}>"


def _element(name: str, content: str) -> bytes:
    return f"<{name}>{content}</{name}>".encode("utf-8", "surrogatepass")
