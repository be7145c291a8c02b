"""Two who turned out to be one: what one of them had goes to the other.

The lines of old files name whoever wrote them, and the chain holds those names; so the row of the
one who is gone stays, and says who they are now.
"""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from models.access import Appointment
from models.base import table
from models.errors import Conflict
from models.following import Follower, Recusal
from models.media import Attachment
from models.members import Member
from models.people import Account, Person
from services.attachments import fetching
from services.clock import Clock
from services.identity import desk, handing_over
from services.identity.people import contact_of, set_name, set_phone
from services.office import duty
from services.store import lock_all


def merge_people(session: Session, gone_id: int, kept_id: int, clock: Clock) -> None:
    """Give everything of one person to another; who is gone points at who is kept.

    Raises:
        Conflict: link_expired; one of them was merged by somebody else just now.
    """
    found = {person.id: person for person in lock_all(session, Person, [gone_id, kept_id])}
    gone, kept = found[gone_id], found[kept_id]
    if gone.merged_into_id is not None or kept.merged_into_id is not None:
        raise Conflict("link_expired")
    for person_id in (gone_id, kept_id):  # whoever sits there proves anew who they are
        desk.shut(session, person_id, clock)
    duty.hand_over(session, gone_id, kept_id, clock)
    _hand_over_contact(session, gone, kept)
    _hand_over_roles(session, gone_id, kept_id, clock)
    _hand_over_following(session, gone_id, kept_id)
    connection = session.connection()
    accounts, people = table(Account), table(Person)
    handing_over.hand_over_rows(session, gone_id, kept_id)
    handing_over.hand_over_service(session, gone_id, kept_id, clock)
    connection.execute(
        update(accounts)
        .where(accounts.c.person_id == gone_id)
        .values(person_id=kept_id, joined_at=clock.now())
    )
    connection.execute(
        update(people).where(people.c.merged_into_id == gone_id).values(merged_into_id=kept_id)
    )
    gone.merged_into_id = kept_id
    session.flush()
    session.expire_all()


def share_area(session: Session, person_id: int) -> None:
    """Let the accounts and their person know where the others know them to be."""
    accounts, people = table(Account), table(Person)
    theirs = accounts.c.person_id == person_id
    known = (
        select(accounts.c.area_id)
        .where(theirs, accounts.c.area_id.is_not(None))
        .order_by(accounts.c.id)
        .limit(1)
        .scalar_subquery()
    )
    connection = session.connection()
    connection.execute(
        update(people)
        .where(people.c.id == person_id, people.c.area_id.is_(None))
        .values(area_id=known)
    )
    here = select(people.c.area_id).where(people.c.id == person_id).scalar_subquery()
    connection.execute(
        update(accounts).where(theirs, accounts.c.area_id.is_(None)).values(area_id=here)
    )


def keep_photos(session: Session, account_id: int, heir_ids: Sequence[int], clock: Clock) -> None:
    """Let other accounts of a person have the photos and voices that belong to cases.

    What was not fetched yet can only be fetched through the same account of ours: without an
    heir there it is lost, and they are told.

    Args:
        session: the open transaction.
        account_id: whose they are.
        heir_ids: whose they may be; the last one gets them.
        clock: tells the time.
    """
    attachments = table(Attachment)
    theirs = (attachments.c.account_id == account_id, attachments.c.case_id.is_not(None))
    left = session.get_one(Account, account_id)
    same_robot = select_rows(Account.id).where(
        col(Account.id).in_(heir_ids), Account.door == left.door, Account.robot == left.robot
    )
    nearest = session.exec(same_robot.order_by(col(Account.id).desc())).first()
    heir_id = nearest or heir_ids[-1]
    unfetched: Sequence[int] = [] if nearest else fetching.lock_waiting(session, account_id)
    moved = update(attachments).where(*theirs).values(account_id=heir_id)
    session.connection().execute(moved)
    session.expire_all()
    for attachment_id in unfetched:
        fetching.settle_lost(session, attachment_id, "the door was signed out", clock)


def share_language(session: Session, person_id: int) -> None:
    """Let accounts on which no language was chosen follow the first on which one was."""
    accounts = table(Account)
    theirs = accounts.c.person_id == person_id
    chosen = (
        select(accounts.c.language)
        .where(theirs, accounts.c.language.is_not(None))
        .order_by(accounts.c.id)
        .limit(1)
    )
    language = session.connection().execute(chosen).scalar()
    if language is not None:
        session.connection().execute(
            update(accounts).where(theirs, accounts.c.language.is_(None)).values(language=language)
        )


def _hand_over_contact(session: Session, gone: Person, kept: Person) -> None:
    """Keep what the kept one has; what they lack comes from the other, whose row keeps none.

    The name that the roll of members has goes before one that somebody gave themselves.
    """
    had, has = contact_of(session, gone.id), contact_of(session, kept.id)
    is_rolls = _is_on_roll(session, gone.id) and not _is_on_roll(session, kept.id)
    if had.name and (is_rolls or not has.name):
        set_name(session, kept.id, had.name)
    if had.phone and not has.phone:
        set_phone(session, kept.id, had.phone)
    kept.area_id = kept.area_id or gone.area_id
    agreed = [at for at in (kept.consented_at, gone.consented_at) if at is not None]
    kept.consented_at = min(agreed, default=None)
    gone.name = gone.phone = gone.phone_hash = gone.area_id = gone.consented_at = None
    session.flush()


def _is_on_roll(session: Session, person_id: int) -> bool:
    in_force = select_rows(Member.id).where(
        Member.person_id == person_id, col(Member.until).is_(None)
    )
    return session.exec(in_force).first() is not None


def _hand_over_following(session: Session, gone_id: int, kept_id: int) -> None:
    """Let one follow what the other did, and be kept from what the other was.

    What both follow is followed once.
    """
    rows: list[Follower | Recusal] = [
        *session.exec(select_rows(Follower).where(Follower.person_id == gone_id)),
        *session.exec(select_rows(Recusal).where(Recusal.person_id == gone_id)),
    ]
    followed = select_rows(Follower.case_id).where(Follower.person_id == kept_id)
    recused = select_rows(Recusal.case_id).where(Recusal.person_id == kept_id)
    known = {Follower: set(session.exec(followed)), Recusal: set(session.exec(recused))}
    for row in rows:
        if row.case_id not in known[type(row)]:
            row.person_id = kept_id
    session.flush()


def _hand_over_roles(session: Session, gone_id: int, kept_id: int, clock: Clock) -> None:
    """Keep the roles of both; one that both hold in the same place is held once."""
    in_force = select_rows(Appointment).where(col(Appointment.until).is_(None))
    held = session.exec(in_force.where(Appointment.person_id == kept_id)).all()
    places = {(each.role, each.area_id) for each in held}
    for each in session.exec(select_rows(Appointment).where(Appointment.person_id == gone_id)):
        if each.until is None and (each.role, each.area_id) in places:
            each.until = clock.now()
        else:
            each.person_id = kept_id
    session.flush()
