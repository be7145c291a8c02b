"""The name of an erased member where everybody reads it: on lists of posts and in the groups."""

import re
from collections.abc import Collection

from sqlalchemy import delete
from sqlmodel import Session, col, select

from models.base import table
from models.case_offers import CaseOffer
from models.cases import Case
from models.notices import Notice, NoticeClaim, NoticeState, Waiver
from models.posts import Claim, ShownAs
from services.case_offers import offer_cards
from services.clock import Clock
from services.identity import people
from services.notices import notice_cards, notice_words
from services.posts import claim_lists, news, unit_lists
from services.store import lock_all
from services.texts.members import members as texts
from services.texts.phrases import put_into_words


def take_off(session: Session, person_id: int, name: str, clock: Clock) -> None:
    """Name somebody nowhere any more; their `name` itself is forgotten already.

    Locks: the notices that name them, then the cards in the groups.
    """
    theirs = people.selves(session, person_id)
    if name:
        _take_off_lists(session, theirs, name, clock)
    news.show_again(session, theirs, clock)
    found = session.exec(
        select(CaseOffer, Case)
        .join(Case, col(Case.id) == CaseOffer.case_id)
        .where(
            col(CaseOffer.claimed_by).in_(theirs),
            col(CaseOffer.unit_id).is_(None),
            col(CaseOffer.ended_at).is_not(None),
        )
        .order_by(col(CaseOffer.id))
    ).all()
    for offer, case in found:
        offer_cards.show_again(session, offer, case, clock)


def _take_off_lists(session: Session, theirs: Collection[int], name: str, clock: Clock) -> None:
    """Mask a name in every list and copy; what is up stays up, approved as it reads now."""
    found = session.exec(
        select(NoticeClaim.notice_id)
        .join(Claim, col(Claim.id) == NoticeClaim.claim_id)
        .where(col(Claim.person_id).in_(theirs))
        .distinct()
    ).all()
    waivers = table(Waiver)
    for notice in lock_all(session, Notice, found):
        if name not in notice.words:
            continue
        notice.words = _without(notice.words, name, _list_others(session, notice, theirs))
        if notice.approved:
            notice.approved = notice_words.digest_of(notice)
        session.connection().execute(
            delete(waivers).where(
                waivers.c.notice_id == notice.id, waivers.c.waived_by.in_(theirs)
            )
        )
        session.flush()
        _show_again(session, notice, clock)


def _show_again(session: Session, notice: Notice, clock: Clock) -> None:
    """Let everybody see a list as it reads now who was shown it before."""
    if notice.state is NoticeState.DRAFT and notice.unit_id is None:
        claim_lists.show(session, notice, clock)
    elif notice.state is NoticeState.PUBLISHED and notice.unit_id is not None:
        unit_lists.hang_anew(session, notice, clock)
    else:
        notice_cards.follow(session, notice, clock)


def _list_others(session: Session, notice: Notice, theirs: Collection[int]) -> Collection[str]:
    """List the names of the others whom a list names."""
    others = session.exec(
        select(Claim.person_id)
        .join(NoticeClaim, col(NoticeClaim.claim_id) == Claim.id)
        .where(
            NoticeClaim.notice_id == notice.id,
            NoticeClaim.shown_as == ShownAs.NAME,
            col(Claim.person_id).not_in(theirs),
        )
    ).all()
    return {people.contact_of(session, person_id).name for person_id in others} - {""}


def _without(words: str, name: str, others: Collection[str]) -> str:
    """Mask a name, but not where it is the beginning of somebody else's."""
    masked = put_into_words(texts.A_COMRADE())
    known = sorted({name, *others}, key=len, reverse=True)
    pattern = "|".join(re.escape(each) for each in known)
    return re.sub(pattern, lambda it: masked if it[0] == name else it[0], words)
