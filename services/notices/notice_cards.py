"""Notices in the groups: one message for a day's notices, edited in place as they end."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlmodel import Session, col, select

from models.groups import Card, Content, Group
from models.notices import Notice, NoticeState
from models.outbox import Priority
from services.areas import areas
from services.clock import Clock
from services.delivery import cards
from services.delivery.messages import Choice, Saying
from services.groups import groups
from services.notices.notice_words import place_in
from services.store import insert_missing
from services.texts import notices as texts
from services.texts.phrases import Phrase
from services.wording import clip

NOTICE_LINK = "notices"
"""Begins what a link to notices carries; `-` and an id may follow."""

FEW = 2
"""So many are shown whole; more are a digest of titles."""

LISTED = 20
SHOWN = 500


def list_groups(session: Session, notice: Notice) -> Sequence[Group]:
    """List the groups that hear of a notice; a copy for a unit is in none."""
    if notice.unit_id is not None:
        return ()
    area = areas.area_of(session, notice.area_id)
    return groups.list_around(session, area, Content.NOTICES)


def post(
    session: Session, group: Group, notices: Sequence[Notice], pushed_at: datetime, clock: Clock
) -> None:
    """Show a day's notices in a group, once however often it is asked for."""
    subject = _subject(pushed_at)
    row = {"group_id": group.id, "subject": subject, "created_at": clock.now()}
    if not insert_missing(session, Card, [row]):
        return
    found = select(Card).where(Card.group_id == group.id, Card.subject == subject)
    _put(session, session.exec(found).one(), group, notices, clock)


def follow(session: Session, notice: Notice, clock: Clock) -> None:
    """Bring the messages that show a notice up to where it stands now."""
    if notice.pushed_at is None:
        return
    session.flush()
    together = session.exec(
        select(Notice).where(Notice.pushed_at == notice.pushed_at).order_by(col(Notice.id))
    ).all()
    found = session.exec(
        select(Card, Group)
        .join(Group, col(Group.id) == Card.group_id)
        .where(Card.subject == _subject(notice.pushed_at), col(Group.unbound_at).is_(None))
        .order_by(col(Card.id))
    ).all()
    for card, group in found:
        here = {area.id for area in groups.areas_of(session, group.id)}
        shown = [it for it in together if here & {*_upward(session, it)}]
        if not any(map(_is_up, shown)) and not cards.is_posted(session, card):
            cards.take_back(session, card)  # it was never posted, and has nothing to say now
        elif shown:
            _put(session, card, group, shown, clock)


def look(notices: Sequence[Notice]) -> tuple[Phrase, ...]:
    """Say what is on notice: whole where there are few, else the titles."""
    if len(notices) <= FEW:
        return tuple(_whole(notice) for notice in notices)
    lines = [
        texts.GROUP_LINE(index=index, title=_title(notice), state=_state(notice))
        for index, notice in enumerate(notices[:LISTED], 1)
    ]
    rest = len(notices) - LISTED
    more = (texts.GROUP_REST(count=rest),) if rest > 0 else ()
    return (texts.GROUP_MANY(count=len(notices)), *lines, *more)


def link_of(notices: Sequence[Notice]) -> str:
    """Give what the link to these notices carries."""
    return f"{NOTICE_LINK}-{notices[0].id}" if len(notices) == 1 else NOTICE_LINK


def _put(
    session: Session, card: Card, group: Group, notices: Sequence[Notice], clock: Clock
) -> None:
    is_any_up = any(map(_is_up, notices))
    choices = (Choice(texts.GROUP_LINK(), link=link_of(notices)),) if is_any_up else ()
    address = groups.address_of(session, group)
    cards.post_look(session, card, address, Saying(look(notices), choices), clock, Priority.NOTICE)


def _is_up(notice: Notice) -> bool:
    return notice.state is NoticeState.PUBLISHED


def _whole(notice: Notice) -> Phrase:
    if notice.state is not NoticeState.PUBLISHED or notice.ends_at is None:
        return texts.GROUP_OVER(title=_title(notice), state=_label(notice))
    return texts.GROUP_ONE(
        title=notice.title, words=clip(notice.words, SHOWN), until=notice.ends_at
    )


def _title(notice: Notice) -> str:
    """Give the title; of what is no more on notice the place alone, without what was said."""
    is_up = notice.state is NoticeState.PUBLISHED
    return notice.title if is_up else place_in(notice.title)


def _state(notice: Notice) -> Phrase | str:
    if notice.state is NoticeState.PUBLISHED:
        return ""
    return texts.GROUP_STATE(state=_label(notice))


def _label(notice: Notice) -> Phrase:
    """Say where a notice stands: one whose words are being changed is taken down meanwhile."""
    if notice.state is NoticeState.DRAFT:
        return texts.STATE_LABELS[NoticeState.WITHDRAWN]()
    return texts.STATE_LABELS[notice.state]()


def _upward(session: Session, notice: Notice) -> Sequence[int]:
    return areas.ids_upward(areas.area_of(session, notice.area_id))


def _subject(pushed_at: datetime) -> str:
    return f"notices:{pushed_at.astimezone(UTC).isoformat(timespec='microseconds')}"
