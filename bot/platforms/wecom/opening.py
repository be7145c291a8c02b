"""Making the door of what was set."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.consoles import complain
from bot.platforms.tencent.answers import raise_for
from bot.platforms.tencent.callbacks import Callbacks
from bot.platforms.tencent.calling import Line, Wire
from bot.platforms.tencent.tokens import Tokens
from bot.platforms.tencent.turning_away import Gate, TurningAway
from bot.platforms.wecom.adapter import WecomAdapter
from bot.platforms.wecom.groups import Groups, Rooms
from bot.platforms.wecom.sign_in import WecomSignIn
from bot.platforms.wecom.smart_bot import SmartBot
from bot.setting_wecom import Wecom
from models.errors import OperatorError, PlatformDown
from services.clock import Clock
from services.store import Store

GET_TOKEN = "/cgi-bin/gettoken"  # noqa: S105 - a path
LASTS = timedelta(hours=2)

NEEDED = ("corp_id", "agent_id", "secret", "token", "aes_key")
OF_THE_BOT = ("bot_token", "bot_aes_key")
"""Both or none: a smart bot hears for an app, and half of one hears nothing."""


def make_wecom(settings: Wecom, store: Store, clock: Clock) -> WecomAdapter | None:
    """Make the adapter of the app; None when nothing of it is set.

    Raises:
        OperatorError: some of what it needs is set, and some is not.
    """
    _check_bot(settings)
    line = make_line(settings, store, clock)
    if line is None or settings.corp_id is None or settings.agent_id is None:
        return None
    token, aes_key = settings.token, settings.aes_key
    callbacks = Callbacks(
        token.get_secret_value() if token else "",
        aes_key.get_secret_value() if aes_key else "",
        settings.corp_id,
        clock.now,
        signs_query=False,
    )
    rooms = _make_rooms(settings, line, store, clock)
    gate = Gate(callbacks, TurningAway(f"wecom:{robot_of(settings)}", store, clock))
    adapter = WecomAdapter(line, gate, settings.corp_id, settings.agent_id, rooms)
    adapter.sign_in = WecomSignIn(line, settings)
    return adapter


def robot_of(settings: Wecom) -> str:
    """Name our account on the platform: one app of one corporation."""
    return f"{settings.corp_id}:{settings.agent_id}"


def _make_rooms(settings: Wecom, line: Line, store: Store, clock: Clock) -> Rooms:
    robot, origin, bot = robot_of(settings), str(settings.api_url), None
    if settings.bot_token is not None and settings.bot_aes_key is not None:
        callbacks = Callbacks(
            settings.bot_token.get_secret_value(),
            settings.bot_aes_key.get_secret_value(),
            "",
            clock.now,
            signs_query=False,
        )
        gate = Gate(callbacks, TurningAway(f"wecom_bot:{robot}", store, clock))
        bot = SmartBot(gate, store, robot, clock)
    return Rooms(Groups(line, Wire(origin), origin, store, robot, clock.now), bot)


def make_line(settings: Wecom, store: Store, clock: Clock) -> Line | None:
    """Make the calls of the app; None when nothing of it is set.

    Raises:
        OperatorError: some of what it needs is set, and some is not.
    """
    missing = _missing(settings, NEEDED)
    if len(missing) == len(NEEDED):
        return None
    _refuse(missing)
    wire = Wire(settings.api_url)
    query = {
        "corpid": settings.corp_id or "",
        "corpsecret": settings.secret.get_secret_value() if settings.secret else "",
    }

    async def ask(by_force: bool) -> tuple[str, timedelta]:
        del by_force  # there is no way to: the same is given out until it ends
        return _read_token(await wire.call("GET", GET_TOKEN, query))

    robot = f"wecom:{settings.corp_id}:{settings.agent_id}"
    return Line(wire, Tokens(store, clock, robot, ask))


def _check_bot(settings: Wecom) -> None:
    missing = _missing(settings, OF_THE_BOT)
    if len(missing) < len(OF_THE_BOT):
        _refuse([*_missing(settings, NEEDED), *missing])


def _missing(settings: Wecom, names: Sequence[str]) -> Sequence[str]:
    return [name for name in names if getattr(settings, name) is None]


def _refuse(missing: Sequence[str]) -> None:
    if missing:
        raise OperatorError(complain("wecom", missing))


def _read_token(said: Mapping[str, Any]) -> tuple[str, timedelta]:
    raise_for(said)
    token, lasts = said.get("access_token"), said.get("expires_in")
    if not isinstance(token, str) or not token:
        raise PlatformDown("no sensible answer")
    return token, timedelta(seconds=lasts) if isinstance(lasts, int) else LASTS
