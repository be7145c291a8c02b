"""The list of claimed posts (岗位认领名单) on notice in the community.

A list names people as they chose, and who chose answers for it by name: the gate lets just that
through. What hangs at the units is in unit_lists.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from models.access import Action
from models.areas import Area
from models.errors import Conflict, NotFound
from models.notices import Notice, NoticeState, Waiver
from models.posts import Claim, ClaimState, Opening, Post
from services import areas
from services.clock import Clock, today
from services.delivery import outbox
from services.delivery.messages import Saying
from services.gate import redact
from services.notices import notice_words, publishers, taking_down
from services.office import absences, access
from services.posts import opening_cards
from services.store import insert_missing, lock
from services.texts import claim_lists as texts
from services.texts.phrases import put_into_words
from services.texts.posts import name_post

ABOUT = "claims:"


@dataclass(frozen=True, slots=True)
class Line:
    """One opening of a list: how it reads, and who holds it."""

    opening: Opening
    head: str
    claims: Sequence[Claim]


def draw_up(session: Session, area: Area, actor_id: int | None, clock: Clock) -> Notice:
    """Draft the list of an area as it stands now, and show it to those who publish.

    Drawn up twice on one day it is the same notice, with what is so now.

    Raises:
        NotAllowed: not_allowed.
        NotFound: claim_list_empty.
        Conflict: claim_list_up, today's list was published already.
    """
    if actor_id is not None:
        access.require(session, actor_id, Action.PUBLISH, area)
    lines = list_lines(session, area)
    if not lines:
        raise NotFound("claim_list_empty", area=area.name)
    notice = _draft_of_today(session, area, clock)
    if notice.state is not NoticeState.DRAFT:
        raise Conflict("claim_list_up", area=area.name)
    _write(session, notice, lines, clock)
    _show(session, notice, area, actor_id, clock)
    return notice


def draw_up_changed(session: Session, clock: Clock) -> int:
    """Draft the list of every community in which somebody holds a post since its last one."""
    drafted = 0
    for area in areas.list_areas(session):
        is_community = areas.community_of(session, area) == area
        if is_community and _is_changed(session, area):
            draw_up(session, area, None, clock)
            drafted += 1
    return drafted


def list_lines(session: Session, area: Area) -> Sequence[Line]:
    """List the openings of an area that somebody holds, as a list reads them."""
    found = session.exec(
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
    held: dict[int, tuple[Opening, list[Claim]]] = {}
    for claim, opening in found:
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


def _draft_of_today(session: Session, area: Area, clock: Clock) -> Notice:
    about = f"{ABOUT}{area.id}:{today(clock)}"
    day = today(clock)
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
    found = session.exec(select(Notice.id).where(Notice.about == about)).one()
    notice = lock(session, Notice, found)
    if notice is None:
        raise NotFound("notice_unknown")
    return notice


def _write(session: Session, notice: Notice, lines: Sequence[Line], clock: Clock) -> None:
    """Put the lines into a draft: the names that people chose stand, the rest is masked."""
    names = {
        name: claim for line in lines for claim, name in name_each(session, line.claims).items()
    }
    said = [put_into_words(texts.HEAD())]
    said += [line.head + "、".join(name_each(session, line.claims).values()) for line in lines]
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


def name_each(session: Session, claims: Sequence[Claim]) -> Mapping[int, str]:
    """Name the holders by their ids, each as they chose."""
    return {claim.person_id: opening_cards.name_claims(session, [claim]) for claim in claims}


def _show(
    session: Session, notice: Notice, area: Area, actor_id: int | None, clock: Clock
) -> None:
    """Show a draft to those who publish; whoever asked for it sees it in reply."""
    saying = Saying(
        (texts.TO_PUBLISH(area=area.name), *publishers.show(session, notice, None)),
        publishers.list_choices(session, notice, None),
        subject=taking_down.subject_of(notice.id),
    )
    outbox.cancel(session, taking_down.subject_of(notice.id))
    holders = access.list_holders(session, Action.PUBLISH, area)
    for person_id in absences.only_present(session, holders) or holders:
        if person_id != actor_id:
            outbox.tell(session, person_id, saying, clock)


def _is_changed(session: Session, area: Area) -> bool:
    claims = [claim for line in list_lines(session, area) for claim in line.claims]
    last = session.exec(
        select(Notice.drafted_at)
        .where(col(Notice.about).startswith(f"{ABOUT}{area.id}:"), col(Notice.unit_id).is_(None))
        .order_by(col(Notice.id).desc())
        .limit(1)
    ).first()
    return bool(claims) and (last is None or any(claim.since > last for claim in claims))
