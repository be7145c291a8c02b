"""Notices that are of no case: somebody composes them, and somebody else approves them."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.access import Action
from models.areas import Area, Level
from models.errors import Invalid, NotFound
from models.notices import Notice, NoticeState
from models.people import Person
from services.areas import areas
from services.clock import Clock
from services.gate import redact
from services.gate.redact import Finding
from services.notices import notice_editing, notice_words, publishers
from services.notices.notices import hold_notice, refuse_open
from services.office import access
from services.store import insert_row, lock
from services.texts import notices as texts
from services.texts.phrases import put_into_words
from services.wording import count_meaningful, require_words

LONGEST_TITLE = 60
LONGEST_WORDS = 3000
BETWEEN = " · "


class Composed(NamedTuple):
    """What somebody composed: its subject, as it stands behind the place, and its words."""

    subject: str
    words: str


def compose(
    session: Session,
    actor_id: int,
    area_id: int,
    composed: Composed,
    clock: Clock,
    *,
    waived: Sequence[str] = (),
) -> Notice:
    """Draft a notice; whoever may approve it is asked to. The same draft again is that draft.

    Args:
        session: the open transaction.
        actor_id: who composes it, and answers by name for `waived`.
        area_id: for whom.
        composed: what it says.
        clock: tells the time.
        waived: digests of findings in it that are no personal data.

    Raises:
        NotFound: area_unknown.
        NotAllowed: not_allowed.
        Invalid: notice_title_missing, notice_title_long, notice_words_missing,
            notice_words_long or notice_area_small.
        Conflict: notice_personal; something in it is personal data.
    """
    area = areas.area_of(session, area_id)
    access.require(session, actor_id, Action.PUBLISH, area)
    if area.level is Level.BUILDING:
        raise Invalid("notice_area_small")
    title, words = _checked(area, composed)
    found = notice_words.find(session, f"{title}\n{words}")
    refuse_open([each for each in found if redact.digest_of(each) not in waived])
    lock(session, Person, actor_id)  # the same twice at once waits here
    if (drafted := _find_drafted(session, actor_id, area, title, words)) is not None:
        return drafted
    row = {
        "area_id": area.id,
        "title": title,
        "words": words,
        "state": NoticeState.DRAFT,
        "round": 1,
        "approved": "",
        "reason": "",
        "composed_by": actor_id,
        "drafted_at": clock.now(),
    }
    notice = session.get_one(Notice, insert_row(session, Notice, row))
    for each in sorted({redact.digest_of(each) for each in found}):
        notice_editing.keep_waiver(session, notice, actor_id, each, clock)
    publishers.ask_others(session, notice, clock)
    return notice


def recompose(
    session: Session,
    notice_id: int,
    actor_id: int,
    composed: Composed,
    clock: Clock,
    *,
    waived: Sequence[str] = (),
) -> None:
    """Change the title and words of what somebody composed; another person approves it then.

    Raises:
        NotFound: notice_unknown; there is none, or nobody composed it.
        Refusal: as `compose`, and as `notice_editing.edit_words`.
    """
    notice, _ = hold_notice(session, notice_id, actor_id)
    if notice.composed_by is None:
        raise NotFound("notice_unknown")
    title, words = _checked(areas.area_of(session, notice.area_id), composed)
    answered_for = notice_words.waived_of(session, notice.id) | frozenset(waived)
    found = notice_words.find(session, title)
    refuse_open([each for each in found if redact.digest_of(each) not in answered_for])
    for each in sorted({redact.digest_of(each) for each in found} & frozenset(waived)):
        notice_editing.keep_waiver(session, notice, actor_id, each, clock)
    notice.title = title
    notice_editing.edit_words(session, notice_id, actor_id, words, clock, waived=waived)


def list_areas(session: Session, actor_id: int) -> Sequence[Area]:
    """List for whom somebody may put something on notice: estates and what lies above them.

    Raises:
        NotAllowed: not_allowed; nowhere.
    """
    held = access.require_somewhere(session, actor_id, Action.PUBLISH)
    found = {it.id: it for area in held for it in (area, *areas.list_below(session, area))}
    return [it for it in found.values() if it.level is not Level.BUILDING]


def list_found(session: Session, area_id: int, composed: Composed) -> Sequence[Finding]:
    """List what the gate finds in a text before it is kept.

    Raises:
        NotFound: area_unknown.
    """
    title = _title(areas.area_of(session, area_id), composed.subject)
    return notice_words.find(session, f"{title}\n{composed.words}")


def mask(session: Session, composed: Composed) -> Composed:
    """Mask everything that the gate finds in a text."""
    return Composed(*(notice_words.mask(session, each) for each in composed))


def split(notice: Notice) -> Composed:
    """Give a notice as it was composed."""
    _, _, subject = notice.title.partition(BETWEEN)
    return Composed(subject or notice.title, notice.words)


def _checked(area: Area, composed: Composed) -> tuple[str, str]:
    if not count_meaningful(composed.subject):
        raise Invalid("notice_title_missing")
    if len(composed.subject) > LONGEST_TITLE:
        raise Invalid("notice_title_long", most=LONGEST_TITLE)
    require_words(composed.words, "notice_words_missing")
    if len(composed.words) > LONGEST_WORDS:
        raise Invalid("notice_words_long", most=LONGEST_WORDS)
    return _title(area, composed.subject), composed.words


def _find_drafted(
    session: Session, actor_id: int, area: Area, title: str, words: str
) -> Notice | None:
    return session.exec(
        select(Notice).where(
            Notice.composed_by == actor_id,
            Notice.area_id == area.id,
            Notice.state == NoticeState.DRAFT,
            Notice.title == title,
            Notice.words == words,
            col(Notice.about).is_(None),
        )
    ).first()


def _title(area: Area, subject: str) -> str:
    tidied = " ".join(subject.split())
    return put_into_words(texts.TITLE_SAYS(area=area.name, subject=tidied))
