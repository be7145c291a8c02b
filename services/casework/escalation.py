"""The ladder of silence (督办): whoever is told next about a case that is not answered.

Levels that were missed are passed one by one, each with its line; people get one message, of the
highest level that concerns them. What was late before it came here climbs one level a working
day. The ladder never ends at nobody: where nobody can be told the
level stays, and is tried again.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlmodel import Session, col, select

from models.access import Action
from models.cases import Case, Escalation
from models.groups import Content, Group, GroupKind
from models.outbox import Priority
from models.timeline import Act
from models.units import Unit
from services.areas import areas
from services.case_files import timeline
from services.case_offers import claimants
from services.casework import alerts, limits, offers, permits, quoting, reach
from services.casework.lifecycle import ladder_subject
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.groups import groups
from services.office import absences
from services.texts import menu, reminders
from services.texts.casework import cases as case_texts
from services.texts.casework import clocks as texts
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.phrases import Phrase
from services.workdays import add_workdays, count_workdays

SCANNED = 10
"""Rows in one batch of a scan: few, as each is locked until all are told."""

AGAIN = timedelta(hours=1)
"""How soon a level is tried again at which nobody at all could be told."""

SEPARATE = 3
"""Messages of one batch to one person; of more than that they get a single list."""

OPENED = 5
"""Cases of a list that are named, each with a button of its own."""


def escalate_cases(session: Session, clock: Clock) -> int:
    """Tell further up of cases that are due or overdue; give how many were looked at."""
    found = session.exec(
        select(Case)
        .where(col(Case.escalates_at).is_not(None), col(Case.escalates_at) <= clock.now())
        .order_by(col(Case.escalates_at), col(Case.id))
        .limit(SCANNED)
        .with_for_update(key_share=True, skip_locked=True)
    ).all()
    concerned: dict[int, list[tuple[Case, int]]] = {}
    circulars: dict[int, list[Case]] = {}
    for case in found:
        for person_id, level in _pass_levels(session, case, clock, circulars).items():
            concerned.setdefault(person_id, []).append((case, level))
    for group_id, cases in circulars.items():
        _post(session, session.get_one(Group, group_id), cases, clock)
    for person_id, about in concerned.items():
        _tell(session, person_id, about, clock)
    session.flush()
    return len(found)


def list_concerned(session: Session, case: Case, level: int) -> Sequence[int]:
    """List who is told at a level; whoever stands above where it has nobody, at last anybody."""
    found: list[int] = []
    if level == Escalation.REMINDED:
        found += _in_hand(session, case)
    if level == Escalation.GRID:
        found += reach.nearest(session, case, Action.RECEIVE_ALERTS)
        found += reach.nearest(session, case, Action.RECEIVE_BACKLOG)
    if not found:
        found += reach.at_street(session, case, Action.OVERSEE)
    if not found or level == Escalation.CIRCULAR:
        found += reach.at_street(session, case, Action.RECEIVE_BACKLOG)
    return (
        list(dict.fromkeys(found))
        or reach.nearest(session, case, Action.OVERSEE)
        or reach.administrators(session, case)
        or alerts.find_responsible(session, case)
    )


def _in_hand(session: Session, case: Case) -> Sequence[int]:
    """Give who has a case, or stands in for them; those responsible when nobody has it."""
    owner_id = offers.owner_in_office(session, case)
    if owner_id is None:
        found = reach.only_reachable(session, case, permits.list_liaisons(session, case.unit_id))
    else:
        whom = reach.who_has(session, case)
        found = reach.only_reachable(session, case, () if whom is None else (whom,))
    return found or alerts.find_responsible(session, case, besides=owner_id)


def _pass_levels(
    session: Session, case: Case, clock: Clock, circulars: dict[int, list[Case]]
) -> Mapping[int, int]:
    """Pass every level that is due; give the highest that concerns each person.

    Several at once only where nobody looked when they were due: not where it was put off.
    """
    now = clock.now()
    concerned: dict[int, int] = {}
    at = limits.next_escalation(session, case, clock)
    is_put_off = at is not None and case.escalates_at is not None and at < case.escalates_at
    while at is not None and at <= now:
        level = case.level + 1
        whom = list_concerned(session, case, level)
        carriers = _groups(session, case) if level == Escalation.CIRCULAR else ()
        if not whom and not carriers:
            case.escalates_at = now + AGAIN
            return concerned
        case.level = level
        timeline.append_line(session, case, Act.ESCALATED, {"level": level}, clock)
        concerned |= dict.fromkeys(whom, level)
        for group in carriers:
            circulars.setdefault(group.id, []).append(case)
        at = limits.next_escalation(session, case, clock)
        if is_put_off and at is not None:
            at = max(at, add_workdays(session, now, 1, clock).at)
    case.escalates_at = at
    return concerned


def _groups(session: Session, case: Case) -> Sequence[Group]:
    here = areas.area_of(session, case.area_id)
    around = groups.list_around(session, here, Content.FIGURES)
    return [group for group in around if group.kind is GroupKind.OVERSIGHT]


def _post(session: Session, group: Group, cases: Sequence[Case], clock: Clock) -> None:
    """Post what is circulated of one batch: of one case, or of all in a single list."""
    words = [_word(session, case, Escalation.CIRCULAR, clock) for case in cases]
    saying = Saying((texts.MANY(count=len(words)), *words))
    if len(cases) == 1:
        saying = Saying(tuple(words), subject=ladder_subject(cases[0].id), case_id=cases[0].id)
    groups.post(session, group, saying, clock)


def _tell(
    session: Session, person_id: int, about: Sequence[tuple[Case, int]], clock: Clock
) -> None:
    is_list = len(about) > SEPARATE
    named = about[:OPENED] if is_list else about
    words = [_word(session, case, level, clock, person_id) for case, level in named]
    if is_list:
        choices = [_open(case) for case, _ in named if _may(session, person_id, case)]
        if left := len(about) - len(named):
            words.append(reminders.MORNING_MORE(count=left))
            choices.append(Choice(menu.TO_DO(), Command("todo", {})))
        saying = Saying((texts.MANY(count=len(about)), *words), tuple(choices))
        outbox.tell(session, person_id, saying, clock, Priority.REMINDER)
        return
    for (case, level), phrase in zip(about, words, strict=True):
        may = _may(session, person_id, case)
        offered = _offers(session, case, level) if may else ()
        is_public = level == Escalation.CIRCULAR  # it names no person, and words may
        quoted = quoting.quote(session, case) if may and not is_public else ()
        saying = Saying(
            (phrase, *quoted),
            offered,
            is_urgent=case.is_urgent,
            subject=ladder_subject(case.id),
            case_id=case.id,
        )
        outbox.tell(session, person_id, saying, clock)


def _may(session: Session, person_id: int, case: Case) -> bool:
    return permits.may(session, person_id, Action.VIEW_CASE, case)


def _offers(session: Session, case: Case, level: int) -> tuple[Choice, ...]:
    is_owners = level == Escalation.REMINDED
    return offers.list_first(session, case) if is_owners else (_open(case),)


def _open(case: Case) -> Choice:
    label = case_texts.OPEN_CASE(number=case.number)
    return Choice(label, Command("handle", {"case": case.id}))


def _word(
    session: Session, case: Case, level: int, clock: Clock, told: int | None = None
) -> Phrase:
    """Say what is the matter; a circular names the unit or the area, never a person."""
    area = areas.grid_name(session, areas.area_of(session, case.area_id))
    unit = None if case.unit_id is None else session.get(Unit, case.unit_id)
    category = CATEGORY_LABELS[case.category]()
    days = count_workdays(session, case.due_at, clock.now(), clock)
    if level == Escalation.CIRCULAR:
        where = area if unit is None else unit.name
        return texts.CIRCULAR(where=where, number=case.number, category=category, days=days)
    due, number = alerts.due_of(case), case.number
    if level == Escalation.REMINDED:
        template = texts.REMINDED if clock.now() < case.due_at else texts.OVERDUE
        return template(number=number, category=category, area=area, due=due)
    owner_id = offers.owner_in_office(session, case)
    if level == Escalation.GRID and told and absences.acts_for(session, told, owner_id):
        return texts.AT_LIMIT_YOURS(number=number, category=category, area=area, due=due)
    owner = _owner(session, case, "" if unit is None else unit.name)
    if level == Escalation.GRID:
        return texts.AT_LIMIT(number=number, category=category, area=area, due=due, owner=owner)
    return texts.TO_STREET(
        number=number, category=category, area=area, due=due, owner=owner, days=days
    )


def _owner(session: Session, case: Case, unit: str) -> Phrase | str:
    owner_id = offers.owner_in_office(session, case)
    name = "" if owner_id is None else claimants.name_of(session, case, owner_id)
    return " ".join(filter(None, (unit, name))) or texts.NOBODY()
