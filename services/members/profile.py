"""What a member says of themselves: skills, interests, free times, unit."""

from typing import NamedTuple

from sqlmodel import Session

from models.errors import Invalid, NotFound
from models.members import Member
from services.members import unit_names
from services.members.removing import get_member
from services.office.units import unit_of
from services.posts.weekly_times import read_times, say_times, write_times
from services.store import lock
from services.wording import clean

LONGEST = 200
WORDS = ("skills", "interests")
FIELDS = (*WORDS, "free_times", "unit")


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
        NotFound: member_unknown; unit_not_known, only the office adds units.
        Invalid: profile_too_long; times_unclear.
    """
    member = lock(session, Member, get_member(session, person_id).id)
    said = " ".join(clean(words).split())
    if member is None:
        raise NotFound("member_unknown")
    if field == "unit":
        member.unit_id = _find_unit(session, said)
    elif field == "free_times":
        member.free_times = _short(write_times(read_times(said)))
    elif field in WORDS:
        setattr(member, field, _short(said))
    else:
        raise Invalid("button_outdated")
    session.flush()


def _find_unit(session: Session, name: str) -> int | None:
    if not name:
        return None
    unit = unit_names.find_unit(session, name)
    if unit is None:
        raise NotFound("unit_not_known", unit=name)
    return unit.id


def _short(words: str) -> str:
    if len(words) > LONGEST:
        raise Invalid("profile_too_long", most=LONGEST)
    return words
