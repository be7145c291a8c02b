"""Photos and voices of a message on their way out, read from the shelf."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from bot.delivery import Delivery, Policy
from bot.platforms.browser import BrowserAdapter
from bot.speaking.picture_book import PictureBook
from models.media import MediaKind
from models.people import Account, Door
from services.attachments import media
from services.attachments.shelf import Shelf
from services.clock import SetClock
from services.delivery import screens
from services.delivery.budgets import UNLIMITED
from services.delivery.messages import Saying
from services.delivery.outbox import Address, post
from services.sealing import Vault, sealer_of
from services.store import Store
from services.texts.phrases import verbatim
from tests.support.builders import MONDAY, SECRET, an_account
from tests.support.photos import VOICE, a_photo_with_notes
from web.chat.door import ROBOT as BROWSER_ROBOT

PHOTO = MediaKind.PHOTO


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


async def test_a_browser_chat_shows_what_lies_on_the_shelf_and_leaves_out_the_rest(
    store: Store, shelf: Shelf, clock: SetClock
) -> None:
    photo, voice = shelf.put(a_photo_with_notes()), shelf.put(VOICE)
    with store.write() as session:
        account = an_account(session, "page", door=Door.BROWSER, robot=BROWSER_ROBOT)
        kinds = ((PHOTO, photo), (MediaKind.VOICE, voice), (PHOTO, "0" * 64))
        ids = [media.keep(session, account.id, it, clock, content=at) for it, at in kinds]
        address = Address(account.id, "page", sealer_of(session, account.key_id))
        post(session, address, Saying((verbatim("看"),), attachments=tuple(ids)), clock)
    browser = BrowserAdapter(store, clock)
    policy = Policy(rates={Door.BROWSER: UNLIMITED})
    await Delivery(store, [browser], clock, policy).deliver_due()
    with store.read() as session:
        account = session.exec(select(Account)).one()
        (line,) = screens.list_newest(session, account)
    assert (line.shown.text, line.shown.pictures, line.shown.voices) == ("看", (photo,), (voice,))


def test_without_a_shelf_messages_go_without_pictures(sqlite_url: str) -> None:
    store = Store(sqlite_url, Vault(SECRET))
    assert PictureBook(store).find([1]) == ()
    store.close()
