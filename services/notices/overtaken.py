"""Objections to what is done again already: there is nothing left to decide."""

from sqlmodel import Session

from models.notices import ObjectionState
from models.timeline import Act
from services.case_files import timeline
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Saying
from services.identity import people
from services.notices import notice_words
from services.notices.objections import case_of, get_objection_for, subject
from services.texts import notices as texts
from services.texts.phrases import put_into_words


def close_overtaken(session: Session, objection_id: int, actor_id: int, clock: Clock) -> str:
    """Close an objection to what is done again already, and say so; empty where it is not."""
    objection = get_objection_for(session, objection_id, actor_id)
    notice, case = case_of(session, objection)
    if case is None or case.round == notice.round:
        return ""
    words = put_into_words(texts.DONE_AGAIN_REASON())
    timeline.append_line(
        session,
        case,
        Act.OBJECTION_ANSWERED,
        {"words": words, "upheld": 1},
        clock,
        actor_id=actor_id,
    )
    objection.state, objection.answer = ObjectionState.UPHELD, words
    objection.answered_by, objection.answered_at = actor_id, clock.now()
    outbox.cancel(session, subject(objection.id))
    saying = Saying((texts.OVERTAKEN_TOLD(title=notice_words.place_in(notice.title)),))
    outbox.tell(session, people.present(session, objection.person_id), saying, clock)
    session.flush()
    return notice.title
