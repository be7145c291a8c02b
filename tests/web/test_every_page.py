"""Every page that a link leads to, on both databases, as each who may come there.

No link leads to a fault or a refusal, and none to the phone of whoever called.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from sqlmodel import select

from bot import demo as demo_window
from models.access import Appointment, Role
from models.people import Door
from services.areas import areas
from services.attachments.shelf import Shelf
from services.identity import accounts
from services.rules import Rules
from services.sealing import Vault
from services.store import Store
from tests.support.desks import Browser, Office
from tests.support.prints import read_lines
from tests.support.walking import walk

DESK = "/console"
PUBLIC = ("/board", "/at/", "/follow")
PHONES = ("13812340001", "13812340002")
"""Of who called two clerks of two communities; whoever presses for one is written down."""

A_CODE = re.compile(r"查询码 (\w+)")
HEADS: Mapping[str, bytes] = {
    "application/pdf": b"%PDF",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": b"PK",
    "image/svg+xml": b"<?xml",
    "image/jpeg": b"\xff\xd8",
}
"""How the files begin that are no pages, by their kind."""


class Street:
    """The demonstration with what was done at its desk since, and what is wrong with its pages."""

    def __init__(self, url: str, folder: Path) -> None:
        vault = Vault("every page")
        self.store = Store(url, vault, Rules(), Shelf(folder, vault))
        self.office = Office(self.store)
        demo_window.fill(self.store, self.office.clock)
        self.faults: list[str] = []
        self.kinds: set[str] = set()
        self.receipt = ""

    def plays(self, key: str) -> Browser:
        """Sit at the desk as somebody of the demonstration."""
        with self.store.read() as session:
            account = accounts.find_account(session, Door.BROWSER, "web", f"demo:{key}")
            assert account is not None
            person_id = account.person_id or 0
        return self.office.sits(person_id)

    def clerk_of(self, code: str) -> Browser:
        """Sit at the desk as the clerk of a community."""
        with self.store.read() as session:
            area = areas.get_area(session, code)
            here = (Appointment.area_id == area.id, Appointment.role == Role.CLERK)
            person_id = session.exec(select(Appointment.person_id).where(*here)).first()
        return self.office.sits(person_id or 0)

    async def works(self) -> None:
        """Do at the desk what the pages then show."""
        sun, gao = self.plays("sun"), self.plays("gao")
        for clerk, phone in zip((self.clerk_of("YSLH"), sun), PHONES, strict=True):
            await clerk.opens(f"{DESK}/new")
            await clerk.presses(
                "提交", phone=phone, name="李大爷", words="楼道灯不亮", consent="1"
            )
            self.receipt = A_CODE.findall(clerk.text)[0]
        await sun.opens(f"{DESK}/notices")
        await sun.follows("器材已全部紧固")
        await sun.presses("批准并公示")
        sun.sees("已公示到")
        await sun.opens(f"{DESK}/meetings")
        await sun.presses("开始", attended_by="孙洁")
        await gao.opens(f"{DESK}/briefs")
        await gao.presses("生成简报")
        gao.sees("简报")

    async def is_walked(self, browser: Browser, start: str, *besides: str) -> None:
        """Go everywhere from a page on, and note what is wrong."""
        async for address in walk(browser, start, (start, *besides)):
            kind = browser.headers.get("content-type", "").partition(";")[0]
            self.kinds.add(kind)
            found = wrong_with(browser, kind)
            self.faults += [f"{browser.person_id} {address}: {it}" for it in found]


def wrong_with(browser: Browser, kind: str) -> Iterator[str]:
    """Tell what is wrong with what is open."""
    if browser.status != 200:
        yield f"{browser.status} {browser.text[-80:]}"
    if kind == "text/html":
        head, _, body = browser.page.partition("</head>")
        for part, where in (('<html lang="', head), ("<title>", head), ("<h1", body)):
            if where.count(part) != 1:
                yield f"{where.count(part)} times {part}"
    elif not browser.content.startswith(HEADS[kind]):
        yield f"is no {kind}"
    written = words_of(browser.content, kind)
    yield from (f"shows {phone}" for phone in PHONES if phone in written)


def words_of(content: bytes, kind: str) -> str:
    """Read what is written in something."""
    if kind == "application/pdf":
        return "\n".join(it.words for it in read_lines(content))
    if HEADS.get(kind) == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as table:
            return "\n".join(table.read(it).decode() for it in table.namelist() if "xml" in it)
    return content.decode(errors="replace")


async def test_every_link_opens_and_shows_nobodys_phone(store_url: str, tmp_path: Path) -> None:
    street = Street(store_url, tmp_path / "media")
    with closing(street.store):
        await street.works()
        nobody = street.office.newcomer()
        await street.is_walked(nobody, "/board", *PUBLIC)
        await street.is_walked(nobody, f"/follow/{street.receipt}")
        for key in ("li", "sun", "gao", "wu"):
            await street.is_walked(street.plays(key), DESK)
        await street.is_walked(street.clerk_of("YSLH"), DESK)
        assert street.faults == []
        assert street.kinds == {"text/html", *HEADS}
