"""Taking a case in (受理): accept it and say what it is, or ask the reporter one question."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from models.access import Action
from models.cases import TO_BE_TAKEN_IN, Case, CaseClass, Escalation, Status
from models.categories import SENSITIVE, WITHIN_A_DAY, Category
from models.errors import Conflict, Invalid
from models.timeline import Act, TimelineLine
from services.areas import areas
from services.case_files import timeline
from services.casework import alerts, lifecycle, limits, offers, permits, recusal
from services.casework.cases import get_case_for
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.office import absences, access
from services.reporters import told_to_others
from services.texts.casework import cases as case_texts
from services.texts.casework import intake as texts
from services.texts.phrases import Phrase
from services.wording import require_words


@dataclass(frozen=True, slots=True)
class Triage:
    """What whoever takes a case in says of it.

    Args:
        category: what it is about.
        area_id: where it belongs.
        is_urgent: it cannot wait.
        is_complex: it takes several offices.
        triage_class: which of the three classes; never shown to residents.
    """

    category: Category
    area_id: int
    is_urgent: bool
    is_complex: bool
    triage_class: CaseClass | None


def triage_of(case: Case) -> Triage:
    """Give what is known or guessed of a case."""
    return Triage(case.category, case.area_id, case.is_urgent, case.is_complex, case.triage_class)


def accept_case(
    session: Session, case_id: int, actor_id: int, triage: Triage, clock: Clock
) -> Case:
    """Accept a case (受理) and say what it is; give it.

    What is changed is recorded (分类), and with it the due day where the limit is another one
    now: only here, before anybody had the case, and never once the limit is over.

    Raises:
        NotFound, NotAllowed: not theirs to take in.
        Invalid: area_not_yours.
        Conflict: it is answered, or somebody has it.
    """
    case = get_case_for(session, case_id, actor_id, Action.TRIAGE_CASE)
    check_intake(case)
    before = triage_of(case)
    has_moved = triage.area_id != before.area_id
    if has_moved:
        check_area(session, triage.area_id, actor_id)
    if triage != before:
        _class(session, case, triage, actor_id, clock)
    if case.status is not Status.ACCEPTED:
        lifecycle.move(session, case, Status.ACCEPTED, clock)
        timeline.append_line(session, case, Act.ACCEPTED, {}, clock, actor_id=actor_id)
    words = alerts.words_of(session, case)[0]
    was_conduct = before.category is Category.CONDUCT
    if case.category is Category.CONDUCT and (has_moved or not was_conduct):
        recusal.send_up(session, case, words, clock)
        has_moved = True
    elif has_moved:
        recusal.look_again(session, case, words, clock)
    if has_moved or (case.is_urgent and not before.is_urgent):
        outbox.cancel(session, alerts.subject(case.id))
        alerts.tell_responsible(session, case, *alerts.words_of(session, case), clock)
    session.flush()
    return case


def check_intake(case: Case) -> None:
    """Refuse to take in what somebody has in hand, or what is over.

    Raises:
        Conflict: wrong_status.
    """
    if case.status not in TO_BE_TAKEN_IN:
        raise Conflict("wrong_status", number=case.number)


def check_area(session: Session, area_id: int, actor_id: int) -> None:
    """Refuse to move a case to where one may not take in.

    Raises:
        Invalid: area_not_yours.
    """
    area = areas.area_of(session, area_id)
    if not access.may(session, actor_id, Action.TRIAGE_CASE, area):
        raise Invalid("area_not_yours", area=area.name)


def ask_info(session: Session, case_id: int, actor_id: int, question: str, clock: Clock) -> str:
    """Ask the reporter one question (请补充); give the number. The business clock runs on.

    Raises:
        NotFound, NotAllowed: not theirs to take in.
        Invalid: question_missing.
        Conflict: info_asked_before in this round, no_reporter, or it is in hand.
    """
    case = get_case_for(session, case_id, actor_id, Action.TRIAGE_CASE)
    check_may_ask(session, case)
    require_words(question, "question_missing")
    lifecycle.move(session, case, Status.NEEDS_INFO, clock)
    told: timeline.Told = {"words": question}
    timeline.append_line(session, case, Act.INFO_ASKED, told, clock, actor_id=actor_id)
    add = Choice(case_texts.SUPPLEMENT(), Command("supplement", {"case": case.id}))
    phrase = texts.ASKED(number=case.number, words=question)
    alerts.tell_reporter(session, case, phrase, clock, (add,), to_followers=False)
    session.flush()
    return case.number


def check_may_ask(session: Session, case: Case) -> None:
    """Refuse a question that cannot be put; asked before it is written, too.

    Raises:
        Conflict: as `ask_info`.
    """
    if case.reporter_id is None:
        raise Conflict("no_reporter", number=case.number)
    if was_asked(session, case) is not None:
        raise Conflict("info_asked_before", number=case.number)
    if case.status not in (Status.SUBMITTED, Status.ACCEPTED):
        raise Conflict("wrong_status", number=case.number)


def was_asked(session: Session, case: Case) -> int | None:
    """Give who asked the one question in this round of a case."""
    return session.exec(
        select(TimelineLine.actor_id).where(
            TimelineLine.case_id == case.id,
            TimelineLine.act == Act.INFO_ASKED,
            TimelineLine.round == case.round,
        )
    ).first()


def go_on(session: Session, case: Case, clock: Clock) -> int | None:
    """Take a case up again that waited for what its reporter adds; give who had asked."""
    if case.status is not Status.NEEDS_INFO:
        return None
    lifecycle.move(session, case, Status.ACCEPTED, clock)
    return was_asked(session, case)


def is_late_answer(session: Session, case: Case) -> bool:
    """Tell whether what the reporter adds now is what was asked for, and no longer waited for."""
    waited = (Act.INFO_LAPSED, Act.SUPPLEMENTED)
    last = session.exec(
        select(TimelineLine.act)
        .where(
            TimelineLine.case_id == case.id,
            TimelineLine.round == case.round,
            col(TimelineLine.act).in_(waited),
        )
        .order_by(col(TimelineLine.seq).desc())
    ).first()
    return last is Act.INFO_LAPSED


def tell_asker_too(session: Session, case: Case, phrase: Phrase, clock: Clock) -> None:
    """Tell whoever asked the reporter what those who have the case are told anyhow."""
    asked_by, owner_id = was_asked(session, case), offers.owner_in_office(session, case)
    told = alerts.find_responsible(session, case)
    if owner_id is not None and (whom := absences.in_place_of(session, owner_id)) is not None:
        told = (whom,)
    if asked_by is not None and asked_by not in told:
        tell_asker(session, case, asked_by, phrase, clock)


def tell_asker(session: Session, case: Case, staff_id: int, phrase: Phrase, clock: Clock) -> bool:
    """Tell whoever asked what the reporter added, if it is still theirs to know."""
    if not permits.may(session, staff_id, Action.TRIAGE_CASE, case):
        return False
    choices = (*offers.list_first(session, case), *offers.more(session, case, staff_id))
    saying = Saying((phrase,), choices, is_urgent=case.is_urgent, case_id=case.id)
    return outbox.tell(session, staff_id, saying, clock)


def _class(session: Session, case: Case, triage: Triage, actor_id: int, clock: Clock) -> None:
    """Write down what a case is said to be, with the due day before and after."""
    before, due = triage_of(case), case.due_at
    case.category, case.area_id = triage.category, triage.area_id
    case.is_urgent, case.is_complex = triage.is_urgent, triage.is_complex
    case.triage_class = triage.triage_class
    if case.category in SENSITIVE:
        told_to_others.make_private(session, case, clock)
    is_other_limit = (before.category, before.is_urgent, before.is_complex) != (
        triage.category,
        triage.is_urgent,
        triage.is_complex,
    )
    if is_other_limit and may_set_limit(session, case, before, clock):
        limits.start_business_clock(session, case, clock)
        case.level = Escalation.NONE
        case.escalates_at = limits.next_escalation(session, case, clock)
    told: timeline.Told = {
        "category": case.category,
        "area": areas.area_of(session, case.area_id).name,
        "urgent": int(case.is_urgent),
        "complex": int(case.is_complex),
        "class": case.triage_class or "",
        "due_before": due.isoformat(),
        "due": case.due_at.isoformat(),
    }
    timeline.append_line(session, case, Act.CLASSED, told, clock, actor_id=actor_id)
    if case.due_at > due:
        later = texts.LATER(number=case.number, before=due, after=case.due_at)
        alerts.tell_reporter(session, case, later, clock)


def may_set_limit(session: Session, case: Case, before: Triage, clock: Clock) -> bool:
    """Tell whether the limit of a case may still be another: nobody had it in this round yet.

    Nor one that came from another system, or was extended, or is over.
    """
    was_in_hand = session.exec(
        select(TimelineLine.id).where(
            TimelineLine.case_id == case.id,
            TimelineLine.act == Act.ASSIGNED,
            TimelineLine.round == case.round,
        )
    ).first()
    is_in_hours = before.is_urgent or before.category in WITHIN_A_DAY
    is_ours = case.limit_days is not None or is_in_hours  # else it came with the case
    return (
        was_in_hand is None
        and is_ours
        and case.outer_number is None
        and not case.extensions
        and not case.returns
        and not case.stood
        and clock.now() < case.due_at
    )
