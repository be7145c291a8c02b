"""Coming to report (报到): somebody says that they are a member, and the secretary decides.

Whoever asks learns nothing of the roll: the same word comes back whether or not they stand there.
"""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from sqlmodel import Session, col, func, or_, select

from models.access import Action, Role
from models.areas import Area
from models.errors import Conflict, Invalid, NotAllowed, NotFound, TooSoon
from models.members import Enrolment, EnrolmentState, Member
from models.people import Account, Person
from services.areas import areas
from services.areas.areas import LONGEST_NAME as LONGEST_UNIT
from services.casework import reach
from services.clock import Clock
from services.identity import accounts, merging, people
from services.members import bodies, matching, members, unit_names
from services.members.roll import Entry
from services.office import access
from services.sealing import Unreadable, canonical, sealer_of
from services.store import lock
from services.wording import clean, clip, require_words

LAST_DIGITS = 4
LONGEST_NAME = 40
MOST_TRIES = 3
TRIES_REST = timedelta(days=7)
"""So many requests of one person or account in so long: nobody tries names until one fits."""


class Told(NamedTuple):
    """What somebody says of themselves; empty once erased."""

    name: str
    unit: str
    last: str


def ask(
    session: Session, account_id: int, told: Told, area_id: int, clock: Clock
) -> tuple[Enrolment, bool]:
    """Ask to be known as a member; who asked before and was not answered asks once.

    Returns:
        The request, and whether it is new.

    Raises:
        Invalid: digits_unclear.
        NotFound: person_unknown; nobody is behind this account.
        Conflict: member_already.
        TooSoon: too_many_enrolments.
    """
    if len(told.last) != LAST_DIGITS or not (told.last.isascii() and told.last.isdigit()):
        raise Invalid("digits_unclear")
    account = session.get_one(Account, account_id)
    if account.person_id is None:
        raise NotFound("person_unknown")
    person_id = people.hold(session, account.person_id)
    lock(session, Person, person_id)
    if members.is_member(session, person_id):
        raise Conflict("member_already")
    waiting = find_open(session, person_id)
    if waiting is not None:
        return waiting, False
    _check_tries(session, person_id, account_id, clock)
    key_id, sealer = people.key_of(session, person_id)
    area = areas.area_of(session, area_id)
    match = matching.find_match(session, *told, area)
    enrolment = Enrolment(
        person_id=person_id,
        account_id=account_id,
        area_id=area.id,
        key_id=key_id,
        words=sealer.seal(canonical(_tidy(told)._asdict()).decode()),
        member_id=None if match is None else match.member_id,
        asked_at=clock.now(),
    )
    session.add(enrolment)
    session.flush()
    return enrolment, True


def find_open(session: Session, person_id: int) -> Enrolment | None:
    """Find what somebody asked and nobody has answered."""
    return session.exec(
        select(Enrolment).where(
            Enrolment.person_id == person_id, col(Enrolment.decided_at).is_(None)
        )
    ).first()


def has_asked(session: Session, person_id: int) -> bool:
    """Tell whether somebody ever came to report, whatever was answered."""
    asked = select(Enrolment.id).where(Enrolment.person_id == person_id).limit(1)
    return session.exec(asked).first() is not None


def told_in(session: Session, enrolment: Enrolment) -> Told:
    """Give what was said in a request."""
    try:
        words = sealer_of(session, enrolment.key_id).open(enrolment.words)
        return Told(**json.loads(words))
    except (Unreadable, ValueError):
        return Told("", "", "")


def list_deciders(session: Session, enrolment: Enrolment) -> Sequence[int]:
    """List who is told: the nearest who may decide, are present and can be reached."""
    area = areas.area_of(session, enrolment.area_id)
    return reach.nearest_told(session, area, Action.ADMIT_MEMBER, (enrolment.person_id,))


def list_waiting(session: Session, actor_id: int) -> Sequence[Enrolment]:
    """List the requests that somebody may decide, the oldest first."""
    scopes = access.areas_where(session, actor_id, Action.ADMIT_MEMBER)
    if not scopes:
        return ()
    found = session.exec(
        select(Enrolment)
        .where(col(Enrolment.decided_at).is_(None), Enrolment.person_id != actor_id)
        .order_by(col(Enrolment.id))
    ).all()
    here = {each.area_id: areas.area_of(session, each.area_id) for each in found}
    return [each for each in found if any(scope.contains(here[each.area_id]) for scope in scopes)]


def get_open(session: Session, enrolment_id: int, actor_id: int) -> Enrolment:
    """Give a request that waits, to somebody who may decide it.

    Raises:
        NotFound: enrolment_unknown.
        NotAllowed: not_allowed; own_enrolment.
        Conflict: enrolment_decided.
    """
    enrolment = session.get(Enrolment, enrolment_id)
    if enrolment is None:
        raise NotFound("enrolment_unknown")
    here = areas.area_of(session, enrolment.area_id)
    access.require(session, actor_id, Action.ADMIT_MEMBER, here)
    if enrolment.person_id == actor_id:
        raise NotAllowed("own_enrolment")
    if enrolment.decided_at is not None:
        raise Conflict("enrolment_decided")
    return enrolment


def find_match(
    session: Session, enrolment: Enrolment, entries: Sequence[Entry] | None = None
) -> Entry | None:
    """Find the member of the roll whom somebody seems to be, as it stands now."""
    area = areas.area_of(session, enrolment.area_id)
    return matching.find_match(session, *told_in(session, enrolment), area, entries)


def needs_look(session: Session, enrolment_id: int, actor_id: int) -> bool:
    """Tell whether somebody has to see who it is: the roll has no phone to compare.

    Raises:
        NotFound, NotAllowed, Conflict: as for `get_open`.
    """
    match = find_match(session, get_open(session, enrolment_id, actor_id))
    return match is not None and not match.has_account and not matching.is_proved(match)


def pass_enrolment(
    session: Session, enrolment_id: int, actor_id: int, clock: Clock, *, is_checked: bool = False
) -> tuple[Enrolment, Member]:
    """Let somebody be a member: the one of the roll, or a new one.

    With `is_checked` whoever decides says that they saw who it is.

    Locks: their conversations, then people, then the request.

    Raises:
        NotFound, NotAllowed, Conflict: as for `get_open`; member_already; enrolment_known: the
            member of the roll reported before, through another account; enrolment_unchecked:
            the roll has no phone to compare, and nobody saw who it is.
    """
    enrolment = get_open(session, enrolment_id, actor_id)
    match = find_match(session, enrolment)
    if match is not None and match.has_account:
        raise Conflict("enrolment_known")
    if match is not None and not matching.is_proved(match) and not is_checked:
        raise Conflict("enrolment_unchecked")
    accounts.hold_conversations(session, _accounts_of(session, enrolment.person_id))
    enrolment = _decide(session, enrolment.id, actor_id, EnrolmentState.PASSED, clock)
    area = areas.area_of(session, enrolment.area_id)
    if match is None:
        member = _make_member(session, enrolment, area, clock)
    else:
        member = _join_member(session, enrolment, match, clock)
    bodies.report_to(session, member.person_id, area, clock)
    member.heard_at = clock.now()
    session.flush()
    return session.get_one(Enrolment, enrolment_id), member


def decline_enrolment(
    session: Session, enrolment_id: int, actor_id: int, reason: str, clock: Clock
) -> Enrolment:
    """Say no, and why.

    Raises:
        NotFound, NotAllowed, Conflict: as for `get_open`.
        Invalid: enrolment_reason_missing.
    """
    require_words(reason, "enrolment_reason_missing")
    enrolment = get_open(session, enrolment_id, actor_id)
    enrolment = _decide(session, enrolment.id, actor_id, EnrolmentState.DECLINED, clock)
    enrolment.reason = clean(reason)
    session.flush()
    return enrolment


def _decide(
    session: Session, enrolment_id: int, actor_id: int, state: EnrolmentState, clock: Clock
) -> Enrolment:
    """Close a request that nobody closed meanwhile; its person is locked before it."""
    asked = session.get_one(Enrolment, enrolment_id)
    lock(session, Person, people.hold(session, asked.person_id))
    enrolment = lock(session, Enrolment, enrolment_id)
    if enrolment is None:
        raise NotFound("enrolment_unknown")
    if enrolment.decided_at is not None:
        raise Conflict("enrolment_decided")
    if members.is_member(session, enrolment.person_id):
        raise Conflict("member_already")
    enrolment.state, enrolment.decided_at = state, clock.now()
    enrolment.decided_by = actor_id
    session.flush()
    return enrolment


def _make_member(session: Session, enrolment: Enrolment, area: Area, clock: Clock) -> Member:
    told, person_id = told_in(session, enrolment), enrolment.person_id
    people.set_name(session, person_id, told.name)
    unit = unit_names.find_or_add(session, told.unit, clock)
    access.appoint(session, person_id, Role.MEMBER, area, clock)
    unit_id = None if unit is None else unit.id
    return members.remember(session, person_id, area.id, clock, unit_id=unit_id)


def _join_member(session: Session, enrolment: Enrolment, match: Entry, clock: Clock) -> Member:
    """Give the account to the member of the roll: their name and unit are as imported."""
    enrolment.member_id = match.member_id
    session.flush()
    merging.merge_people(session, enrolment.person_id, match.person_id, clock)
    merging.share_area(session, match.person_id)
    merging.share_language(session, match.person_id)
    session.expire_all()
    return session.get_one(Member, match.member_id)


def _check_tries(session: Session, person_id: int, account_id: int, clock: Clock) -> None:
    """Who erases themselves is somebody new to us, but the account stays the same."""
    lately = select(func.count()).where(
        or_(Enrolment.person_id == person_id, Enrolment.account_id == account_id),
        Enrolment.asked_at > clock.now() - TRIES_REST,
    )
    if session.exec(lately).one() >= MOST_TRIES:
        raise TooSoon("too_many_enrolments")


def _accounts_of(session: Session, person_id: int) -> Sequence[int]:
    return session.exec(select(Account.id).where(Account.person_id == person_id)).all()


def _tidy(told: Told) -> Told:
    name = clip(" ".join(told.name.split()), LONGEST_NAME)
    return Told(name, " ".join(told.unit.split())[:LONGEST_UNIT], told.last)
