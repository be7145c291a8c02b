"""Objections (异议) to a notice: one of each person, sealed with their key, answered by others."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models.access import Action
from models.cases import Case
from models.errors import Conflict, NotAllowed, NotFound
from models.notices import Notice, NoticeState, Objection, ObjectionState
from models.timeline import Act
from services import facts
from services.areas import areas
from services.case_files import timeline
from services.casework import alerts, lifecycle, permits, quoting, reach
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.identity import people
from services.notices import notice_words, taking_down
from services.notices.notices import hold_notice
from services.office import access
from services.reporters import answerers
from services.sealing import Unreadable, sealer_of
from services.store import insert_row, lock
from services.texts import notices as texts
from services.texts.phrases import Phrase, put_into_words
from services.texts.posts import claim_lists as list_texts
from services.wording import require_words


def check_open(session: Session, notice_id: int, person_id: int | None, clock: Clock) -> Notice:
    """Give a notice that somebody may object to now; asked before they write, too.

    Raises:
        Conflict: notice_over or objected_answered, with the next door; or objected_already.
    """
    notice = session.get(Notice, notice_id)
    if notice is None:
        raise NotFound("notice_unknown")
    before = _of_person(session, notice_id, person_id)
    phone = facts.office_phone(session)
    if before and before.state is not ObjectionState.OPEN:
        answer = before.answer
        raise Conflict("objected_answered", title=notice.title, answer=answer, phone=phone)
    is_up = notice.state is NoticeState.PUBLISHED
    if not is_up or notice.ends_at is None or notice.ends_at <= clock.now():
        raise Conflict("notice_over", title=notice_words.place_in(notice.title), phone=phone)
    if before is not None:
        raise Conflict("objected_already", title=notice.title)
    return notice


def _of_person(session: Session, notice_id: int, person_id: int | None) -> Objection | None:
    """Find what somebody objected to a notice before."""
    if person_id is None:
        return None
    theirs = col(Objection.person_id).in_(people.selves(session, person_id))
    return session.exec(select(Objection).where(Objection.notice_id == notice_id, theirs)).first()


def object_to(session: Session, notice_id: int, person_id: int, words: str, clock: Clock) -> int:
    """Keep what somebody has against a notice; those who decide are told. Gives its id.

    Raises:
        Invalid: without words.
        Conflict: as `check_open`.
    """
    person_id = people.hold(session, person_id)
    notice, case = hold_notice(session, notice_id, None)
    check_open(session, notice_id, person_id, clock)
    require_words(words, "objection_words_missing")
    key_id, sealer = people.key_of(session, person_id)
    row = {
        "notice_id": notice.id,
        "person_id": person_id,
        "key_id": key_id,
        "words": sealer.seal(words),
        "state": ObjectionState.OPEN,
        "made_at": clock.now(),
        "answer": "",
    }
    objection_id = insert_row(session, Objection, row)
    if case is not None:
        timeline.append_line(session, case, Act.OBJECTED, {}, clock, actor_id=person_id)
    saying = Saying(
        (_phrase(notice, case, words),),
        _to_decide(objection_id, case),
        subject=subject(objection_id),
        case_id=notice.case_id,
    )
    for decider in list_deciders(session, notice, case, person_id):
        outbox.tell(session, decider, saying, clock)
    return objection_id


def words_of(session: Session, objection: Objection) -> str:
    """Give what somebody objected; empty once they were erased."""
    try:
        return sealer_of(session, objection.key_id).open(objection.words)
    except Unreadable:
        return ""


def show(session: Session, objection: Objection) -> Saying:
    """Put an objection before those who decide; nobody is named."""
    notice, case = case_of(session, objection)
    words = words_of(session, objection) or put_into_words(texts.OBJECTION_UNREADABLE())
    choices = _to_decide(objection.id, case)
    return Saying((_phrase(notice, case, words),), choices, case_id=notice.case_id)


def list_deciders(
    session: Session, notice: Notice, case: Case | None, objector_id: int
) -> Sequence[int]:
    """List who decides: the nearest who may, then one level up; who answered if nobody else may.

    Nobody decides on their own objection.
    """
    involved = _answerers(session, notice, case)
    kept_out: set[int | None] = {objector_id}
    if case is not None:
        kept_out |= permits.list_recused(session, case)
    here = areas.area_of(session, notice.area_id)
    for excluded in ({*kept_out, *involved}, kept_out):
        if deciders := reach.nearest_to_decide(session, here, Action.PUBLISH, excluded):
            return deciders
    return ()


def list_waiting(session: Session, person_id: int, limit: int = 10) -> Sequence[Objection]:
    """List the objections that somebody may decide, the oldest first."""
    scopes = access.areas_where(session, person_id, Action.PUBLISH)
    below = {it.id for area in scopes for it in (area, *areas.list_below(session, area))}
    found = session.exec(
        select(Objection, Notice)
        .join(Notice, col(Notice.id) == Objection.notice_id)
        .where(Objection.state == ObjectionState.OPEN, col(Notice.area_id).in_(below))
        .order_by(col(Objection.id))
    ).all()
    return [it for it, notice in found if _may(session, it, notice, person_id)][:limit]


def get_objection_for(session: Session, objection_id: int, actor_id: int) -> Objection:
    """Give an objection to somebody who may decide on it.

    Raises:
        NotFound: objection_unknown.
        NotAllowed: not_allowed, or own_answer: it is against what they answered, or is theirs.
        Conflict: objection_answered.
    """
    objection = session.get(Objection, objection_id)
    if objection is None:
        raise NotFound("objection_unknown")
    notice, case = hold_notice(session, objection.notice_id, actor_id)
    if actor_id not in _besides(session, notice, case, objection, actor_id):
        raise NotAllowed("own_answer", title=notice.title)
    objection = lock(session, Objection, objection_id)
    if objection is None:
        raise NotFound("objection_unknown")
    if objection.state is not ObjectionState.OPEN:
        raise Conflict("objection_answered", title=notice.title)
    return objection


def answer_objection(
    session: Session,
    objection_id: int,
    actor_id: int,
    words: str,
    clock: Clock,
    *,
    is_upheld: bool,
) -> None:
    """Answer an objection; upheld, its notice comes down and the case is done again.

    Raises:
        Invalid: without words.
        NotFound, NotAllowed, Conflict: as `get_objection_for`.
        WrongStatus: upheld, but the case is over.
    """
    objection = get_objection_for(session, objection_id, actor_id)
    require_words(words, "objection_answer_missing")
    notice, case = case_of(session, objection)
    settled = [objection, *(_others(session, objection) if is_upheld else ())]
    if is_upheld:
        _do_again(session, objection, words, actor_id, clock)
    elif case is not None and case.round == notice.round and case.step_told_at is not None:
        case.step_due_at, case.step_told_at = clock.now(), None  # it waited only for this
    if case is not None:
        told: timeline.Told = {"words": words, "upheld": int(is_upheld)}
        timeline.append_line(session, case, Act.OBJECTION_ANSWERED, told, clock, actor_id=actor_id)
    state = ObjectionState.UPHELD if is_upheld else ObjectionState.REJECTED
    upheld = texts.UPHELD_TOLD if case is not None else list_texts.UPHELD_TOLD
    template = upheld if is_upheld else texts.REJECTED_TOLD
    masked, phone = notice_words.mask(session, words), facts.office_phone(session)
    for each in settled:
        each.state, each.answer = state, masked
        each.answered_by, each.answered_at = actor_id, clock.now()
        outbox.cancel(session, subject(each.id))
        saying = Saying((template(title=notice.title, words=masked, phone=phone),))
        outbox.tell(session, people.present(session, each.person_id), saying, clock)
    session.flush()


def case_of(session: Session, objection: Objection) -> tuple[Notice, Case | None]:
    """Give what an objection is against."""
    notice = session.get_one(Notice, objection.notice_id)
    return notice, None if notice.case_id is None else session.get(Case, notice.case_id)


def _do_again(
    session: Session, objection: Objection, words: str, actor_id: int, clock: Clock
) -> None:
    """Take the notice down and begin a new round; whoever had it and whoever is near is told."""
    notice, case = case_of(session, objection)
    if case is None or case.round != notice.round:
        if notice.state is NoticeState.PUBLISHED:
            why = list_texts.TAKEN_DOWN_REASON if case is None else texts.DONE_AGAIN_REASON
            reason = put_into_words(why())
            taking_down.take_down(
                session, notice, case, NoticeState.WITHDRAWN, reason, clock, actor_id=actor_id
            )
        return
    had_it = reach.who_has(session, case)
    lifecycle.begin_again(session, case, clock)
    alerts.tell_reporter(
        session, case, texts.DONE_AGAIN(number=case.number, round=case.round), clock
    )
    objected = words_of(session, objection) or put_into_words(texts.OBJECTION_UNREADABLE())
    phrase = texts.AGAIN_FOR_STAFF(
        number=case.number,
        round=case.round,
        objection=objected,
        words=words,
        due=alerts.due_of(case),
    )
    saying = alerts.waiting(case, phrase, quoting.original(session, case))
    for staff_id in reach.with_who_had_it(session, case, had_it):
        outbox.tell(session, staff_id, saying, clock)


def _others(session: Session, objection: Objection) -> Sequence[Objection]:
    """List the other open objections to the same notice: one that is upheld answers them all."""
    is_other = (
        Objection.notice_id == objection.notice_id,
        Objection.id != objection.id,
        Objection.state == ObjectionState.OPEN,
    )
    return session.exec(select(Objection).where(*is_other).order_by(col(Objection.id))).all()


def _besides(
    session: Session, notice: Notice, case: Case | None, objection: Objection, actor_id: int
) -> Sequence[int]:
    """Give the actor where they may: who answered only if they must, the objector never."""
    is_theirs = actor_id in people.selves(session, objection.person_id)
    if not is_theirs and actor_id not in _answerers(session, notice, case):
        return (actor_id,)
    return () if is_theirs else list_deciders(session, notice, case, objection.person_id)


def _answerers(session: Session, notice: Notice, case: Case | None) -> frozenset[int]:
    if case is not None:
        return answerers.list_answerers(session, case, notice.round)
    return frozenset(it for it in (notice.composed_by,) if it is not None)


def _may(session: Session, objection: Objection, notice: Notice, person_id: int) -> bool:
    _, case = case_of(session, objection)
    if case is not None and permits.is_recused(session, case, person_id):
        return False
    return person_id in _besides(session, notice, case, objection, person_id)


def ask_answer(notice: Notice, case: Case | None, *, is_upheld: bool) -> Phrase:
    """Ask whoever decides for the answer."""
    uphold = list_texts.UPHOLD if case is None else texts.UPHOLD
    verdict = uphold() if is_upheld else texts.REJECT()
    if case is None:
        return list_texts.ANSWER_WHAT(title=notice.title, verdict=verdict)
    return texts.ANSWER_WHAT(title=notice.title, number=case.number, verdict=verdict)


def _phrase(notice: Notice, case: Case | None, words: str) -> Phrase:
    if case is None:
        return list_texts.OBJECTION_IN(title=notice.title, words=words)
    return texts.OBJECTION_IN(title=notice.title, number=case.number, words=words)


def _to_decide(objection_id: int, case: Case | None) -> tuple[Choice, ...]:
    about = {"objection": objection_id}
    uphold, reject = Command("uphold", about), Command("reject", about)
    label = list_texts.UPHOLD if case is None else texts.UPHOLD
    return Choice(label(), uphold), Choice(texts.REJECT(), reject)


def subject(objection_id: int) -> str:
    """Name what is said of an objection, to take it back by."""
    return f"objection:{objection_id}"
