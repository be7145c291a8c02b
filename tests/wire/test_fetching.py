"""The worker that fetches photos and voices, from Telegram's server to the shelf."""

import asyncio
import io
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from sqlmodel import select

from bot.delivery import Delivery, Policy
from bot.fetching import Fetching
from bot.platforms.telegram.adapter import TelegramAdapter
from models.access import Role
from models.cases import Case
from models.media import Attachment, AttachmentState, MediaKind
from models.people import Account, Door
from services.attachments import fetching, media
from services.attachments.fetching import LEASE
from services.attachments.shelf import Shelf
from services.clock import SetClock
from services.delivery.budgets import UNLIMITED
from services.sealing import Vault
from services.store import Store
from tests.support.builders import MONDAY, SECRET, an_account
from tests.support.offices import a_case, a_resident, a_worker
from tests.support.patience import PATIENCE
from tests.support.photos import VOICE, a_photo_with_notes, a_zip
from tests.support.senders import handle_of
from tests.support.shelves import until
from tests.support.towns import a_town
from tests.telegram_server import TOKEN, Person, TelegramServer

PHOTO = MediaKind.PHOTO


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server


@pytest.fixture
def store(sqlite_url: str, tmp_path: Path) -> Iterator[Store]:
    vault = Vault(SECRET)
    store = Store(sqlite_url, vault, shelf=Shelf(tmp_path / "media", vault))
    yield store
    store.close()


@pytest.fixture
def shelf(store: Store) -> Shelf:
    assert store.shelf is not None
    return store.shelf


@pytest.fixture
def clock() -> SetClock:
    return SetClock(MONDAY)


@pytest.fixture
async def adapter(server: TelegramServer) -> AsyncIterator[TelegramAdapter]:
    adapter = TelegramAdapter(TOKEN, server.origin)
    yield adapter
    await adapter.close()


@pytest.fixture
def zhang(server: TelegramServer) -> Person:
    person = server.person("张三")
    person.opens()
    return person


@pytest.fixture
def worker(store: Store, adapter: TelegramAdapter, clock: SetClock) -> Fetching:
    return Fetching(store, [adapter], clock)


def keeps(store: Store, person: Person, kind: str, content: bytes) -> int:
    """Let somebody send a file and the conversation keep it; give its number."""
    handle = handle_of(person, kind, content)
    with store.write() as session:
        account = session.exec(select(Account).where(Account.outer_id == str(person.id))).first()
        account = account or an_account(session, str(person.id))
        heard = MediaKind.VOICE if kind == "voice" else PHOTO
        return media.keep(session, account.id, heard, SetClock(MONDAY), handle=handle)


def row(store: Store, attachment_id: int) -> Attachment:
    with store.read() as session:
        found = session.get(Attachment, attachment_id)
        assert found is not None
        session.expunge(found)
        return found


async def test_a_photo_is_fetched_once_cleaned_and_put_on_the_shelf(
    store: Store, shelf: Shelf, server: TelegramServer, zhang: Person, worker: Fetching
) -> None:
    raw = a_photo_with_notes()
    photo, voice = keeps(store, zhang, "photo", raw), keeps(store, zhang, "voice", VOICE)
    assert await worker.fetch_due() == 2
    assert await worker.fetch_due() == 0
    kept = row(store, photo)
    assert (kept.state, kept.mime) == (AttachmentState.STORED, "image/jpeg")
    data = shelf.get(kept.content or "")
    assert (kept.size, b"Secret" in raw, b"Secret" in data) == (len(data), True, False)
    assert Image.open(io.BytesIO(data)).size == (40, 20)
    assert shelf.get(row(store, voice).content or "") == VOICE
    assert len(server.calls_of("getFile")) == 2


async def test_a_zip_called_a_photo_is_refused_and_said_to_be(
    store: Store, shelf: Shelf, zhang: Person, worker: Fetching, adapter: TelegramAdapter
) -> None:
    photo = keeps(store, zhang, "photo", a_zip())
    await worker.fetch_due()
    assert row(store, photo).state is AttachmentState.REFUSED
    assert list(shelf.list_all()) == []
    policy = Policy(rates={Door.TELEGRAM: UNLIMITED})
    await Delivery(store, [adapter], SetClock(MONDAY), policy).deliver_due()
    zhang.sees("有一张照片打不开，没有收下。\n可以再发一次，也可以用文字说。")


async def test_what_the_platform_no_longer_has_is_lost_at_once(
    store: Store, server: TelegramServer, zhang: Person, worker: Fetching
) -> None:
    photo = keeps(store, zhang, "photo", a_photo_with_notes())
    server.world.files.clear()
    await worker.fetch_due()
    assert row(store, photo).state is AttachmentState.LOST


def make_trouble(server: TelegramServer, trouble: str) -> None:
    """Make the server answer nothing, or this status, to the next call."""
    if trouble == "down":
        server.is_down()
    elif trouble == "silence":
        server.drops_next("getFile")
    else:
        server.fails_next("getFile", int(trouble), "Trouble")


@pytest.mark.parametrize("trouble", ["down", "silence", "404", "429", "500"])
async def test_after_trouble_it_is_tried_again_later(
    store: Store,
    server: TelegramServer,
    zhang: Person,
    worker: Fetching,
    clock: SetClock,
    trouble: str,
) -> None:
    photo = keeps(store, zhang, "photo", a_photo_with_notes())
    make_trouble(server, trouble)
    assert await worker.fetch_due() == 1
    assert (row(store, photo).state, row(store, photo).tries) == (AttachmentState.WAITING, 1)
    assert TOKEN not in str(row(store, photo).fault)
    server.is_up()
    assert await worker.fetch_due() == 0
    clock.move(timedelta(minutes=1))
    assert await worker.fetch_due() == 1
    assert row(store, photo).state is AttachmentState.STORED


async def test_a_wait_that_is_named_is_kept(
    store: Store, server: TelegramServer, zhang: Person, worker: Fetching
) -> None:
    photo = keeps(store, zhang, "photo", a_photo_with_notes())
    server.fails_next("getFile", 429, "Too Many Requests", retry_after=600)
    await worker.fetch_due()
    assert row(store, photo).due_at == MONDAY + timedelta(minutes=10)


async def test_killed_between_fetching_and_marking_nothing_is_lost_or_there_twice(
    store: Store,
    shelf: Shelf,
    zhang: Person,
    worker: Fetching,
    clock: SetClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    photo = keeps(store, zhang, "photo", a_photo_with_notes())

    def die(*_: object, **__: object) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(fetching, "settle_stored", die)
        patch.setattr(fetching, "release", die)  # the dead release nothing
        with pytest.raises(RuntimeError):
            await worker.fetch_due()
    (left,) = shelf.list_all()
    assert row(store, photo).state is AttachmentState.WAITING
    assert await worker.fetch_due() == 0
    clock.move(LEASE)
    assert await worker.fetch_due() == 1
    assert row(store, photo).content == left
    assert list(shelf.list_all()) == [left]


async def test_a_full_disk_is_no_fault_of_the_photo(
    store: Store, shelf: Shelf, zhang: Person, worker: Fetching, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = keeps(store, zhang, "photo", a_photo_with_notes())

    def full(_: bytes) -> str:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(shelf, "put", full)
        for _ in range(9):
            with pytest.raises(ExceptionGroup):
                await worker.fetch_due()
    assert row(store, photo).tries == 0
    assert await worker.fetch_due() == 1
    assert row(store, photo).state is AttachmentState.STORED


async def test_two_workers_never_fetch_the_same(
    store: Store, server: TelegramServer, zhang: Person, worker: Fetching, clock: SetClock
) -> None:
    keeps(store, zhang, "photo", a_photo_with_notes())
    adapter = TelegramAdapter(TOKEN, server.origin)
    other = Fetching(store, [adapter], clock)
    assert sorted(await asyncio.gather(worker.fetch_due(), other.fetch_due())) == [0, 1]
    await adapter.close()
    assert len(server.calls_of("getFile")) == 1


async def test_it_runs_until_it_is_told_to_stop_and_hears_of_new_work(
    store: Store, zhang: Person, worker: Fetching
) -> None:
    stop = asyncio.Event()
    running = asyncio.create_task(worker.run(stop))
    photo = keeps(store, zhang, "photo", a_photo_with_notes())
    worker.wake()
    await until(lambda: row(store, photo).state is AttachmentState.STORED)
    stop.set()
    await asyncio.wait_for(running, PATIENCE)


async def test_told_to_stop_it_gives_back_what_is_on_its_way(
    store: Store, zhang: Person, worker: Fetching, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = keeps(store, zhang, "photo", a_photo_with_notes())
    has_begun, never = asyncio.Event(), asyncio.Event()

    async def hang(*_: object) -> bytes:
        has_begun.set()
        await never.wait()
        return b""

    monkeypatch.setattr(TelegramAdapter, "fetch", hang)
    stop = asyncio.Event()
    running = asyncio.create_task(worker.run(stop))
    await has_begun.wait()
    stop.set()
    await asyncio.wait_for(running, PATIENCE)
    assert (row(store, photo).tries, row(store, photo).due_at) == (0, MONDAY)


async def test_what_a_resident_sent_is_seen_by_the_manager_of_the_grid(
    store: Store,
    server: TelegramServer,
    zhang: Person,
    worker: Fetching,
    adapter: TelegramAdapter,
    clock: SetClock,
) -> None:
    wang = server.person("王网格")
    wang.opens()
    with store.write() as session:
        a_town(session)
        manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
        reporter = a_resident(session)
        for person, person_id in ((wang, manager), (zhang, reporter)):
            account = session.exec(select(Account).where(Account.person_id == person_id)).one()
            account.outer_id = str(person.id)
        case_id = a_case(session, reporter, clock).id
    ids = [keeps(store, zhang, "photo", a_photo_with_notes(turn)) for turn in (1, 6)]
    with store.write() as session:
        case = session.get(Case, case_id)
        assert case is not None
        media.attach(session, ids, case, clock)
    await worker.fetch_due()
    await Delivery(store, [adapter], clock, Policy(rates={Door.TELEGRAM: UNLIMITED})).deliver_due()
    assert wang.sees("照片 2 张").raw["photo"]
    assert server.refused == []
