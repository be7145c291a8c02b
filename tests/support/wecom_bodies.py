"""What WeCom posts about the app, as it is once it is unsealed."""

from tests.servers.xml import write_xml

CORP, AGENT, MEMBER = "ww0000minqingtest", 1000002, "WangGang"
SECONDS = 1348831860
"""Of the vendor's own example (developer.work.weixin.qq.com, "消息格式")."""


def a_body(**fields: str | float) -> bytes:
    """Write the XML of a callback with these fields beside the usual ones."""
    usual: dict[str, str | float] = {
        "ToUserName": CORP,
        "FromUserName": MEMBER,
        "CreateTime": SECONDS,
        "AgentID": AGENT,
    }
    return write_xml(usual | fields).encode()


def a_text(words: str, number: int = 1234567890123456, **more: str | float) -> bytes:
    """Write a text message."""
    return a_body(MsgType="text", Content=words, MsgId=number, **more)


def an_event(event: str, **more: str | float) -> bytes:
    """Write an event."""
    return a_body(MsgType="event", Event=event, **more)


def a_press(key: str, **more: str | float) -> bytes:
    """Write a press on a card."""
    usual: dict[str, str | float] = {
        "EventKey": key,
        "TaskId": "17-0-abc",
        "CardType": "button_interaction",
        "ResponseCode": "code-1",
    }
    return an_event("template_card_event", **(usual | more))
