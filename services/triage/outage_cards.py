"""The one card of an outage in the private chats of those who answer for the place."""

from sqlmodel import Session, col, func, select

from models.cases import UNANSWERED, Case, Outcome, Status
from models.following import Outage, OutageCase
from services.areas import areas
from services.clock import Clock
from services.delivery import private_cards
from services.delivery.messages import Choice, Command, Saying
from services.reporters import followers
from services.store import lock
from services.texts.casework import following as texts
from services.texts.phrases import Phrase, put_into_words


def show(session: Session, outage: Outage, person_ids: list[int], clock: Clock) -> list[int]:
    """Show an outage to people, each on one card; give who could be reached."""
    saying = saying_of(session, outage)
    reached = private_cards.show(session, person_ids, subject(outage), saying, clock)
    private_cards.show_again(session, subject(outage), saying, clock)
    return reached


def follow(session: Session, case: Case, clock: Clock) -> None:
    """Bring the card up to where the first report of an outage stands; its answer ends it.

    A first report that was taken back leaves the outage to the next one.
    """
    outage = hold(session, case)
    if outage is None:
        return
    if case.outcome is Outcome.WITHDRAWN:
        others = [it for it in list_cases(session, outage) if it.status in _WAITS]
        if others:
            outage.first_case_id = others[0].id
    first = session.get_one(Case, outage.first_case_id)
    is_handed_on = first.id != case.id  # it leaves what it was merged into in a moment
    if not is_handed_on and followers.root_of(session, first).status not in UNANSWERED:
        outage.ended_at = clock.now()
    session.flush()
    private_cards.show_again(session, subject(outage), saying_of(session, outage), clock)


def hold(session: Session, case: Case) -> Outage | None:
    """Give the outage whose first report a case is, locked; None where there is none."""
    found = session.exec(
        select(Outage.id).where(Outage.first_case_id == case.id, col(Outage.ended_at).is_(None))
    ).first()
    return None if found is None else lock(session, Outage, found)


def list_cases(session: Session, outage: Outage) -> list[Case]:
    """List the reports of an outage, the oldest first."""
    found = session.exec(
        select(Case)
        .join(OutageCase, col(OutageCase.case_id) == Case.id)
        .where(OutageCase.outage_id == outage.id)
        .order_by(col(Case.id))
    ).all()
    return list(found)


def saying_of(session: Session, outage: Outage) -> Saying:
    """Give how the card looks now."""
    first = session.get_one(Case, outage.first_case_id)
    count, merged = _count(session, outage)
    area = areas.area_of(session, outage.area_id)
    kind = kind_of(outage)
    if outage.ended_at is not None:
        phrase = texts.OUTAGE_OVER(kind=kind, count=count, area=areas.full_name(session, area))
        return Saying((phrase,), case_id=first.id)
    phrase = texts.OUTAGE_CARD(
        kind=kind,
        count=count,
        area=areas.full_name(session, area),
        first=outage.began_at,
        last=outage.last_at,
        merged=merged,
    )
    about = {"outage": outage.id}
    words = texts.OUTAGE_WORDS(kind=kind, area=areas.full_name(session, area))
    choices = (
        Choice(texts.OUTAGE_MERGE(), Command("merge_outage", about)),
        Choice(texts.OUTAGE_ANNOUNCE(), Command("announce", {"words": put_into_words(words)})),
        Choice(texts.OUTAGE_LIST(), Command("list_outage", about)),
    )
    return Saying((phrase,), choices, is_urgent=first.is_urgent, case_id=first.id)


def kind_of(outage: Outage) -> Phrase:
    """Give what is off."""
    return texts.OUTAGE_KINDS[str(outage.category)]()


def _count(session: Session, outage: Outage) -> tuple[int, int]:
    """Count the households that reported it, and the reports that are merged."""
    of_it = (
        select(func.count(col(Case.reporter_id).distinct()))
        .join(OutageCase, col(OutageCase.case_id) == Case.id)
        .where(OutageCase.outage_id == outage.id)
    )
    not_back = col(Case.outcome).is_(None) | (col(Case.outcome) != Outcome.WITHDRAWN)
    households = session.exec(of_it.where(not_back)).one()
    merged = (
        select(func.count())
        .select_from(Case)
        .join(OutageCase, col(OutageCase.case_id) == Case.id)
        .where(OutageCase.outage_id == outage.id, Case.status == Status.MERGED)
    )
    return households, session.exec(merged).one()


def subject(outage: Outage) -> str:
    """Name what the cards of an outage are about."""
    return f"outage:{outage.id}"


_WAITS = UNANSWERED | {Status.MERGED}
