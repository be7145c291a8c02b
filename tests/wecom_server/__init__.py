"""A strict stand-in for WeCom: its API server, and the platform that calls the program.

with WeComServer() as server:
    server.callback_url = "http://127.0.0.1:8000/wecom"
    wang = server.person("王网格", userid="wang")
    wang.says("三号楼路灯不亮")
    wang.sees("请核对")
    wang.picks("提交")
    wang.sees("HF-")
    assert server.refused == []
"""

from tests.wecom_server.aibot import BOT_NAME, BotGroup
from tests.wecom_server.appchat import AppChat
from tests.wecom_server.orders import ExternalGroup, Task
from tests.wecom_server.people import Person
from tests.wecom_server.posting import Delivery
from tests.wecom_server.robots import Robot
from tests.wecom_server.screen import Message, Screen
from tests.wecom_server.server import (
    AES_KEY,
    AGENT_ID,
    BOT_AES_KEY,
    BOT_TOKEN,
    CORP_ID,
    SECRET,
    TOKEN,
    WeComServer,
)
from tests.wecom_server.world import Dropped

__all__ = [
    "AES_KEY",
    "AGENT_ID",
    "BOT_AES_KEY",
    "BOT_NAME",
    "BOT_TOKEN",
    "CORP_ID",
    "SECRET",
    "TOKEN",
    "AppChat",
    "BotGroup",
    "Delivery",
    "Dropped",
    "ExternalGroup",
    "Message",
    "Person",
    "Robot",
    "Screen",
    "Task",
    "WeComServer",
]
