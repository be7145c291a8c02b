"""What staff are offered to do with a case: at most five presses at once, the rest under 更多.

Each row of `MORE` names the dialogue it starts, the action it needs and the states it belongs to.
"""

from dataclasses import dataclass

from sqlmodel import Session

from models.access import Action
from models.cases import UNANSWERED, Case, Status
from services import absences, enclosures, permits
from services.messages import Choice, Command
from services.texts import attachments as attachment_texts
from services.texts import cases as texts
from services.texts.phrases import Template


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that may be done with a case.

    Args:
        label: on the button.
        command: the dialogue it starts.
        needs: what one must be permitted.
        when: the states in which it makes sense.
        is_owners: only whoever has the case may.
    """

    label: Template
    command: str
    needs: Action
    when: frozenset[Status]
    is_owners: bool = False


MORE: tuple[Offer, ...] = ()


def to_take_on(case: Case) -> tuple[Choice, ...]:
    """Give what staff may do with a case that waits, one press each."""
    return (
        _choice(case, texts.SIGN, "sign"),
        _choice(case, texts.CONTACT, "contact"),
        _choice(case, texts.SETTLE, "settle"),
        _choice(case, texts.RETURN, "return"),
    )


def to_handle(case: Case) -> tuple[Choice, ...]:
    """Give what the owner of a case may do with it."""
    return (
        _choice(case, texts.ANSWER, "answer"),
        _choice(case, texts.CONTACT, "contact"),
        _choice(case, texts.RETURN, "return"),
    )


def list_first(session: Session, case: Case) -> tuple[Choice, ...]:
    """Give what may be done with a case as it stands now."""
    if case.status not in UNANSWERED:
        return ()
    has_owner = owner_in_office(session, case) is not None
    offered = to_handle(case) if has_owner else to_take_on(case)
    return (*offered, *typing(session, case))


def more(session: Session, case: Case, person_id: int) -> tuple[Choice, ...]:
    """Give the button under which the rest is found, to somebody for whom there is a rest."""
    if not list_more(session, case, person_id):
        return ()
    return (_choice(case, texts.MORE, "more_actions"),)


def list_more(session: Session, case: Case, person_id: int) -> tuple[Choice, ...]:
    """Give what else this person may do with it."""
    owner_id = owner_in_office(session, case)
    return tuple(
        _choice(case, offer.label, offer.command)
        for offer in MORE
        if case.status in offer.when
        and (not offer.is_owners or absences.acts_for(session, person_id, owner_id))
        and permits.may(session, person_id, offer.needs, case)
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
    may = permits.may(session, case.owner_id, Action.ANSWER_CASE, case)
    return case.owner_id if may else None


def _choice(case: Case, label: Template, command: str) -> Choice:
    return Choice(label(), Command(command, {"case": case.id}))
