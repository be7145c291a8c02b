"""The demonstration street: invented people whom anybody may be, in a store marked for it.

Only an empty store is ever filled, and the mark stays: nothing invented stands beside what is
real.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum

from sqlalchemy import update
from sqlmodel import Session, col, select

from models.access import Role
from models.areas import Area
from models.base import table
from models.errors import Conflict
from models.groups import GroupKind
from models.inbox import Event
from models.outbox import MessageState, OutMessage
from models.people import Account, Door, Person
from services import facts, marks
from services.areas import areas
from services.clock import Clock
from services.delivery import screens
from services.delivery.screens import Shown
from services.demo import crowd, ground, outlines, service, story, told, year
from services.groups import groups
from services.identity import accounts, people
from services.members import members
from services.office import access
from services.rules import Rules

MARK = "demo"
STREET = "梧桐街道（演示）"
STREET_CODE = "YS"
CASES = 240
"""How many came up in the year before."""

OFFICE_PHONE = "0000-12345678"
"""No area of China has the code 0000."""


class Side(StrEnum):
    """On which side of the window a person stands."""

    RESIDENT = "resident"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody to be.

    Args:
        key: names them in addresses.
        name: invented.
        title: what they are, as the page shows it.
        side: of the window.
        home: code of the area they live in or answer for.
        role: what they may do there.
    """

    key: str
    name: str
    title: str
    side: Side
    home: str
    role: Role

    @property
    def outer_id(self) -> str:
        """The name of their account; no visitor can have one like it."""
        return f"{MARK}:{self.key}"


PEOPLE = (  # in the order in which a newcomer plays them
    DemoPerson("zhang", "张奶奶", "居民", Side.RESIDENT, "YSHF-HH-3", Role.RESIDENT),
    DemoPerson("li", "李敏", "和风网格 网格员（A角）", Side.STAFF, "YSHF-1", Role.GRID_MANAGER),
    DemoPerson("sun", "孙洁", "社区工作人员", Side.STAFF, "YSHF", Role.CLERK),
    DemoPerson("gao", "高明", "街道干部", Side.STAFF, "YS", Role.OFFICER),
    DemoPerson("chen", "陈师傅", "党员", Side.RESIDENT, "YSHF-GY-2", Role.MEMBER),
    DemoPerson("zhou", "周强", "和风网格 网格员（B角）", Side.STAFF, "YSHF-1", Role.GRID_MANAGER),
    DemoPerson("wu", "吴管", "街道管理员", Side.STAFF, "YS", Role.ADMIN),
)

PLAYED = tuple(person for person in PEOPLE if person.role is not Role.ADMIN)
"""Who is played in the chat; the administrator has a desk alone."""


@dataclass(frozen=True, slots=True)
class DemoGroup:
    """A chat group of the demonstration.

    Args:
        key: names it in addresses.
        name: as the page shows it.
        kind: what it is bound as.
        home: code of the area it belongs to.
        members: keys of those who are in it.
        bound_by: key of the member who bound it.
        talk: what was said there, by whom.
    """

    key: str
    name: str
    kind: GroupKind
    home: str
    members: tuple[str, ...]
    bound_by: str
    talk: tuple[tuple[str, str], ...] = ()

    @property
    def outer_id(self) -> str:
        """The name of its account."""
        return f"{MARK}:group:{self.key}"


VISITOR = "me"
"""Stands among the members of a group for whoever plays themselves."""

GROUPS = (
    DemoGroup(
        "residents",
        "荷花小区居民群",
        GroupKind.RESIDENTS,
        "YSHF-HH",
        ("zhang", "li", "chen", VISITOR, "sun"),
        "sun",
        (("chen", "今天几点来水，有人知道吗？"), ("zhang", "听物业说是下午五点。")),
    ),
    DemoGroup(
        "managers",
        "和风网格员工作群",
        GroupKind.GRID_MANAGERS,
        "YSHF",
        ("li", "zhou", "sun"),
        "sun",
    ),
)

FACTS = (
    (facts.OFFICE_PHONE, OFFICE_PHONE),
    (facts.OFFICE_ADDRESS, "梧桐路 1 号和风社区服务站（演示）。"),
)


def is_demo(session: Session) -> bool:
    """Tell whether this store holds the demonstration."""
    return marks.get_mark(session, MARK) is not None


def is_empty(session: Session) -> bool:
    """Tell whether nobody has put anything into this store yet, and nobody has come."""
    some = (select(col(model.id)).limit(1) for model in (Account, Person, Event))
    areas_ = session.exec(select(col(Area.id)).limit(2)).all()
    return len(areas_) <= 1 and all(session.exec(each).first() is None for each in some)


def fill_demo(
    session: Session, clock: Clock, show: Callable[[Clock], None], cases: int = 0
) -> None:
    """Make the demonstration street, its people and what they have said so far.

    Args:
        session: the transaction; all of it or nothing.
        clock: tells the time at which the story ends.
        show: puts what was told onto the screens, at the time of the story.
        cases: how many came up in the year before, besides those of the story.

    Raises:
        Conflict: store_not_empty.
    """
    if not is_empty(session):
        raise Conflict("store_not_empty")
    marks.set_mark(session, MARK, clock.now().isoformat())
    ground.lay_out(session, STREET_CODE, STREET)
    outlines.draw(session)
    for key, answer in FACTS:
        facts.set_fact(session, key, answer, clock)
    units = ground.found_units(session, clock)
    by_key = {person.key: _make_person(session, person, clock) for person in PEOPLE}
    crowd.appoint_above(session, Role.SUPERVISOR, clock)
    teams = crowd.appoint_teams(session, _played(by_key), clock)
    crowd.enrol_members(session, units.partners, clock, besides=1)
    liaisons = crowd.appoint_liaisons(session, units.departments, clock)
    if cases:
        year.live(session, crowd.Street(teams, liaisons, units.outside), cases, clock)
        _forget_told(session, clock)
    service.Service(session, clock, teams, by_key["chen"]).begin()
    for group in GROUPS:
        _make_group(session, group, by_key[group.bound_by], clock)
    story.tell(session, clock, by_key, show)
    for group in GROUPS:
        _talk_in(session, group, clock)
    told.announce(session, clock, teams)


def rules_for_demo(rules: Rules) -> Rules:
    """Give the street its name, and no quiet hours: who plays at night wants an answer."""
    return replace(
        rules,
        street_name=STREET,
        street_code=STREET_CODE,
        quiet_from=time(0),
        quiet_until=time(0),
    )


def _played(by_key: Mapping[str, int]) -> Mapping[str, Sequence[tuple[Role, int]]]:
    """Give who of those to be has a role in a community, by the community's code."""
    played: dict[str, list[tuple[Role, int]]] = {}
    for person in PEOPLE:
        if person.role in (Role.GRID_MANAGER, Role.CLERK):
            community = person.home.partition("-")[0]
            played.setdefault(community, []).append((person.role, by_key[person.key]))
    return played


def _forget_told(session: Session, clock: Clock) -> None:
    """Keep what was told in the year before off the screens: they begin with the story."""
    session.connection().execute(
        update(table(OutMessage)).values(
            state=MessageState.SENT, body=None, sent_at=clock.now(), leased_until=None
        )
    )


def _make_person(session: Session, person: DemoPerson, clock: Clock) -> int:
    account = accounts.ensure_account(session, Door.BROWSER, "web", person.outer_id, clock)
    home = areas.get_area(session, person.home)
    person_id = people.consent(session, account.id, person.name, clock)
    people.set_area(session, account.id, home.id)
    if person.role is not Role.RESIDENT:
        access.appoint(session, person_id, person.role, home, clock, person.title)
    if person.role is Role.MEMBER:
        members.remember(session, person_id, home.id, clock)
    return person_id


def _make_group(session: Session, group: DemoGroup, bound_by: int, clock: Clock) -> None:
    account = accounts.ensure_account(session, Door.BROWSER, "web", group.outer_id, clock)
    account.is_group = True
    session.flush()
    home = areas.get_area(session, group.home)
    groups.bind(session, account.id, group.kind, [home], bound_by, clock, title=group.name)


def _talk_in(session: Session, group: DemoGroup, clock: Clock) -> None:
    """Let people say something in a group that is not for us."""
    account = accounts.ensure_account(session, Door.BROWSER, "web", group.outer_id, clock)
    names = {person.key: person.name for person in PEOPLE}
    for number, (who, words) in enumerate(group.talk):
        shown = Shown(words, speaker=names[who])
        screens.append_line(session, account, f"talk.{number}", shown, clock, is_ours=False)
