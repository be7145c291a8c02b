"""Importing a table at the desk: it is handed in, looked at, and only then stored.

The table travels again: the page that shows what it would do carries it in a hidden field, so
that nothing with names and phones lies about on the server, and what is imported is what was
looked at. What may be imported, and where, the services say (decision 0047).
"""

import base64
import binascii
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from fastapi import APIRouter, Request, Response

from models.errors import OperatorError
from services.casework.entering import HIDDEN
from services.office.staff import mask_phone
from services.tables.area_import import ImportReport, RowNote
from services.tables.previews import preview
from services.tables.sheets import Columns, bind_columns, read_content
from services.texts.pages import import_pages as texts
from services.texts.phrases import put_into_words
from services.wording import clip
from web.desk.parts import ROOT, Desk
from web.desk.showing import change, show
from web.desk.visits import Done, Page, Visit
from web.requests import Upload
from web.words import WORDS

MOST_BYTES = 512 * 2**10
"""Of a table; larger ones are imported with the command."""

MOST_ROWS = 3000
"""Of a table: others wait to write while it is tried, half a second for so many members."""

LARGEST_UNPACKED = 20 * 2**20
MOST_NOTES = 200
MOST_SHOWN = 20
"""Rows of a table that are shown as they were read."""

LONGEST_CELL = 60
LONGEST_NAME = 80
TABLE, NAME = "table", "table_name"


@dataclass(frozen=True, slots=True)
class Import:
    """A kind of table that may be imported.

    Args:
        here: entry of the navigation, and the address below the desk: members/import.
        title: name of the word over its page.
        columns: names of its columns, each with what else it may be called.
        needed: which must be there.
        check: refuses who may not import such a table at all.
        run: imports it, in the open transaction; whole or not at all.
        personal: columns of which the page that looks at it shows only a part.
    """

    here: str
    title: str
    columns: Mapping[str, Sequence[str]]
    needed: Collection[str]
    check: Callable[[Visit], object]
    run: Callable[[Visit, Columns], ImportReport]
    personal: Collection[str] = ()

    @property
    def path(self) -> str:
        """Give the address of its page."""
        return f"{ROOT}/{self.here}/import"


class Read(NamedTuple):
    """A table that was handed in, and read."""

    upload: Upload
    table: Columns


def import_routes(desk: Desk, kind: Import) -> APIRouter:
    """Give the routes of an import."""
    routes = APIRouter(prefix=f"{ROOT}/{kind.here}/import")

    def look(visit: Visit) -> Page:
        return _ask(kind, visit)

    def prepare(visit: Visit) -> Read | Page:
        return _read(kind, visit)

    def act(visit: Visit) -> Done | Page:
        return _act(kind, visit)

    @routes.get("")
    def _look(request: Request) -> Response:
        return show(desk, request, look)

    @routes.post("")
    async def _import(request: Request) -> Response:
        return await change(desk, request, act, again=look, prepare=prepare, takes_files=True)

    return routes


def _ask(kind: Import, visit: Visit, why: str = "") -> Page:
    """Ask for a table."""
    kind.check(visit)
    columns = [(name, also, name in kind.needed) for name, also in kind.columns.items()]
    shown: dict[str, Any] = {"kind": kind, "columns": columns}
    if why:
        shown["why"] = why
    return Page("desk/import.html", shown, here=kind.here, status=422 if why else 200)


def _read(kind: Import, visit: Visit) -> Read | Page:
    """Read the table that was handed in, or ask for another: it takes a while."""
    kind.check(visit)
    upload = _sent(visit)
    if isinstance(upload, str):
        return _ask(kind, visit, _say(visit, upload))
    try:
        sheet = read_content(Path(upload.name), upload.content, LARGEST_UNPACKED, MOST_ROWS)
    except OperatorError as error:
        return _ask(kind, visit, str(error))
    return Read(upload, bind_columns(sheet, kind.columns))


def _act(kind: Import, visit: Visit) -> Done | Page:
    """Show what a table would do, or import it once that was seen."""
    kind.check(visit)
    read: Read = visit.ready
    table = read.table
    if visit.fields.get("act") != "import":
        looked_at = preview(visit.session, lambda: kind.run(visit, table))
        return _preview(kind, read, looked_at)
    report = kind.run(visit, table)
    if report.errors:
        return _preview(kind, read, report)
    counts = {"added": report.added, "changed": report.changed, "unchanged": report.unchanged}
    return Done(f"{ROOT}/{kind.here}", texts.IMPORTED(**counts))


def _sent(visit: Visit) -> Upload | str:
    """Give the table that was handed in, or travels again; or the name of why there is none."""
    handed_in = visit.files.get("file", ())
    if handed_in:
        name, content = handed_in[0]
        if not content:
            return "import.empty"
    else:
        name = visit.fields.get(NAME, "")
        try:
            content = base64.urlsafe_b64decode(visit.fields.get(TABLE, ""))
        except (binascii.Error, ValueError):
            return "import.missing"
    if not content:
        return "import.missing"
    if len(content) > MOST_BYTES:
        return "import.too_large"
    return Upload(Path(name.replace("\\", "/")).name[-LONGEST_NAME:] or "csv", content)


def _preview(kind: Import, read: Read, report: ImportReport) -> Page:
    upload = read.upload
    names = [name for name in kind.columns if name not in read.table.missing]
    shown: dict[str, Any] = {
        "headers": [kind.columns[name][0] for name in names],
        "rows": [
            (row.number, [_shown(kind, name, row.cells.get(name, "")) for name in names])
            for row in read.table.rows[:MOST_SHOWN]
        ],
        "kind": kind,
        "report": report,
        "faults": _some(report.errors),
        "remarks": _some(report.notices),
        "extra": "、".join(report.extra_columns),
        "may_go": not report.errors and report.added + report.changed > 0,
        "table": base64.urlsafe_b64encode(upload.content).decode(),
        "name": upload.name,
    }
    status = 422 if report.errors else 200
    return Page("desk/import_preview.html", shown, here=kind.here, status=status)


def _shown(kind: Import, name: str, cell: str) -> str:
    """Give a cell as it is looked at: of names and phones enough to know them by."""
    if name not in kind.personal or not cell:
        return clip(cell, LONGEST_CELL)
    return mask_phone(cell) if name == "phone" else cell[:1] + HIDDEN


def _some(notes: Sequence[RowNote]) -> tuple[Sequence[RowNote], int]:
    return notes[:MOST_NOTES], max(0, len(notes) - MOST_NOTES)


def _say(visit: Visit, name: str) -> str:
    return put_into_words(WORDS[name](), language=visit.language)
