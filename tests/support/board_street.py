"""A town whose clerk has put something on the board, and somebody who looks at it."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlmodel import Session

from models.media import Attachment, AttachmentState, MediaKind
from models.people import Account
from services.attachments.shelf import Shelf
from services.sealing import Vault
from services.store import Store
from tests.support.builders import MONDAY, SECRET, an_account
from tests.support.desks import Browser, Office
from tests.support.photos import a_photo
from tests.support.publicity import Scene


class BoardStreet:
    """The pages of a town with one notice on the board.

    Args:
        url: of an empty, migrated database.
        folder: for photos.
    """

    def __init__(self, url: str, folder: Path) -> None:
        vault = Vault(SECRET)
        self.store = Store(url, vault, shelf=Shelf(folder, vault))
        self.office = Office(self.store)
        self.clock = self.office.clock
        with self.store.write() as session:
            self.scene = Scene(session)
            self.notice_id = self.scene.publish("灯已换好，两层都亮了。").id
            self.case_id = self.scene.case.id

    @contextmanager
    def scene_again(self) -> Generator[tuple[Session, Scene]]:
        """Go on with the scene in a transaction of its own."""
        with self.store.write() as session:
            self.scene.session = session
            yield session, self.scene

    async def sees(self, path: str) -> Browser:
        """Look at a page as nobody."""
        browser = self.office.newcomer()
        await browser.opens(path)
        return browser

    def encloses_photo(self) -> bytes:
        """Let a photo come with the case, as it lies on the shelf; give its bytes."""
        data = a_photo()
        shelf = self.store.shelf
        assert shelf is not None
        with self.store.write() as session:
            account: Account = an_account(session, "7000001")
            session.add(
                Attachment(
                    account_id=account.id,
                    kind=MediaKind.PHOTO,
                    state=AttachmentState.STORED,
                    content=shelf.put(data),
                    mime="image/jpeg",
                    size=len(data),
                    case_id=self.case_id,
                    created_at=MONDAY,
                    due_at=MONDAY,
                )
            )
        return data
