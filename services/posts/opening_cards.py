"""The cards of openings in the groups of members and units: edited in place as places go.

What was opened on one day is one message in a group: whole with a button each where it is little,
a list with a link where it is much. Nobody is named but as they chose to be.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session, col, func, or_, select

from models.areas import Area
from models.groups import Card, Content, Group
from models.outbox import Priority
from models.posts import Claim, ClaimState, Opening, Post
from services.areas import areas
from services.clock import Clock, local, today
from services.delivery import cards
from services.delivery.messages import Choice, Command, Saying
from services.groups import groups
from services.members import members
from services.posts.weekly_times import read_times
from services.store import insert_missing
from services.texts.phrases import Phrase, put_into_words, verbatim
from services.texts.posts import opening_cards as texts
from services.texts.posts.openings import say_weekly
from services.texts.posts.posts import name_post

FEW = 3
"""So many are shown whole, with a button each; more are a list."""

LISTED = 20
POST_LINK = "post-"
"""Begins what the link to one opening carries; its id follows."""

NAMED = 12
"""Holders that are named in one line; the rest are counted."""

LINK = "do-posts"
"""What the link to the posts in the private chat carries."""


def follow(session: Session, opening: Opening, clock: Clock) -> None:
    """Bring the cards of an opening up to how it stands now."""
    follow_all(session, [opening], clock)


def follow_all(session: Session, followed: Iterable[Opening], clock: Clock) -> None:
    """Bring the cards of several openings up to how they stand now, each card once.

    What was opened on one day shares its card: whoever changes several openings locks them all
    before the first card, and cards are locked in one order.
    """
    if not groups.are_any_bound(session):
        return
    session.flush()
    shown: dict[tuple[date, int], Group] = {}
    for opening in followed:
        day = local(opening.opened_at, clock).date()
        here = areas.area_of(session, opening.area_id)
        for group in groups.list_around(session, here, Content.POSTS):
            shown[day, group.id] = group
    for day, group_id in sorted(shown):
        _show(session, shown[day, group_id], day, clock)


def _show(session: Session, group: Group, day: date, clock: Clock) -> None:
    card = _hold_card(session, group, day)
    opened = _opened_on(session, group, day, clock)
    is_any_open = any(_is_open(it, clock) for it in opened)
    if card is None:
        if not is_any_open:
            return
        row = {"group_id": group.id, "subject": _subject(day), "created_at": clock.now()}
        insert_missing(session, Card, [row])
        _show(session, group, day, clock)
        return
    if not is_any_open and not cards.is_posted(session, card):
        cards.take_back(session, card)  # closed before anybody read of it
        return
    address = groups.address_of(session, group)
    saying = _in_few if len(opened) <= FEW else _in_a_list
    cards.post_look(
        session, card, address, saying(session, opened, day, clock), clock, Priority.NOTICE
    )


def _subject(day: date) -> str:
    return f"openings:{day}"


def _hold_card(session: Session, group: Group, day: date) -> Card | None:
    """Lock the card of a day in a group: who waits for it shows what the one before them did."""
    found = select(Card).where(Card.group_id == group.id, Card.subject == _subject(day))
    locked = found.with_for_update(key_share=True).execution_options(populate_existing=True)
    return session.exec(locked).first()


def _opened_on(session: Session, group: Group, day: date, clock: Clock) -> Sequence[Opening]:
    """List what was opened on a day of the street in the areas of a group, and below them."""
    begins = datetime.combine(day, time(), clock.zone)
    within = [
        col(Area.path).startswith(area.path, autoescape=True)
        for area in groups.areas_of(session, group.id)
    ]
    return session.exec(
        select(Opening)
        .join(Area, col(Area.id) == Opening.area_id)
        .where(
            col(Opening.opened_at) >= begins.astimezone(UTC),
            col(Opening.opened_at) < (begins + timedelta(days=1)).astimezone(UTC),
            or_(*within),
        )
        .order_by(col(Opening.id))
        .execution_options(populate_existing=True)
    ).all()


def _in_few(session: Session, opened: Sequence[Opening], day: date, clock: Clock) -> Saying:
    del day
    said = tuple(_whole(session, opening, clock) for opening in opened)
    choices = tuple(
        Choice(
            (texts.CLAIM if it.taken < it.places else texts.CLAIM_WAITING)(
                post=post_of(session, it)
            ),
            Command("claim", {"opening": it.id}),
        )
        for it in opened
        if _is_open(it, clock)
    )
    return Saying(said, choices)


def _in_a_list(session: Session, opened: Sequence[Opening], day: date, clock: Clock) -> Saying:
    lines = [
        texts.OPENING_LINE(
            index=index,
            post=post_of(session, it),
            area=areas.area_of(session, it.area_id).name,
            times=say_times_of(it),
            free=_free(it, clock),
        )
        for index, it in enumerate(opened[:LISTED], 1)
    ]
    rest = len(opened) - LISTED
    more = (texts.REST(count=rest),) if rest > 0 else ()
    head = texts.MANY(day=say_day(day), count=len(opened))
    is_open = any(_is_open(it, clock) for it in opened)
    choices = (Choice(texts.LOOK(), link=LINK),) if is_open else ()
    return Saying((head, *lines, *more), choices)


def _whole(session: Session, opening: Opening, clock: Clock) -> Phrase:
    return texts.OPENING(
        post=post_of(session, opening),
        area=areas.area_of(session, opening.area_id).name,
        times=say_times_of(opening),
        place=texts.AT_PLACE(place=opening.place) if opening.place else "",
        first=say_day(opening.starts_on),
        last=say_day(opening.ends_on),
        who=_who(session, opening) if _is_open(opening, clock) else texts.OVER(),
    )


def _who(session: Session, opening: Opening) -> Phrase:
    open_claims = select(Claim.state, func.count()).where(
        Claim.opening_id == opening.id, col(Claim.ended_at).is_(None)
    )
    counts = dict(session.exec(open_claims.group_by(col(Claim.state))).all())
    names = name_holders(session, opening.id)
    said: list[Phrase] = [
        texts.WHO(taken=opening.taken, places=opening.places, names=names)
        if names
        else texts.NOBODY(places=opening.places)
    ]
    if pending := counts.get(ClaimState.PENDING, 0):
        said.append(texts.AND_PENDING(count=pending))
    if waiting := counts.get(ClaimState.WAITING, 0):
        said.append(texts.AND_WAITING(count=waiting))
    return verbatim("".join(map(put_into_words, said)))


def name_holders(session: Session, opening_id: int) -> str:
    """Name those who hold an opening, as they chose to be named; empty for nobody."""
    found = session.exec(
        select(Claim)
        .where(Claim.opening_id == opening_id, Claim.state == ClaimState.HELD)
        .order_by(col(Claim.id))
    ).all()
    return name_claims(session, found)


def name_claims(session: Session, claims: Sequence[Claim]) -> str:
    """Name the people of some claims, each as they chose; many are counted."""
    names = [
        put_into_words(members.shown_name(session, it.person_id, it.shown_as))
        for it in claims[:NAMED]
    ]
    more = put_into_words(texts.MORE_NAMES(count=len(claims))) if len(claims) > NAMED else ""
    return "、".join(names) + more


def post_of(session: Session, opening: Opening) -> Phrase:
    """Name the post of an opening."""
    post = session.get_one(Post, opening.post_id)
    return name_post(post.code, post.name)


def say_times_of(opening: Opening) -> Phrase:
    """Say the weekly times of an opening."""
    return say_weekly(read_times(opening.times))


def _free(opening: Opening, clock: Clock) -> Phrase:
    if not _is_open(opening, clock):
        return texts.OVER()
    free = opening.places - opening.taken
    return texts.FREE(free=free) if free > 0 else texts.FULL()


def say_day(day: date) -> Phrase:
    """Say a day as people do."""
    return texts.DAY(month=day.month, day=day.day)


def _is_open(opening: Opening, clock: Clock) -> bool:
    return opening.closed_at is None and opening.ends_on >= today(clock)
