"""One case as whoever sifts it sees it: what was said, what is guessed, what is like it.

Nothing here tells how its reporter is reached.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.access import Action
from models.areas import Area
from models.cases import TO_BE_TAKEN_IN, UNANSWERED, Case, Status
from models.categories import Category
from models.media import Attachment
from models.timeline import Act
from services.areas import areas
from services.case_files import timeline
from services.case_offers import offered
from services.casework import alerts, assigning, enclosures, permits, placing
from services.casework.assigning import Candidate
from services.clock import Clock
from services.office import units
from services.reporters import followers
from services.triage import likeness, triage
from services.triage.likeness import Like

OTHERS = 5
"""Other cases of the same reporter that are shown."""

_SAID_LATER = frozenset({Act.SUPPLEMENTED, Act.TRANSCRIBED, Act.DISPUTED, Act.REOPENED})
_DECLARED = frozenset({Act.INFO_ASKED, Act.RETURNED})


class Look(NamedTuple):
    """A case to be sifted, with what helps to decide.

    Args:
        case: as it stands.
        words: of its reporter, first.
        place: in their words.
        later: what was added since, and what the office asked or wrote.
        enclosed: photos, voices and documents handed in by them.
        has_voice_to_type: somebody ought to listen and write it down.
        others: what else the same person reported; nothing where they are not to be known.
        likes: what it may be merged into.
        same: of these what sounds like the same matter.
        parts: what was merged into it.
        root: what it was merged into.
        is_kept_from_somebody: it complains about somebody who may not see it (回避).
        guess: what its words seem to be about.
        guessed_area: where they seem to speak of.
        places: where it may be put.
        near: who may be given it.
        far: other units that may be given it.
        may_take_in: whether it may be accepted or declined now.
        may_ask: whether one question may be put to the reporter now.
        may_shelve: whether it may be put into the plan now.
        may_offer: whether it may be put before members now.
    """

    case: Case
    words: str
    place: str
    later: Sequence[timeline.Line]
    enclosed: Sequence[Attachment]
    has_voice_to_type: bool
    others: Sequence[Like]
    likes: Sequence[Like]
    same: Sequence[Like]
    parts: Sequence[Like]
    root: Case
    is_kept_from_somebody: bool
    guess: Category
    guessed_area: Area | None
    places: Sequence[Area]
    near: Sequence[Candidate]
    far: Sequence[Candidate]
    may_take_in: bool
    may_ask: bool
    may_shelve: bool
    may_offer: bool


def look_at(session: Session, case: Case, person_id: int, clock: Clock) -> Look:
    """Give a case that somebody may sift, with what helps to decide."""
    words, place = alerts.words_of(session, case)
    lines = timeline.list_lines(session, case)
    later = [it for it in lines if it.act in _SAID_LATER | _DECLARED]
    near = assigning.list_candidates(session, case, person_id)
    likes = _likes(session, case, person_id, clock)
    waits = case.status in TO_BE_TAKEN_IN
    was_asked = any(it.act is Act.INFO_ASKED for it in later)
    return Look(
        case=case,
        words=words,
        place=place,
        later=later,
        enclosed=[
            it for it in enclosures.list_of_case(session, case.id) if not it.is_for_reporter
        ],
        has_voice_to_type=enclosures.has_untyped_voice(session, case.id),
        others=_others(session, case, person_id),
        likes=likes,
        same=[it for it in likes if likeness.alike(words, it.words) >= likeness.HINT],
        parts=_with_words(session, followers.list_children(session, case.id)),
        root=followers.root_of(session, case),
        is_kept_from_somebody=bool(permits.list_recused(session, case)),
        guess=triage.guess_category(words),
        guessed_area=areas.find_place(
            session, f"{place} {words}", areas.area_of(session, case.area_id)
        ),
        places=placing.list_places(session, person_id, case.area_id),
        near=near,
        far=_far(session, near, case),
        may_take_in=waits,
        may_ask=case.status in (Status.SUBMITTED, Status.ACCEPTED)
        and case.reporter_id is not None
        and not was_asked,
        may_shelve=waits or (case.status is Status.HANDLING and case.owner_id == person_id),
        may_offer=permits.may(session, person_id, Action.OFFER_CASE, case)
        and waits
        and offered.may_be_offered(session, case),
    )


def _others(session: Session, case: Case, person_id: int) -> Sequence[Like]:
    if case.reporter_id is None or case.is_anonymous:
        return ()
    found = session.exec(
        select(Case)
        .where(
            Case.reporter_id == case.reporter_id,
            Case.id != case.id,
            col(Case.is_anonymous).is_(False),
        )
        .order_by(col(Case.id).desc())
        .limit(OTHERS * 2)
    ).all()
    seen = [it for it in found if permits.may(session, person_id, Action.VIEW_CASE, it)]
    return _with_words(session, seen[:OTHERS])


def _likes(session: Session, case: Case, person_id: int, clock: Clock) -> Sequence[Like]:
    if case.status not in UNANSWERED:
        return ()
    return likeness.list_alike(session, case, person_id, clock)


def _with_words(session: Session, found: Sequence[Case]) -> Sequence[Like]:
    said = timeline.first_words(session, [it.id for it in found])
    return [Like(it, said.get(it.id, "")) for it in found]


def _far(session: Session, near: Sequence[Candidate], case: Case) -> Sequence[Candidate]:
    known = {it.target.unit_id for it in near} | {case.unit_id}
    found = (it for it in units.list_units(session) if it.id not in known)
    return [assigning.candidate_unit(it) for it in found]
