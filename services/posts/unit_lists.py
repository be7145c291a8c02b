"""The copies of lists of claimed posts that hang at the members' units (双公示).

Once a list is up, each unit whose members stand in it gets a copy to hang, and its liaison says
when it does; the copy comes down with the list.
"""

from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, select

from models.areas import Area
from models.errors import Conflict, NotAllowed, NotFound
from models.members import Member
from models.notices import Notice, NoticeClaim, NoticeState
from models.posts import Claim
from models.units import Unit
from services.areas import areas
from services.casework import permits
from services.clock import Clock, local
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.notices import notice_words, taking_down
from services.posts import opening_cards
from services.posts.claim_lists import ABOUT, BETWEEN, keep_named, list_lines, name_each
from services.store import insert_missing, lock
from services.texts.phrases import put_into_words
from services.texts.posts import claim_lists as texts

AT_UNIT = ":unit:"
SCANNED = 20
"""Lists, and copies, in one batch of a scan."""


def show_at_units(session: Session, clock: Clock) -> int:
    """Hand the units copies of the lists that are up, and take off those that are not any more."""
    up = session.exec(
        select(Notice)
        .where(col(Notice.about).startswith(ABOUT), Notice.state == NoticeState.PUBLISHED)
        .order_by(col(Notice.id))
    ).all()
    lists = {each.about for each in up if each.unit_id is None}
    to_hand = [each.id for each in up if each.unit_id is None and not _is_handed(each)]
    to_take = [
        each.id for each in up if each.unit_id is not None and _list_of(each.about) not in lists
    ]
    handed = sum(_hand_out(session, id_, clock) for id_ in to_hand[:SCANNED])
    return handed + sum(_take_off(session, id_, clock) for id_ in to_take[:SCANNED])


def note_hung(session: Session, notice_id: int, person_id: int, clock: Clock) -> Notice:
    """Note that a copy hangs at its unit, as the unit's liaison says.

    Raises:
        NotFound: notice_unknown.
        NotAllowed: not_allowed.
        Conflict: claim_list_hung, or notice_over_for_staff.
    """
    notice = lock(session, Notice, notice_id)
    if notice is None or notice.unit_id is None:
        raise NotFound("notice_unknown")
    if person_id not in permits.list_liaisons(session, notice.unit_id):
        raise NotAllowed("not_allowed")
    if notice.state is not NoticeState.PUBLISHED:
        raise Conflict("notice_over_for_staff", title=notice.title)
    if notice.hung_at is not None:
        raise Conflict("claim_list_hung")
    notice.hung_at, notice.hung_by = clock.now(), person_id
    outbox.cancel(session, taking_down.subject_of(notice.id))
    return notice


def hang_anew(session: Session, copy: Notice, clock: Clock) -> bool:
    """Ask a unit to hang a locked copy as it reads now; False when nobody speaks for the unit."""
    copy.approved, copy.hung_at, copy.hung_by = notice_words.digest_of(copy), None, None
    session.flush()
    outbox.cancel(session, taking_down.subject_of(copy.id))
    return _tell_unit(session, copy, session.get_one(Unit, copy.unit_id), clock)


def _is_handed(notice: Notice) -> bool:
    """Tell whether the units have copies of a list as it was published last."""
    at = notice.published_at
    return notice.handed_at is not None and at is not None and notice.handed_at >= at


def _hand_out(session: Session, notice_id: int, clock: Clock) -> int:
    """Make a copy for each unit whose members a list names; give how many are new."""
    notice = lock(session, Notice, notice_id)
    if notice is None or notice.state is not NoticeState.PUBLISHED:
        return 0
    notice.handed_at = clock.now()
    named = _named_by_unit(session, notice, areas.area_of(session, notice.area_id))
    handed, left = 0, list[str]()
    for unit_id, lines in named.items():
        unit = session.get_one(Unit, unit_id)
        copy = _copy(session, notice, unit, lines)
        if copy is None:
            continue
        handed += 1
        if not hang_anew(session, copy, clock):
            left.append(unit.name)
    for copy in _copies_of(session, notice):
        if copy.unit_id not in named and copy.state is NoticeState.PUBLISHED:
            _take_down(session, copy, NoticeState.WITHDRAWN, "", clock)
    if left and notice.approved_by is not None:
        saying = Saying((texts.NOBODY_THERE(title=notice.title, units="、".join(left)),))
        outbox.tell(session, notice.approved_by, saying, clock)
    return handed


def _named_by_unit(
    session: Session, notice: Notice, area: Area
) -> Mapping[int, Sequence[tuple[Claim, str]]]:
    """Give what each unit shows: of its members, those whom the list that is up names."""
    listed = select(NoticeClaim.claim_id).where(NoticeClaim.notice_id == notice.id)
    is_listed = set(session.exec(listed))
    lines = list_lines(session, area)
    holders = {claim.person_id for line in lines for claim in line.claims}
    sent = select(Member.person_id, Member.unit_id).where(col(Member.person_id).in_(holders))
    units = dict(session.exec(sent).all())
    by_unit: dict[int, list[tuple[Claim, str]]] = {}
    for line in lines:
        said = _names_in(notice, line.head)
        for claim, name in name_each(session, line.claims):
            unit_id = units.get(claim.person_id)
            if unit_id is not None and claim.id in is_listed and name in said:
                by_unit.setdefault(unit_id, []).append((claim, line.head + name))
    return by_unit


def _names_in(notice: Notice, head: str) -> set[str]:
    """Give the names that stand on a line of a list, as somebody approved it; without units."""
    lines = [line for line in notice.words.split("\n") if line.startswith(head)]
    said = [name for line in lines for name in line.removeprefix(head).split(BETWEEN)]
    return {name.partition("（")[0] for name in said}


def _copy(
    session: Session, notice: Notice, unit: Unit, lines: Sequence[tuple[Claim, str]]
) -> Notice | None:
    """Make the copy of a unit, or bring the one it has up to date; None when it hangs as it is."""
    about = f"{notice.about}{AT_UNIT}{unit.id}"
    area = areas.area_of(session, notice.area_id)
    head = put_into_words(texts.UNIT_HEAD(unit=unit.name, area=area.name))
    words = "\n".join([head, *(line for _, line in lines)])
    row = {
        "area_id": notice.area_id,
        "about": about,
        "unit_id": unit.id,
        "round": 1,
        "title": notice.title,
        "words": "",
        "drafted_at": notice.drafted_at,
        "state": NoticeState.DRAFT,
        "approved": "",
        "reason": "",
    }
    insert_missing(session, Notice, [row])
    found = session.exec(select(Notice.id).where(Notice.about == about)).one()
    copy = lock(session, Notice, found)
    if copy is None:
        raise NotFound("notice_unknown")
    hangs = copy.state is NoticeState.PUBLISHED and copy.words == words
    copy.words, copy.state, copy.reason, copy.ended_at = words, NoticeState.PUBLISHED, "", None
    copy.approved_by, copy.ends_at = notice.approved_by, notice.ends_at
    copy.published_at = copy.pushed_at = notice.handed_at
    keep_named(session, copy, [claim for claim, _ in lines])
    session.flush()
    return None if hangs else copy


def _copies_of(session: Session, notice: Notice) -> Sequence[Notice]:
    of_list = select(Notice).where(col(Notice.about).startswith(f"{notice.about}{AT_UNIT}"))
    return session.exec(of_list.order_by(col(Notice.id))).all()


def _tell_unit(session: Session, copy: Notice, unit: Unit, clock: Clock) -> bool:
    until = local(copy.ends_at or clock.now(), clock)
    saying = Saying(
        (
            texts.AT_UNIT(
                unit=unit.name,
                until=opening_cards.say_day(until.date()),
                title=copy.title,
                words=copy.words,
            ),
        ),
        (Choice(texts.HUNG(), Command("claim_list_hung", {"notice": copy.id})),),
        subject=taking_down.subject_of(copy.id),
    )
    liaisons = permits.list_liaisons(session, unit.id)
    return sum(outbox.tell(session, person_id, saying, clock) for person_id in liaisons) > 0


def _take_off(session: Session, copy_id: int, clock: Clock) -> int:
    """Take down the copy of a list that is not up any more."""
    copy = lock(session, Notice, copy_id)
    if copy is None or copy.state is not NoticeState.PUBLISHED:
        return 0
    of_list = select(Notice).where(Notice.about == _list_of(copy.about))
    notice = session.exec(of_list).one()
    _take_down(session, copy, notice.state, notice.reason, clock)
    return 1


def _take_down(
    session: Session, copy: Notice, state: NoticeState, reason: str, clock: Clock
) -> None:
    """Take a copy down, and tell the unit unless its days are over."""
    outbox.cancel(session, taking_down.subject_of(copy.id))
    taking_down.take_down(session, copy, None, state, reason, clock)
    if state is NoticeState.ENDED:
        return
    unit = session.get_one(Unit, copy.unit_id)
    saying = Saying((texts.TAKE_OFF(title=copy.title, unit=unit.name),))
    for person_id in permits.list_liaisons(session, unit.id):
        outbox.tell(session, person_id, saying, clock)


def _list_of(about: str | None) -> str:
    """Give what the list is about of which something is a copy."""
    return str(about).partition(AT_UNIT)[0]
