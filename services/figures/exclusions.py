"""Exclusions (剔除): appeals to leave a case out of the figures; both figures are always shown."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models.access import Action
from models.areas import Area
from models.cases import SETTLED, Case
from models.errors import Conflict, NotAllowed, NotFound
from models.figures import Exclusion, ExclusionState
from models.timeline import Act
from services.areas import areas
from services.case_files import timeline
from services.casework import permits, reach
from services.casework.cases import get_case, get_case_for
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.office import access
from services.store import lock
from services.texts import figures as texts
from services.wording import require_words

LISTED = 10


def ask(session: Session, case_id: int, actor_id: int, reason: str, clock: Clock) -> str:
    """Ask that a case be left out of the figures, with a reason, once. Gives the number.

    Raises:
        NotFound: case_unknown.
        NotAllowed: they do not handle cases there.
        Invalid: exclusion_reason_missing.
        Conflict: exclusion_too_early, exclusion_asked.
    """
    case = get_case_for(session, case_id, actor_id, Action.ANSWER_CASE)
    require_words(reason, "exclusion_reason_missing")
    if case.status not in SETTLED:
        raise Conflict("exclusion_too_early", number=case.number)
    if find(session, case_id) is not None:
        raise Conflict("exclusion_asked", number=case.number)
    appeal = Exclusion(case_id=case_id, asked_by=actor_id, asked_at=clock.now())
    session.add(appeal)
    session.flush()
    told: timeline.Told = {"words": reason, "state": ExclusionState.ASKED}
    timeline.append_line(session, case, Act.EXCLUDED, told, clock, actor_id=actor_id)
    for person_id in list_deciders(session, case, besides=actor_id):
        outbox.tell(session, person_id, _put(case, appeal, reason), clock)
    return case.number


def decide(
    session: Session,
    exclusion_id: int,
    actor_id: int,
    clock: Clock,
    *,
    accepts: bool,
    reason: str = "",
) -> str:
    """Decide an appeal; nobody decides their own. Whoever asked is told. Gives the number.

    Raises:
        NotFound: exclusion_unknown.
        NotAllowed: they may not decide there; own_exclusion.
        Conflict: exclusion_decided.
        Invalid: exclusion_reason_missing; a no needs a reason.
    """
    known = session.get(Exclusion, exclusion_id)
    if known is None:
        raise NotFound("exclusion_unknown")
    case = get_case(session, known.case_id)  # first, as everybody locks what a case has
    appeal = lock(session, Exclusion, exclusion_id) or known
    permits.require(session, actor_id, Action.EXCLUDE, case)
    if appeal.asked_by == actor_id:
        raise NotAllowed("own_exclusion", number=case.number)
    if appeal.state is not ExclusionState.ASKED:
        raise Conflict("exclusion_decided", number=case.number)
    if not accepts:
        require_words(reason, "exclusion_reason_missing")
    appeal.state = ExclusionState.ACCEPTED if accepts else ExclusionState.REFUSED
    appeal.decided_by, appeal.decided_at = actor_id, clock.now()
    session.flush()
    told: timeline.Told = {"words": reason, "state": appeal.state}
    timeline.append_line(session, case, Act.EXCLUDED, told, clock, actor_id=actor_id)
    outbox.cancel(session, _subject(appeal))
    template = texts.EXCLUSION_ACCEPTED if accepts else texts.EXCLUSION_REFUSED
    saying = Saying((template(number=case.number, reason=reason),), case_id=case.id)
    outbox.tell(session, appeal.asked_by, saying, clock)
    return case.number


def find(session: Session, case_id: int) -> Exclusion | None:
    """Find the appeal about a case."""
    return session.exec(select(Exclusion).where(Exclusion.case_id == case_id)).first()


def reason_of(session: Session, case: Case) -> str:
    """Give why it was asked, from the file of the case."""
    words = timeline.words_of(session, case, Act.EXCLUDED)
    return words[0] if words else ""


def list_deciders(session: Session, case: Case, besides: int) -> Sequence[int]:
    """List who decides about a case, also one of their own: the nearest but who asked."""
    kept_out = {besides, *permits.list_recused(session, case)}
    area = areas.area_of(session, case.area_id)
    return reach.nearest_to_decide(session, area, Action.EXCLUDE, kept_out)


def list_undecided(session: Session, person_id: int) -> Sequence[tuple[Exclusion, Case]]:
    """List the appeals that wait for somebody, the oldest first."""
    scopes = access.areas_where(session, person_id, Action.EXCLUDE)
    found = session.exec(
        select(Exclusion, Case)
        .join(Case, col(Case.id) == Exclusion.case_id)
        .where(Exclusion.state == ExclusionState.ASKED, Exclusion.asked_by != person_id)
        .order_by(col(Exclusion.id))
    ).all()
    theirs = [
        (appeal, case)
        for appeal, case in found
        if _is_below(session, case, scopes) and not permits.is_recused(session, case, person_id)
    ]
    return theirs[:LISTED]


def _is_below(session: Session, case: Case, scopes: Sequence[Area]) -> bool:
    here = areas.area_of(session, case.area_id)
    return any(area.contains(here) for area in scopes)


def _put(case: Case, appeal: Exclusion, reason: str) -> Saying:
    """Put an appeal before somebody who may decide it."""
    about = {"exclusion": appeal.id}
    return Saying(
        (texts.EXCLUSION_ASKED(number=case.number, reason=reason),),
        (
            Choice(texts.EXCLUDE_YES(), Command("exclude_yes", about)),
            Choice(texts.EXCLUDE_NO(), Command("exclude_no", about)),
            Choice(texts.OPEN_NUMBER(number=case.number), Command("handle", {"case": case.id})),
        ),
        subject=_subject(appeal),
        case_id=case.id,
    )


def _subject(appeal: Exclusion) -> str:
    return f"exclusion:{appeal.id}"
