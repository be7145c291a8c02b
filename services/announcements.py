"""Announcements (通知): water off, a clinic, a service day; told to the groups of an area."""

import logging
from collections.abc import Collection, Sequence

from sqlmodel import Session

from models.access import Action
from models.areas import Area
from models.errors import Invalid, NotFound
from models.groups import Content, Group
from services import facts, forwards, groups
from services.clock import Clock
from services.delivery.messages import Saying
from services.gate import redact
from services.gate.redact import Finding
from services.office import access
from services.texts import groups as texts
from services.texts.phrases import put_into_words
from services.wording import count_meaningful

logger = logging.getLogger(__name__)

LEAST_WORDS = 4
"""Meaningful characters of an announcement."""


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


def announce(
    session: Session,
    area: Area,
    words: str,
    actor_id: int,
    clock: Clock,
    *,
    waived: Collection[str] = (),
) -> tuple[int, int]:
    """Tell the groups of an area; where no bot can write, ask a worker to.

    Args:
        session: the open transaction.
        area: whose groups.
        words: what is announced.
        actor_id: who announces it, and answers by name for `waived`.
        clock: tells the time.
        waived: digests of findings of the gate that may stand.

    Returns:
        To how many groups it is posted, and into how many it is carried by hand.

    Raises:
        NotAllowed: they may not announce there.
        Invalid: announcement_missing, or announcement_personal.
        NotFound: announcement_no_groups.
    """
    access.require(session, actor_id, Action.ANNOUNCE, area)
    if count_meaningful(words) < LEAST_WORDS:
        raise Invalid("announcement_missing")
    found = find_personal(session, words)
    if open_ := [each for each in found if redact.digest_of(each) not in waived]:
        raise Invalid("announcement_personal", count=len(open_), text=open_[0].text)
    receivers = list_receivers(session, area)
    if not receivers:
        raise NotFound("announcement_no_groups", area=area.name)
    if found:
        message = "person %d answers for %d findings of the gate in an announcement to area %d"
        logger.warning(message, actor_id, len(found), area.id)
    phone = facts.office_phone(session)
    phrase = texts.ANNOUNCEMENT(words=words, area=area.name, phone=phone)
    by_hand = 0
    for group in receivers:
        if groups.is_by_hand(session, group):
            forwards.ask(session, group, put_into_words(phrase), clock)
            by_hand += 1
        else:
            groups.post(session, group, Saying((phrase,)), clock)
    return len(receivers) - by_hand, by_hand
