"""Four eyes: who composed a notice, or changed its words last, is not who approves it.

It holds for notices that somebody composed, and for those of briefs (`composed_by`); what the
program drafted from an answer needs one person. Where nobody else may, its author may, and that
is kept with it.
"""

import logging
from collections.abc import Sequence

from sqlmodel import Session

from models.access import Action
from models.errors import NotAllowed
from models.notices import Notice
from services.areas import areas
from services.casework import reach
from services.identity import people
from services.texts.casework import composing as texts
from services.texts.phrases import put_into_words

logger = logging.getLogger(__name__)


def is_author(session: Session, notice: Notice, person_id: int) -> bool:
    """Tell whether somebody composed a notice or changed its words last, by whatever door."""
    if notice.composed_by is None:
        return False
    here = people.present(session, person_id)
    return people.present(session, notice.composed_by) == here


def list_others(session: Session, notice: Notice) -> Sequence[int]:
    """List who else may approve what somebody composed: the nearest who can be told."""
    if notice.composed_by is None:
        return ()
    author = people.present(session, notice.composed_by)
    area = areas.area_of(session, notice.area_id)
    kept_out = people.selves(session, author)
    return reach.nearest_to_decide(session, area, Action.PUBLISH, kept_out)


def is_left_to_others(session: Session, notice: Notice, person_id: int) -> bool:
    """Tell whether a notice is somebody's own, and somebody else may approve it."""
    return is_author(session, notice, person_id) and bool(list_others(session, notice))


def check(session: Session, notice: Notice, actor_id: int) -> None:
    """Refuse who would approve their own words; where nobody else may, that is written down.

    Raises:
        NotAllowed: own_notice.
    """
    if not is_author(session, notice, actor_id):
        return
    if list_others(session, notice):
        raise NotAllowed("own_notice", title=notice.title)
    logger.warning("notice %d is approved by its author: nobody else may", notice.id)
    notice.reason = put_into_words(texts.ALONE())
