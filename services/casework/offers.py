"""What staff are offered to do with a case: at most five presses at once, the rest under 更多.

Each row of `MORE` names the dialogue it starts, the action it needs and the states it belongs to.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlmodel import Session

from models.access import Action
from models.cases import HELD, SETTLED, TO_BE_TAKEN_IN, UNANSWERED, Case, Status
from services.case_offers import claimants, offered
from services.casework import enclosures, permits
from services.delivery.messages import Choice, Command
from services.office import absences
from services.reporters import followers
from services.texts import attachments as attachment_texts
from services.texts import erasing as erasing_texts
from services.texts import figures as figure_texts
from services.texts import notices as notice_texts
from services.texts.casework import assigning, steps
from services.texts.casework import case_offers as offer_texts
from services.texts.casework import cases as texts
from services.texts.casework import following as follow_texts
from services.texts.casework import intake as intake_texts
from services.texts.phrases import Template
from services.triage import recurrence

_TO_BE_ASKED = TO_BE_TAKEN_IN - {Status.NEEDS_INFO}


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that may be done with a case.

    Args:
        label: on the button.
        command: the dialogue it starts.
        needs: what one must be permitted.
        when: the states in which it makes sense.
        is_owners: only whoever has the case may.
        fits: whether it makes sense for this very case.
    """

    label: Template
    command: str
    needs: Action
    when: frozenset[Status]
    is_owners: bool = False
    fits: Callable[[Session, Case], bool] = lambda session, case: True  # noqa: ARG005


_IN_HAND = frozenset({Status.HANDLING})
_OVER = frozenset({Status.ANSWERED, Status.TRACKING})

MORE: tuple[Offer, ...] = (
    Offer(intake_texts.ACCEPT, "accept", Action.TRIAGE_CASE, TO_BE_TAKEN_IN),
    Offer(intake_texts.ASK_INFO, "ask_info", Action.TRIAGE_CASE, _TO_BE_ASKED),
    Offer(intake_texts.DECLINE, "decline", Action.TRIAGE_CASE, TO_BE_TAKEN_IN),
    Offer(assigning.ASSIGN, "assign", Action.ASSIGN_CASE, TO_BE_TAKEN_IN),
    Offer(
        offer_texts.OFFER,
        "offer_case",
        Action.OFFER_CASE,
        TO_BE_TAKEN_IN,
        fits=offered.may_be_offered,
    ),
    Offer(
        offer_texts.OFFER,
        "offer_case",
        Action.OFFER_CASE,
        _IN_HAND,
        is_owners=True,
        fits=offered.may_be_offered,
    ),
    Offer(steps.PROGRESS, "progress", permits.HOLDS, _IN_HAND | {Status.SHELVED}, is_owners=True),
    Offer(steps.EXTENSION, "extension", Action.ANSWER_CASE, _IN_HAND, is_owners=True),
    Offer(steps.SHELVE, "shelve", Action.ANSWER_CASE, _IN_HAND, is_owners=True),
    Offer(steps.EXPLAIN, "explain", Action.ANSWER_CASE, _IN_HAND, is_owners=True),
    Offer(assigning.REASSIGN, "reassign", Action.ASSIGN_CASE, HELD),
    Offer(assigning.SHOW_LETTER, "show_letter", Action.ASSIGN_CASE, _IN_HAND, is_owners=True),
    Offer(steps.PHONE_BACK, "phone_back", Action.VIEW_CONTACT, _OVER),
    Offer(
        steps.PHONE_BACK,
        "phone_back",
        Action.VIEW_CONTACT,
        frozenset({Status.MERGED}),
        fits=lambda session, case: followers.find_asked(session, case) is not None,
    ),
    Offer(
        notice_texts.TO_NOTICE,
        "notice_of_case",
        Action.PUBLISH,
        _OVER,
        fits=lambda session, case: not case.is_private,  # noqa: ARG005
    ),
    Offer(follow_texts.MERGE, "merge", Action.MERGE_CASE, UNANSWERED),
    Offer(
        follow_texts.RECUR,
        "recur",
        Action.MERGE_CASE,
        UNANSWERED,
        fits=lambda session, case: recurrence.find_tracked(session, case) is not None,
    ),
    Offer(follow_texts.PART, "part", Action.MERGE_CASE, frozenset({Status.MERGED})),
    Offer(
        intake_texts.LIFT,
        "lift_anonymity",
        Action.LIFT_ANONYMITY,
        frozenset(Status),
        fits=lambda session, case: case.is_anonymous,  # noqa: ARG005
    ),
    Offer(
        figure_texts.EXCLUDE,
        "exclude",
        Action.ANSWER_CASE,
        SETTLED,
    ),
    Offer(erasing_texts.WHO_SAW, "who_saw", Action.OVERSEE, frozenset(Status)),
)

MOST_RETURNS = 2
"""In a round; then the backstop has it, and keeps it."""


def to_take_on(case: Case) -> tuple[Choice, ...]:
    """Give what staff may do with a case that waits, one press each."""
    settle = () if case.unit_id is not None else (_choice(case, texts.SETTLE, "settle"),)
    return (
        _choice(case, texts.SIGN, "sign"),
        _choice(case, texts.CONTACT, "contact"),
        *settle,
        *_to_return(case),
    )


def to_handle(case: Case) -> tuple[Choice, ...]:
    """Give what the owner of a case may do with it."""
    return (
        _choice(case, texts.ANSWER, "answer"),
        _choice(case, texts.CONTACT, "contact"),
        *_to_return(case),
    )


def to_work_off(case: Case) -> tuple[Choice, ...]:
    """Give what a member may do with a case that they claimed."""
    return (
        _choice(case, texts.CONTACT, "contact"),
        _choice(case, steps.PROGRESS, "progress"),
        _choice(case, offer_texts.DONE, "propose_result"),
        _choice(case, offer_texts.GIVE_BACK, "give_back_case"),
    )


def to_plan(case: Case) -> tuple[Choice, ...]:
    """Give what the owner of a case that is in the plan may do with it."""
    return (
        _choice(case, steps.TAKE_UP, "take_up_early"),
        _choice(case, texts.CONTACT, "contact"),
    )


def list_first(session: Session, case: Case) -> tuple[Choice, ...]:
    """Give what may be done with a case as it stands now."""
    if case.status not in UNANSWERED:
        return ()
    if claimants.claimant_of(session, case) is not None:
        return to_work_off(case)
    if claimants.is_claimed_by_unit(session, case):
        back = _choice(case, offer_texts.GIVE_BACK, "give_back_case")
        return (*to_handle(case)[:2], back, *typing(session, case))
    firsts = to_take_on(case)
    if owner_in_office(session, case) is not None and case.status is not Status.ASSIGNED:
        firsts = to_plan(case) if case.status is Status.SHELVED else to_handle(case)
    return (*firsts, *typing(session, case))


def list_now(session: Session, case: Case, person_id: int) -> tuple[Choice, ...]:
    """Give what this person may do with a case as it stands now; nothing that is another's."""
    is_free = is_free_for(session, case, person_id)
    may = is_free and permits.may(session, person_id, permits.HOLDS, case)
    return list_first(session, case) if may else ()


def more(
    session: Session, case: Case, person_id: int, may: frozenset[Action] | None = None
) -> tuple[Choice, ...]:
    """Give the button under which the rest is found, to somebody for whom there is a rest.

    `may` is what they may do with it, where that is known.
    """
    if next(_list_rest(session, case, person_id, may), None) is None:
        return ()
    return (_choice(case, texts.MORE, "more_actions"),)


def list_more(session: Session, case: Case, person_id: int) -> tuple[Choice, ...]:
    """Give what else this person may do with it."""
    rest = _list_rest(session, case, person_id, None)
    return tuple(_choice(case, offer.label, offer.command) for offer in rest)


def reporter_choices(case_id: int) -> tuple[Choice, ...]:
    """Give what a reporter may do while they wait."""
    about = {"case": case_id}
    return (
        Choice(texts.SUPPLEMENT(), Command("supplement", about)),
        Choice(texts.URGE(), Command("urge", about)),
        Choice(texts.WITHDRAW(), Command("withdraw", about)),
    )


def rating_choices(case: Case) -> tuple[Choice, ...]:
    """Give the one press that is asked after an answer; old rounds are told by `round`."""
    about = {"case": case.id, "round": case.round}
    return (
        Choice(texts.SOLVED(), Command("solved", about)),
        Choice(texts.NOT_SOLVED(), Command("not_solved", about)),
        Choice(texts.NOBODY_CAME(), Command("nobody_came", about)),
    )


def degrees(case_id: int, round_: int) -> tuple[Choice, ...]:
    """Give what is asked of who said that it is solved: how satisfied they are."""
    about = {"case": case_id, "round": round_}
    return tuple(
        Choice(label(), Command("rate", about | {"satisfaction": satisfaction}))
        for satisfaction, label in (
            (3, texts.VERY_SATISFIED),
            (2, texts.SATISFIED),
            (1, texts.UNSATISFIED),
        )
    )


def typing(session: Session, case: Case) -> tuple[Choice, ...]:
    """Offer to put a voice into words (转写)."""
    if not enclosures.has_untyped_voice(session, case.id):
        return ()
    return (_choice(case, attachment_texts.TYPE_OUT, "type_out"),)


def owner_in_office(session: Session, case: Case) -> int | None:
    """Give the owner of a case; None when nobody has it, or who had it may no longer."""
    if case.owner_id is None:
        return None
    may = permits.may(session, case.owner_id, permits.HOLDS, case)
    return case.owner_id if may else None


def is_free_for(session: Session, case: Case, person_id: int) -> bool:
    """Tell whether nobody else has a case: no colleague, and no unit they do not speak for."""
    owner_id = owner_in_office(session, case)
    if owner_id is not None:
        return absences.acts_for(session, person_id, owner_id)
    liaisons = permits.list_liaisons(session, case.unit_id)
    return not liaisons or person_id in liaisons


def _list_rest(
    session: Session, case: Case, person_id: int, may: frozenset[Action] | None
) -> Iterator[Offer]:
    """Give the offers of `MORE` that are somebody's, one by one: the first may be enough."""
    if may is None:
        may = permits.list_actions(session, [person_id], case)[person_id]
    owner_id = owner_in_office(session, case)
    for offer in MORE:
        is_theirs = not offer.is_owners or absences.acts_for(session, person_id, owner_id)
        is_fit = case.status in offer.when and offer.needs in may and is_theirs
        if is_fit and offer.fits(session, case):
            yield offer


def _to_return(case: Case) -> tuple[Choice, ...]:
    return () if case.returns >= MOST_RETURNS else (_choice(case, texts.RETURN, "return"),)


def _choice(case: Case, label: Template, command: str) -> Choice:
    return Choice(label(), Command(command, {"case": case.id}))
