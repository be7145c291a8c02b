"""What the office does with a case: sign, look up the contact, relay, return, settle, answer."""

from sqlmodel import Session

from models.access import Action
from models.cases import UNANSWERED, Case, CaseClass, Outcome, Status
from models.errors import Conflict
from models.timeline import Act
from services.case_files import timeline
from services.case_offers import claimants
from services.casework import alerts, assigning, backstop, lifecycle, offers, taking, transfers
from services.casework.cases import get_case_for
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Choice, Command
from services.identity import people
from services.notices import publishers
from services.office import absences, staff_names
from services.sealing import Sealer, Unreadable
from services.texts import attachments as attachment_texts
from services.texts.casework import cases as texts
from services.texts.casework import steps
from services.wording import require_words


def sign_case(session: Session, case_id: int, actor_id: int, clock: Clock) -> str:
    """Take a case on (签收): received, assigned to oneself and signed in one press.

    Raises:
        NotFound, NotAllowed: not theirs to sign.
        Conflict: somebody else has it, or nothing is left to sign.
    """
    case = get_case_for(session, case_id, actor_id, Action.SIGN_CASE)
    check_in_hand(session, case, actor_id)
    if case.owner_id == actor_id and case.status is Status.HANDLING:
        raise Conflict("signed_by_you", number=case.number)
    taking.take_on(session, case, actor_id, clock)
    name = assigning.holder_in_full(session, case)
    outbox.cancel(session, alerts.subject(case.id))
    alerts.tell_reporter(
        session, case, texts.TAKEN_ON(number=case.number, name=name, due=case.due_at), clock
    )
    session.flush()
    return case.number


def check_in_hand(session: Session, case: Case, actor_id: int) -> None:
    """Refuse what is no longer this worker's to handle; asked before they write a word, too.

    Raises:
        Conflict: it is over or answered, or somebody else has it.
    """
    if case.outcome is Outcome.WITHDRAWN:
        raise Conflict("withdrawn", number=case.number)
    if case.status not in UNANSWERED:
        raise Conflict(assigning.why_over(case), number=case.number)
    if offers.is_free_for(session, case, actor_id):
        return
    owner_id = offers.owner_in_office(session, case)
    if owner_id is None or case.status is Status.ASSIGNED:
        name = assigning.holder_name(session, case)
        raise Conflict("assigned_to", number=case.number, name=name)
    name = claimants.name_of(session, case, owner_id)
    raise Conflict("signed_already", number=case.number, name=name)


def relay(session: Session, case_id: int, actor_id: int, words: str, clock: Clock) -> None:
    """Pass words on to the reporter, whose number need not be known for it."""
    case = get_case_for(session, case_id, actor_id, Action.VIEW_CONTACT)
    require_words(words, "words_missing")
    _write(session, case, Act.RELAYED, words, actor_id, clock)
    name = claimants.name_of(session, case, actor_id)
    phrase = texts.RELAYED(number=case.number, name=name, words=words)
    add = Choice(texts.SUPPLEMENT(), Command("supplement", {"case": case.id}))
    alerts.tell_reporter(session, case, phrase, clock, (add,), to_followers=False)
    session.flush()


def return_case(session: Session, case_id: int, actor_id: int, reason: str, clock: Clock) -> bool:
    """Give a case back with a reason; whoever stands above is told. The due day stays.

    The second time in a round it goes to the backstop by itself.

    Returns:
        Whether anybody could be told; if not, it stays in the list of those who may sign it.

    Raises:
        Invalid: without a reason.
        Conflict: somebody else has it, it is answered, was returned twice before, or by them
            and nobody has had it since.
    """
    case = get_case_for(session, case_id, actor_id, Action.RETURN_CASE)
    require_words(reason, "reason_missing")
    check_in_hand(session, case, actor_id)
    if case.returns >= offers.MOST_RETURNS:
        raise Conflict("returned_twice", number=case.number)
    if case.returned_by_id == actor_id and case.owner_id is None and case.unit_id is None:
        raise Conflict("returned_by_you", number=case.number)
    name = claimants.name_of(session, case, actor_id)
    taking.lay_down(session, case, clock)
    case.returned_by_id = actor_id
    case.returns += 1
    _write(session, case, Act.RETURNED, reason, actor_id, clock)
    outbox.cancel(session, alerts.subject(case.id))
    words, place = alerts.words_of(session, case)
    phrase = texts.RETURNED_TO_YOU(
        name=name, reason=reason, alert=alerts.alert(session, case, words, place)
    )
    if case.returns >= offers.MOST_RETURNS:
        is_told = backstop.hand_over(session, case, actor_id, phrase, clock)
        session.flush()
        if is_told is not None:
            return is_told
    saying = alerts.waiting(case, phrase)
    found = alerts.find_responsible(session, case, besides=actor_id)
    told = [person_id for person_id in found if outbox.tell(session, person_id, saying, clock)]
    session.flush()
    return bool(told)


def settle_case(session: Session, case_id: int, actor_id: int, answer: str, clock: Clock) -> None:
    """Settle a case on the spot (当场办结): what was done, and the reporter is asked.

    Raises:
        Invalid: without a word of what was done.
        Conflict: somebody else has it, or it is answered.
    """
    case = get_case_for(session, case_id, actor_id, Action.SETTLE_CASE)
    require_words(answer, "answer_missing")
    check_in_hand(session, case, actor_id)
    act = Act.ANSWERED if case.status is Status.HANDLING else Act.SETTLED
    case.is_explained = False
    if case.status is Status.NEEDS_INFO:
        lifecycle.move(session, case, Status.ACCEPTED, clock)
    if case.status is Status.ASSIGNED:
        lifecycle.move(session, case, Status.HANDLING, clock)
    case.owner_id = actor_id
    _answer(session, case, act, answer, actor_id, clock)


def answer_case(
    session: Session,
    case_id: int,
    actor_id: int,
    answer: str,
    clock: Clock,
    *,
    is_explained: bool = False,
) -> None:
    """Answer a case one has: result with evidence in words; the reporter is asked.

    `is_explained`: it cannot be solved, and the words say why (不能解决).

    Raises:
        Invalid: without words.
        Conflict: somebody else has it, or it is answered.
    """
    case = get_case_for(session, case_id, actor_id, Action.ANSWER_CASE)
    require_words(answer, "answer_missing")
    check_in_hand(session, case, actor_id)
    is_theirs = absences.acts_for(session, actor_id, case.owner_id)
    if not is_theirs or case.status is not Status.HANDLING:
        raise Conflict("not_yours_to_answer", number=case.number)
    if is_explained:
        case.triage_class = CaseClass.UNSOLVABLE
    case.is_explained = is_explained
    _answer(session, case, Act.ANSWERED, answer, actor_id, clock)


def transcribe_case(
    session: Session, case_id: int, actor_id: int, words: str, clock: Clock
) -> None:
    """Put into words what the reporter's voice says (转写); sealed as their own words are.

    Raises:
        Invalid: without words.
        Conflict: reporter_erased; their words are not to be written down again.
    """
    case = get_case_for(session, case_id, actor_id, Action.ANSWER_CASE)
    require_words(words, "words_missing")
    timeline.append_line(
        session,
        case,
        Act.TRANSCRIBED,
        {"words": words},
        clock,
        actor_id=actor_id,
        seal_with=_key_of_reporter(session, case),
    )
    if offers.owner_in_office(session, case) not in (None, actor_id):
        name = staff_names.name_of(session, actor_id)
        phrase = attachment_texts.TYPED_FOR_OWNER(number=case.number, name=name, words=words)
        alerts.tell_owner(session, case, phrase, clock)
    session.flush()


def _key_of_reporter(session: Session, case: Case) -> tuple[int, Sealer] | None:
    if case.reporter_id is None:
        return None
    try:
        return people.key_of(session, case.reporter_id)
    except Unreadable as error:
        raise Conflict("reporter_erased", number=case.number) from error


def _answer(
    session: Session, case: Case, act: Act, answer: str, actor_id: int, clock: Clock
) -> None:
    lifecycle.move(session, case, Status.ANSWERED, clock)
    case.answered_at = clock.now()
    case.extension_asked = None
    case.is_solved = None
    case.is_contacted = None
    case.satisfaction = None
    _write(session, case, act, answer, actor_id, clock)
    outbox.cancel(session, alerts.subject(case.id))
    transfers.stop_chasing(session, case)
    template = steps.EXPLAINED if case.is_explained else texts.ANSWERED
    name = staff_names.name_of(session, actor_id)
    phrase = template(number=case.number, name=name, words=answer)
    alerts.tell_reporter(session, case, phrase, clock, offers.rating_choices(case))
    publishers.draft_and_tell(session, case, clock)
    session.flush()


def _write(
    session: Session, case: Case, act: Act, words: str, actor_id: int, clock: Clock
) -> None:
    timeline.append_line(session, case, act, {"words": words}, clock, actor_id=actor_id)
