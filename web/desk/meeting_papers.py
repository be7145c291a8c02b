"""The record of a triage meeting on paper."""

from models.triage_meetings import TriageMeeting
from services.areas import areas
from services.drawing.paper import Column, Imprint, Paper
from services.meetings import meeting_records
from services.meetings.meeting_records import Decided, Record
from services.office import staff_names
from services.rules import rules_of
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.phrases import put_into_words
from web.desk.visits import File, Visit
from web.words import WORDS, write_day, write_moment

SHARES = (
    ("number", 2.9),
    ("where", 1.8),
    ("summary", 3.8),
    ("decision", 2.0),
    ("to_whom", 2.0),
    ("until", 1.7),
)


def print_record(visit: Visit, meeting: TriageMeeting, record: Record) -> File:
    """Give the record as a PDF; on paper there is no language but Chinese."""
    street = rules_of(visit.session).street_name
    area = areas.area_of(visit.session, meeting.area_id)
    title = _say("record")
    imprint = Imprint(
        title=f"{area.name}{title}",
        author=street,
        made_at=visit.clock.now(),
        foot=_say("foot"),
    )
    paper = Paper(imprint)
    paper.head(street)
    paper.title(title)
    paper.facts(
        [
            (_say("area"), area.name),
            (_say("began"), write_moment(meeting.began_at)),
            (_say("ended"), write_moment(meeting.ended_at)),
            (_say("chair"), staff_names.name_of(visit.session, meeting.chaired_by)),
            (_say("attended"), meeting.attended_by),
            (_say("remark"), meeting.remark),
        ]
    )
    paper.heading(_say("caption"))
    paper.table(
        [Column(_say(name), share) for name, share in SHARES],
        [_cells(it) for it in record.decided],
    )
    if record.hidden:
        paper.paragraph(_say("hidden", count=record.hidden))
    paper.space(8)
    paper.paragraph(_say("signature"))
    name = f"{title}-{area.name}-{write_day(meeting.began_at)}.pdf"
    return File(paper.finish(), "application/pdf", name, is_inline=True)


def _cells(it: Decided) -> list[str]:
    until = it.until if isinstance(it.until, str) else write_moment(it.until)
    place = f"{put_into_words(CATEGORY_LABELS[it.case.category]())}\n{it.place}"
    return [
        it.case.number,
        place,
        put_into_words(it.summary),
        meeting_records.in_words(it.decisions),
        it.to_whom,
        until or "",
    ]


def _say(name: str, **fields: int) -> str:
    return put_into_words(WORDS[f"meeting.{name}"](**fields))
