"""All that somebody may do with a case now, by the names of the dialogues that do it.

The chat puts some of these under a message that asks for them; a page shows them all at once.
"""

from collections.abc import Iterator, Sequence

from sqlmodel import Session

from models.access import Action
from models.cases import Case
from models.figures import ExclusionState
from models.notices import NoticeState
from services.case_offers import claimants, offered
from services.casework import extensions, offers, permits, transfers
from services.figures import exclusions
from services.notices import notices
from services.reporters import callbacks

FIRST = ("grant_extension", "refuse_extension", "agree_result", "send_result_back")
"""What somebody else waits for comes first."""

_TO_HIDE = {NoticeState.DRAFT: "keep_private", NoticeState.PUBLISHED: "withdraw_notice"}
"""How the words of a case are kept from the public: before they are up, and after."""


def list_deeds(session: Session, case: Case, person_id: int) -> Sequence[str]:
    """Give the names of what this person may do with a case now."""
    choices = (
        *offers.list_now(session, case, person_id),
        *offers.list_more(session, case, person_id),
    )
    named = [it.command.dialogue for it in choices if it.command is not None]
    if "phone_back" in named and not _may_call(session, case, person_id):
        named.remove("phone_back")
    if permits.may(session, person_id, Action.VIEW_CONTACT, case) and "contact" not in named:
        named.append("contact")
    found = [
        *_asked(session, case, person_id),
        *named,
        *_letter(session, case, named),
        *_hiding(session, case, person_id),
    ]
    return sorted(dict.fromkeys(found), key=lambda name: name not in FIRST)


def _asked(session: Session, case: Case, person_id: int) -> Iterator[str]:
    """Give what others ask of them."""
    if extensions.may_decide(session, case, person_id):
        yield from FIRST[:2]
    if _may_review(session, case, person_id):
        yield from FIRST[2:]
    if permits.may(session, person_id, Action.EXCLUDE, case):
        appeal = exclusions.find(session, case.id)
        is_open = appeal is not None and appeal.state is ExclusionState.ASKED
        if is_open and appeal is not None and appeal.asked_by != person_id:
            yield from ("exclude_yes", "exclude_no")


def _hiding(session: Session, case: Case, person_id: int) -> Iterator[str]:
    """Give how what is or would be on notice is kept from the public."""
    if permits.may(session, person_id, Action.PUBLISH, case):
        notice = notices.find_of_case(session, case)
        if notice is not None and notice.state in _TO_HIDE:
            yield _TO_HIDE[notice.state]


def _may_review(session: Session, case: Case, person_id: int) -> bool:
    offer = claimants.find_open(session, case)
    return (
        offer is not None
        and offer.proposed_at is not None
        and offer.claimed_by != person_id
        and offered.is_live(session, case, offer)
        and permits.may(session, person_id, Action.ANSWER_CASE, case)
    )


def _may_call(session: Session, case: Case, person_id: int) -> bool:
    return case.is_solved is None and callbacks.may_call(session, case, person_id)


def _letter(session: Session, case: Case, named: Sequence[str]) -> Iterator[str]:
    letter = transfers.find_letter(session, case) if "show_letter" in named else None
    if letter is not None:
        yield "letter_chased" if letter.sent_at is not None else "letter_sent"
