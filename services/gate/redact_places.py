"""Doors, plates and addresses: what leads to one household, car or account."""

import re
from collections.abc import Iterator

from models.notices import FindingKind
from services.gate.redact_text import Finding

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
    rf"|[{_FEW}零〇]{{2,4}}(?:室|房(?!屋|产|间|顶|价))"
    rf"|(?:[1-9]|[1-4][0-9])(?:0[1-9]|1[0-2])户(?![停没居共都断全缺住])"
    rf"|[一二三四五六七八九零〇○]{{3,4}}(?![一二三四五六七八九十百千零〇层楼号栋幢]){_NOT_ROOM})"
)
_MORE_ROOMS = (
    rf"(?: ?[、,和及与] ?[0-9]{{3,4}}(?:室|号(?!楼)|户(?![停没居共都断全缺住])|{_NOT_ROOM}))"
)
_BUILDING = rf"(?:{_NUM} ?(?:号 ?楼|栋|幢|座|#)|(?<!月)[0-9]{{1,4}}号院?|[0-9]{{1,3}}楼)"
_UNIT = rf"{_NUM} ?单元"
_GATE = rf"{_NUM} ?(?:单元|门)"
_DOOR = re.compile(
    rf"(?<![0-9a-z])(?:(?P<building>{_BUILDING}){_GAP}(?:(?:{_GATE}{_GAP}|[0-9]{{1,2}}-)?{_ROOM}"
    rf"|{_GATE}{_GAP}(?:[0-9]{{1,3}}|[{_FEW}]{{1,3}})[楼层](?![{_FEW}0-9]))"
    rf"|{_UNIT}{_GAP}(?:{_ROOM}|[0-9]{{3,4}}户)){_MORE_ROOMS}{{0,30}}"
)
_ALONE = re.compile(
    r"(?<![0-9a-z\-./第])(?:[1-9][0-9]{2,3}|[一二三四五六七八九零〇○]{3,4}) ?室(?![内外])"
)
_PARTED = re.compile(
    r"(?<![0-9\-./])(?P<building>[0-9]{1,3})(?:/[0-9]{1,2}/|\.[0-9]{1,2}\.)[0-9]{3,4}"
    r"(?![0-9\-./])(?: ?[室号房户])?"
    r"|(?:(?<=住)|(?<=住在)|(?<=家是)|(?<=住址)|(?<=地址)) ?:? ?"
    r"(?P<pair>[0-9]{1,3})[-/.][0-9]{3,4}(?![0-9\-./])"
    r"|(?<![0-9\-./])(?P<own>[0-9]{1,3})[-/.][0-9]{3,4} ?[室户]"
)
_NO_ROOM = re.compile(
    r"(?:编号|型号|编码|合同|文号|版本|规格|序号|代码)[^0-9\n]{0,3}[0-9a-z]{0,3}-?\Z"
)
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])[-/.]"
_DATE = re.compile(rf"{_DAY}{_DAY}20[1-4][0-9]\Z")
_LOOKED_BACK = 12
_DASHED = re.compile(
    r"(?<![0-9\-./])(?P<building>[0-9]{1,3})-[0-9]{1,2}-[0-9]{3,4}(?![0-9\-./])(?: ?[室号房户])?"
    r"|(?<![0-9\-./])(?P<pair>[0-9]{1,3})-[0-9]{3,4} ?室"
)
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使][ ]?[a-z] ?[·•.\- ]? ?"
    r"(?=[a-z0-9挂学警港澳 ]{0,8}[0-9])(?:[a-z0-9][ ]?){4,5}"
    r"(?:[a-z0-9]|挂|学|警|港|澳|领)(?![a-z0-9])"
    r"|(?<![a-z0-9])wj ?[·.\-]? ?[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]?"
    r" ?[·.\-]? ?[0-9]{4,5}[0-9a-z]?(?![a-z0-9])"
    r"|(?<![大天公即促致驱])使 ?[0-9]{3} ?[·.\-]? ?[0-9]{3}(?![0-9%]| ?[多余]?[人元户米次个家])"
)
_AT = re.compile(
    r" ?(?:@|[(\[{<【] ?(?:at|@|艾特) ?[)\]}>】]|#at#) ?(?:[a-z0-9\-]{1,63}[.。]){1,5}[a-z]{2,24}"
)
_LOCAL_PART = re.compile(r"[a-z0-9._%+\-]{1,64}\Z")
_LONGEST_LOCAL = 64
_CHAT = re.compile(
    r"(?P<how>(?:微信|薇信|威信|(?<![a-z0-9])(?:v信|vx|wx|weixin|wechat|加v|qq)|扣扣|企鹅号?"
    r"|抖音|快手|钉钉|支付宝|小红书|微博|陌陌|飞信|(?<![a-z])(?:tg|telegram|whatsapp|skype)(?![a-z])"
    r"|加 ?(?:我)?微|(?:加|私) ?我? ?(?:v|q)(?![a-z]))"
    r"(?:号码|账号|帐号|号|id)?(?:同号)?(?:[ :是为叫做作_+=]|名字){0,4})"
    r"(?!(?:1[02][0-9]{3}|9[56][0-9]{3})(?![0-9]))(?P<id>[a-z][a-z0-9_\-]{4,19}|[1-9][0-9]{4,11})(?![a-z0-9])"
)
_WXID = re.compile(r"(?<![a-z0-9])(?P<how>wxid_|wx_)(?P<id>[a-z0-9_\-]{4,20})")


def find_places(text: str, plain: str) -> Iterator[Finding]:
    """Find doors, plates, e-mail addresses and names in other chats."""
    for found in _doors(plain):
        start, end = found.span()
        yield Finding(FindingKind.ROOM, start, end, text[start:end], _household(text, found))
    for found in _PLATE.finditer(plain):
        written = text[found.start() : found.end()]
        shown = _plate(found[0].replace(" ", ""), written)
        yield Finding(FindingKind.PLATE, found.start(), found.end(), written, shown)
    yield from _emails(text, plain)
    for found in (*_CHAT.finditer(plain), *_WXID.finditer(plain)):
        start, end = found.span("id")
        yield Finding(FindingKind.CHAT_ID, start, end, text[start:end], "***")


def _doors(plain: str) -> Iterator[re.Match[str]]:
    """Find doors; numbers of things and dates are written much the same."""
    yield from _DOOR.finditer(plain)
    yield from _ALONE.finditer(plain)
    for found in (*_DASHED.finditer(plain), *_PARTED.finditer(plain)):
        before = plain[max(found.start() - _LOOKED_BACK, 0) : found.start()]
        if not _NO_ROOM.search(before) and not _DATE.match(found[0]):
            yield found


def _household(text: str, found: re.Match[str]) -> str:
    """Say which building, and that it is one household there."""
    groups = found.groupdict()
    name = next((it for it in ("building", "pair", "own") if groups.get(it)), None)
    if name is None:
        return "某户"
    start, end = found.span(name)
    building = text[start:end].rstrip("#＃ ")
    return f"{building}号楼某户" if building[-1:].isascii() else f"{building}某户"


def _plate(plain: str, written: str) -> str:
    """Say from where a car is, and no more; the last character tells one's own."""
    begin = "WJ" if plain.startswith("wj") else plain[0] + plain[1].upper()
    return f"使****{written[-1]}" if begin[0] == "使" else f"{begin}****{written[-1]}"


def _emails(text: str, plain: str) -> Iterator[Finding]:
    for found in _AT.finditer(plain):
        before = plain[max(found.start() - _LONGEST_LOCAL, 0) : found.start()]
        local = _LOCAL_PART.search(before)
        if local is not None:
            start = found.start() - len(local[0])
            written = text[start : found.end()]
            shown = f"{written[0]}***{found[0].replace(' ', '')}"
            yield Finding(FindingKind.EMAIL, start, found.end(), written, shown)
