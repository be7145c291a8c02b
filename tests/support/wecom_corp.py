"""A corporation in WeCom with the program's parts behind it, for tests of its groups."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from fastapi import FastAPI
from sqlmodel import Session, col, select

from bot.delivery import Delivery, Policy
from bot.errands.carrying import Carrying
from bot.platforms.tencent.calling import Line
from bot.platforms.wecom import WecomAdapter
from bot.platforms.wecom.opening import make_line
from bot.reception import Reception
from bot.serving import Server, listen
from bot.setting_wecom import Wecom
from bot.turns import Turns
from models.access import Role
from models.groups import Group
from models.people import Account, Door
from services.areas import areas
from services.casework.alerts import tell_who_stands_above
from services.clock import SetClock
from services.delivery.budgets import UNLIMITED
from services.identity import accounts, people
from services.office import access
from services.store import Store
from tests.support.wecom_app import SETTINGS, an_adapter
from tests.wecom_server import BOT_AES_KEY, BOT_TOKEN, Person, WeComServer
from web.callbacks import callback_routes


@dataclass
class Corporation:
    """The stand-in, and the program's parts that deal with it."""

    server: WeComServer
    store: Store
    clock: SetClock
    adapter: WecomAdapter
    line: Line
    turns: Turns
    delivery: Delivery
    carrying: Carrying

    def joins(self, name: str, role: Role, code: str) -> tuple[Person, int]:
        """Let a member of the corporation have a role; give them and their number."""
        person = self.server.person(name)
        with self.store.write() as session:
            robot = self.adapter.robot
            known = accounts.ensure_account(session, Door.WECOM, robot, person.userid, self.clock)
            number = people.consent(session, known.id, name, self.clock)
            access.appoint(session, number, role, areas.get_area(session, code), self.clock)
        return person, number

    async def hears(self) -> None:
        """Let everything that was said be stored, and nothing more."""
        await asyncio.to_thread(self.server.settles)

    async def settles(self) -> None:
        """Let everything that was said be heard, thought about and answered."""
        await self.hears()
        while await asyncio.to_thread(self.turns.run_once) + await self.delivery.deliver_due():
            pass


@asynccontextmanager
async def a_corporation(store: Store, clock: SetClock) -> AsyncGenerator[Corporation]:
    """Open the door of a corporation; nothing it asks of the stand-in is refused."""
    with WeComServer(clock=lambda: clock.now().timestamp()) as server:
        others = {"bot_token": BOT_TOKEN, "bot_aes_key": BOT_AES_KEY}
        adapter = an_adapter(server.origin, store, clock, **others)
        settings = Wecom.model_validate(SETTINGS | {"api_url": server.origin})
        line = make_line(settings, store, clock)
        assert line is not None
        policy = Policy(
            rates={Door.WECOM: UNLIMITED},
            on_undelivered=lambda session, row: tell_who_stands_above(session, row, clock),
        )
        corp = Corporation(
            server,
            store,
            clock,
            adapter,
            line,
            Turns(store, {Door.WECOM: adapter.hear}, clock),
            Delivery(store, [adapter], clock, policy),
            Carrying(store, [adapter], clock),
        )
        app = FastAPI()
        for path, callbacks in adapter.callbacks.items():
            app.include_router(callback_routes(path, callbacks))
        ours = listen("127.0.0.1", 0)
        site = Server(app, lambda: None)
        serving = asyncio.create_task(site.serve([ours]))
        origin = f"http://127.0.0.1:{ours.getsockname()[1]}"
        server.callback_url, server.bot_callback_url = f"{origin}/wecom", f"{origin}/wecom/bot"
        await adapter.open(Reception(store, clock, lambda: None).at(Door.WECOM, adapter.robot))
        yield corp
        await adapter.close()
        await line.close()
        site.stop()
        await serving


def only_group(session: Session) -> Group:
    """Give the only group that is bound."""
    return session.exec(select(Group).where(col(Group.unbound_at).is_(None))).one()


def account_named(session: Session, outer_id: str) -> Account:
    """Give an account by its name on the platform."""
    return session.exec(select(Account).where(Account.outer_id == outer_id)).one()
