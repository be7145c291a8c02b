"""What the doctor's looks at WeChat and WeCom have in common: asking, and reading the answers.

It asks with the token that all processes share, and asks for one only when there is none. Nothing
is sent to anybody, and of what a server says only its number and a network address are passed on.
"""

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypeAlias, cast
from urllib.parse import urlsplit

from bot.checks.findings import Finding, Grade
from bot.consoles import name_missing, say_where
from bot.platforms.tencent.answers import Json
from bot.platforms.tencent.calling import Line
from bot.platforms.tencent.codes import TOKEN_REFUSED
from bot.setting_groups import Settings
from models.errors import DeliveryError, RetryAfter
from models.people import Door
from services import door_facts, tokens
from services.clock import Clock, local
from services.store import Store

FINE = 0
NO_RIGHT = 48001
NO_MENU = 46003
TOO_OFTEN = 45009
TOKEN_DEAD = 40014
NOT_THERE = 404
HTTP_REFUSAL = "it answers with 4"
"""Begins what is said of a server that does not know what it was asked."""

SAME_TOKEN = "the token is refused"  # noqa: S105 - words
"""What is said of a server that refuses its token and gives out the same again."""

PAUSE = "wait "
"""Begins what is said of a server that was asked too often."""

JUST_NOW = timedelta(seconds=30)
"""So long after a refusal nobody asks again, the doctor neither."""

_CODE = re.compile(r"-?\d+")
_ADDRESS = re.compile(r"\bip:?\s+([0-9A-Fa-f.:]*[0-9A-Fa-f])")
_PORTS = {None, 80, 443}

Question: TypeAlias = Callable[[Line], Awaitable[Json]]


class Silent(Exception):
    """The server does not answer, or not sensibly."""


class Refused(Exception):
    """The server does not let us in."""

    def __init__(self, reply: "Reply") -> None:
        super().__init__(reply.code)
        self.reply = reply


class Trouble(NamedTuple):
    """What a number that the server gives means, and what to click; `{ip}` is this machine."""

    message: str
    mend: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered: its number, 0 when all is well, and what else it says."""

    code: int = FINE
    words: str = ""
    body: Json = field(default_factory=dict[str, object])


@dataclass(frozen=True, slots=True)
class Ward:
    """One door as it is looked at.

    Args:
        settings: ours.
        store: ours.
        clock: tells the time.
        door: which one.
        robot: our account there.
        name: begins the names of findings.
        title: what people call it.
        troubles: what it means when it does not let us in.
    """

    settings: Settings
    store: Store
    clock: Clock
    door: Door
    robot: str
    name: str
    title: str
    troubles: Mapping[int, Trouble]

    def finding(self, part: str, grade: Grade, message: str, mend: str = "") -> Finding:
        """Make a finding of a part of it."""
        return Finding(f"{self.name}_{part}" if part else self.name, grade, message, mend)

    def address(self, path: str) -> str:
        """Say what to fill in as our address."""
        url = self.settings.web.public_url
        return f"对外的网址加 {path}" if url is None else f"{url}{path}"


Look: TypeAlias = Callable[[Ward, Line], Awaitable[Finding | None]]
"""Asks something, where there is anything to ask; raises Silent or Refused."""


async def examine_server(ward: Ward, line: Line, looks: Sequence[Look]) -> Sequence[Finding]:
    """Ask the server one thing after another, until it is silent or lets us in no more."""
    refused = await _enter(ward, line)
    if refused is not None:
        return [refused]
    found: list[Finding] = []
    try:
        for look in looks:
            said = await look(ward, line)
            found.extend([] if said is None else [said])
    except Silent as silence:
        return [*found, _silent(ward, silence)]
    except Refused as error:
        return [*found, _explain(ward, error.reply)]
    return [ward.finding("", Grade.GOOD, f"{ward.title}让本程序进（{ward.robot}）"), *found]


async def ask(ward: Ward, line: Line, question: Question) -> Reply:
    """Ask a server something.

    Raises:
        Silent: it does not answer, or not sensibly.
        Refused: it does not let us in.
    """
    try:
        return Reply(body=await question(line))
    except RetryAfter:
        return Reply(TOO_OFTEN)
    except DeliveryError as error:
        reply = _read(str(error))
    if reply.code in TOKEN_REFUSED:  # where no secret was sent, it is the token
        raise Refused(Reply(TOKEN_DEAD))
    if reply.code in ward.troubles:
        raise Refused(reply)
    return reply


def not_told(ward: Ward, part: str, what: str, reply: Reply) -> Finding:
    """Say that something could not be found out."""
    why = "这台服务器不认识这一问" if reply.code == NOT_THERE else f"错误码 {reply.code}"
    return ward.finding(part, Grade.NOTE, f"{ward.title}：没问到{what}（{why}）")


def rows_of(reply: Reply, name: str) -> Sequence[Mapping[str, Any]]:
    """Give the rows of a list in an answer; none where it is no list."""
    found = reply.body.get(name)
    if not isinstance(found, list):
        return ()
    return [
        cast("Mapping[str, Any]", it) for it in cast("list[object]", found) if isinstance(it, dict)
    ]


def examine_settings(ward: Ward, needed: Mapping[str, object]) -> Finding | None:
    """Look whether all that a door needs is set."""
    missing = [name for name, value in needed.items() if value is None]
    if not missing:
        return None
    message, where = name_missing(ward.name, missing), say_where(ward.name, missing)
    return ward.finding("", Grade.WRONG, message, where)


def examine_address(ward: Ward, path: str, *, is_strict: bool) -> Iterator[Finding]:
    """Look whether the platform can call us; `is_strict` when it calls ports 80 and 443 only."""
    url = ward.settings.web.public_url
    if url is None:
        yield ward.finding(
            "address",
            Grade.NOTE,
            f"没设 MINQING_WEB__PUBLIC_URL：{ward.title}要从外面打得开的网址才送得进消息",
            f"设成对外的网址；后台里填的就是这个网址加 {path}",
        )
    elif is_strict and urlsplit(url).port not in _PORTS:
        yield ward.finding(
            "address",
            Grade.WRONG,
            f"{ward.title}只往 80 和 443 端口送消息，MINQING_WEB__PUBLIC_URL 是 {url}",
            "让反向代理在 443 端口接，网址里去掉端口",
        )


def examine_heard(ward: Ward, mend: str) -> Finding:
    """Look when the platform brought something last."""
    with ward.store.read() as session:
        heard = door_facts.last_heard(session, ward.door, ward.robot)
    if heard is None:
        return ward.finding("heard", Grade.NOTE, f"还没有收到过{ward.title}的消息", mend)
    when = moment(heard, ward.clock)
    return ward.finding("heard", Grade.GOOD, f"最近一次收到{ward.title}的消息：{when}")


async def _enter(ward: Ward, line: Line) -> Finding | None:
    """Ask whether the platform lets us in; give what is wrong, None when it does.

    What it refused a while ago is asked again, for the operator may have mended it since.
    """
    with ward.store.read() as session:
        asked_at = door_facts.last_asked(session, f"{ward.name}:{ward.robot}")
        known = tokens.find_token(session, f"{ward.name}:{ward.robot}")
    now = ward.clock.now()
    is_old = asked_at is None or now - asked_at >= JUST_NOW
    try:
        await line.knock(is_first=is_old and known.is_resting(now))
    except RetryAfter:
        return _explain(ward, Reply(TOO_OFTEN))
    except DeliveryError as error:
        try:
            return _explain(ward, _read(str(error)))
        except Silent as silence:
            return _silent(ward, silence)
    return None


def _explain(ward: Ward, reply: Reply) -> Finding:
    """Say what it means that the platform does not let us in."""
    trouble = ward.troubles.get(reply.code)
    if trouble is None:
        return ward.finding(
            "",
            Grade.WRONG,
            f"{ward.title}不让本程序进（错误码 {reply.code}）",
            "按错误码查官方文档的“全局错误码”；号被限制的，在它的管理后台看通知",
        )
    found = _ADDRESS.search(reply.words)
    ip = found[1] if found else "本机的公网地址"
    return ward.finding(
        "",
        Grade.WRONG,
        f"{trouble.message.replace('{ip}', ip)}（{reply.code}）",
        trouble.mend.replace("{ip}", ip),
    )


def _silent(ward: Ward, silence: Silent) -> Finding:
    """Say that the server does not answer."""
    setting = f"MINQING_{ward.name.upper()}__API_URL"
    return ward.finding(
        "",
        Grade.WRONG,
        f"{ward.title}的服务器没有好好回答：{silence}",
        f"看本机能否连到外网、{setting} 对不对；消息都留着，通了就发",
    )


def moment(at: datetime, clock: Clock) -> str:
    """Say when something was, by the street's clock."""
    here = local(at, clock)
    return f"{here.month}月{here.day}日 {here:%H:%M}"


def _read(words: str) -> Reply:
    """Read a refusal: its number and what was said with it."""
    head, _, rest = words.partition(" ")
    if _CODE.fullmatch(head):
        return Reply(int(head), rest)
    if words.startswith(HTTP_REFUSAL):
        return Reply(NOT_THERE)
    if words == SAME_TOKEN:
        return Reply(TOKEN_DEAD)
    if words.startswith(PAUSE):
        return Reply(TOO_OFTEN)
    raise Silent(words)
