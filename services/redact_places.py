"""Doors, plates and addresses: what leads to one household, car or account."""

import re
from collections.abc import Iterator

from models.notices import FindingKind
from services.redact_text import Finding

_FEW = "一二三四五六七八九十百甲乙丙丁"
_NUM = rf"(?:[0-9]{{1,3}}|[a-z]|[{_FEW}]{{1,4}})"
_GAP = r"[ ,·\-]?"
_COUNTED = (
    "户|人|元|米|年|月|日|天|次|个|平|公|千|万|度|瓦|只|辆|台|盏|块|吨|处|多|余|家|位|名|部|套"
    "|棵|株|根|号楼|栋|幢|路|点|时|分"
)
_NOT_ROOM = rf"(?![0-9%]|\.[0-9]| ?(?:{_COUNTED}))"
_SIDE = rf"(?:(?:{_NUM}[楼层]|[顶底][楼层]){_GAP})?[东西南北中]边?户"
_ROOM = (
    rf"(?:{_SIDE}|[0-9]{{1,2}}[楼层]{_GAP}[0-9]{{1,4}}(?:室|号|房|户)"
    rf"|[0-9]{{1,4}} ?(?:室|房(?!屋|产|间|顶|价))|[0-9]{{3,4}}号?{_NOT_ROOM}"
    rf"|[{_FEW}零〇]{{2,4}}(?:室|房(?!屋|产|间|顶|价)))"
)
_BUILDING = rf"(?:{_NUM} ?(?:号 ?楼|栋|幢|座|#)|(?<!月)[0-9]{{1,4}}号院?|[0-9]{{1,3}}楼)"
_UNIT = rf"{_NUM} ?单元"
_DOOR = re.compile(
    rf"(?<![0-9a-z])(?:(?P<building>{_BUILDING}){_GAP}(?:{_UNIT}{_GAP}|[0-9]{{1,2}}-)?{_ROOM}"
    rf"|{_UNIT}{_GAP}(?:{_ROOM}|[0-9]{{3,4}}户))"
)
_DASHED = re.compile(
    r"(?<![0-9\-./])(?P<building>[0-9]{1,3})-[0-9]{1,2}-[0-9]{3,4}(?![0-9\-./])(?: ?[室号房户])?"
    r"|(?<![0-9\-./])(?P<pair>[0-9]{1,3})-[0-9]{3,4} ?室"
)
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使][ ]?[a-z] ?[·•.\- ]? ?"
    r"(?=[a-z0-9挂学警港澳 ]{0,8}[0-9])(?:[a-z0-9][ ]?){4,5}"
    r"(?:[a-z0-9]|挂|学|警|港|澳)(?![a-z0-9])"
)
_AT = re.compile(r" ?@ ?(?:[a-z0-9\-]{1,63}\.){1,5}[a-z]{2,24}")
_LOCAL_PART = re.compile(r"[a-z0-9._%+\-]{1,64}\Z")
_LONGEST_LOCAL = 64
_CHAT = re.compile(
    r"(?P<how>(?:微信|薇信|威信|(?<![a-z0-9])(?:v信|vx|wx|weixin|wechat|加v|qq)|扣扣|企鹅号"
    r"|加 ?(?:我)?微|(?:加|私)[我]?(?:v|q)(?![a-z]))"
    r"(?:号码|号|id)?(?:同号)?[ :是为叫_+]{0,3})"
    r"(?!(?:1[02][0-9]{3}|9[56][0-9]{3})(?![0-9]))(?P<id>[a-z][a-z0-9_\-]{4,19}|[1-9][0-9]{4,11})(?![a-z0-9])"
)
_WXID = re.compile(r"(?<![a-z0-9])(?P<how>wxid_|wx_)(?P<id>[a-z0-9_\-]{4,20})")


def find_places(text: str, plain: str) -> Iterator[Finding]:
    """Find doors, plates, e-mail addresses and names in other chats."""
    for found in (*_DOOR.finditer(plain), *_DASHED.finditer(plain)):
        start, end = found.span()
        yield Finding(FindingKind.ROOM, start, end, text[start:end], _household(text, found))
    for found in _PLATE.finditer(plain):
        written = text[found.start() : found.end()]
        shown = f"{written[:1]}{found[0].replace(' ', '')[1].upper()}****{written[-1]}"
        yield Finding(FindingKind.PLATE, found.start(), found.end(), written, shown)
    yield from _emails(text, plain)
    for found in (*_CHAT.finditer(plain), *_WXID.finditer(plain)):
        start, end = found.span("id")
        yield Finding(FindingKind.CHAT_ID, start, end, text[start:end], "***")


def _household(text: str, found: re.Match[str]) -> str:
    """Say which building, and that it is one household there."""
    groups = found.groupdict()
    name = "building" if groups.get("building") else "pair"
    if not groups.get(name):
        return "某户"
    start, end = found.span(name)
    building = text[start:end].rstrip("#＃ ")
    return f"{building}号楼某户" if building[-1:].isascii() else f"{building}某户"


def _emails(text: str, plain: str) -> Iterator[Finding]:
    for found in _AT.finditer(plain):
        before = plain[max(found.start() - _LONGEST_LOCAL, 0) : found.start()]
        local = _LOCAL_PART.search(before)
        if local is not None:
            start = found.start() - len(local[0])
            written = text[start : found.end()]
            shown = f"{written[0]}***{found[0].replace(' ', '')}"
            yield Finding(FindingKind.EMAIL, start, found.end(), written, shown)
