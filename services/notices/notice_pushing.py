"""Telling the groups what was put on notice: in the evening, once, by hand where no bot is."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, select

from models.groups import Group
from models.notices import Notice, NoticeState
from services.clock import Clock
from services.groups import forwards, groups
from services.notices import notice_cards, notice_words
from services.rules import rules_of
from services.store import lock_all
from services.texts.phrases import join_words


def push_new(session: Session, clock: Clock) -> int:
    """Tell the groups around of every notice that they were not told of; give how many.

    They are marked in the same transaction, so that no restart tells of one twice.
    """
    now = clock.now()
    found = session.exec(
        select(Notice.id).where(
            Notice.state == NoticeState.PUBLISHED,
            col(Notice.pushed_at).is_(None),
            col(Notice.ends_at) > now,
        )
    ).all()
    new = [
        notice
        for notice in lock_all(session, Notice, list(found))
        if notice.state is NoticeState.PUBLISHED
        and notice.pushed_at is None
        and notice.approved == notice_words.digest_of(notice)
    ]
    for notice in new:
        notice.pushed_at = now
    session.flush()
    for group, notices in _by_group(session, new).values():
        if groups.is_by_hand(session, group):
            _ask(session, group, notices, clock)
        else:
            notice_cards.post(session, group, notices, now, clock)
    return len(new)


def _by_group(
    session: Session, notices: Sequence[Notice]
) -> Mapping[int, tuple[Group, list[Notice]]]:
    told: dict[int, tuple[Group, list[Notice]]] = {}
    for notice in notices:
        for group in notice_cards.list_groups(session, notice):
            told.setdefault(group.id, (group, []))[1].append(notice)
    return told


def _ask(session: Session, group: Group, notices: Sequence[Notice], clock: Clock) -> None:
    """Ask a worker to carry them into a group that no bot can write to."""
    address = rules_of(session).public_url
    link = f"{address}/chat?start={notice_cards.link_of(notices)}" if address else ""
    words = join_words(notice_cards.look(notices))
    forwards.ask(session, group, f"{words}\n{link}".strip(), clock, link)
