"""Announcements (通知): water off, a clinic, a service day.

They are told to the groups of an area, and stand on the board until they are over. They are no
notices (公示): nobody approves them, and nobody objects to them.
"""

import logging
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from sqlmodel import Session

from models.access import Action
from models.announcements import Announcement, AnnouncementKind
from models.areas import Area
from models.errors import Invalid
from models.groups import Content, Group
from services import facts, once
from services.clock import Clock, today
from services.delivery.messages import Saying
from services.gate import redact
from services.gate.redact import Finding
from services.groups import forwards, groups
from services.office import access
from services.texts import groups as texts
from services.texts.phrases import put_into_words
from services.wording import count_meaningful, squeeze

logger = logging.getLogger(__name__)

LEAST_WORDS = 4
"""Meaningful characters of an announcement."""

LONGEST_WORDS = 2000
SHOWN_DAYS = 7
"""So long an announcement stands on the board where nobody says otherwise."""

LONGEST_DAYS = 90
_FORM = "announce"

SIGNS: Sequence[tuple[AnnouncementKind, Sequence[str]]] = (
    (
        AnnouncementKind.OUTAGE,
        ("停水", "停电", "停气", "停暖", "停热", "断水", "断电", "断网", "限水", "限电"),
    ),
    (
        AnnouncementKind.CLINIC,
        ("体检", "义诊", "疫苗", "接种", "筛查", "量血压", "测血糖", "健康讲座", "看牙", "配镜"),
    ),
    (
        AnnouncementKind.EVENT,
        ("活动", "讲座", "演出", "电影", "报名", "培训", "比赛", "联欢", "集市", "志愿服务"),
    ),
)
"""By what words a kind is known, the most pressing first."""


class Sent(NamedTuple):
    """To how many groups an announcement is posted, and into how many it is carried by hand."""

    posted: int
    by_hand: int


class Showing(NamedTuple):
    """How an announcement stands on the board: its kind, and until the end of which day.

    What is None is found from the words, or is `SHOWN_DAYS` away.
    """

    kind: AnnouncementKind | None = None
    until: date | None = None


def list_receivers(session: Session, area: Area) -> Sequence[Group]:
    """List the groups that an announcement to an area goes to."""
    return groups.list_within(session, area, Content.ANNOUNCEMENTS)


def has_own_groups(session: Session, area: Area) -> bool:
    """Tell whether an area has groups of its own for announcements."""
    return bool(groups.list_at(session, area, Content.ANNOUNCEMENTS))


def find_personal(session: Session, words: str) -> Sequence[Finding]:
    """Find personal data in an announcement; the office's own phone is everybody's."""
    return redact.find(words, (facts.office_phone(session),))


def mask_personal(session: Session, words: str) -> str:
    """Mask the personal data in an announcement."""
    return redact.mask_all(words, (facts.office_phone(session),))


def guess_kind(words: str) -> AnnouncementKind:
    """Guess from its words what an announcement is about."""
    said = squeeze(words)
    found = (kind for kind, signs in SIGNS if any(sign in said for sign in signs))
    return next(found, AnnouncementKind.GENERAL)


def check(session: Session, area: Area, words: str, actor_id: int) -> Sequence[Finding]:
    """Refuse what cannot be announced here by somebody; give what the gate finds in it.

    Raises:
        NotAllowed: they may not announce there.
        Invalid: announcement_missing, or announcement_long.
    """
    access.require(session, actor_id, Action.ANNOUNCE, area)
    if count_meaningful(words) < LEAST_WORDS:
        raise Invalid("announcement_missing")
    if len(words) > LONGEST_WORDS:
        raise Invalid("announcement_long", limit=LONGEST_WORDS)
    return find_personal(session, words)


def announce(  # noqa: PLR0913 - what is told, where, by whom, and until when
    session: Session,
    area: Area,
    words: str,
    actor_id: int,
    clock: Clock,
    *,
    waived: Collection[str] = (),
    showing: Showing = Showing(),  # noqa: B008 - nothing in it changes
) -> Sent:
    """Tell the groups of an area, and show it on the board; where no bot can write, ask a worker.

    An area without groups has the board alone.

    Args:
        session: the open transaction.
        area: whose groups.
        words: what is announced.
        actor_id: who announces it, and answers by name for `waived`.
        clock: tells the time.
        waived: digests of findings of the gate that may stand.
        showing: how it stands on the board.

    Raises:
        NotAllowed: they may not announce there.
        Invalid: announcement_missing, announcement_long, announcement_until, or
            announcement_personal.
    """
    found = check(session, area, words, actor_id)
    if open_ := [each for each in found if redact.digest_of(each) not in waived]:
        raise Invalid("announcement_personal", count=len(open_), text=open_[0].text)
    if found:
        message = "person %d answers for %d findings of the gate in an announcement to area %d"
        logger.warning(message, actor_id, len(found), area.id)
    _show(session, area, words, actor_id, clock, showing)
    return _tell(session, area, words, clock)


def announce_once(  # noqa: PLR0913 - as `announce`, and by which form
    session: Session,
    area: Area,
    words: str,
    actor_id: int,
    clock: Clock,
    *,
    key: str,
    waived: Collection[str] = (),
    showing: Showing = Showing(),  # noqa: B008 - nothing in it changes
) -> Sent | None:
    """Announce what a form says; None when the same form, by its `key`, was sent before.

    Raises:
        NotAllowed, Invalid: as `announce`.
    """
    form = f"{actor_id}:{key}:{area.id}:{showing!r}:{words}"
    if key and once.find_before(session, _FORM, form, clock) is not None:
        return None
    return announce(session, area, words, actor_id, clock, waived=waived, showing=showing)


def check_day(until: date | None, clock: Clock) -> None:
    """Refuse a day that is over, or too far away.

    Raises:
        Invalid: announcement_until.
    """
    day = today(clock)
    if until is not None and not day <= until <= day + timedelta(days=LONGEST_DAYS):
        raise Invalid("announcement_until", days=LONGEST_DAYS)


def last_day(clock: Clock) -> date:
    """Give the day until which an announcement stands where nobody says otherwise."""
    return today(clock) + timedelta(days=SHOWN_DAYS)


def _show(
    session: Session, area: Area, words: str, actor_id: int, clock: Clock, showing: Showing
) -> None:
    until = showing.until or last_day(clock)
    check_day(until, clock)
    session.add(
        Announcement(
            area_id=area.id,
            kind=showing.kind or guess_kind(words),
            words=words,
            announced_by=actor_id,
            announced_at=clock.now(),
            ends_at=datetime.combine(until + timedelta(days=1), time(), clock.zone).astimezone(
                UTC
            ),
        )
    )
    session.flush()


def _tell(session: Session, area: Area, words: str, clock: Clock) -> Sent:
    receivers = list_receivers(session, area)
    phone = facts.office_phone(session)
    phrase = texts.ANNOUNCEMENT(words=words, area=area.name, phone=phone)
    by_hand = 0
    for group in receivers:
        if groups.is_by_hand(session, group):
            forwards.ask(session, group, put_into_words(phrase), clock)
            by_hand += 1
        else:
            groups.post(session, group, Saying((phrase,)), clock)
    return Sent(len(receivers) - by_hand, by_hand)
