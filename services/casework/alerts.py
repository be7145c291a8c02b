"""Who is told about a case, and what they are offered to do; nobody's silence ends a case."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from models.access import Action
from models.cases import UNANSWERED, Case, Status
from models.outbox import OutMessage, Priority
from models.people import Account
from services import facts
from services.areas import areas
from services.case_files import timeline
from services.casework import enclosures, offers, permits, reach
from services.casework.lifecycle import ladder_subject
from services.casework.maps import with_map
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.delivery.retelling import tell_elsewhere
from services.groups import group_loss
from services.identity import people
from services.office import roster
from services.reporters import told_to_others
from services.rules import rules_of
from services.texts import attachments as attachment_texts
from services.texts.casework import cases as texts
from services.texts.casework import clocks as clock_texts
from services.texts.casework import entering, reporting
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.labels import STATUS_LABELS
from services.texts.phrases import Phrase
from services.triage import recurrence
from services.wording import clip

SUMMARY_LENGTH = 300
ASKED_OF_FOLLOWERS = {name: f"followed_{name}" for name in ("solved", "not_solved", "nobody_came")}
"""Dialogues of the one press after an answer, as those who follow a case begin them."""


def tell_responsible(
    session: Session,
    case: Case,
    words: str,
    place: str,
    clock: Clock,
    *,
    attached: Sequence[int] | None = None,
) -> Sequence[int]:
    """Tell whoever answers for the place of a case; give whom.

    Nobody there, or nobody who can be reached: whoever stands above, up to the street. What
    cannot wait goes to whoever is on duty, in the quiet hours.
    """
    saying = waiting(case, alert(session, case, words, place, attached))
    return _tell_each(session, case, saying, _told_first(session, case, clock), clock)


def held_until(session: Session, case: Case, clock: Clock) -> datetime | None:
    """Tell until when the quiet hours hold back what staff are told of a case, if they do."""
    priority = Priority.URGENT if case.is_urgent else Priority.REMINDER
    at = outbox.first_moment(priority, clock, rules_of(session))
    return None if at == outbox.AT_ONCE else at


def tell_alert(session: Session, case: Case, everybody: Sequence[int], clock: Clock) -> None:
    """Tell these people of a case as it stands, whoever was told before."""
    saying = waiting(case, alert_of(session, case))
    _tell_each(session, case, saying, everybody, clock)


def _tell_each(
    session: Session, case: Case, saying: Saying, everybody: Sequence[int], clock: Clock
) -> Sequence[int]:
    saying = recurrence.mention(session, case, saying)
    unstaffed = Saying((texts.UNSTAFFED(number=case.number),), subject=subject(case.id))
    told: list[int] = []
    actions = permits.list_actions(session, everybody, case)
    for person_id in everybody:
        may = actions[person_id]
        said = saying if Action.VIEW_CASE in may else unstaffed
        if Action.TRIAGE_CASE in may:  # they take it in, too
            more = offers.more(session, case, person_id, may)
            said = replace(said, choices=(*said.choices, *more))
        if outbox.tell(session, person_id, said, clock):
            told.append(person_id)
    return told


def tell_waiting(
    session: Session, case: Case, phrase: Phrase, clock: Clock, besides: int | None = None
) -> None:
    """Tell whoever answers for the place that a case waits for them, and why."""
    for person_id in find_responsible(session, case, besides):
        outbox.tell(session, person_id, waiting(case, phrase), clock)


def find_responsible(session: Session, case: Case, besides: int | None = None) -> Sequence[int]:
    """Give who is told: the grid's managers, else the community, else the street.

    A case that came back goes to those who take what nobody does. One that waits for a unit's
    signature is its liaisons'. Where nobody can be reached it goes one
    level up; the reporter is never their own handler, and `besides` is passed over.
    """
    return reach.find_responsible(session, case, besides)


def waiting(case: Case, *phrases: Phrase) -> Saying:
    """Give what is said to those who may take a case on; it can be taken back as one."""
    return Saying(
        phrases,
        offers.to_take_on(case),
        is_urgent=case.is_urgent,
        subject=subject(case.id),
        case_id=case.id,
    )


def alert(
    session: Session,
    case: Case,
    words: str,
    place: str,
    attached: Sequence[int] | None = None,
) -> Phrase:
    """Put a case before staff: what, where, until when. No contact data.

    `attached` is what comes with it; None: what was handed in so far.
    """
    what = (
        enclosures.describe_case(session, case.id)
        if attached is None
        else enclosures.describe(session, attached)
    )
    short = clip(words, SUMMARY_LENGTH)
    template = texts.ALERT_URGENT if case.is_urgent else texts.ALERT
    is_unsigned = waits_for_anybody(case)
    return template(
        number=case.number,
        status=texts.TO_BE_SIGNED() if is_unsigned else STATUS_LABELS[case.status](),
        category=CATEGORY_LABELS[case.category](),
        area=areas.grid_name(session, areas.area_of(session, case.area_id)),
        place=with_map(place) or reporting.PLACE_NOT_SAID(),
        words=short if what is None else attachment_texts.WITH_WORDS(words=short, what=what),
        due=due_of(case),
    )


def due_of(case: Case) -> Phrase | datetime:
    """Give until when a case is answered, for staff: a day that may still move is marked so."""
    return clock_texts.PROVISIONAL(due=case.due_at) if case.is_due_provisional else case.due_at


def alert_of(session: Session, case: Case) -> Phrase:
    """Put a case before staff as it stands."""
    return alert(session, case, *words_of(session, case))


def tell_who_stands_above(session: Session, message: OutMessage, clock: Clock) -> None:
    """What was to be said could not be delivered; it may be by another door of theirs.

    When none is left, an alert goes to whoever stands above, unless a colleague has it; of word
    to the reporter whoever has the case is told, to call.
    """
    if group_loss.tell_binder(session, message, clock):
        return
    case = None if message.case_id is None else session.get(Case, message.case_id)
    is_alert = case is not None and message.subject == subject(case.id)
    if case is not None and is_alert and not waits_for_anybody(case):
        return
    if tell_elsewhere(session, message, clock) or case is None:
        return
    if message.card_id is not None and waits_for_anybody(case):  # an outage: nobody has it
        tell_responsible(session, case, *words_of(session, case), clock)
        return
    if not is_alert and message.subject != ladder_subject(case.id):
        account = session.get(Account, message.account_id)
        if account is not None and account.person_id == case.reporter_id:
            tell_owner(session, case, texts.REPORTER_UNREACHABLE(number=case.number), clock)
        return
    if not outbox.is_told(session, message, find_responsible(session, case)):
        words, place = words_of(session, case)
        tell_responsible(session, case, words, place, clock)


def _told_first(session: Session, case: Case, clock: Clock) -> Sequence[int]:
    if case.is_urgent and outbox.is_quiet(clock, rules_of(session)):
        here = areas.area_of(session, case.area_id)
        for on_duty in roster.list_on_duty(session, here, clock):
            if found := reach.only_reachable(session, case, on_duty):
                return found
    return find_responsible(session, case)


def waits_for_anybody(case: Case) -> bool:
    """Tell whether nobody has a case that is to be answered."""
    is_free = case.owner_id is None or case.status is Status.ASSIGNED
    return is_free and case.status in UNANSWERED


def tell_reporter(
    session: Session,
    case: Case,
    phrase: Phrase,
    clock: Clock,
    choices: tuple[Choice, ...] = (),
    *,
    to_followers: bool = True,
) -> None:
    """Tell the reporter one of the four things that are pushed (product.md, rule 12).

    All who follow the case are told and asked the same, masked, unless it is for the reporter
    alone.
    """
    phone = facts.office_phone(session)
    saying = Saying(
        (phrase, texts.OFFICE_PHONE(phone=phone)),
        choices,
        is_urgent=case.is_urgent,
        case_id=case.id,
    )
    if case.reporter_id is not None and not outbox.tell(session, case.reporter_id, saying, clock):
        _have_called(session, case, case.reporter_id, phrase, clock)
    if to_followers:
        others = replace(saying, phrases=saying.phrases[1:], choices=for_followers(choices))
        told_to_others.tell_followers(session, case, phrase, others, clock)


def _have_called(
    session: Session, case: Case, reporter_id: int, phrase: Phrase, clock: Clock
) -> None:
    """Let whoever has the case call a reporter who came in by no door of ours."""
    has_account = people.first_account_of(session, reporter_id) is not None
    if not has_account and people.contact_of(session, reporter_id).phone:
        call = entering.CALL_REPORTER(number=case.number, words=phrase)
        tell_owner(session, case, call, clock)


def for_followers(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """Give what of the reporter's choices those have who follow the case."""
    return tuple(
        replace(it, command=Command(ASKED_OF_FOLLOWERS[it.command.dialogue], it.command.about))
        for it in choices
        if it.command is not None and it.command.dialogue in ASKED_OF_FOLLOWERS
    )


def tell_owner(
    session: Session,
    case: Case,
    phrase: Phrase,
    clock: Clock,
    more: tuple[Phrase, ...] = (),
    offered: tuple[Choice, ...] = (),
) -> None:
    """Tell whoever has the case; whoever is responsible when nobody has, or hears of, it.

    `offered` besides what may be done with the case now.
    """
    owner_id = offers.owner_in_office(session, case)
    firsts = offers.list_first(session, case)
    choices = (*firsts, *(it for it in offered if it not in firsts))
    saying = Saying((phrase, *more), choices, is_urgent=case.is_urgent, case_id=case.id)
    whom = reach.who_has(session, case)
    if whom is not None and outbox.tell(session, whom, saying, clock):
        return
    for person_id in find_responsible(session, case, besides=owner_id):
        outbox.tell(session, person_id, saying, clock)


def words_of(session: Session, case: Case) -> tuple[str, str]:
    """Give what the reporter said first, and where, then or later; empty once erased."""
    told = timeline.first_told(session, case)
    place = told.get("place") or timeline.later_told(session, case, "place")
    return str(told.get("words", "")), str(place)


def subject(case_id: int) -> str:
    """Name what alerts about a case are about, to take them back by."""
    return f"case:{case_id}:alert"
