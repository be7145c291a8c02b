"""The doctor's look at the app in WeCom: each step of docs/running.md, asked of WeCom."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from bot.checks.findings import Finding, Grade
from bot.checks.refusals import Names, examine_turned_away, last_heard
from bot.checks.tencent import (
    FINE,
    NO_MENU,
    TOKEN_DEAD,
    TOO_OFTEN,
    Look,
    Reply,
    Trouble,
    Ward,
    ask,
    examine_address,
    examine_heard,
    examine_server,
    examine_settings,
    not_told,
    rows_of,
)
from bot.checks.wecom_sign_in import examine_sign_in
from bot.consoles import APP, BOT, CALLS, WECOM
from bot.platforms.tencent.calling import Line
from bot.platforms.wecom.opening import NEEDED, make_line, robot_of
from bot.setting_groups import Settings
from models.people import Door
from services import door_facts
from services.clock import Clock
from services.store import Store

_SECRET = Trouble("应用的 Secret 不对", f"照 {APP} 里的 Secret 改 MINQING_WECOM__SECRET")
_CORP = Trouble("企业 ID 不对", f"照 {WECOM} → 我的企业 最下面的企业ID 改 MINQING_WECOM__CORP_ID")
_REFUSED = Trouble(
    "企业微信不认刚给出的凭证", f"照 {APP} 核对 AgentId 和 Secret 是不是同一个应用的"
)
TROUBLES: Mapping[int, Trouble] = {
    40001: _SECRET,
    41004: _SECRET,
    40013: _CORP,
    41002: _CORP,
    60020: Trouble(
        "企业微信不让本机进：{ip} 不是可信 IP",
        f"{APP} → 企业可信IP：加上 {{ip}}，等一两分钟（先要设可信域名或接收消息的 URL）",
    ),
    TOKEN_DEAD: _REFUSED,
    TOO_OFTEN: Trouble("问企业微信太勤了", "过一会儿再试"),
}

NAMES = Names("token", "aes_key", "corp_id", CALLS)
BOT_NAMES = Names("bot_token", "bot_aes_key", "corp_id", BOT)

WRONG_APP = frozenset({40056, 301002})
NO_CONTACTS = frozenset({48002, 84061})
NOBODYS = frozenset({60011, 60111, 40097})
MOST_EMPLOYEES = 100


async def examine(settings: Settings, store: Store, clock: Clock) -> Sequence[Finding]:
    """Look at the app; nothing when none is set."""
    ours = settings.wecom
    needed = {name: getattr(ours, name) for name in NEEDED}
    if all(value is None for value in needed.values()):
        return []
    ward = Ward(settings, store, clock, Door.WECOM, robot_of(ours), "wecom", "企业微信", TROUBLES)
    missing = examine_settings(ward, needed)
    line = None if missing else make_line(ours, store, clock)
    if line is None:
        return [missing] if missing else []
    try:
        return [*await examine_server(ward, line, LOOKS), *_examine_ours(ward)]
    finally:
        await line.close()


def _examine_ours(ward: Ward) -> Iterator[Finding]:
    """Look at what needs no server."""
    yield from examine_address(ward, "/wecom", is_strict=False)
    yield examine_heard(
        ward,
        f"{CALLS}：填 URL（{ward.address('/wecom')}）、Token、"
        "EncodingAESKey，保存；再在手机上打开这个应用说一句话",
    )
    refused = examine_turned_away(ward, f"wecom:{ward.robot}", NAMES, last_heard(ward))
    yield from [] if refused is None else [refused]
    yield from _examine_bot(ward)
    yield examine_sign_in(ward.settings)
    with ward.store.read() as session:
        robots = door_facts.count_group_robots(session)
    if robots:
        yield ward.finding(
            "robots",
            Grade.NOTE,
            f"有 {robots} 个群机器人：不发消息验不了它们的地址，发不出时会报出来",
        )


def _examine_bot(ward: Ward) -> Iterator[Finding]:
    """Look at the smart bot, which is a thing of its own in the console."""
    ours = ward.settings.wecom
    if (ours.bot_token is None) != (ours.bot_aes_key is None):
        yield ward.finding(
            "bot",
            Grade.WRONG,
            "智能机器人要 MINQING_WECOM__BOT_TOKEN 和 MINQING_WECOM__BOT_AES_KEY 一起设",
            BOT,
        )
    elif ours.bot_token is not None:
        with ward.store.read() as session:
            has_heard = door_facts.has_heard_groups(session, ward.robot)
        yield (
            ward.finding("bot", Grade.GOOD, "智能机器人在群里听到过话")
            if has_heard
            else ward.finding(
                "bot",
                Grade.NOTE,
                "智能机器人还没有在群里听到过话",
                f"{WECOM} → 安全与管理 → 管理工具 → 智能机器人：API模式，"
                f"URL 填 {ward.address('/wecom/bot')}；再把它拉进内部群，@ 它说一句",
            )
        )
        refused = examine_turned_away(
            ward, f"wecom_bot:{ward.robot}", BOT_NAMES, None, "bot_refused"
        )
        yield from [] if refused is None else [refused]


async def _look_at_app(ward: Ward, line: Line) -> Finding:
    """Look whether the app is in use, and who sees it."""
    agent = {"agentid": str(ward.settings.wecom.agent_id)}
    reply = await ask(ward, line, lambda it: it.get("/cgi-bin/agent/get", agent))
    if reply.code in WRONG_APP:
        return ward.finding(
            "app",
            Grade.WRONG,
            f"AgentId 和 Secret 不是同一个应用的（{reply.code}）",
            f"照 {APP} 里的 AgentId 改 MINQING_WECOM__AGENT_ID",
        )
    if reply.code != FINE:
        return not_told(ward, "app", "应用的情况", reply)
    if reply.body.get("close") == 1:
        return ward.finding("app", Grade.WRONG, "应用停用着", f"{APP}：启用")
    people, parties, tags = _scope(reply)
    if not people + parties + tags:
        return ward.finding(
            "app",
            Grade.WRONG,
            "应用的可见范围是空的：谁也看不到它，也发不到任何人",
            f"{APP} → 可见范围：选上要用它的部门和人",
        )
    name = str(reply.body.get("name", ""))[:32]
    return ward.finding(
        "app",
        Grade.GOOD,
        f"应用“{name}”在用，可见范围：{people} 人、{parties} 个部门、{tags} 个标签",
    )


async def _look_at_menu(ward: Ward, line: Line) -> Finding:
    agent = {"agentid": str(ward.settings.wecom.agent_id)}
    reply = await ask(ward, line, lambda it: it.get("/cgi-bin/menu/get", agent))
    if reply.code == NO_MENU or (reply.code == FINE and not rows_of(reply, "button")):
        return ward.finding("menu", Grade.NOTE, "应用还没有菜单", "minqing wecom menu")
    if reply.code != FINE:
        return not_told(ward, "menu", "菜单设了没有", reply)
    return ward.finding("menu", Grade.GOOD, "应用的菜单设好了")


async def _look_at_contacts(ward: Ward, line: Line) -> Finding | None:
    """Look whether tasks can be made for those who keep residents' groups, where there are any."""
    with ward.store.read() as session:
        employees = door_facts.list_employees(session)
    if not employees:
        return None
    body = {"owner_filter": {"userid_list": [*employees[:MOST_EMPLOYEES]]}, "limit": 1}
    reply = await ask(
        ward, line, lambda it: it.post("/cgi-bin/externalcontact/groupchat/list", body)
    )
    if reply.code == FINE:
        return ward.finding("contacts", Grade.GOOD, "居民群的转发任务能派给员工")
    if reply.code in NO_CONTACTS:
        return ward.finding(
            "contacts",
            Grade.WRONG,
            f"应用没有客户联系的权限，居民群的转发任务派不出去（{reply.code}）",
            f"{WECOM} → 客户与上下游 → 客户联系 → API → 可调用接口的应用：勾上这个应用",
        )
    if reply.code in NOBODYS:
        return ward.finding(
            "contacts",
            Grade.WRONG,
            f"带居民群的员工里有人不在应用的可见范围内，或没有客户联系权限（{reply.code}）",
            f"{APP} → 可见范围，和 {WECOM} → 客户与上下游 → 客户联系 → 权限配置",
        )
    return not_told(ward, "contacts", "居民群的权限", reply)


def _scope(reply: Reply) -> tuple[int, int, int]:
    """Count whom the app is shown to: people, departments, tags."""
    return (
        _count(reply, "allow_userinfos", "user"),
        _count(reply, "allow_partys", "partyid"),
        _count(reply, "allow_tags", "tagid"),
    )


def _count(reply: Reply, name: str, inner: str) -> int:
    holder: object = reply.body.get(name)
    if not isinstance(holder, dict):
        return 0
    found = cast("Mapping[str, object]", holder).get(inner)
    return len(cast("list[object]", found)) if isinstance(found, list) else 0


LOOKS: Sequence[Look] = (_look_at_app, _look_at_menu, _look_at_contacts)
