"""The program is killed while WeChat waits for its answers: each is filed once, and answered."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from signal import SIGKILL

import pytest
from sqlalchemy import update
from sqlmodel import Session, col, select

from models.areas import Level
from models.base import table
from models.cases import Case
from models.inbox import Event, EventState
from models.outbox import MessageState, OutMessage
from models.people import Account
from services.areas import areas
from services.case_files import timeline
from services.clock import SystemClock
from services.delivery import passive
from services.sealing import Vault
from services.store import Store
from tests.servers.calls import Fault
from tests.support.builders import SECRET, a_message
from tests.support.patience import wait_until
from tests.support.processes import Machine, a_free_port
from tests.wechat_server import Person, WeChatServer

SEND = "/cgi-bin/message/custom/send"
PLACES = (
    ("HF", "和风社区", Level.COMMUNITY),
    ("HF-01", "和风一网格", Level.GRID),
    ("HF-HH", "荷花小区", Level.ESTATE),
)
TOLD = "三号楼的路灯修好了"
LONGER_THAN_IT_LIVES = 600.0


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """A store with one estate in it."""
    store = Store(store_url, Vault(SECRET))
    with store.write() as session:
        above = areas.ensure_street(session, "JD", "解放街道")
        for code, name, level in PLACES:
            above = areas.add_area(session, code, name, level, above)
    yield store
    store.close()


def settings_of(server: WeChatServer, store: Store) -> dict[str, str]:
    account = server.account
    return {
        "DATABASE_URL": store.url,
        "SECRET_KEY": SECRET,
        "WECHAT__APP_ID": account.app_id,
        "WECHAT__TOKEN": account.token,
        "WECHAT__APP_SECRET": account.secret,
        "WECHAT__API_URL": server.origin,
        "QUIET__STARTS": "00:00",
        "QUIET__ENDS": "00:00",
    }


def account_of(session: Session, person: Person) -> Account:
    return session.exec(select(Account).where(Account.outer_id == person.openid)).one()


def tell(store: Store, people: Sequence[Person]) -> None:
    """Let the program have something to say to people."""
    with store.write() as session:
        for person in people:
            now = SystemClock().now()
            a_message(session, account_of(session, person), TOLD, created_at=now, due_at=now)


def is_anything_due(store: Store) -> bool:
    """Tell whether a reply is stored that nobody has seen."""
    with store.read() as session:
        unseen = select(OutMessage.id).where(
            col(OutMessage.event_id).is_not(None), col(OutMessage.state) != MessageState.SENT
        )
        return session.exec(unseen).first() is not None


def let_leases_run_out(store: Store) -> None:
    """Let the seconds go by for which an answer to a call is nobody else's."""
    outbox = table(OutMessage)
    with store.write() as session:
        session.connection().execute(
            update(outbox)
            .where(outbox.c.leased_by == passive.SENDER)
            .values(leased_until=SystemClock().now())
        )


def states(store: Store) -> set[str]:
    """Give the states of all events and messages."""
    with store.read() as session:
        events = session.exec(select(Event.state)).all()
        return {*events, *session.exec(select(OutMessage.state)).all()}


def filed(store: Store, person: Person) -> Sequence[str]:
    """Give the words of what somebody reported."""
    with store.read() as session:
        reporter = account_of(session, person).person_id
        cases = session.exec(select(Case).where(Case.reporter_id == reporter)).all()
        return [str(timeline.first_told(session, case)["words"]) for case in cases]


def most_often_seen(person: Person) -> int:
    """Tell how often that stands on a phone which stands there most often."""
    return max(Counter(it.text for it in person.shown).values())


def shows(person: Person, words: str) -> int:
    """Tell how often something stands on a phone."""
    return [it.text for it in person.shown].count(words)


def test_a_program_that_is_killed_while_replies_are_due_files_once_and_answers_everybody(
    store: Store, tmp_path: Path
) -> None:
    port = str(a_free_port())
    with WeChatServer(callback_url=f"http://127.0.0.1:{port}/wechat") as server:
        machine = Machine(tmp_path, settings_of(server, store))
        people = [server.person(f"居民{number}") for number in range(12)]
        writing, told = people[:8], people[8:]
        matters = [f"荷花小区{number}号楼楼道灯不亮" for number, _ in enumerate(writing, 1)]
        with machine.running(WEB__PORT=port) as bot:
            for person in people:
                person.follows()
            for person in people:
                person.sees("我要反映")
            server.faults(SEND, Fault(delay=LONGER_THAN_IT_LIVES), times=None)
            tell(store, told)
            for person in told:
                person.sees(TOLD)  # and the program does not know
            server.asks_again(later=True)
            for person, words in zip(writing, matters, strict=True):
                person.says(words)
            wait_until(lambda: is_anything_due(store))
            bot.stops(SIGKILL)
        let_leases_run_out(store)
        server.heals()
        assert not all(it.is_done for it in server.deliveries)
        with machine.running(WEB__PORT=port) as bot:
            server.asks_again()
            for label in ("同意", "提交"):
                for person in writing:
                    person.picks(label)
            for person in writing:
                person.sees("HF-2026-")
            wait_until(lambda: states(store) == {EventState.DONE, MessageState.SENT})
            assert bot.stops() == 0
            assert "Traceback" not in bot.words()
        assert [filed(store, person) for person in writing] == [[words] for words in matters]
        with store.read() as session:
            assert len(session.exec(select(Event.id)).all()) == len(server.deliveries)
        assert max(most_often_seen(person) for person in writing) <= 2
        assert [shows(person, TOLD) for person in told] == [2] * len(told)
        assert server.refused == []
