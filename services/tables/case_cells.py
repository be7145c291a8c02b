"""Reading the cells of other systems' tables: instants, phone numbers, the words for our codes."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from models.cases import Channel
from models.categories import Category
from models.errors import Invalid
from services.identity import people
from services.texts.casework.categories import CATEGORY_LABELS
from services.wording import squeeze

FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 - a wall clock's; the zone is the street's
"""Day 0 of a spreadsheet's serial dates (1900 system, its leap year that never was included)."""

NOON = 12
LAST_MOMENT = time(23, 59, 59)

NOTHING = frozenset(
    {"无", "没有", "保密", "匿名", "未留", "不详", "未提供", "暂无", "null", "nan"}
)
"""What is written into a cell for which there is nothing."""

_AT = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[\sT]*(?:星期.|周.)?\s*(上午|下午|晚上|AM|PM)?\s*"
    r"(\d{1,2})[:时点](\d{1,2})?(?:[:分](?:(\d{1,2})(?:\.\d+)?秒?)?)?\s*(AM|PM)?)?"
    r"\s*(Z|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?")
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.\d+)?")
_SCIENTIFIC = re.compile(r"\d(?:\.(\d+))?E\+?(\d{1,2})", re.IGNORECASE)


def read_instant(cell: str, zone: ZoneInfo, *, is_limit: bool = False) -> datetime:
    """Read an instant as systems and spreadsheets write it; a limit is a whole day.

    `2019/4/25 9:32:09`, `2019-04-25 09:32`, `2019年4月25日`, `20190425093209`, `43580.397`.

    Raises:
        ValueError: it is none.
    """
    text = unicodedata.normalize("NFKC", cell).strip()
    if _SERIAL.fullmatch(text):
        at, has_time = FIRST_DAY + timedelta(seconds=round(float(text) * 86400)), "." in text
    elif found := _COMPACT.fullmatch(text):
        at, has_time = _wall(*found.groups()), bool(found[4])
    elif found := _AT.fullmatch(text):
        at, has_time = _written(found), bool(found[5])
    else:
        raise ValueError(cell)
    if at.tzinfo is None:
        at = at.replace(tzinfo=zone)
    return at if has_time or not is_limit else datetime.combine(at, LAST_MOMENT, zone)


def read_phone(cell: str) -> str:
    """Read a phone number; empty where the cell says that there is none.

    Raises:
        Invalid: phone_rounded, the spreadsheet has lost digits; else phone_invalid.
    """
    text = unicodedata.normalize("NFKC", cell).strip().lstrip("'")
    if not any(each.isdigit() for each in text) and (is_nothing(text) or squeeze(text) == ""):
        return ""
    if found := _SCIENTIFIC.fullmatch(text):
        if len(found[1] or "") < int(found[2]):
            raise Invalid("phone_rounded")
        text = _whole(text)
    return people.read_phone(text)


def is_nothing(cell: str) -> bool:
    """Tell whether a cell says that there is nothing."""
    return squeeze(cell) in NOTHING or not squeeze(cell)


def read_publicity(cell: str) -> bool | None:
    """Read whether it may be shown in public; None where nothing is said.

    Raises:
        ValueError: neither yes nor no.
    """
    if not cell:
        return None
    may_show = _YES_OR_NO.get(squeeze(cell))
    if may_show is None:
        raise ValueError(cell)
    return may_show


def find_channel(cell: str) -> Channel | None:
    """Find one of the six ways in by its code, its name or a common word for it."""
    return _CHANNELS.get(squeeze(cell))


def find_category(cell: str) -> Category | None:
    """Find a category by its code or its name."""
    return _CATEGORIES.get(squeeze(cell))


def _wall(*parts: str | None) -> datetime:
    """Give an instant of the wall clock from year to second, what is missing 0."""
    year, month, day, hour, minute, second = (int(part or 0) for part in parts)
    return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - zone as above


def _written(found: re.Match[str]) -> datetime:
    at = _wall(*(found[number] for number in (1, 2, 3, 5, 6, 7)))
    half = (found[4] or found[8] or "").upper()
    if half in ("下午", "晚上", "PM") and at.hour < NOON:
        at += timedelta(hours=NOON)
    elif half == "AM" and at.hour == NOON:
        at -= timedelta(hours=NOON)
    if found[9] is None:
        return at
    return datetime.fromisoformat(f"{at.isoformat()}{found[9].upper()}")


def _whole(number: str) -> str:
    try:
        return str(int(Decimal(number)))
    except InvalidOperation as error:
        raise Invalid("phone_invalid") from error


_YES_OR_NO: Mapping[str, bool] = {
    word: may_show
    for may_show, words in (
        (True, "是 公开 可以公开 可公开 同意公开 yes y true 1"),
        (False, "否 不 不公开 不可公开 不同意公开 保密 no n false 0"),
    )
    for word in words.split()
}
_CHANNELS: Mapping[str, Channel] = {
    squeeze(word): channel
    for channel, words in {
        Channel.ONLINE: "网络平台 网络 网上 网站 网页 互联网 微信 公众号 小程序 APP 短信 微博 论坛"
        " 留言板 领导信箱 市长信箱 信箱 邮件",
        Channel.VISIT_LETTER: "来信来访 visit letter 来信 来访 信访 走访 入户 信件",
        Channel.HOTLINE: "服务专线 热线 服务热线 电话 来电 12345 12345热线 热线12345 政务热线"
        " 便民热线 市民热线 市长热线 专线",
        Channel.INFORMANT: "民情信息员 信息员",
        Channel.WINDOW: "一站式窗口 窗口 大厅 服务大厅 现场",
        Channel.FORUM: "座谈会 座谈 会议",
    }.items()
    for word in (str(channel), *words.split())
}
_CATEGORIES: Mapping[str, Category] = {
    squeeze(word): category
    for category, label in CATEGORY_LABELS.items()
    for word in (str(category), label.chinese)
}
