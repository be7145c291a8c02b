"""Which cases may be put before members and units, which offers still hold, and for whom."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select

from models.access import Action
from models.areas import Area
from models.case_offers import CaseOffer
from models.cases import TO_BE_TAKEN_IN, Case, Status
from models.categories import SENSITIVE
from models.posts import Post, PostCategory
from models.units import Unit, UnitKind
from services.areas import areas
from services.case_offers import claimants
from services.casework import permits
from services.office import access
from services.office.units import list_units_near

_WITH_SOMEBODY = (Status.ASSIGNED, Status.HANDLING)


def is_for_members(session: Session, case: Case) -> bool:
    """Tell whether a case may be put before members at all: nothing that is kept from anybody."""
    return is_open_matter(case) and not permits.list_kept(session, [case.id])


def is_open_matter(case: Case) -> bool:
    """Tell whether nothing about a case is private."""
    return not (case.is_private or case.is_anonymous or case.category in SENSITIVE)


def may_be_offered(session: Session, case: Case) -> bool:
    """Tell whether a case may be put before members now: it waits, or one person has it."""
    is_had = case.status is Status.HANDLING and case.owner_id is not None
    return (
        (case.status in TO_BE_TAKEN_IN or is_had)
        and case.unit_id is None
        and is_for_members(session, case)
        and claimants.find_open(session, case) is None
    )


def is_live(session: Session, case: Case, offer: CaseOffer) -> bool:
    """Tell whether an offer still holds, as its case stands.

    Before it is claimed the case waits, or is with whoever had it when it was offered. After that
    the claimant has it. Everything else that befalls a case ends its offer.
    """
    return bool(list_live(session, [(offer, case)]))


def list_live(
    session: Session, found: Sequence[tuple[CaseOffer, Case]]
) -> Sequence[tuple[CaseOffer, Case]]:
    """Leave out the offers that hold no longer, in as few statements as for one."""
    free = [case.id for offer, case in found if offer.claimed_by is None]
    kept = permits.list_kept(session, free)
    return [(offer, case) for offer, case in found if _holds(case, offer, kept)]


def _holds(case: Case, offer: CaseOffer, kept: Collection[int]) -> bool:
    if case.round != offer.round:
        return False
    if offer.claimed_by is not None:
        is_theirs = offer.unit_id is not None or case.owner_id == offer.claimed_by
        return case.status in _WITH_SOMEBODY and case.unit_id == offer.unit_id and is_theirs
    if not is_open_matter(case) or case.id in kept or case.unit_id is not None:
        return False
    return case.status in TO_BE_TAKEN_IN or _is_still_with(case, offer)


def find_post(session: Session, case: Case) -> Post | None:
    """Find the post that fits the category of a case."""
    return session.exec(
        select(Post)
        .join(PostCategory, col(PostCategory.post_id) == Post.id)
        .where(PostCategory.category == case.category, col(Post.ended_at).is_(None))
        .order_by(col(Post.position))
    ).first()


def is_near(session: Session, person_id: int, area: Area) -> bool:
    """Tell whether somebody is a member around a place: in its community, or above."""
    home = areas.community_of(session, area) or area
    upward = areas.ids_upward(area)
    scopes = access.areas_where(session, person_id, Action.CLAIM_POST)
    return any(it.id in upward or it.path.startswith(home.path) for it in scopes)


def list_around(session: Session, *places: Area) -> Sequence[int]:
    """List the ids of the areas whose offers concern places: their community's, and above."""
    found: dict[int, None] = {}
    for area in places:
        home = areas.community_of(session, area) or area
        below = [it.id for it in areas.list_below(session, home)]
        found |= dict.fromkeys((*areas.ids_upward(area), home.id, *below))
    return [*found]


def find_unit(session: Session, person_id: int, area: Area) -> Unit | None:
    """Find the unit for which somebody may claim what lies there; outside bodies get letters."""
    theirs = permits.list_spoken_for(session, person_id)
    near = list_units_near(session, area) if theirs else ()
    ours = (it for it in near if it.id in theirs and it.kind is not UnitKind.OUTSIDE)
    return next(ours, None)


def _is_still_with(case: Case, offer: CaseOffer) -> bool:
    if case.status not in _WITH_SOMEBODY or case.owner_id is None:
        return False
    signed_before = case.signed_at is not None and case.signed_at < offer.offered_at
    return case.owner_id == offer.offered_by or signed_before
