"""Who is told what about a claim, and asked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from models.access import Action
from models.members import Member
from models.outbox import Priority
from models.posts import Claim, ClaimState, Opening
from models.units import Unit
from services import facts
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.identity import people
from services.members import members
from services.posts import claim_rows, in_charge, openings
from services.posts.eligibility import term_of
from services.posts.weekly_times import list_times
from services.texts.casework import cases as case_texts
from services.texts.casework import claiming as texts
from services.texts.phrases import Phrase, verbatim


def ask_to_confirm(session: Session, claim: Claim, opening: Opening, clock: Clock) -> None:
    """Ask those who confirm, the nearest who can be reached; nobody about their own claim."""
    said = describe(session, claim, opening)
    skill = (texts.SKILL_TO_CHECK(skill=opening.asks_skill),) if opening.asks_skill else ()
    saying = Saying((said, *skill), to_confirm(claim), subject=confirm_subject(claim.id))
    is_others = in_charge.is_left_to_others(session, claim, opening, claim.person_id)
    besides = {claim.person_id} if is_others else ()
    in_charge.tell(session, opening, saying, clock, Action.CONFIRM_CLAIM, besides=besides)


def tell_released(
    session: Session, claim: Claim, opening: Opening, reason: str, clock: Clock
) -> None:
    """Tell those who confirm that somebody gave a place up."""
    said = texts.SOMEBODY_LEFT(
        who=real_name(session, claim.person_id),
        opening=openings.name_of(session, opening),
        words=texts.BECAUSE(words=reason) if reason else verbatim(""),
    )
    in_charge.tell(
        session,
        opening,
        Saying((said,)),
        clock,
        Action.CONFIRM_CLAIM,
        besides={claim.person_id},
        priority=Priority.NOTICE,
    )


def ask_up(
    session: Session, claim: Claim, opening: Opening, until: datetime, clock: Clock
) -> None:
    """Ask who waited longest whether they still want a place that became free."""
    said = texts.PLACE_FREE(opening=openings.name_of(session, opening), until=until)
    tell(session, claim, Saying((said,), to_answer(claim), subject=asked_subject(claim.id)), clock)


def tell(session: Session, claim: Claim, saying: Saying, clock: Clock) -> None:
    """Tell whoever claimed, with the phone under it at which the office answers."""
    phone = case_texts.OFFICE_PHONE(phone=facts.office_phone(session))
    said = replace(saying, phrases=(*saying.phrases, phone))
    outbox.tell(session, claim.person_id, said, clock)


def tell_left(session: Session, left: Sequence[tuple[Claim, Opening]], clock: Clock) -> None:
    """Tell who is no member any more which of their claims ended, all at once."""
    if left:
        names = [openings.name_of(session, opening) for _, opening in left]
        tell(session, left[0][0], Saying((texts.NO_MEMBER_NOW(), *names)), clock)


def to_confirm(claim: Claim) -> tuple[Choice, ...]:
    """Give the presses of those who confirm."""
    about = {"claim": claim.id}
    return (
        Choice(texts.CONFIRM(), Command("confirm_claim", about)),
        Choice(texts.DECLINE(), Command("decline_claim", about)),
    )


def to_answer(claim: Claim) -> tuple[Choice, ...]:
    """Give the presses of whoever a place is kept for."""
    about = {"claim": claim.id}
    return (
        Choice(texts.TAKE_PLACE(), Command("take_place", about)),
        Choice(texts.REFUSE_PLACE(), Command("refuse_place", about)),
    )


def describe(session: Session, claim: Claim, opening: Opening) -> Phrase:
    """Put a claim that waits before those who confirm."""
    return texts.TO_BE_CONFIRMED(
        who=real_name(session, claim.person_id),
        opening=openings.name_of(session, opening),
        taken=opening.taken,
        places=opening.places,
    )


def say_claimed(session: Session, claim: Claim, opening: Opening, clock: Clock) -> Saying:
    """Say what was claimed, when one is first to be there, and how one is named to others."""
    name = openings.name_of(session, opening)
    first = when_first(opening, clock)
    more: tuple[Phrase, ...] = ()
    match claim.state:
        case ClaimState.HELD:
            said = texts.CLAIMED(opening=name, first=first)
        case ClaimState.PENDING:
            said = texts.CLAIMED_PENDING(opening=name, first=first)
            if opening.asks_skill:
                more = (texts.SKILL_CHECKED(skill=opening.asks_skill),)
        case _:
            number = claim_rows.position_of(session, claim)
            said = texts.QUEUED(opening=name, number=number)
    shown = members.shown_name(session, claim.person_id, claim.shown_as)
    about = {"claim": claim.id}
    choices = (
        Choice(texts.CHANGE_NAME(), Command("show_as", about)),
        Choice(texts.MY_POSTS(), Command("duty", {})),
        Choice(_leave(claim), Command("release", about)),
    )
    return Saying((said, *more, texts.NAMED_AS(name=shown)), choices)


def _leave(claim: Claim) -> Phrase:
    return texts.LEAVE_QUEUE() if claim.state is ClaimState.WAITING else texts.RELEASE()


def when_first(opening: Opening, clock: Clock) -> Phrase:
    """Say when a holder is first to be there, and where."""
    now = clock.now()
    times = (begins for begins, _ in list_times(term_of(opening, clock), clock) if begins > now)
    first = next(times, None)
    if first is None:
        return texts.TIMES_AGREED()
    place = texts.AT_PLACE(place=opening.place) if opening.place else verbatim("")
    return texts.FIRST_TIME(at=first, place=place)


def real_name(session: Session, person_id: int) -> str:
    """Name a member for staff: their name, and the unit they come from."""
    name = people.contact_of(session, person_id).name
    member: Member | None = members.find_member(session, person_id)
    if member is None or member.unit_id is None:
        return name
    return f"{name}（{session.get_one(Unit, member.unit_id).name}）"


def subjects_of(claim_id: int) -> tuple[str, str]:
    """Name all that is asked about a claim, to be taken back once it is over."""
    return confirm_subject(claim_id), asked_subject(claim_id)


def confirm_subject(claim_id: int) -> str:
    """Name the question whether a claim is confirmed."""
    return f"claim:{claim_id}:confirm"


def asked_subject(claim_id: int) -> str:
    """Name the question whether a free place is still wanted."""
    return f"claim:{claim_id}:asked"
