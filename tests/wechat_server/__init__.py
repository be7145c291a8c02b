"""A strict stand-in for WeChat's official-account platform, with people who use it.

with WeChatServer(callback_url="http://127.0.0.1:8000/wechat") as server:
    zhang = server.person("张奶奶")
    zhang.follows()
    zhang.says("三号楼路灯不亮")
    zhang.sees("请核对")
    zhang.picks("提交")
    zhang.sees("HF-")
"""

from tests.servers.calls import Call, Fault, Refused
from tests.wechat_server.people import Person
from tests.wechat_server.platform import Delivery
from tests.wechat_server.server import AES_KEY, APP_ID, SECRET, TOKEN, WeChatServer
from tests.wechat_server.world import TROUBLE, Shown

__all__ = [
    "AES_KEY",
    "APP_ID",
    "SECRET",
    "TOKEN",
    "TROUBLE",
    "Call",
    "Delivery",
    "Fault",
    "Person",
    "Refused",
    "Shown",
    "WeChatServer",
]
