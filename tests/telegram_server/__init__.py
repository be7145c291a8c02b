"""A strict stand-in for Telegram's Bot API server, with people who use it.

with TelegramServer() as server:
    zhang = server.person("张三")
    zhang.says("三号楼路灯不亮")
    zhang.sees("请核对")
    zhang.taps("提交")
    zhang.sees("HF-")
"""

from tests.telegram_server.calls import Call, Limits, Refused
from tests.telegram_server.chat import Chat, Message, Sight
from tests.telegram_server.groups import Group
from tests.telegram_server.people import Person
from tests.telegram_server.server import TOKEN, TelegramServer
from tests.telegram_server.world import Tap

__all__ = [
    "TOKEN",
    "Call",
    "Chat",
    "Group",
    "Limits",
    "Message",
    "Person",
    "Refused",
    "Sight",
    "Tap",
    "TelegramServer",
]
