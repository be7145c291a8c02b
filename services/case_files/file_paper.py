"""The file of a case on paper: all that this person may see of it, and no contact data."""

from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session

from models.cases import Case
from models.errors import NotFound
from models.media import AttachmentState, MediaKind
from services.attachments.shelf import shelf_of
from services.case_files.case_files import CaseFile
from services.case_files.file_lines import FileLine, Value
from services.clock import Clock, local
from services.drawing.paper import SMALL, Column, Imprint, Paper
from services.office import staff_names
from services.rules import rules_of
from services.texts.casework import reporting
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.labels import CHANNEL_LABELS, STATUS_LABELS
from services.texts.menu import ROLE_LABELS
from services.texts.pages import case_pages as texts
from services.texts.pages.case_pages import WORDS
from services.texts.phrases import Phrase, put_into_words

PHOTO = (120.0, 85.0)
"""Millimetres that a photo may take."""

MOST_PHOTOS = 20


def print_file(session: Session, file: CaseFile, person_id: int, clock: Clock) -> bytes:
    """Print a file; the same one, printed at the same moment, gives the same bytes."""
    street, case = rules_of(session).street_name, file.case
    now = clock.now()
    name = staff_names.name_of(session, person_id)
    at = _moment(now, clock)
    foot = texts.FOOT(street=street, number=case.number, name=name, at=at)
    title = put_into_words(texts.TITLE())
    paper = Paper(Imprint(f"{title} {case.number}", street, now, put_into_words(foot)))
    paper.head(street)
    paper.title(f"{title}　{case.number}")
    paper.facts(list(_facts(file, clock)))
    paper.heading(_word("words"))
    for words in (file.words, *(f"{_word('voice_says')}：{it}" for it in file.typed)):
        paper.paragraph(words, indent=2)
    paper.heading(_word("past"))
    _print_lines(paper, file, clock)
    _print_notices(paper, file, clock)
    for letter in file.letters:
        paper.heading(f"{_word('letters')}：{letter.unit}")
        paper.paragraph(letter.words)
    _print_views(session, paper, file, clock)
    _print_photos(session, paper, file, clock)
    return paper.finish()


def _facts(file: CaseFile, clock: Clock) -> Iterator[tuple[str, str]]:
    case = file.case
    yield _word("status"), _say(STATUS_LABELS[case.status]())
    late = f"（{_word('late')}）" if file.is_late else ""
    yield _word("due"), f"{_moment(case.due_at, clock)}{late}"
    yield _word("reported"), _moment(case.reported_at, clock)
    yield _word("channel"), _say(CHANNEL_LABELS[case.channel]())
    yield _word("category"), _say(CATEGORY_LABELS[case.category]())
    yield _word("area"), file.area
    yield _word("place"), file.place or _say(reporting.PLACE_NOT_SAID())
    yield _word("owner"), file.owner or _word("nobody")
    yield from _sometimes(file, case)
    yield _word("chain"), _say(texts.KEPT() if file.is_intact else texts.BROKEN())


def _sometimes(file: CaseFile, case: Case) -> Iterator[tuple[str, str]]:
    """Give what not every case has."""
    yes = _say(texts.YES())
    for name, value in (
        ("urgent", yes if case.is_urgent else ""),
        ("private", yes if case.is_private else ""),
        ("level", _say(texts.LEVELS[case.level]()) if case.level else ""),
        ("round", str(case.round) if case.round > 1 else ""),
        ("unit", file.unit),
        ("outer", " ".join(filter(None, (case.source, case.outer_number)))),
        ("entered", file.entered_by),
        ("followers", str(file.followers or "")),
        ("parent", "" if file.parent is None else file.parent.number),
        ("previous", "" if file.previous is None else file.previous.number),
        ("children", "、".join(it.number for it in file.children)),
    ):
        if value:
            yield _word(name), value


def _print_lines(paper: Paper, file: CaseFile, clock: Clock) -> None:
    columns = [
        Column(_word("when"), 2.3),
        Column(_word("act"), 1.7),
        Column(_word("who"), 1.8),
        Column(_word("what"), 6.2),
    ]
    rows = [
        (_moment(it.at, clock), _say(it.act), _say(it.who), _told(it, clock)) for it in file.lines
    ]
    paper.table(columns, rows)


def _told(line: FileLine, clock: Clock) -> str:
    details = (
        _say(texts.DETAIL(label=label, value=_value(value, clock)))
        for label, value in line.details
    )
    return "\n".join(filter(None, (_say(line.words), *details)))


def _value(value: Value, clock: Clock) -> str:
    return _moment(value, clock) if isinstance(value, datetime) else _say(value)


def _print_notices(paper: Paper, file: CaseFile, clock: Clock) -> None:
    if not file.notices:
        return
    paper.heading(_word("notices"))
    for notice, objections in file.notices:
        state = _say(texts.NOTICE_STATES[notice.state]())
        days = " – ".join(_moment(it, clock) for it in (notice.published_at, notice.ends_at) if it)
        paper.facts([(state, f"{notice.title}\n{notice.words}\n{days}".strip())])
        for objection, words in objections:
            answer = (
                f"\n{_word('objection_answer')}：{objection.answer}" if objection.answer else ""
            )
            paper.facts([(_word("objection"), f"{words}{answer}")])


def _print_views(session: Session, paper: Paper, file: CaseFile, clock: Clock) -> None:
    if not file.views:
        return
    paper.heading(_word("saw"))
    rows = [
        (
            _moment(it.at, clock),
            staff_names.name_of(session, it.viewer_id),
            "" if it.role is None else f"{it.area} {_say(ROLE_LABELS[it.role]())}",
        )
        for it in file.views
    ]
    paper.table([Column(_word("when"), 2), Column(_word("who"), 2), Column("", 4)], rows)


def _print_photos(session: Session, paper: Paper, file: CaseFile, clock: Clock) -> None:
    shelf = shelf_of(session)
    photos = [
        it
        for it in file.media
        if it.kind is MediaKind.PHOTO and it.state is AttachmentState.STORED and it.content
    ]
    if shelf is None or not photos:
        return
    paper.heading(_word("photos"))
    for row in photos[:MOST_PHOTOS]:
        whose = texts.OFFICE() if row.is_for_reporter else texts.REPORTER()
        caption = _say(texts.PHOTO(whose=whose, at=_moment(row.created_at, clock)))
        try:
            paper.picture(shelf.get(row.content or ""), *PHOTO, caption)
        except (NotFound, OSError):  # it went meanwhile; the paper says the rest
            paper.paragraph(caption, SMALL)


def _word(name: str) -> str:
    return put_into_words(WORDS[f"file.{name}"]())


def _say(phrase: Phrase | str) -> str:
    return phrase if isinstance(phrase, str) else put_into_words(phrase)


def _moment(at: datetime, clock: Clock) -> str:
    return f"{local(at, clock):%Y-%m-%d %H:%M}"
