"""Extensions (延期): asked before the limit, granted by those above, told to the reporter."""

from collections.abc import Sequence

from sqlmodel import Session

from models.access import Action
from models.cases import Case, Status
from models.errors import Conflict, Invalid, NotFound
from models.timeline import Act
from services.areas import areas
from services.case_files import timeline
from services.casework import alerts, limits, permits, reach
from services.casework.cases import get_case_for
from services.casework.progress import get_own_case
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.office import absences, staff_names
from services.rules import rules_of
from services.texts.casework import steps as texts
from services.texts.phrases import Phrase
from services.wording import require_words


def check_may_ask(session: Session, case_id: int, actor_id: int, clock: Clock) -> Case:
    """Give a case whose owner may ask for more time now; asked before they write, too.

    Raises:
        Conflict: extension_pending, extensions_used_up or extension_too_late; or not in hand.
    """
    case = get_own_case(session, case_id, actor_id, Status.HANDLING)
    rules = rules_of(session)
    if case.extension_asked is not None:
        raise Conflict("extension_pending", number=case.number)
    if case.extensions >= rules.extensions:
        raise Conflict("extensions_used_up", number=case.number, count=rules.extensions)
    if clock.now() > case.due_at:
        raise Conflict("extension_too_late", number=case.number)
    return case


def ask_extension(
    session: Session, case_id: int, actor_id: int, days: int, reason: str, clock: Clock
) -> Case:
    """Ask for more working days; those above are told, and the limit stays until they grant it.

    Raises:
        Invalid: extension_days or extension_why.
        Conflict: as for `check_may_ask`, or extension_nobody.
    """
    case = check_may_ask(session, case_id, actor_id, clock)
    most = rules_of(session).extension_days
    if not 1 <= days <= most:
        raise Invalid("extension_days", most=most)
    require_words(reason, "extension_why")
    granters = find_granters(session, case, actor_id)
    if not granters:
        raise Conflict("extension_nobody", number=case.number)
    case.extension_asked = days
    told: timeline.Told = {"days": days, "words": reason}
    timeline.append_line(session, case, Act.EXTENSION_ASKED, told, clock, actor_id=actor_id)
    saying = Saying((to_grant(session, case),), grant_choices(case), case_id=case.id)
    for person_id in granters:
        outbox.tell(session, person_id, saying, clock)
    session.flush()
    return case


def grant_extension(session: Session, case_id: int, actor_id: int, clock: Clock) -> Case:
    """Move the limit by what was asked for; the reporter is told why.

    Raises:
        NotAllowed: not theirs to grant.
        Conflict: extension_gone, extension_own, or extension_over: that day has passed, too.
    """
    case, asked = _get_asked(session, case_id, actor_id)
    days, before = int(asked["days"]), case.due_at
    if limits.extended(session, case, days, clock).at <= clock.now():
        raise Conflict("extension_over", number=case.number, days=days)
    limits.extend(session, case, days, clock)
    case.extensions += 1
    case.extension_asked = None
    told: timeline.Told = {
        "days": days,
        "words": str(asked["words"]),
        "before": before.isoformat(),
        "after": case.due_at.isoformat(),
    }
    timeline.append_line(session, case, Act.EXTENDED, told, clock, actor_id=actor_id)
    granted = texts.EXTENSION_GRANTED(number=case.number, due=case.due_at)
    alerts.tell_owner(session, case, granted, clock)
    phrase = texts.EXTENDED(
        number=case.number, before=before, after=case.due_at, words=str(asked["words"])
    )
    alerts.tell_reporter(session, case, phrase, clock)
    session.flush()
    return case


def refuse_extension(
    session: Session, case_id: int, actor_id: int, reason: str, clock: Clock
) -> Case:
    """Leave the limit as it is; whoever asked is told why.

    Raises:
        NotAllowed: not theirs to refuse.
        Invalid: extension_refused_why.
        Conflict: extension_gone or extension_own.
    """
    case, _ = _get_asked(session, case_id, actor_id)
    require_words(reason, "extension_refused_why")
    case.extension_asked = None
    told: timeline.Told = {"words": reason}
    timeline.append_line(session, case, Act.EXTENSION_REFUSED, told, clock, actor_id=actor_id)
    refused = texts.EXTENSION_REFUSED(number=case.number, due=case.due_at, words=reason)
    alerts.tell_owner(session, case, refused, clock)
    session.flush()
    return case


def find_granters(session: Session, case: Case, asker_id: int) -> Sequence[int]:
    """Find who is asked: the nearest but asker, owner and reporter."""
    kept_out = {*permits.list_recused(session, case), asker_id, case.owner_id, case.reporter_id}
    area = areas.area_of(session, case.area_id)
    return reach.nearest_to_decide(session, area, Action.GRANT_EXTENSION, kept_out)


def to_grant(session: Session, case: Case) -> Phrase:
    """Put a request before those above."""
    asker_id, asked = _asked(session, case)
    return texts.EXTENSION_TO_GRANT(
        number=case.number,
        name="" if asker_id is None else staff_names.name_of(session, asker_id),
        days=int(asked["days"]),
        due=case.due_at,
        words=str(asked["words"]),
    )


def may_decide(session: Session, case: Case, person_id: int) -> bool:
    """Tell whether a request for more time waits for this person, nothing being locked."""
    if case.extension_asked is None or case.status is not Status.HANDLING:
        return False
    asker_id, _ = _asked(session, case)
    is_own = person_id == asker_id or absences.acts_for(session, person_id, case.owner_id)
    return not is_own and permits.may(session, person_id, Action.GRANT_EXTENSION, case)


def get_to_grant(session: Session, case_id: int, actor_id: int) -> Case:
    """Give a case with a request that this person may grant.

    Raises:
        NotAllowed: not theirs to grant.
        Conflict: extension_gone or extension_own.
    """
    return _get_asked(session, case_id, actor_id)[0]


def check_is_asked(
    session: Session, case_id: int, actor_id: int, extensions: int, round_: int
) -> None:
    """Refuse a press under a request that is no longer the present one.

    Raises:
        NotAllowed: not theirs to grant.
        Conflict: extension_gone or extension_own.
    """
    case = get_to_grant(session, case_id, actor_id)
    if (case.extensions, case.round) != (extensions, round_):
        raise Conflict("extension_gone", number=case.number)


def grant_choices(case: Case) -> tuple[Choice, ...]:
    """Give what those above may say; an old request is told by how many there were."""
    about = {"case": case.id, "asked": case.extensions, "round": case.round}
    return (
        Choice(texts.GRANT(), Command("grant_extension", about)),
        Choice(texts.REFUSE(), Command("refuse_extension", about)),
    )


def _get_asked(session: Session, case_id: int, actor_id: int) -> tuple[Case, timeline.Told]:
    case = get_case_for(session, case_id, actor_id, Action.GRANT_EXTENSION)
    if case.extension_asked is None or case.status is not Status.HANDLING:
        raise Conflict("extension_gone", number=case.number)
    asker_id, asked = _asked(session, case)
    if actor_id == asker_id or absences.acts_for(session, actor_id, case.owner_id):
        raise Conflict("extension_own", number=case.number)
    return case, asked


def _asked(session: Session, case: Case) -> tuple[int | None, timeline.Told]:
    """Give who asked last, and what."""
    lines = timeline.list_lines(session, case)
    asked = [
        (line.actor_id, line.told)
        for line in lines
        if line.act is Act.EXTENSION_ASKED and line.told
    ]
    if not asked or case.extension_asked is None:
        raise NotFound("extension_gone", number=case.number)
    return asked[-1]
