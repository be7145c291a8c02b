"""The forms of a page, as a browser reads them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from typing_extensions import override


@dataclass
class Form:
    """A form: where it goes, what it holds, and its buttons by their words.

    A button has its name, its value, and the address it goes to instead; each may be empty.
    """

    action: str
    method: str = "get"
    fields: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    buttons: dict[str, tuple[str, str, str]] = field(
        default_factory=dict[str, tuple[str, str, str]]
    )


def forms_of(page: str) -> list[Form]:
    """Read the forms of a page."""
    reader = _FormReader()
    reader.feed(page)
    return reader.forms


class _FormReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._is_inside = False
        self._button: tuple[str, str, str] | None = None
        self._words = ""
        self._area = ""
        self._select = ""

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in what begins."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._is_inside = True
            self.forms.append(Form(given.get("action", ""), given.get("method", "get")))
        elif self._is_inside:
            self._enter(tag, given, given.get("name", ""))

    @override
    def handle_endtag(self, tag: str) -> None:
        """Take in what ends."""
        if tag == "form":
            self._is_inside = False
        elif tag == "select":
            self._select = ""
        elif tag == "textarea" and self._area:
            self._holds(self._area, self._words)
            self._area = ""
        elif tag == "button" and self._button is not None:
            self.forms[-1].buttons.setdefault(self._words.strip(), self._button)
            self._button = None

    @override
    def handle_data(self, data: str) -> None:
        """Take words in."""
        self._words += data

    def _enter(self, tag: str, given: dict[str, str], name: str) -> None:
        match tag:
            case "input":
                self._take_input(given, name)
            case "select":
                self._select = name
            case "option":
                self._take_option(given)
            case "textarea":
                self._area, self._words = name, ""
            case "button":
                self._button = (name, given.get("value", ""), given.get("formaction", ""))
                self._words = ""
            case _:
                pass

    def _take_input(self, given: dict[str, str], name: str) -> None:
        kind = given.get("type", "text")
        is_box = kind in {"checkbox", "radio"}
        if name and kind != "file" and (not is_box or "checked" in given):
            self._holds(name, given.get("value", "on" if is_box else ""))

    def _take_option(self, given: dict[str, str]) -> None:
        if not self._select:
            return
        fields, value = self.forms[-1].fields, given.get("value", "")
        if "selected" in given:
            fields[self._select] = [value]
        fields.setdefault(self._select, [value])

    def _holds(self, name: str, value: str) -> None:
        self.forms[-1].fields.setdefault(name, []).append(value)
