"""Announcements (通知) on the board: what stands there now, and taking it down."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, or_, select

from models.access import Action
from models.announcements import Announcement
from models.areas import Area, Level
from models.errors import NotFound
from services.areas import areas
from services.clock import Clock
from services.office import access
from services.store import lock

PAGE = 20


def list_in_force(
    session: Session, near: Area | None, clock: Clock, page: int = 0
) -> tuple[Sequence[Announcement], bool]:
    """List a page of what is announced now in a community and above it, the newest first.

    Returns:
        The announcements, and whether there are older ones.
    """
    now = clock.now()
    statement = select(Announcement).where(
        Announcement.ends_at > now, col(Announcement.taken_down_at).is_(None)
    )
    if near is not None:
        whole = areas.community_of(session, near) or near
        below = select(Area.id).where(col(Area.path).startswith(whole.path, autoescape=True))
        upward = col(Announcement.area_id).in_(areas.ids_upward(whole))
        statement = statement.where(or_(col(Announcement.area_id).in_(below), upward))
    newest = (col(Announcement.announced_at).desc(), col(Announcement.id).desc())
    statement = statement.order_by(*newest).offset(page * PAGE).limit(PAGE + 1)
    found = session.exec(statement).all()
    return found[:PAGE], len(found) > PAGE


def list_own(
    session: Session, person_id: int, page: int = 0
) -> tuple[Sequence[Announcement], bool]:
    """List a page of what was announced where somebody may announce, the newest first."""
    scopes = access.areas_where(session, person_id, Action.ANNOUNCE)
    if not scopes:
        return (), False
    within = or_(*(col(Area.path).startswith(it.path, autoescape=True) for it in scopes))
    statement = select(Announcement).where(
        col(Announcement.area_id).in_(select(Area.id).where(within))
    )
    newest = statement.order_by(col(Announcement.id).desc())
    found = session.exec(newest.offset(page * PAGE).limit(PAGE + 1)).all()
    return found[:PAGE], len(found) > PAGE


def list_places(session: Session, person_id: int) -> Sequence[Area]:
    """List the areas to which somebody may announce, each after the one it stands below."""
    scopes = access.areas_where(session, person_id, Action.ANNOUNCE)
    places = (it for it in areas.list_areas(session) if it.level is not Level.BUILDING)
    return [it for it in places if any(scope.contains(it) for scope in scopes)]


def take_down(session: Session, announcement_id: int, actor_id: int, clock: Clock) -> None:
    """Take an announcement off the board; what was said in the groups was said.

    Raises:
        NotFound: announcement_unknown; there is none, or none of theirs.
    """
    found = lock(session, Announcement, announcement_id)
    if found is None or not access.may(
        session, actor_id, Action.ANNOUNCE, areas.area_of(session, found.area_id)
    ):
        raise NotFound("announcement_unknown")
    found.taken_down_at = found.taken_down_at or clock.now()
    session.flush()


def last_instant(announcement: Announcement) -> datetime:
    """Give the last instant at which an announcement stands, within its last day."""
    return announcement.ends_at - timedelta(microseconds=1)
