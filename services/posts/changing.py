"""Changing what is open: more or fewer places, another meeting place, other times."""

from dataclasses import dataclass

from sqlmodel import Session, col, delete, select

from models.access import Action
from models.errors import Conflict
from models.members import MemberKind
from models.posts import Claim, Confirmation, Opening
from models.shifts import CheckIn, Shift
from services.areas import areas
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Saying
from services.office import access
from services.posts import claims, opening_cards, openings, waiting_list
from services.posts.openings import OpeningEntry
from services.serving import shifts
from services.texts.phrases import put_into_words
from services.texts.posts import openings as texts


@dataclass(frozen=True, slots=True)
class OpeningChange:
    """What an opening is to be from now on; None stays as it is."""

    places: int | None = None
    place: str | None = None
    times: str | None = None
    confirm: Confirmation | None = None
    check_in: CheckIn | None = None
    asks_skill: str | None = None
    asks_kind: MemberKind | None = None
    pin: tuple[float, float] | None = None


def change_opening(
    session: Session, opening_id: int, change: OpeningChange, actor_id: int | None, clock: Clock
) -> Opening:
    """Change an opening; the same again changes nothing.

    With more places whoever waits longest is asked. Times change only where nobody claims, for
    whoever holds it chose it by them.

    Raises:
        NotFound: opening_unknown.
        NotAllowed: not_allowed.
        Invalid: as `openings.check_entry`.
        Conflict: opening_ended, opening_places_taken, opening_times_held or opening_exists.
    """
    opening = openings.hold_opening(session, opening_id)
    if actor_id is not None:
        place = areas.area_of(session, opening.area_id)
        access.require(session, actor_id, Action.OPEN_POST, place)
    if opening.closed_at is not None:
        raise Conflict("opening_ended")
    before = opening.model_dump()
    wanted = openings.check_entry(session, _entry(opening, change), clock)
    changed = {name for name, value in wanted.items() if before[name] != value}
    if not changed:
        return opening
    if wanted["places"] < opening.taken:
        raise Conflict("opening_places_taken", taken=opening.taken)
    _check_times(session, opening, changed)
    same = openings.find_same(session, wanted)
    if same is not None and same.id != opening.id:
        raise Conflict("opening_exists", post=put_into_words(openings.name_of(session, same)))
    opening.sqlmodel_update(wanted)
    session.flush()
    _follow(session, opening, changed, clock)
    return opening


def _entry(opening: Opening, change: OpeningChange) -> OpeningEntry:
    """Give an opening as it is to be."""
    pin = change.pin or (opening.latitude, opening.longitude)
    return OpeningEntry(
        opening.post_id,
        opening.area_id,
        opening.places if change.places is None else change.places,
        opening.starts_on,
        opening.ends_on,
        opening.times if change.times is None else change.times,
        opening.place if change.place is None else change.place,
        *pin,
        confirm=change.confirm or opening.confirm,
        check_in=change.check_in or opening.check_in,
        asks_skill=opening.asks_skill if change.asks_skill is None else change.asks_skill,
        asks_kind=change.asks_kind or opening.asks_kind,
    )


def _check_times(session: Session, opening: Opening, changed: set[str]) -> None:
    is_claimed = session.exec(
        select(Claim.id)
        .where(Claim.opening_id == opening.id, col(Claim.ended_at).is_(None))
        .limit(1)
    ).first()
    if "times" in changed and is_claimed is not None:
        raise Conflict("opening_times_held")


def _follow(session: Session, opening: Opening, changed: set[str], clock: Clock) -> None:
    """Do what a change brings: shifts anew, the next in line asked, holders told."""
    if "times" in changed:
        _plan_anew(session, opening, clock)
    if "place" in changed:
        said = texts.PLACE_CHANGED(name=openings.name_of(session, opening), place=opening.place)
        for claim in claims.list_holders(session, opening):
            outbox.tell(session, claim.person_id, Saying((said,)), clock)
    if "places" in changed:
        waiting_list.move_up(session, opening, clock)
    opening_cards.follow(session, opening, clock)


def _plan_anew(session: Session, opening: Opening, clock: Clock) -> None:
    """Make the coming shifts anew; one that somebody once had a part in is only cancelled."""
    for shift in shifts.list_coming(session, opening, clock):
        if shifts.has_parts(session, shift):
            shift.cancelled_at = clock.now()
    session.flush()
    session.exec(
        delete(Shift).where(
            col(Shift.opening_id) == opening.id,
            col(Shift.starts_at) > clock.now(),
            col(Shift.cancelled_at).is_(None),
        )
    )
    opening.shifts_until = None
    shifts.make_ahead(session, opening, clock)
