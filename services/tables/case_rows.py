"""One row of another system's table, read as a case that may be filed, or with what is wrong."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from models.cases import Channel
from models.categories import Category
from models.errors import Invalid, NotFound
from services.areas import areas
from services.clock import Clock
from services.identity.people import Contact
from services.sealing import canonical, vault_of
from services.tables.case_cells import (
    find_category,
    find_channel,
    is_nothing,
    read_instant,
    read_phone,
    read_publicity,
)
from services.tables.sheets import SheetRow
from services.texts import rows as row_texts
from services.texts.casework import case_tables as texts
from services.texts.phrases import Phrase
from services.triage import triage
from services.wording import clean, count_meaningful

COLUMNS: Mapping[str, Sequence[str]] = {
    "text": ("内容", "反映内容", "诉求内容", "留言详情", "问题描述", "诉求"),
    "name": ("姓名", "称呼", "反映人", "联系人"),
    "phone": ("电话", "手机", "手机号", "联系电话", "联系方式"),
    "channel": ("渠道", "途径", "来源渠道", "受理渠道"),
    "place": ("地点", "地址", "位置", "事发地点"),
    "area": ("网格", "社区", "区域", "所属网格", "所属社区"),
    "category": ("类别", "分类", "问题类别", "问题分类"),
    "reported_at": ("时间", "反映时间", "留言时间", "提交时间", "来电时间"),
    "outer_number": ("工单编号", "工单号", "编号", "留言编号"),
    "source": ("来源", "来源系统", "平台"),
    "due_at": ("办理时限", "时限", "办结期限", "截止时间"),
    "public": ("是否公开", "公开"),
}
NEEDED = "text"

LONGEST_TEXT = 40_000
"""More than a spreadsheet's cell holds (32,767)."""
EARLIEST_YEAR = 2000
"""Nothing that is imported was reported before; such a year is a slip of the pen."""
FURTHEST = timedelta(days=5 * 366)
"""How far ahead a limit may lie."""
LONGEST = {"name": 40, "place": 400, "source": 40, "outer_number": 64}


@dataclass(frozen=True, slots=True)
class Incoming:
    """A row that can be filed; `digest` is what it says, hashed under our key."""

    row: int
    words: str
    contact: Contact
    channel: Channel
    place: str
    area_id: int | None
    category: Category
    reported_at: datetime | None
    due_at: datetime | None
    source: str
    outer_number: str | None
    is_private: bool
    is_urgent: bool
    digest: str

    @property
    def key(self) -> tuple[str, str]:
        """What it is known by when it comes again."""
        if self.outer_number:
            return self.source, fold_number(self.outer_number)
        return "", self.digest


def fold_number(number: str) -> str:
    """Give the form by which a number of another system is known, however it is written.

    Width, case, blanks and kinds of dashes mean nothing; nor do zeros before a plain number,
    which spreadsheet programs take away.
    """
    folded = "".join(unicodedata.normalize("NFKC", number).split())
    folded = "".join(
        "-" if unicodedata.category(it) == "Pd" or it in "−ー" else it for it in folded
    )
    folded = "".join(it for it in folded if unicodedata.category(it) not in _UNSEEN).casefold()
    is_plain = folded.isascii() and folded.isdigit()
    return folded.lstrip("0") or "0" if is_plain else folded


class RowReader:
    """Reads rows; what a table does not say of each is said once for all of it.

    Args:
        session: the open transaction; nothing is written.
        clock: tells the time.
        channel: of rows that name none.
        source: the same.
    """

    def __init__(self, session: Session, clock: Clock, channel: Channel, source: str) -> None:
        self._session = session
        self._clock = clock
        self._channel = channel
        self._source = source
        self._areas: dict[str, int | None] = {}
        self.unknown: dict[str, int] = {}
        self.faults: list[Phrase] = []

    def read(self, row: SheetRow) -> Incoming | None:
        """Read a row; None when something is wrong with it, which `faults` then says."""
        self.faults = []
        cells = {name: row.cells.get(name, "").strip() for name in COLUMNS}
        words = clean(cells["text"])
        self.faults.extend(_too_long(cells, words))
        channel, area_id = self._read_channel(cells["channel"]), self._read_area(cells)
        contact = self._read_contact(cells)
        at, due = self._read_instants(cells)
        may_show = self._read_publicity(cells["public"])
        if self.faults:
            return None
        source = areas.tidy(cells["source"]) or self._source
        # Not the source: the same table is known again whether or not one is given for it.
        said = [words, *contact, cells["place"], at.isoformat() if at else ""]
        return Incoming(
            row.number,
            words,
            contact,
            channel,
            cells["place"],
            area_id,
            self._read_category(cells["category"], words),
            at,
            due,
            source,
            clean(cells["outer_number"]) or None,  # as given: it goes back so
            is_private=may_show is False,
            is_urgent=triage.guess_urgency(words),
            digest=vault_of(self._session).find_hash("row", canonical(said).decode()),
        )

    def _read_channel(self, cell: str) -> Channel:
        channel = find_channel(cell) if cell else self._channel
        if channel is None:
            self.faults.append(texts.CHANNEL(cell=cell))
        return channel or self._channel

    def _read_area(self, cells: Mapping[str, str]) -> int | None:
        """Give the area that is named, else the one that place or words speak of."""
        cell = cells["area"]
        if cell and not is_nothing(cell):
            if cell not in self._areas:
                self._areas[cell] = self._find_area(cell)
            if self._areas[cell] is None:
                self.faults.append(row_texts.AREA_UNKNOWN(area=cell))
            return self._areas[cell]
        found = areas.find_place(self._session, f"{cells['place']} {cells['text'][:400]}", None)
        return None if found is None else found.id

    def _find_area(self, cell: str) -> int | None:
        try:
            return areas.get_area_named(self._session, cell).id
        except NotFound:
            found = areas.find_place(self._session, cell, None)
            return None if found is None else found.id

    def _read_contact(self, cells: Mapping[str, str]) -> Contact:
        cell = cells["phone"]
        name = "" if is_nothing(cells["name"]) else areas.tidy(cells["name"])
        try:
            return Contact(name, read_phone(cell))
        except Invalid as refusal:
            is_rounded = refusal.reason == "phone_rounded"
            self.faults.append((texts.PHONE_ROUNDED if is_rounded else texts.PHONE)(cell=cell))
        return Contact(name, "")

    def _read_instants(self, cells: Mapping[str, str]) -> tuple[datetime | None, datetime | None]:
        at, due = self._read_instant(cells, "reported_at"), self._read_instant(cells, "due_at")
        now = self._clock.now()
        if at is not None and at > now:
            self.faults.append(texts.NOT_YET(cell=cells["reported_at"]))
        if due is not None and due > now + FURTHEST:
            self.faults.append(texts.DUE_TOO_FAR(cell=cells["due_at"]))
        if due is not None and due < (at or now):
            self.faults.append(texts.DUE_BEFORE(cell=cells["due_at"]))
        return at, due

    def _read_instant(self, cells: Mapping[str, str], column: str) -> datetime | None:
        cell = cells[column]
        if is_nothing(cell):
            return None
        try:
            at = read_instant(cell, self._clock.zone, is_limit=column == "due_at")
        except (ValueError, OverflowError):
            self.faults.append(texts.INSTANT(column=texts.COLUMN_LABELS[column], cell=cell))
            return None
        if at.year >= EARLIEST_YEAR:
            return at
        self.faults.append(texts.TOO_EARLY(column=texts.COLUMN_LABELS[column], cell=cell))
        return None

    def _read_publicity(self, cell: str) -> bool | None:
        try:
            return read_publicity(cell)
        except ValueError:
            self.faults.append(texts.PUBLICITY(cell=cell))
        return None

    def _read_category(self, cell: str, words: str) -> Category:
        """Give the category that is named; another system's are guessed over, and counted."""
        category = find_category(cell)
        if category is None and cell:
            self.unknown[cell] = self.unknown.get(cell, 0) + 1
        return category or triage.guess_category(words)


_UNSEEN = frozenset({"Cc", "Cf"})


def _too_long(cells: Mapping[str, str], words: str) -> Iterator[Phrase]:
    if not count_meaningful(words):
        yield texts.TEXT_MISSING()
    if len(words) > LONGEST_TEXT:
        yield texts.TEXT_LONG(length=len(words), limit=LONGEST_TEXT)
    for column, limit in LONGEST.items():
        if len(cells[column]) > limit:
            label = texts.COLUMN_LABELS[column]
            yield texts.CELL_LONG(column=label, length=len(cells[column]), limit=limit)
