"""Telling an open page that something changed, until its session is over."""

from itertools import count
from types import SimpleNamespace

import pytest
from typing_extensions import override

from models.access import Role
from services.identity import desk as sessions
from services.store import Store
from tests.support.desks import Office
from web.desk import live
from web.desk.parts import Desk
from web.desk.watching import Live


class Busy(Live):
    """A store in which something changes all the time."""

    def __init__(self) -> None:
        super().__init__(0.0)
        self._counted = count(1)

    @override
    def version(self, store: Store) -> int:
        """Give another number each time."""
        del store
        return next(self._counted)


async def test_who_is_gone_is_not_told_on_however_much_changes(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each look at the clock is six seconds after the one before."""
    monkeypatch.setattr(live, "time", SimpleNamespace(monotonic=count(0.0, 6.0).__next__))
    desk = Desk(office.store, office.clock, live=Busy())
    token = office.sits(office.appoints(Role.CLERK, "XF")).client.cookies["minqing_desk"]
    told = live._tell(desk, token)  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - the stream itself
    assert (await anext(told)).startswith("retry:")
    assert [(await anext(told))[:5] for _ in range(4)] == ["data:"] * 4
    with office.store.write() as session:
        sessions.leave(session, token, office.clock)
    last = [await anext(told, "") for _ in range(8)]
    assert "event: over\ndata:\n\n" in last
    await told.aclose()  # type: ignore[attr-defined]
