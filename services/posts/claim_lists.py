"""The list of claimed posts (岗位认领名单) on notice in the community.

A list names people as they chose, and who chose answers for it by name: the gate lets just that
through. What hangs at the units is in unit_lists.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from models.access import Action
from models.areas import Area, Level
from models.base import table
from models.errors import Conflict, NotFound
from models.notices import Notice, NoticeClaim, NoticeState, Waiver
from models.posts import Claim, ClaimState, Opening, Post, ShownAs
from models.units import Unit
from services.areas import areas
from services.casework import reach
from services.clock import Clock, today
from services.delivery import outbox
from services.delivery.messages import Saying
from services.gate import redact
from services.members import members
from services.notices import notice_words, publishers, taking_down
from services.office import access
from services.posts import opening_cards
from services.store import insert_missing, lock_all
from services.texts.phrases import put_into_words
from services.texts.posts import claim_lists as texts
from services.texts.posts.posts import name_post

ABOUT = "claims:"
BETWEEN = "、"


@dataclass(frozen=True, slots=True)
class Line:
    """One opening of a list: how it reads, and who holds it."""

    opening: Opening
    head: str
    claims: Sequence[Claim]


def draw_up(session: Session, area: Area, actor_id: int, clock: Clock) -> Notice:
    """Draft the list of an area as it stands now, and show it to those who publish.

    Drawn up twice on one day it is the same notice, with what is so now; a draft of an earlier
    day that nobody published is taken back.

    Raises:
        NotAllowed: not_allowed.
        NotFound: claim_list_empty.
        Conflict: claim_list_up, today's list was published already.
    """
    access.require(session, actor_id, Action.PUBLISH, area)
    lines = list_lines(session, area)
    if not lines:
        raise NotFound("claim_list_empty", area=area.name)
    notice = _draw(session, area, lines, clock)
    if notice is None:
        raise Conflict("claim_list_up", area=area.name)
    show(session, notice, clock, besides=actor_id)
    return notice


def list_communities(session: Session, clock: Clock) -> Sequence[str]:
    """List whose lists are drafted by themselves, by their ids."""
    del clock
    found = select(Area.id).where(Area.level == Level.COMMUNITY).order_by(col(Area.id))
    return [str(area_id) for area_id in session.exec(found)]


def draw_up_changed(session: Session, receiver: str, clock: Clock) -> bool:
    """Draft the list of a community if it is not the one that was drafted last.

    Where today's is up already the next time is early enough. Where nobody holds a post any more,
    what waits to be published is taken back.
    """
    area = areas.area_of(session, int(receiver))
    held = {(claim.id, claim.shown_as) for claim, _ in _list_held(session, area)}
    if held == _named_last(session, area):
        return False
    if not held:
        _take_back_drafts(session, _lock_drafts(session, area))
        return False
    notice = _draw(session, area, list_lines(session, area), clock)
    if notice is not None:
        show(session, notice, clock)
    return notice is not None


def list_lines(session: Session, area: Area) -> Sequence[Line]:
    """List the openings of an area that somebody holds, as a list reads them."""
    held: dict[int, tuple[Opening, list[Claim]]] = {}
    for claim, opening in _list_held(session, area):
        held.setdefault(opening.id, (opening, []))[1].append(claim)
    return [Line(opening, _head(session, opening), claims) for opening, claims in held.values()]


def _head(session: Session, opening: Opening) -> str:
    post = session.get_one(Post, opening.post_id)
    phrase = texts.LINE(
        post=name_post(post.code, post.name),
        area=areas.area_of(session, opening.area_id).name,
        times=opening_cards.say_times_of(opening),
        names="",
    )
    return put_into_words(phrase)


def _list_held(session: Session, area: Area) -> Sequence[tuple[Claim, Opening]]:
    """List the claims that hold a place in an area, by their openings."""
    return session.exec(
        select(Claim, Opening)
        .join(Opening, col(Opening.id) == Claim.opening_id)
        .join(Area, col(Area.id) == Opening.area_id)
        .where(
            Claim.state == ClaimState.HELD,
            col(Opening.closed_at).is_(None),
            col(Area.path).startswith(area.path, autoescape=True),
        )
        .order_by(col(Opening.post_id), col(Opening.id), col(Claim.id))
    ).all()


def _draw(session: Session, area: Area, lines: Sequence[Line], clock: Clock) -> Notice | None:
    """Write today's draft; None where it is no draft any more."""
    day = today(clock)
    about = f"{_about(area)}{day}"
    row = {
        "area_id": area.id,
        "about": about,
        "round": 1,
        "title": put_into_words(texts.TITLE(area=area.name, month=day.month, day=day.day)),
        "words": "",
        "drafted_at": clock.now(),
        "state": NoticeState.DRAFT,
        "approved": "",
        "reason": "",
    }
    insert_missing(session, Notice, [row])
    drafts = _lock_drafts(session, area)
    notice = next((each for each in drafts if each.about == about), None)
    if notice is not None:
        _take_back_drafts(session, [each for each in drafts if each is not notice])
        notice.drafted_at = clock.now()
        _write(session, notice, lines, clock)
    return notice


def _lock_drafts(session: Session, area: Area) -> Sequence[Notice]:
    """Lock the lists of an area that nobody published."""
    of_area = select(Notice.id).where(
        col(Notice.about).startswith(_about(area)),
        col(Notice.unit_id).is_(None),
        Notice.state == NoticeState.DRAFT,
    )
    held = lock_all(session, Notice, session.exec(of_area).all())
    return [each for each in held if each.state is NoticeState.DRAFT]


def _take_back_drafts(session: Session, drafts: Sequence[Notice]) -> None:
    for each in drafts:
        reason = put_into_words(texts.TAKEN_DOWN_REASON())
        taking_down.forget_draft(session, each, reason)


def _named_last(session: Session, area: Area) -> set[tuple[int, ShownAs]]:
    """Give which claims the last list of an area names, and how."""
    last = (
        select(Notice.id)
        .where(col(Notice.about).startswith(_about(area)), col(Notice.unit_id).is_(None))
        .order_by(col(Notice.id).desc())
        .limit(1)
        .scalar_subquery()
    )
    named = select(NoticeClaim.claim_id, col(NoticeClaim.shown_as))
    return set(session.exec(named.where(NoticeClaim.notice_id == last)))


def _about(area: Area) -> str:
    return f"{ABOUT}{area.id}:"


def _write(session: Session, notice: Notice, lines: Sequence[Line], clock: Clock) -> None:
    """Put the lines into a draft: the names that people chose stand, the rest is masked."""
    named = name_lines(session, lines)
    names = {name: claim.person_id for _, each in named for claim, name in each}
    keep_named(session, notice, [claim for line in lines for claim in line.claims])
    said = [put_into_words(texts.HEAD())]
    said += [line.head + BETWEEN.join(name for _, name in each) for line, each in named]
    words = "\n".join(said)
    rows: list[dict[str, Any]] = []
    for finding in notice_words.find(session, words):
        chose = next((it for name, it in names.items() if finding.text in name), None)
        if chose is not None:
            rows.append(
                {
                    "notice_id": notice.id,
                    "finding": redact.digest_of(finding),
                    "waived_by": chose,
                    "waived_at": clock.now(),
                }
            )
    insert_missing(session, Waiver, rows)
    waived = {str(row["finding"]) for row in rows}
    notice.words, notice.approved = notice_words.mask(session, words, waived), ""
    session.flush()


def keep_named(session: Session, notice: Notice, claims: Sequence[Claim]) -> None:
    """Keep which claims a list names: names alone would not tell."""
    known = table(NoticeClaim)
    session.connection().execute(delete(known).where(known.c.notice_id == notice.id))
    rows = [{"notice_id": notice.id, "claim_id": it.id, "shown_as": it.shown_as} for it in claims]
    insert_missing(session, NoticeClaim, rows)


def name_lines(
    session: Session, lines: Sequence[Line]
) -> Sequence[tuple[Line, Sequence[tuple[Claim, str]]]]:
    """Name the holders line by line; where two people of a list read alike, with their units."""
    named = [(line, name_each(session, line.claims)) for line in lines]
    read_as: dict[str, set[int]] = {}
    for claim, name in (it for _, each in named for it in each):
        read_as.setdefault(name, set()).add(claim.person_id)
    return [
        (
            line,
            [
                (claim, _with_unit(session, claim, name) if len(read_as[name]) > 1 else name)
                for claim, name in each
            ],
        )
        for line, each in named
    ]


def _with_unit(session: Session, claim: Claim, name: str) -> str:
    member = members.find_member(session, claim.person_id)
    if claim.shown_as is ShownAs.UNIT or member is None or member.unit_id is None:
        return name
    unit = session.get_one(Unit, member.unit_id)
    return put_into_words(texts.OF_UNIT(name=name, unit=unit.name))


def name_each(session: Session, claims: Sequence[Claim]) -> Sequence[tuple[Claim, str]]:
    """Name the holders, each as they chose."""
    return [(claim, opening_cards.name_claims(session, [claim])) for claim in claims]


def show(session: Session, notice: Notice, clock: Clock, *, besides: int | None = None) -> None:
    """Show a draft to those who publish; whoever asked for it (`besides`) sees it in reply."""
    area = areas.area_of(session, notice.area_id)
    saying = Saying(
        (texts.TO_PUBLISH(area=area.name), *publishers.show(session, notice, None)),
        publishers.list_choices(session, notice, None),
        subject=taking_down.subject_of(notice.id),
    )
    outbox.cancel(session, taking_down.subject_of(notice.id))
    for person_id in reach.nearest_to_decide(session, area, Action.PUBLISH, ()):
        if person_id != besides:
            outbox.tell(session, person_id, saying, clock)
