"""What happened with a case so far (经过), as its reporter reads it."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from models.cases import Case, Status
from models.timeline import Act
from services.case_files import timeline
from services.texts.casework import cases as texts
from services.texts.labels import ACT_LABELS
from services.texts.phrases import Phrase, Template
from services.wording import clip

SHOWN = 500
"""Characters of what a line says."""

LINES_SHOWN = 6
"""The newest; how it began and the newest answer always stand there."""

FOR_THE_OFFICE = frozenset(
    {
        Act.ACCEPTED,
        Act.ASSIGNED,
        Act.CLASSED,
        Act.EXTENSION_ASKED,
        Act.EXTENSION_REFUSED,
        Act.LETTER_SENT,
        Act.CHASED,
        Act.JOINED,
        Act.RECUSED,
        Act.ESCALATED,
        Act.CONTACT_VIEWED,
        Act.EXCLUDED,
    }
)
"""Lines that are the office's own, or say to a reporter nothing which 签收 does not say later.

Until it does, what `BEGINS` the state of a case is told.
"""

BEGINS: Mapping[Status, Act] = {Status.ACCEPTED: Act.ACCEPTED, Status.ASSIGNED: Act.ASSIGNED}
"""What brought a case to where it stands; 签收 says it later, until then nothing else does."""

_SATISFIED: Mapping[str, Template] = {
    "3": texts.VERY_SATISFIED,
    "2": texts.SATISFIED,
    "1": texts.UNSATISFIED,
}

WORDS_FOR_REPORTER = frozenset(
    {
        Act.SUPPLEMENTED,
        Act.RELAYED,
        Act.SETTLED,
        Act.ANSWERED,
        Act.TRANSCRIBED,
        Act.INFO_ASKED,
        Act.DECLINED,
        Act.DISPUTED,
        Act.PROGRESSED,
        Act.EXTENDED,
        Act.SHELVED,
    }
)
"""Lines whose words the reporter wrote, or was to read."""


def list_past(session: Session, found: Case) -> Sequence[Phrase]:
    """Give what happened with a case, for its reporter: how it began, the answer, the end."""
    lines = list_told(session, found)
    if len(lines) == 1:
        return ()
    answers = [line for line in lines if line.act in (Act.ANSWERED, Act.SETTLED)]
    kept = {lines[0].seq, *(line.seq for line in (*lines[-LINES_SHOWN:], *answers[-1:]))}
    return [texts.LAST_LINES(), *(_past(line) for line in lines if line.seq in kept)]


def list_told(session: Session, found: Case) -> Sequence[timeline.Line]:
    """List the lines of a file that its reporter reads; the others are the office's own."""
    lines = timeline.list_lines(session, found)
    began = max((it.seq for it in lines if it.act is BEGINS.get(found.status)), default=None)
    return [
        line
        for line in lines
        if line.seq == began or (line.act not in FOR_THE_OFFICE and not _is_inner(line))
    ]


def words_for_reporter(line: timeline.Line) -> str:
    """Give what a line says to the reporter; nothing where its words are the office's own."""
    return str((line.told or {}).get("words", "")) if line.act in WORDS_FOR_REPORTER else ""


def rated_of(line: timeline.Line) -> Phrase | None:
    """Give how satisfied its reporter was, of the line that says so."""
    said = (line.told or {}).get("satisfaction") if line.act is Act.RATED else None
    template = _SATISFIED.get(str(said))
    return None if template is None else template()


def _is_inner(line: timeline.Line) -> bool:
    """Tell whether a line of progress says nothing to a reporter: a result not approved yet."""
    return line.act is Act.PROGRESSED and "words" not in (line.told or {"words": ""})


def _past(line: timeline.Line) -> Phrase:
    words = words_for_reporter(line)
    shown = clip(words, SHOWN) or rated_of(line)
    said: Phrase | str = texts.LINE_WORDS(words=shown) if shown else ""
    if line.act is Act.DECLINED and line.told and "next_door" in line.told:
        door = str(line.told["next_door"])
        said = texts.LINE_DECLINED(words=clip(words, SHOWN), next_door=door)
    return texts.LINE(at=line.at, act=ACT_LABELS[line.act](), words=said)
