"""What everybody may read: the notices in force around a place; and photos, where consented."""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import Session, col, exists, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from models.areas import Area, Level
from models.base import table
from models.cases import Case
from models.errors import Conflict, NotFound
from models.media import Attachment, MediaKind
from models.notices import Notice, NoticeState
from models.timeline import Act
from services import leases
from services.areas import areas
from services.case_files import timeline
from services.casework import alerts, enclosures
from services.casework.cases import get_case
from services.clock import Clock
from services.delivery.messages import Choice, Command
from services.figures.kept import kept_for
from services.identity import people
from services.notices import notice_words
from services.notices.notices import hold_notice
from services.texts import notices as texts
from services.texts.phrases import put_into_words

PAGE = 5
"""Notices shown at once in a chat."""

KEPT_UP = timedelta(days=365)
"""So long the board still shows what was on notice."""


def list_in_force(
    session: Session, near: Area | None, clock: Clock, page: int = 0, size: int = PAGE
) -> tuple[Sequence[Notice], bool]:
    """List a page of the notices in force around a place, the newest first.

    Those of its community, and of what lies above; for a stranger those of the whole street.

    Returns:
        The notices, and whether there are older ones.
    """
    newest = (col(Notice.published_at).desc(), col(Notice.id).desc())
    return _take(session, _around(session, _in_force(clock), near).order_by(*newest), page, size)


def list_ended(
    session: Session, near: Area | None, clock: Clock, page: int = 0, size: int = PAGE
) -> tuple[Sequence[Notice], bool]:
    """List a page of the notices whose days are over, of the last `KEPT_UP`, the latest first.

    What was taken down is not among them.
    """
    newest = (col(Notice.ended_at).desc(), col(Notice.id).desc())
    return _take(session, _around(session, _ended(clock), near).order_by(*newest), page, size)


def community_of(session: Session, near: Area) -> Area:
    """Give the community around a place, whose notices are read there; above it, the place."""
    return areas.TREE.get(session).above(near, Level.COMMUNITY) or near


def get_in_force(session: Session, notice_id: int, clock: Clock) -> Notice:
    """Give a notice that everybody may read now.

    Raises:
        NotFound: notice_gone; there is none, or not any more.
    """
    notice = session.exec(_in_force(clock).where(Notice.id == notice_id)).first()
    if notice is None or notice.approved != notice_words.digest_of(notice):
        raise NotFound("notice_gone")
    return notice


def get_standing(session: Session, notice_id: int, clock: Clock) -> Notice:
    """Give a notice that is in force, or was and still stands as it was approved.

    Raises:
        NotFound: notice_gone; there is none, it was taken down, or it is long over.
    """
    for standing in (_in_force(clock), _ended(clock)):
        notice = session.exec(standing.where(Notice.id == notice_id)).first()
        if notice is not None and notice.approved == notice_words.digest_of(notice):
            return notice
    raise NotFound("notice_gone")


def list_pictured(session: Session, clock: Clock, limit: int) -> Sequence[Notice] | None:
    """List the newest standing notices of the last `KEPT_UP` that have photos to show.

    Returns:
        None while they are looked for the first time.
    """

    def find(session: Session) -> Sequence[int]:
        return [it.id for it in _find_pictured(session, clock, limit)]

    found = kept_for(session, clock).get(session, ("pictured", limit), find)
    if found is None or not found.value:
        return None if found is None else []
    standing = (
        it.where(col(Notice.id).in_(found.value)) for it in (_in_force(clock), _ended(clock))
    )
    by_id = {it.id: it for each in standing for it in session.exec(each)}
    listed = (by_id[it] for it in found.value if it in by_id)
    approved = (it for it in listed if it.approved == notice_words.digest_of(it))
    return [it for it in approved if list_photos(session, it)]


def _find_pictured(session: Session, clock: Clock, limit: int) -> Sequence[Notice]:
    has_photo = exists().where(
        col(Attachment.case_id) == col(Notice.case_id), col(Attachment.kind) == MediaKind.PHOTO
    )
    found: list[Notice] = []
    for standing in (_in_force(clock), _ended(clock)):
        shown = standing.where(col(Case.may_show_photos).is_(True), has_photo)
        newest = shown.order_by(col(Notice.published_at).desc(), col(Notice.id).desc())
        found += session.exec(newest.limit(limit)).all()
    approved = (it for it in found if it.approved == notice_words.digest_of(it))
    return [it for it in approved if list_photos(session, it)][:limit]


def get_photo(session: Session, notice_id: int, number: int, clock: Clock) -> str:
    """Give the content of a photo that stands with a notice, counted from 1.

    Raises:
        NotFound: notice_gone, or attachment_unknown.
    """
    photos = list_photos(session, get_standing(session, notice_id, clock))
    if not 0 < number <= len(photos):
        raise NotFound("attachment_unknown")
    content = session.get_one(Attachment, photos[number - 1]).content
    if content is None:
        raise NotFound("attachment_unknown")
    return content


def list_photos(session: Session, notice: Notice) -> Sequence[int]:
    """List the photos shown with a notice: none but where the reporter said yes."""
    case = None if notice.case_id is None else session.get(Case, notice.case_id)
    if case is None or not case.may_show_photos:
        return ()
    return [row.id for row in _photos(session, case)]


def has_photos(session: Session, case: Case) -> bool:
    """Tell whether there is anything to ask the reporter about."""
    return bool(_photos(session, case))


def ask_for_photos(session: Session, notice_id: int, actor_id: int, clock: Clock) -> bool | None:
    """Ask the reporter, once, whether the photos may be shown with the notice (附照片).

    Returns:
        What they said; None while they have not.

    Raises:
        NotFound: attachment_unknown; there are no photos.
        Conflict: photos_refused.
    """
    _, case = hold_notice(session, notice_id, actor_id)
    if case is None or not has_photos(session, case):
        raise NotFound("attachment_unknown")
    if case.may_show_photos is False:
        raise Conflict("photos_refused", number=case.number)
    if case.may_show_photos is None and leases.take_slot(
        session, "ask_for_photos", str(case.id), clock
    ):
        about = {"case": case.id}
        choices = (
            Choice(texts.MAY(), Command("photos_yes", about)),
            Choice(texts.MAY_NOT(), Command("photos_no", about)),
        )
        phrase = texts.MAY_SHOW(number=case.number)
        alerts.tell_reporter(session, case, phrase, clock, choices)
    return case.may_show_photos


def allow_photos(
    session: Session, case_id: int, person_id: int, clock: Clock, *, is_allowed: bool
) -> None:
    """Keep what the reporter said about photos; a later word counts.

    Raises:
        NotFound: not theirs.
    """
    case = get_case(session, case_id)
    if case.reporter_id != person_id:
        raise NotFound("case_unknown")
    case.may_show_photos = is_allowed
    said = texts.CONSENT_YES if is_allowed else texts.CONSENT_NO
    timeline.append_line(
        session,
        case,
        Act.SUPPLEMENTED,
        {"words": put_into_words(said())},
        clock,
        actor_id=person_id,
        seal_with=people.key_of(session, person_id),
    )


def _in_force(clock: Clock) -> SelectOfScalar[Notice]:
    return (
        select(Notice)
        .outerjoin(Case, col(Case.id) == Notice.case_id)
        .where(
            Notice.state == NoticeState.PUBLISHED,
            col(Notice.ends_at) > clock.now(),
            col(Notice.unit_id).is_(None),
            or_(col(Notice.case_id).is_(None), col(Case.is_private).is_(False)),
        )
    )


def _ended(clock: Clock) -> SelectOfScalar[Notice]:
    return (
        select(Notice)
        .outerjoin(Case, col(Case.id) == Notice.case_id)
        .where(
            Notice.state == NoticeState.ENDED,
            col(Notice.ended_at) > clock.now() - KEPT_UP,
            col(Notice.unit_id).is_(None),
            or_(col(Notice.case_id).is_(None), col(Case.is_private).is_(False)),
        )
    )


def _around(
    session: Session, statement: SelectOfScalar[Notice], near: Area | None
) -> SelectOfScalar[Notice]:
    """Keep what is of the community around a place, or lies above it."""
    if near is None:
        return statement
    whole = community_of(session, near)
    places = table(Area)
    below = select(places.c.id).where(places.c.path.startswith(whole.path))
    upward = col(Notice.area_id).in_(areas.ids_upward(whole))
    return statement.where(or_(col(Notice.area_id).in_(below), upward))


def _take(
    session: Session, statement: SelectOfScalar[Notice], page: int, size: int
) -> tuple[Sequence[Notice], bool]:
    """Take a page; what was changed since somebody approved it is left out."""
    found = session.exec(statement.offset(page * size).limit(size + 1)).all()
    shown = [it for it in found[:size] if it.approved == notice_words.digest_of(it)]
    return shown, len(found) > size


def _photos(session: Session, case: Case) -> Sequence[Attachment]:
    found = enclosures.list_of_case(session, case.id)
    return [row for row in found if row.kind is MediaKind.PHOTO]
