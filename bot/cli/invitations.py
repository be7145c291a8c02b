"""`invite`."""

import asyncio
from typing import Any

import typer
from sqlmodel import Session

from bot.checks.doors import ask_telegram_name
from bot.cli.opening import clock_of, open_store
from bot.cli.output import remark, say, say_json
from bot.cli.roles import HELP, label, read_role
from bot.setting_groups import Settings
from bot.settings import read_settings
from models.access import Role
from models.areas import Area, Level
from models.errors import DeliveryError, OperatorError
from services import marks
from services.areas import areas
from services.identity import invitations
from services.office import units

LARGEST_COUNT = 1000


def add_to(program: typer.Typer) -> None:
    """Add this command to the program."""
    program.command()(invite)


def invite(
    role: Role = typer.Argument(parser=read_role, metavar="ROLE", help=HELP),
    area: str = typer.Option("", "--area", help="区域的编码；不写就是街道"),
    unit: str = typer.Option("", "--unit", help="单位的编码；联络员要写，党员可以写"),
    count: int = typer.Option(1, "--count", min=1, max=LARGEST_COUNT, help="几个邀请码"),
    as_json: bool = typer.Option(False, "--json", help="输出 JSON，供脚本使用"),
) -> None:
    """生成一次性的邀请码：一个码给一个人，14 天内有效。

    例：minqing invite grid_manager --area HF-01

    例：minqing invite liaison --unit GD
    """
    settings = read_settings()
    with open_store(settings) as store, store.write() as session:
        where, unit_id = _where(session, role, area, unit)
        clock = clock_of(settings)
        codes = invitations.invite(session, role, where, clock, count, unit_id=unit_id)
        code, name, is_street = where.code, where.name, where.level is Level.STREET
        user_name = marks.get_mark(session, "telegram_username") or ""
    user_name = user_name or _ask_name(settings)
    if is_street and role is Role.GRID_MANAGER:
        remark(f"注意：这样的网格员负责整个街道“{name}”；只管一个网格就加 --area 网格编码")
    page = settings.web.public_url or ""
    made = [_as_json(each, role, code, _links(each, user_name, page)) for each in codes]
    if as_json:
        say_json(made)
        return
    for each in made:
        say("  ".join((each["code"], *each["links"].values())))
    remark(f"给“{name}”的{label(role)}，每个码只能用一次；{_say_where(settings)}发：加入 邀请码")


def _where(session: Session, role: Role, area: str, unit: str) -> tuple[Area, int | None]:
    """Give the area of a role, and the unit that a liaison speaks for or a member is from."""
    if unit and role not in (Role.LIAISON, Role.MEMBER):
        raise OperatorError("--unit 只给联络员（liaison）和党员（member）用")
    if role is Role.LIAISON and not unit:
        raise OperatorError("联络员替一个单位说话，请加 --unit 单位编码，见 minqing units list")
    found = units.get_unit(session, unit) if unit else None
    if area:
        where = areas.get_area(session, area)
    elif found is not None:
        where = units.place_of(session, found)
    else:
        where = areas.get_street(session)
    return where, None if found is None else found.id


def _as_json(code: str, role: Role, area: str, links: dict[str, str]) -> dict[str, Any]:
    return {"code": code, "role": str(role), "area": area, "links": links}


def _links(code: str, user_name: str, page: str) -> dict[str, str]:
    """Give a link for each door that has an address."""
    addresses = {
        "telegram": user_name and f"https://t.me/{user_name}?start=join-{code}",
        "browser": page and f"{page}/chat?start=join-{code}",
    }
    return {door: address for door, address in addresses.items() if address}


def _say_where(settings: Settings) -> str:
    """Say on which doors a code is said; those without a link have to be found by their name."""
    doors = {
        "公众号": settings.wechat.app_id,
        "企业微信的应用": settings.wecom.corp_id,
        "Telegram 的机器人": settings.telegram.token,
        "网页": settings.web.public_url,
    }
    open_now = [name for name, is_set in doors.items() if is_set]
    return f"在{'、'.join(open_now)}里" if open_now else "对机器人"


def _ask_name(settings: Settings) -> str:
    try:
        return asyncio.run(ask_telegram_name(settings))
    except DeliveryError as error:
        remark(f"问不到机器人的名字，所以没有链接：{error}")
        return ""
