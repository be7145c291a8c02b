"""Letters to outside bodies (转办函): written, sent, and chased until they answer.

A letter says what, where and until when, never who reported it nor in which words.
"""

import re
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from models.access import Action
from models.cases import Case, Status
from models.errors import Conflict, Invalid, NotFound
from models.timeline import Act
from models.units import TransferLetter, Unit
from services import facts
from services.areas import areas
from services.case_files import timeline
from services.casework import alerts, reach
from services.casework.cases import get_case_for
from services.clock import Clock, today
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.identity import people
from services.office import absences, staff_names
from services.office.units import unit_of
from services.rules import rules_of
from services.sealing import sealer_of
from services.store import store_of
from services.texts.casework import assigning as texts
from services.texts.casework import cases as case_texts
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.phrases import Phrase, put_into_words
from services.wording import clean, fold
from services.workdays import add_workdays

SERIALS = "letter"
"""Under which the numbers of letters are counted; no community's code is in small letters."""

SCANNED = 100
_PHONE = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}\d{7,8})(?!\d)")
_ONE_NAME = 2


def check_summary(session: Session, case: Case, summary: str) -> None:
    """Refuse a summary that says who reported it.

    Raises:
        Invalid: letter_names_reporter.
    """
    said = re.sub(r"[\s()-]", "", fold(summary))
    known = ("", "") if case.reporter_id is None else people.contact_of(session, case.reporter_id)
    name, phone = (fold(each).replace(" ", "") for each in known)
    is_named = len(name) >= _ONE_NAME and name in said
    if is_named or (phone and phone in said) or _PHONE.search(said):
        raise Invalid("letter_names_reporter")


def write_letter(
    session: Session, case: Case, unit: Unit, clerk_id: int, summary: str, clock: Clock
) -> TransferLetter:
    """Write the letter of a locked case, sealed like the case; no word of the reporter's."""
    check_summary(session, case, summary)
    year = today(clock).year
    serial = store_of(session).take_serial(session, SERIALS, year)
    letter = TransferLetter(
        case_id=case.id,
        unit_id=unit.id,
        clerk_id=clerk_id,
        year=year,
        serial=serial,
        key_id=case.key_id,
        body=b"",
        written_at=clock.now(),
        chase_at=_next_chase(session, clock),
    )
    words = put_into_words(_wording(session, case, unit, letter, clean(summary), clock))
    letter.body = sealer_of(session, case.key_id).seal(words)
    session.add(letter)
    session.flush()
    return letter


def find_letter(session: Session, case: Case) -> TransferLetter | None:
    """Find the letter with which an outside body has a case now."""
    return session.exec(
        select(TransferLetter)
        .where(TransferLetter.case_id == case.id, TransferLetter.unit_id == case.unit_id)
        .order_by(col(TransferLetter.id).desc())
    ).first()


def read_letter(session: Session, case_id: int, actor_id: int) -> tuple[TransferLetter, str]:
    """Give a case's letter and what it says, to whoever may handle the case.

    Raises:
        NotFound: letter_unknown.
    """
    case = get_case_for(session, case_id, actor_id, Action.VIEW_CASE)
    letter = _get_letter(session, case)
    return letter, sealer_of(session, letter.key_id).open(letter.body)


def note_sent(session: Session, case_id: int, actor_id: int, clock: Clock) -> TransferLetter:
    """Note that the letter went out: the reporter hears who has it, and the body is chased.

    Raises:
        Conflict: letter_sent; or somebody else has it.
        NotFound: letter_unknown.
    """
    case, letter = _in_hand(session, case_id, actor_id)
    if letter.sent_at is not None:
        raise Conflict("letter_sent", number=case.number)
    letter.sent_at = clock.now()
    letter.chase_at = _next_chase(session, clock)
    unit = unit_of(session, letter.unit_id).name
    told: timeline.Told = {"to": unit, "letter": _number(letter)}
    timeline.append_line(session, case, Act.LETTER_SENT, told, clock, actor_id=actor_id)
    by = staff_names.name_of(session, actor_id)
    name = put_into_words(texts.FOLLOWED_UP_BY(unit=unit, name=by))
    phrase = case_texts.TAKEN_ON(number=case.number, name=name, due=case.due_at)
    alerts.tell_reporter(session, case, phrase, clock)
    session.flush()
    return letter


def note_chased(session: Session, case_id: int, actor_id: int, clock: Clock) -> TransferLetter:
    """Note that the body was reminded (催函).

    Raises:
        Conflict: letter_not_sent; or somebody else has it.
        NotFound: letter_unknown.
    """
    case, letter = _in_hand(session, case_id, actor_id)
    if letter.sent_at is None:
        raise Conflict("letter_not_sent", number=case.number)
    letter.chased += 1
    letter.chase_at = _next_chase(session, clock)
    told: timeline.Told = {"to": unit_of(session, letter.unit_id).name, "count": letter.chased}
    timeline.append_line(session, case, Act.CHASED, told, clock, actor_id=actor_id)
    session.flush()
    return letter


def stop_chasing(session: Session, case: Case) -> None:
    """Chase nobody any more about a case: it is answered, or somebody else has it."""
    for letter in session.exec(
        select(TransferLetter).where(
            TransferLetter.case_id == case.id, col(TransferLetter.chase_at).is_not(None)
        )
    ):
        letter.chase_at = None


def chase_due(session: Session, clock: Clock) -> int:
    """Remind clerks of letters that nobody answered; give how many were looked at."""
    statement = (
        select(TransferLetter)
        .where(col(TransferLetter.chase_at) <= clock.now())
        .limit(SCANNED)
        .with_for_update(key_share=True, skip_locked=True)
    )
    found = session.exec(statement).all()
    for letter in found:
        _remind(session, letter, clock)
    session.flush()
    return len(found)


def choices(case: Case, letter: TransferLetter) -> Sequence[Choice]:
    """Give what the clerk may do with a letter as it stands."""
    about = {"case": case.id}
    if letter.sent_at is None:
        return (Choice(texts.LETTER_SENT(), Command("letter_sent", about)),)
    return (
        Choice(texts.CHASED(), Command("letter_chased", about)),
        Choice(texts.REPLIED(), Command("answer", about)),
    )


def _remind(session: Session, letter: TransferLetter, clock: Clock) -> None:
    case = session.get_one(Case, letter.case_id)
    if case.status is not Status.HANDLING or case.unit_id != letter.unit_id:
        letter.chase_at = None
        return
    unit = unit_of(session, letter.unit_id)
    phone = unit.phone or texts.NO_PHONE()
    phrase = texts.CHASE(number=case.number, name=unit.name, phone=phone, due=case.due_at)
    if letter.sent_at is None:
        phrase = texts.NOT_SENT_YET(number=case.number, name=unit.name)
    saying = Saying((phrase,), tuple(choices(case, letter)), case_id=case.id)
    whom = reach.who_has(session, case)
    if whom is None or not outbox.tell(session, whom, saying, clock):
        alerts.tell_owner(session, case, phrase, clock)
    letter.chase_at = add_workdays(session, clock.now(), 1, clock).at


def _in_hand(session: Session, case_id: int, actor_id: int) -> tuple[Case, TransferLetter]:
    case = get_case_for(session, case_id, actor_id, Action.ANSWER_CASE)
    letter = _get_letter(session, case)
    is_theirs = absences.acts_for(session, actor_id, case.owner_id)
    if not is_theirs or case.status is not Status.HANDLING:
        raise Conflict("not_yours_to_answer", number=case.number)
    return case, letter


def _get_letter(session: Session, case: Case) -> TransferLetter:
    letter = find_letter(session, case)
    if letter is None:
        raise NotFound("letter_unknown", number=case.number)
    return letter


def _next_chase(session: Session, clock: Clock) -> datetime:
    return add_workdays(session, clock.now(), rules_of(session).chase_days, clock).at


def _number(letter: TransferLetter) -> str:
    return put_into_words(texts.LETTER_NUMBER(year=letter.year, serial=letter.serial))


def _wording(
    session: Session, case: Case, unit: Unit, letter: TransferLetter, summary: str, clock: Clock
) -> Phrase:
    area, day = areas.area_of(session, case.area_id), today(clock)
    category = CATEGORY_LABELS[case.category]()
    return texts.LETTER(
        letter=_number(letter),
        unit=unit.name,
        number=case.number,
        category=category,
        place=areas.full_name(session, area),  # down to the building, never the door
        summary=summary or texts.LETTER_KIND(category=category),
        due=case.due_at,
        clerk=staff_names.name_of(session, letter.clerk_id),
        phone=facts.office_phone(session),
        office=rules_of(session).street_name,
        date=texts.DAY(year=day.year, month=day.month, day=day.day),
    )
