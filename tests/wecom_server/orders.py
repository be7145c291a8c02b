"""Orders for residents' groups: their fields, the employee's tasks, the groups themselves."""

import calendar
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.servers.errors import JsonObject
from tests.wecom_server.fields import Field, Fields, array, boolean, integer, one_of, record, text
from tests.wecom_server.screen import Screen

LONGEST_TEXT = 4000
CHINA = 8 * 3600
_URL = Field(text(2048, shape="https?://.+"), True)
_FILE = record({"media_id": Field(text()), "pic_url": Field(text())})
_LINK = record(
    {
        "title": Field(text(128), True),
        "picurl": Field(text(2048)),
        "desc": Field(text(512)),
        "url": _URL,
    }
)
_ATTACHMENT = record(
    {
        "msgtype": Field(one_of("image", "link", "video", "file"), True),
        "image": Field(_FILE),
        "link": Field(_LINK),
        "video": Field(_FILE),
        "file": Field(_FILE),
    }
)
ORDER: Fields = {
    "chat_type": Field(one_of("group"), True),
    "sender": Field(text(64), True),
    "chat_id_list": Field(array(text(), 1, 2000)),
    "allow_select": Field(boolean),
    "text": Field(record({"content": Field(text(LONGEST_TEXT), True)})),
    "attachments": Field(array(_ATTACHMENT, 0, 9)),
}
PAGE: Fields = {"limit": Field(integer(1, 1000)), "cursor": Field(text(least=0))}
RESULT: Fields = {"msgid": Field(text(), True), "userid": Field(text(64), True), **PAGE}
GROUP_LIST: Fields = {
    "status_filter": Field(integer(0, 3)),
    "owner_filter": Field(record({"userid_list": Field(array(text(64), 1, 100), True)})),
    "cursor": Field(text(least=0)),
    "limit": Field(integer(1, 1000), True),
}


@dataclass
class Task:
    """A message that waits for an employee's thumb."""

    msgid: str
    sender: str
    text: str
    attachments: list[JsonObject]
    results: dict[str, int]
    """By chat_id: what became of it there."""
    sent_at: int = 0
    is_done: bool = False
    is_cancelled: bool = False
    reminders: list[float] = field(default_factory=list[float])


@dataclass
class ExternalGroup:
    """A group of residents that an employee owns."""

    chat_id: str
    name: str
    owner: str
    screen: Screen
    confirm: Callable[[str], int]
    arrived: list[float] = field(default_factory=list[float])

    @property
    def said(self) -> list[str]:
        """What the employee sent here on the app's order."""
        return self.screen.said

    def confirms(self) -> int:
        """Let the owner send what waits; return how many messages went out."""
        return self.confirm(self.owner)

    def is_full(self, now: float) -> bool:
        """Tell whether this month's messages, as many as it has days, are used up."""
        here = time.gmtime(now + CHINA)
        month = (here.tm_year, here.tm_mon)
        spent = sum(time.gmtime(at + CHINA)[:2] == month for at in self.arrived)
        return spent >= calendar.monthrange(*month)[1]
