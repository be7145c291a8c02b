"""The weekly notice (每周数字): the figures of the past week.

In full to officers and supervisors in private and to the groups that carry figures; to the
groups of public affairs in short, and without rates that would speak of single people.
"""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models.access import Action, Appointment
from models.groups import CARRIES, Content, Group, GroupKind
from services import facts
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.figures import rates, retelling_figures
from services.figures.evidence import By, Figure, Scope
from services.figures.periods import Period, Span, period_of
from services.figures.rates import Counts
from services.groups import forwards, groups
from services.office import absences, access
from services.texts import figures as figure_texts
from services.texts import reminders as texts
from services.texts.phrases import Phrase, join_words, verbatim

PERSON, GROUP = "p", "g"


def list_receivers(session: Session, clock: Clock) -> Sequence[str]:
    """List the people and groups that are told, by a letter and their id."""
    people = session.exec(
        select(Appointment.person_id)
        .where(
            col(Appointment.until).is_(None),
            col(Appointment.role).in_(access.roles_that_may(Action.SEE_FIGURES)),
        )
        .order_by(col(Appointment.person_id))
        .distinct()
    ).all()
    kinds = [kind for kind, carried in CARRIES.items() if Content.FIGURES in carried]
    bound = session.exec(
        select(Group.id)
        .where(col(Group.unbound_at).is_(None), col(Group.kind).in_([*kinds, GroupKind.AFFAIRS]))
        .order_by(col(Group.id))
    ).all()
    del clock
    gone = absences.list_away(session)
    return [
        *(f"{PERSON}{person_id}" for person_id in people if person_id not in gone),
        *(f"{GROUP}{group_id}" for group_id in bound),
    ]


def tell(session: Session, receiver: str, clock: Clock) -> bool:
    """Tell one of them the past week; False where nothing happened and nothing is overdue."""
    period = period_of(Span.LAST_WEEK, clock)
    number = int(receiver[1:])
    if receiver.startswith(PERSON):
        return _tell_person(session, number, period, clock)
    return _tell_group(session, groups.get_group(session, number), period, clock)


def _tell_group(session: Session, group: Group, period: Period, clock: Clock) -> bool:
    places = tuple(groups.areas_of(session, group.id))
    scope = Scope(places, period.begin(clock), period.end(clock))
    in_words = _in_full if Content.FIGURES in CARRIES[group.kind] else _in_public
    said = in_words(session, scope, period, clock)
    if not said:
        return False
    if groups.is_by_hand(session, group):
        forwards.ask(session, group, join_words(said), clock)
    else:
        groups.post(session, group, Saying(said), clock)
    return True


def _tell_person(session: Session, person_id: int, period: Period, clock: Clock) -> bool:
    held = rates.list_outermost(session, person_id)
    begin, end = period.begin(clock), period.end(clock)
    scope = rates.scope_for(session, person_id, held, begin, end)
    said = _in_full(session, scope, period, clock)
    if not said:
        return False
    look = Command("figures", {"span": Span.LAST_WEEK.value})
    choices = (Choice(figure_texts.TO_FIGURES(), look),)
    return outbox.tell(session, person_id, Saying(said, choices), clock)


def _in_full(session: Session, scope: Scope, period: Period, clock: Clock) -> tuple[Phrase, ...]:
    figures = rates.count(session, scope, clock)
    if not any(figures.raw[it] for it in Figure if it is not Figure.OPEN):
        return ()
    table = rates.count_by(session, scope, By.AREA, clock)
    return (
        retelling_figures.head(texts.LAST_WEEK(), _name(scope), period),
        *retelling_figures.in_full(session, figures),
        *(retelling_figures.lines(session, table) if len(table) > 1 else ()),
    )


def _in_public(session: Session, scope: Scope, period: Period, clock: Clock) -> tuple[Phrase, ...]:
    raw = rates.count(session, scope, clock).raw
    if not raw[Figure.REPORTED] and not raw[Figure.ANSWERED]:
        return ()
    return (
        retelling_figures.head(texts.LAST_WEEK_PUBLIC(), _name(scope), period),
        texts.PUBLIC_COUNTS(
            reported=raw[Figure.REPORTED],
            answered=raw[Figure.ANSWERED],
            in_time=raw[Figure.IN_TIME],
        ),
        *_public_rates(raw),
        texts.PUBLIC_PHONE(phone=facts.office_phone(session)),
    )


def _public_rates(raw: Counts) -> Sequence[Phrase]:
    """Give the rates that enough people stand behind."""
    said = retelling_figures.in_public(raw)
    return [
        line
        for line, rate in zip(said, rates.PARTS, strict=True)
        if raw.public_rate(rate) is not None
    ]


def _name(scope: Scope) -> Phrase:
    return verbatim("、".join(area.name for area in scope.areas))
