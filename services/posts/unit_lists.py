"""The copies of lists of claimed posts that hang at the members' units (双公示).

Once a list is up, each unit whose members stand in it gets a copy to hang, and its liaison says
when it does; the copy comes down with the list.
"""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models.areas import Area
from models.errors import Conflict, NotAllowed, NotFound
from models.members import Member
from models.notices import Notice, NoticeState
from models.units import Unit
from services import areas
from services.casework import permits
from services.clock import Clock, local
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.notices import notice_words, taking_down
from services.posts import opening_cards
from services.posts.claim_lists import ABOUT, list_lines, name_each
from services.store import insert_missing, lock
from services.texts import claim_lists as texts
from services.texts.phrases import put_into_words

AT_UNIT = ":unit:"
SCANNED = 20
"""Copies in one batch of a scan."""


def show_at_units(session: Session, clock: Clock) -> int:
    """Hand the units copies of the lists that are up, and take off those that are not any more."""
    up = session.exec(
        select(Notice)
        .where(
            col(Notice.about).startswith(ABOUT),
            col(Notice.unit_id).is_(None),
            Notice.state == NoticeState.PUBLISHED,
        )
        .order_by(col(Notice.id))
    ).all()
    handed = sum(_hand_out(session, notice, clock) for notice in up)
    return handed + _take_off(session, clock)


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


def _hand_out(session: Session, notice: Notice, clock: Clock) -> int:
    """Make a copy for each unit whose members stand in a list; give how many are new."""
    area = areas.area_of(session, notice.area_id)
    handed, left = 0, list[str]()
    for unit, words in _words_by_unit(session, notice, area):
        copy = _copy(session, notice, unit, words, clock)
        if copy is None:
            continue
        handed += 1
        if not _tell_unit(session, copy, unit, clock):
            left.append(unit.name)
    if left and notice.approved_by is not None:
        saying = Saying((texts.NOBODY_THERE(title=notice.title, units="、".join(left)),))
        outbox.tell(session, notice.approved_by, saying, clock)
    return handed


def _words_by_unit(session: Session, notice: Notice, area: Area) -> Sequence[tuple[Unit, str]]:
    """Give what each unit shows: of its members, those whom the list that is up names."""
    by_unit: dict[int, list[str]] = {}
    for line in list_lines(session, area):
        for person_id, name in name_each(session, line.claims).items():
            unit_id = session.exec(
                select(Member.unit_id).where(Member.person_id == person_id)
            ).first()
            is_named = any(
                said.startswith(line.head) and name in said for said in notice.words.split("\n")
            )
            if unit_id is not None and is_named:
                by_unit.setdefault(unit_id, []).append(line.head + name)
    said: list[tuple[Unit, str]] = []
    for unit_id, lines in by_unit.items():
        unit = session.get_one(Unit, unit_id)
        head = put_into_words(texts.UNIT_HEAD(unit=unit.name, area=area.name))
        said.append((unit, "\n".join([head, *lines])))
    return said


def _copy(session: Session, notice: Notice, unit: Unit, words: str, clock: Clock) -> Notice | None:
    about = f"{notice.about}{AT_UNIT}{unit.id}"
    row = {
        "area_id": notice.area_id,
        "about": about,
        "unit_id": unit.id,
        "round": 1,
        "title": notice.title,
        "words": words,
        "drafted_at": clock.now(),
        "state": NoticeState.PUBLISHED,
        "approved": "",
        "approved_by": notice.approved_by,
        "published_at": clock.now(),
        "pushed_at": clock.now(),
        "ends_at": notice.ends_at,
        "reason": "",
    }
    if not insert_missing(session, Notice, [row]):
        return None
    copy = session.exec(select(Notice).where(Notice.about == about)).one()
    copy.approved = notice_words.digest_of(copy)
    session.flush()
    return copy


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


def _take_off(session: Session, clock: Clock) -> int:
    """Take down the copies of lists that were withdrawn; the units are told."""
    copies = session.exec(
        select(Notice)
        .where(
            col(Notice.about).startswith(ABOUT),
            col(Notice.unit_id).is_not(None),
            Notice.state == NoticeState.PUBLISHED,
        )
        .order_by(col(Notice.id))
    ).all()
    taken = 0
    for copy in copies:
        about = str(copy.about).partition(AT_UNIT)[0]
        notice = session.exec(select(Notice).where(Notice.about == about)).one()
        if notice.state is NoticeState.PUBLISHED or taken == SCANNED:
            continue
        taken += 1
        outbox.cancel(session, taking_down.subject_of(copy.id))
        taking_down.take_down(session, copy, None, notice.state, notice.reason, clock)
        if notice.state is NoticeState.ENDED or copy.unit_id is None:
            continue
        unit = session.get_one(Unit, copy.unit_id)
        saying = Saying((texts.TAKE_OFF(title=copy.title, unit=unit.name),))
        for person_id in permits.list_liaisons(session, unit.id):
            outbox.tell(session, person_id, saying, clock)
    return taken
