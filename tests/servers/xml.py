"""The XML of callbacks: written as Tencent's servers write it, read strictly."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from xml.parsers import expat

Fields: TypeAlias = Mapping[str, "str | int | float | Fields"]


class BadXml(Exception):
    """A body that the platform does not take; its text says why."""


@dataclass
class Node:
    """An element: its words, whether they stood in CDATA, and what is inside it."""

    name: str
    text: str = ""
    has_cdata: bool = False
    children: list["Node"] = field(default_factory=list["Node"])

    def child(self, name: str) -> "Node | None":
        """Return the only child of this name."""
        found = [it for it in self.children if it.name == name]
        if len(found) > 1:
            raise BadXml(f"{name} stands {len(found)} times in {self.name}")
        return found[0] if found else None

    def words(self, name: str) -> str:
        """Return what a child that must be there holds in CDATA."""
        node = self.child(name)
        if node is None:
            raise BadXml(f"no {name} in {self.name}")
        if node.children or not node.has_cdata:
            raise BadXml(f"{name} is not CDATA")
        return node.text

    def number(self, name: str) -> int:
        """Return the whole number that a child holds."""
        node = self.child(name)
        if node is None or not (node.text.isascii() and node.text.isdecimal()):
            raise BadXml(f"{name} is no number")
        return int(node.text)


def write_xml(fields: Fields) -> str:
    """Return the document: strings in CDATA, numbers bare."""
    return f"<xml>{_write(fields)}</xml>"


def _write(fields: Fields) -> str:
    pieces: list[str] = []
    for name, value in fields.items():
        if isinstance(value, str):
            inner = "<![CDATA[" + value.replace("]]>", "]]]]><![CDATA[>") + "]]>"
        elif isinstance(value, int | float):
            inner = f"{value:.6f}" if isinstance(value, float) else str(value)
        else:
            inner = _write(value)
        pieces.append(f"<{name}>{inner}</{name}>")
    return "".join(pieces)


def read_xml(body: bytes) -> Node:
    """Return the `<xml>` element of a body without DTD, attributes, comments or instructions."""
    reader = _Reader()
    try:
        reader.parser.Parse(body, True)
    except expat.ExpatError as error:
        raise BadXml(f"not well-formed: {error}") from error
    root = reader.top.children[0]
    if root.name != "xml":
        raise BadXml(f"the root is {root.name}")
    return root


class _Reader:
    def __init__(self) -> None:
        self.top = Node("")
        self._open = [self.top]
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words
        self.parser.StartCdataSectionHandler = self._cdata
        self.parser.StartDoctypeDeclHandler = _refuse
        self.parser.ProcessingInstructionHandler = _refuse
        self.parser.CommentHandler = _refuse

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if attributes:
            raise BadXml(f"{name} has attributes")
        node = Node(name)
        self._open[-1].children.append(node)
        self._open.append(node)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _words(self, words: str) -> None:
        self._open[-1].text += words

    def _cdata(self) -> None:
        self._open[-1].has_cdata = True


def _refuse(*_: object) -> None:
    raise BadXml("a DTD, a comment or an instruction")
