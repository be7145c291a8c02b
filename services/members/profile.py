"""What a member says of themselves: skills, interests, free times.

Name and unit stand on cards, lists and the certificate: they are the office's, see `correcting`.
"""

from typing import NamedTuple

from sqlmodel import Session

from models.errors import Invalid, NotAllowed, NotFound
from models.members import Member
from services.identity import people
from services.members.members import is_member
from services.members.removing import get_member
from services.office.units import unit_of
from services.posts.weekly_times import read_times, say_times, write_times
from services.store import lock
from services.wording import clean

LONGEST = 200
LONGEST_TIMES = 400
WORDS = ("skills", "interests")
FIELDS = (*WORDS, "free_times")
OFFICES = "unit"
"""A part that members changed themselves once: an old button still says so."""


class Profile(NamedTuple):
    """What a member sees of it; the kind is not theirs to see."""

    skills: str
    interests: str
    free_times: str
    unit: str


def get_profile(session: Session, person_id: int) -> Profile:
    """Give what is known of a member.

    Raises:
        NotFound: member_unknown.
    """
    member = get_member(session, person_id)
    unit = "" if member.unit_id is None else unit_of(session, member.unit_id).name
    times = say_times(read_times(member.free_times))
    return Profile(member.skills, member.interests, times, unit)


def set_field(session: Session, person_id: int, field: str, words: str) -> None:
    """Change one of them; no words empty it.

    Raises:
        NotFound: member_unknown.
        NotAllowed: kept_by_office; their unit.
        Invalid: profile_too_long; times_unclear.
    """
    member = lock(session, Member, get_member(session, person_id).id)
    said = " ".join(clean(words).split())
    if member is None:
        raise NotFound("member_unknown")
    if field == OFFICES:
        raise NotAllowed("kept_by_office")
    if field == "free_times":
        member.free_times = _short(write_times(read_times(said)), LONGEST_TIMES)
    elif field in WORDS:
        setattr(member, field, _short(said, LONGEST))
    else:
        raise Invalid("button_outdated")
    session.flush()


def set_name(session: Session, person_id: int, name: str) -> None:
    """Let somebody say how they are called; a member is called what the roll says.

    Raises:
        NotAllowed: kept_by_office.
    """
    check_own_name(session, person_id)
    people.set_name(session, person_id, name)


def check_own_name(session: Session, person_id: int) -> None:
    """Refuse a member who has a name on the roll.

    Raises:
        NotAllowed: kept_by_office.
    """
    if is_member(session, person_id) and people.contact_of(session, person_id).name:
        raise NotAllowed("kept_by_office")


def _short(words: str, most: int) -> str:
    if len(words) > most:
        raise Invalid("profile_too_long", most=most)
    return words
