"""A list of cases as somebody looks at it, as a table in Chinese; nothing of who reported."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from models.cases import Case
from models.errors import Conflict
from models.people import Language
from models.units import Unit
from services.areas import areas
from services.case_files import browsing, timeline
from services.case_files.browsing import Filters
from services.clock import Clock
from services.identity import people
from services.tables.sheets import to_xlsx
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.labels import CHANNEL_LABELS, STATUS_LABELS
from services.texts.pages import case_list_pages as texts
from services.texts.pages.case_pages import NO, YES
from services.texts.phrases import Phrase, put_into_words
from services.wording import clip

MOST = 5000
SHOWN = 200
CHUNK = 500


def export(
    session: Session, person_id: int, wanted: Filters, clock: Clock, language: Language
) -> bytes:
    """Give the whole list as the content of an xlsx file.

    Raises:
        Conflict: export_too_long.
    """
    found = browsing.count(session, person_id, wanted, clock, MOST)
    if found > MOST:
        raise Conflict("export_too_long", count=f"{MOST}+", most=MOST)
    heads = [put_into_words(head(), language=language) for head in texts.HEADS]
    return to_xlsx(heads, _rows(session, person_id, wanted, clock, language))


def _rows(
    session: Session, person_id: int, wanted: Filters, clock: Clock, language: Language
) -> Iterator[Sequence[str | datetime | None]]:
    ids = session.connection().execute(browsing.ids_of(session, person_id, wanted, clock))
    numbers: list[int] = sorted((row[0] for row in ids), reverse=True)
    units = dict(session.exec(select(col(Unit.id), col(Unit.name))).all())

    def say(phrase: Phrase) -> str:
        return put_into_words(phrase, language=language)

    for at in range(0, len(numbers), CHUNK):
        part = numbers[at : at + CHUNK]
        found = session.exec(
            select(Case).where(col(Case.id).in_(part)).order_by(col(Case.id).desc())
        ).all()
        words = timeline.first_words(session, part)
        owners = people.names_of(session, {it.owner_id for it in found if it.owner_id})
        for case in found:
            owner = units.get(case.unit_id or 0) or owners.get(case.owner_id or 0, "")
            yield (
                case.number,
                case.outer_number or "",
                say(STATUS_LABELS[case.status]()),
                say(CATEGORY_LABELS[case.category]()),
                areas.full_name(session, areas.area_of(session, case.area_id)),
                say(CHANNEL_LABELS[case.channel]()),
                say(YES() if case.is_urgent else NO()),
                owner,
                case.reported_at,
                case.due_at,
                case.answered_at,
                clip(words.get(case.id, ""), SHOWN),
            )
