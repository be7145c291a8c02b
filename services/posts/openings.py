"""Openings (定岗): a community opens a post, and what is open where.

They are changed in services/posts/changing.py and closed in services/posts/closing.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, or_, select

from models.access import Action
from models.areas import Area
from models.errors import Conflict, Invalid, NotFound
from models.members import MemberKind
from models.posts import Confirmation, Opening, Post
from models.shifts import CheckIn
from services.areas import areas
from services.clock import Clock, today
from services.office import access
from services.posts import opening_cards
from services.posts.weekly_times import read_times, write_times
from services.serving import shifts
from services.store import insert_missing, lock
from services.texts.phrases import Phrase, put_into_words
from services.texts.posts import openings as texts
from services.texts.posts.posts import name_post
from services.wording import clean

FEWEST, MOST = 1, 500
"""Places of an opening."""

DECEMBER = 12
SAME = ("post_id", "area_id", "starts_on", "ends_on", "times", "place")
"""Two openings that have these in common are one."""

LONGEST_TIMES = 400
LONGEST_PLACE = 80
LONGEST_SKILL = 40
MOST_YEARS = 5
LONGEST_TERM = timedelta(days=366 * MOST_YEARS)
"""More is a slip in the year."""


@dataclass(frozen=True, slots=True)
class OpeningEntry:
    """A post as a community opens it; see `Opening`.

    `times` are weekly times as people write them, empty where they are settled with each holder.
    """

    post_id: int
    area_id: int
    places: int
    starts_on: date
    ends_on: date
    times: str = ""
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    confirm: Confirmation = Confirmation.COMMUNITY
    check_in: CheckIn = CheckIn.BUTTON
    asks_skill: str = ""
    asks_kind: MemberKind | None = None


def get_opening(session: Session, opening_id: int) -> Opening:
    """Give an opening, closed ones too.

    Raises:
        NotFound: opening_unknown.
    """
    opening = session.get(Opening, opening_id)
    if opening is None:
        raise NotFound("opening_unknown")
    return opening


def hold_opening(session: Session, opening_id: int) -> Opening:
    """Lock an opening until the transaction ends, and give it as it is now.

    Raises:
        NotFound: opening_unknown.
    """
    opening = lock(session, Opening, opening_id)
    if opening is None:
        raise NotFound("opening_unknown")
    return opening


def post_of(session: Session, opening: Opening) -> Post:
    """Give the kind of post that is open."""
    return session.get_one(Post, opening.post_id)


def name_of(session: Session, opening: Opening) -> Phrase:
    """Name an opening in one line: the post, where, when."""
    post = post_of(session, opening)
    return texts.NAMED(
        post=name_post(post.code, post.name),
        area=areas.full_name(session, areas.area_of(session, opening.area_id)),
        times=texts.say_weekly(read_times(opening.times)),
    )


def list_open(session: Session, area: Area, clock: Clock) -> Sequence[Opening]:
    """List what is open and not over in an area, below it, and in those it lies in."""
    return session.exec(
        select(Opening)
        .join(Area, col(Area.id) == Opening.area_id)
        .join(Post, col(Post.id) == Opening.post_id)
        .where(
            col(Opening.closed_at).is_(None),
            Opening.ends_on >= today(clock),
            or_(
                col(Area.path).startswith(area.path, autoescape=True),
                col(Area.id).in_(areas.ids_upward(area)),
            ),
        )
        .order_by(col(Post.position), col(Area.code), col(Opening.id))
    ).all()


def open_post(
    session: Session, entry: OpeningEntry, actor_id: int | None, clock: Clock
) -> Opening:
    """Open a post and make its first shifts; the same again changes nothing.

    One that was closed is open again, with the shifts that the closing cancelled. Nobody named:
    an operator did it.

    Raises:
        NotAllowed: not_allowed.
        NotFound: area_unknown.
        Invalid: as `check_entry`.
        Conflict: opening_exists; the same is open with other places or another confirmation.
    """
    if actor_id is not None:
        place = areas.area_of(session, entry.area_id)
        access.require(session, actor_id, Action.OPEN_POST, place)
    columns = check_entry(session, entry, clock)
    row = columns | {"taken": 0, "opened_by": actor_id, "opened_at": clock.now()}
    is_new = insert_missing(session, Opening, [row | {"closed_why": ""}]) > 0
    found = find_same(session, columns)
    if found is None:
        raise NotFound("opening_unknown")
    opening = hold_opening(session, found.id)
    if opening.closed_at is not None:
        shifts.revive(session, opening, opening.closed_at, clock)
        opening.sqlmodel_update(row | {"closed_at": None, "closed_why": "", "shifts_until": None})
        session.flush()
        is_new = True
    if is_new:
        shifts.make_ahead(session, opening, clock)
        opening_cards.follow(session, opening, clock)
    elif any(getattr(opening, name) != value for name, value in columns.items()):
        raise Conflict("opening_exists", post=put_into_words(name_of(session, opening)))
    return opening


def check_entry(session: Session, entry: OpeningEntry, clock: Clock) -> dict[str, Any]:
    """Give the columns of an opening, as they are kept.

    Raises:
        NotFound: post_unknown or area_unknown.
        Invalid: post_ended, opening_places, opening_backwards, opening_term_over,
            opening_term_long, times_unclear, opening_times_many, opening_place_long,
            opening_skill_long or opening_pin.
    """
    _check_post(session, entry.post_id)
    areas.area_of(session, entry.area_id)
    check_places(entry.places)
    _check_term(entry.starts_on, entry.ends_on, clock)
    _check_pin(entry)
    return {
        "post_id": entry.post_id,
        "area_id": entry.area_id,
        "places": entry.places,
        "starts_on": entry.starts_on,
        "ends_on": entry.ends_on,
        "times": tidy_times(entry.times),
        "place": tidy_place(entry.place),
        "latitude": entry.latitude,
        "longitude": entry.longitude,
        "confirm": entry.confirm,
        "check_in": entry.check_in,
        "asks_skill": tidy_skill(entry.asks_skill),
        "asks_kind": entry.asks_kind,
    }


def check_places(places: int) -> None:
    """Refuse a number of places that cannot be.

    Raises:
        Invalid: opening_places.
    """
    if not FEWEST <= places <= MOST:
        raise Invalid("opening_places", least=FEWEST, most=MOST)


def tidy_times(words: str) -> str:
    """Give weekly times in the form in which they are kept.

    Raises:
        Invalid: times_unclear or opening_times_many.
    """
    times = write_times(read_times(words))
    if len(times) > LONGEST_TIMES:
        raise Invalid("opening_times_many")
    return times


def tidy_place(words: str) -> str:
    """Give a meeting place as it is kept.

    Raises:
        Invalid: opening_place_long.
    """
    return _within(words, LONGEST_PLACE, "opening_place_long")


def tidy_skill(words: str) -> str:
    """Give what is asked for as it is kept.

    Raises:
        Invalid: opening_skill_long.
    """
    return _within(words, LONGEST_SKILL, "opening_skill_long")


def years_end(day: date) -> date:
    """Give the last day of the year; in December that of the next one."""
    return date(day.year + (day.month == DECEMBER), DECEMBER, 31)


def find_same(session: Session, columns: dict[str, Any]) -> Opening | None:
    """Find the opening of the same post, area, term, times and place, closed ones too."""
    return session.exec(
        select(Opening).filter_by(**{name: columns[name] for name in SAME})
    ).first()


def _check_post(session: Session, post_id: int) -> None:
    post = session.get(Post, post_id)
    if post is None:
        raise NotFound("post_unknown", post=post_id)
    if post.ended_at is not None:
        raise Invalid("post_ended", post=post.name)


def _check_term(first: date, last: date, clock: Clock) -> None:
    if last < first:
        raise Invalid("opening_backwards")
    if last < today(clock):
        raise Invalid("opening_term_over")
    if last - first > LONGEST_TERM:
        raise Invalid("opening_term_long", years=MOST_YEARS)


def _check_pin(entry: OpeningEntry) -> None:
    pin = (entry.latitude, entry.longitude)
    is_whole = None not in pin
    if any(each is not None for each in pin) and not is_whole:
        raise Invalid("opening_pin")
    if entry.latitude is not None and entry.longitude is not None:
        is_whole = abs(entry.latitude) <= 90 and abs(entry.longitude) <= 180  # noqa: PLR2004
        if not is_whole:
            raise Invalid("opening_pin")
    if entry.check_in is CheckIn.LOCATION and not is_whole:
        raise Invalid("opening_pin")


def _within(words: str, limit: int, reason: str) -> str:
    tidied = " ".join(clean(words).split())
    if len(tidied) > limit:
        raise Invalid(reason, limit=limit)
    return tidied
