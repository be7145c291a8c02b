"""What the web application is given of the process."""

import logging
from collections.abc import Callable, Mapping, Sequence

from bot.doors import Adapter
from bot.platforms.browser import BrowserAdapter
from bot.platforms.telegram import TelegramAdapter
from bot.platforms.wechat import WechatAdapter
from bot.platforms.wecom import WecomAdapter
from bot.serving import address
from bot.setting_groups import Web
from bot.settings import list_settings
from models.people import Door
from scheduler.timetable import TIMETABLE, next_times
from services import demo, facts, measures
from services.board import usual
from services.clock import Clock
from services.store import Store
from web.app import Site
from web.board.parts import Board
from web.calendars import Calendars
from web.chat.parts import Chat
from web.desk.parts import Desk, Outer, Running, Shown, Timed
from web.open311.parts import Open311

logger = logging.getLogger(__name__)


def make_site(
    web: Web,
    store: Store,
    clock: Clock,
    adapters: Sequence[Adapter],
    check_health: Callable[[], object],
) -> Site:
    """Join the pages to the store and the doors, and say where they are.

    Args:
        web: its settings.
        store: open.
        clock: tells the time.
        adapters: the doors; the browser's is among them.
        check_health: raises when the store does not do its work.
    """
    telegram = next((it for it in adapters if isinstance(it, TelegramAdapter)), None)
    browser = next(it for it in adapters if isinstance(it, BrowserAdapter))

    def office_phone() -> str:
        with store.read() as session:
            return facts.office_phone(session)

    def check_store() -> None:
        check_health()
        office_phone()

    def measure() -> measures.Measures:
        with store.read() as session:
            return measures.take_measures(session, clock)

    def list_faults() -> Mapping[str, str | None]:
        return {str(it.door): it.fault for it in adapters if it is not browser}

    wechat = next((it for it in adapters if isinstance(it, WechatAdapter)), None)
    ask_wechat = None if wechat is None or not wechat.can_ask else wechat.make_code
    with store.read() as session:
        is_demo = demo.is_demo(session)
        usual.have_counted(session, clock)
    what = "演示街道" if is_demo else "网页聊天"
    logger.info("打开 %s/chat 就能用（%s）", address(web.host, web.port), what)
    return Site(
        street_name=store.rules.street_name,
        office_phone=office_phone,
        check_store=check_store,
        faults=list_faults,
        doors=lambda: _links(telegram),
        telegram=None if telegram is None else telegram.take_webhook,
        callbacks={path: it for adapter in adapters for path, it in adapter.callbacks.items()},
        knows_secret=None if telegram is None else telegram.knows_secret,
        chat=Chat(store, clock, browser, web.public_url),
        calendars=Calendars(store, clock),
        board=Board(store, clock, web.public_url, lambda: _links(telegram), ask_wechat),
        open311=Open311(store, clock, web.public_url, is_demo),
        desk=Desk(store, clock, web.public_url, list_faults, _outer(adapters), _running(clock)),
        measure=measure,
        is_demo=is_demo,
    )


def _links(telegram: TelegramAdapter | None) -> Mapping[str, str]:
    if telegram is None:
        return {}
    return {"Telegram": f"https://t.me/{telegram.username}" if telegram.username else "/"}


def _outer(adapters: Sequence[Adapter]) -> Outer | None:
    """Give the corporation's WeCom as a way to sign in at the desk."""
    for adapter in adapters:
        if isinstance(adapter, WecomAdapter) and (sign_in := adapter.sign_in) is not None:
            robot = adapter.robot
            return Outer("wecom", Door.WECOM, robot, sign_in.address, sign_in.identify)
    return None


def _running(clock: Clock) -> Running:
    """Give what the process knows of itself: its timetable, and its settings."""

    def list_timed() -> Sequence[Timed]:
        times = next_times(clock)
        return [Timed(it.name, it.trigger_text, times.get(it.name)) for it in TIMETABLE]

    def show_settings() -> Sequence[Shown]:
        return [Shown(it.name, it.value, str(it.origin), it.description) for it in list_settings()]

    return Running(list_timed, show_settings)
