"""People at the chat page, each with a browser and an address of their own, without scripts."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx
from typing_extensions import override

from models.people import Door
from tests.doors.stages import Actor, Entrance, Town, wait_until
from tests.support.patience import PATIENCE
from tests.support.visitors import PageReader, Shown
from web.chat.visitors import COOKIE, Visitor

BEGIN = re.compile(r'<button class="start" name="(?P<name>\w+)" value="(?P<value>[^"]+)"')
"""The button with which somebody who followed a link begins."""


@dataclass
class BrowserActor(Actor):
    """Somebody at the page; each call reads the page anew."""

    name: str
    client: httpx.Client
    _page: str = ""
    _seen: int = 0

    @property
    @override
    def account(self) -> tuple[Door, str]:
        return Door.BROWSER, Visitor(self.client.cookies[COOKIE], is_new=False).chat

    @override
    def opens(self, link: str) -> None:
        self._take(self.client.get("/chat", params={"start": link}))
        begins = BEGIN.search(self._page)
        assert begins is not None
        assert begins["value"].endswith(link)
        self._post(self._reader().fields | {begins["name"]: begins["value"]})

    @override
    def introduces(self) -> None:
        self.says(self.name)
        self.sees("改好了")

    @override
    def brings_up(self, words: str) -> None:
        self.says(words)

    @override
    def says(self, *lines: str) -> None:
        self._open()
        fields, key = self._reader().fields, self._reader().fields["key"]
        for number, line in enumerate(lines[:-1]):
            quick = {"Accept": "application/json"}
            answer = self.client.post(
                "/chat/say", data=fields | {"text": line, "key": f"{key}{number}"}, headers=quick
            )
            answer.raise_for_status()
        self._post(fields | {"text": lines[-1]})

    @override
    def taps(self, label: str) -> None:
        self.presses(self.finds(label))

    @override
    def sees(self, words: str) -> str:
        def is_there() -> bool:
            if self._find(words) is not None:
                return True
            self._open()
            return self._find(words) is not None

        self._wait(is_there, f"does not see {words}")
        found = self._find(words)
        assert found is not None
        self._seen = found + 1
        return self._lines()[found].text

    @override
    def shares(self, latitude: float, longitude: float) -> None:
        self._open()
        self._post(
            self._reader().fields
            | {"text": "", "latitude": str(latitude), "longitude": str(longitude)}
        )

    @override
    def sends_photo(self, content: bytes, caption: str = "") -> None:
        self._open()
        fields = self._reader().fields | {"text": caption}
        files = {"photo": ("photo.jpg", content, "image/jpeg")}
        answer = self.client.post("/chat/say", data=fields, files=files, follow_redirects=True)
        self._take(answer)

    def another_tab(self) -> "BrowserActor":
        """Open the page once more in the same browser."""
        return BrowserActor(self.name, self.client)

    def finds(self, label: str) -> dict[str, str]:
        """Wait for a button; give what its form sends, to be pressed later."""

        def is_there() -> bool:
            self._open()
            return self._button(label) is not None

        self._wait(is_there, f"has no button {label}")
        return self._button(label) or {}

    def presses(self, button: dict[str, str]) -> None:
        """Press a button as it stood when it was found."""
        self._post(button)

    def _wait(self, is_there: Callable[[], bool], what: str) -> None:
        wait_until(is_there, lambda: f"{self.name} {what} on\n{self._transcript()}")

    def _open(self) -> None:
        self._take(self.client.get("/chat"))

    def _post(self, fields: dict[str, str]) -> None:
        self._take(self.client.post("/chat/say", data=fields, follow_redirects=True))

    def _take(self, answer: httpx.Response) -> None:
        assert answer.status_code == 200, (self.name, answer.status_code, self._reader().note)
        self._page = answer.text

    def _reader(self) -> PageReader:
        reader = PageReader()
        reader.feed(self._page)
        return reader

    def _lines(self) -> list[Shown]:
        return self._reader().lines

    def _button(self, label: str) -> dict[str, str] | None:
        for shown in reversed(self._lines()):
            for offered, fields in shown.buttons.items():
                if offered.startswith(label):
                    return fields
        return None

    def _find(self, words: str) -> int | None:
        lines = self._lines()
        for number in range(self._seen, len(lines)):
            if lines[number].is_ours and words in lines[number].text:
                return number
        return None

    def _transcript(self) -> str:
        return "\n---\n".join(f"{it.text}\n{list(it.buttons)}" for it in self._lines()[-8:])


@dataclass
class Browsers(Entrance):
    """Everybody opens the chat page.

    Args:
        origin: where it is.
        clients: opened so far; to be closed at the end.
    """

    origin: str
    clients: list[httpx.Client] = field(default_factory=list[httpx.Client])

    @override
    def enters(self, name: str, town: Town, *, is_staff: bool = False) -> Actor:
        del town, is_staff
        address = f"127.0.1.{len(self.clients) + 1}"  # so few newcomers may come from one
        transport = httpx.HTTPTransport(local_address=address)
        client = httpx.Client(base_url=self.origin, transport=transport, timeout=PATIENCE)
        self.clients.append(client)
        return BrowserActor(name, client)
