"""What a query code (查询码) opens: the case as its reporter reads it, and what they may do.

Whoever has the code stands in for the reporter, as whoever holds a slip of paper does.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlmodel import Session

from models.cases import Case, Status
from models.errors import Conflict, Invalid, NotFound
from models.notices import NoticeState
from models.timeline import Act
from services import leases
from services.case_files import timeline
from services.casework import alerts, assigning, declining, enclosures
from services.casework.cases import find_by_receipt
from services.clock import Clock
from services.notices import notices
from services.reporters import feedback, followers, following, past
from services.texts.casework import cases as texts
from services.texts.casework import intake as intake_texts
from services.texts.phrases import Phrase
from services.wording import require_words

_SLOT = "own_file"
"""Notes which forms were taken, beside what the timetable notes of its own."""


class Deed(StrEnum):
    """What a reporter may do with their own case."""

    SUPPLEMENT = "supplement"  # 补充一句
    URGE = "urge"  # 催一催
    WITHDRAW = "withdraw"  # 撤回不办
    ALL_WELL = "all_well"  # 已经好了
    SOLVED = "solved"  # 解决了
    NOT_SOLVED = "not_solved"  # 没解决
    NOBODY_CAME = "nobody_came"  # 没人联系我
    RATE = "rate"  # 打分
    DISPUTE = "dispute"  # 不同意不受理


class OwnFile(NamedTuple):
    """A case as its reporter reads it.

    Args:
        case: as it stands.
        root: the case that is handled: itself, or what it was merged into.
        is_root_shown: whether the number of that may be told.
        words: what they said first; empty once erased.
        place: where, in their words.
        who: has it.
        attached: the photos and voices, counted in words.
        on_notice_until: until when its answer is on public notice, if it is.
        past: what happened, without what is the office's own.
        deeds: what may be done now.
    """

    case: Case
    root: Case
    is_root_shown: bool
    words: str
    place: str
    who: str
    attached: Phrase | None
    on_notice_until: datetime | None
    past: Sequence[timeline.Line]
    deeds: Sequence[Deed]


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody with the code wants done.

    Args:
        deed: what.
        round: of the answer that they judge.
        words: that they add, where it takes any.
        satisfaction: 3 满意, 2 基本满意, 1 不满意.
        key: the same when the same form is sent once more.
    """

    deed: Deed
    round: int = 0
    words: str = ""
    satisfaction: int = 0
    key: str = ""


def open_file(session: Session, receipt: str) -> OwnFile:
    """Give the case that a query code stands for.

    Raises:
        NotFound: receipt_unknown.
    """
    case = _find(session, receipt)
    words, place = alerts.words_of(session, case)
    root = followers.root_of(session, case)
    notice = notices.find_of_case(session, case)
    is_on = notice is not None and notice.state is NoticeState.PUBLISHED
    return OwnFile(
        case,
        root,
        followers.is_public(root) or root.reporter_id == case.reporter_id,
        words,
        place,
        assigning.holder_name(session, root),
        enclosures.describe_case(session, case.id),
        notice.ends_at if is_on and notice is not None else None,
        past.list_told(session, case),
        list_deeds(session, case),
    )


def list_deeds(session: Session, case: Case) -> Sequence[Deed]:
    """List what the reporter of a case may do now; nothing once nobody stands behind it."""
    if case.reporter_id is None:
        return ()
    found: Sequence[Deed]
    match case.status:
        case Status.MERGED:
            root = followers.root_of(session, case)
            is_asked = following.may_judge(session, root, case.reporter_id)
            found = _JUDGE if is_asked else (Deed.SUPPLEMENT, Deed.WITHDRAW)
        case Status.ANSWERED:
            found = _JUDGE
        case Status.TRACKING:
            is_rated = not case.is_solved or case.satisfaction is not None
            found = (Deed.NOT_SOLVED,) if is_rated else (Deed.RATE, Deed.NOT_SOLVED)
        case Status.DECLINED:
            found = (Deed.DISPUTE,) if case.disputed_at is None else ()
        case Status.CLOSED:
            found = ()
        case _:
            found = (Deed.SUPPLEMENT, Deed.URGE, Deed.WITHDRAW, Deed.ALL_WELL)
    return found


def do(session: Session, receipt: str, wish: Wish, clock: Clock) -> Phrase:
    """Do what somebody with the code wants; the same form twice does nothing more.

    Returns:
        What to tell them.

    Raises:
        NotFound: receipt_unknown.
        Conflict: it is over, or was done before.
        Refusal: as the verbs of services/reporters/feedback.py.
    """
    case = _find(session, receipt)
    if wish.deed not in list_deeds(session, case) or case.reporter_id is None:
        raise Conflict("button_outdated")
    if wish.key and not leases.take_slot(session, _SLOT, f"{case.id}:{wish.key}"[:40], clock):
        raise Conflict("already_answered_form")
    return _DEEDS[wish.deed](session, case, wish, clock)


def read_chain(session: Session, receipt: str) -> Mapping[str, object]:
    """Give what a browser needs to check the file of a case by itself.

    Each line brings what its digest was made of, and, where its words are the reporter's to read,
    the salt and the words that its commitment was made of; not where somebody stood.

    Raises:
        NotFound: receipt_unknown.
    """
    case = _find(session, receipt)
    lines = past.list_told(session, case)
    shown = {it.seq for it in lines if past.words_for_reporter(it) or it.act is Act.REPORTED}
    pinned = {it.seq for it in lines if "pin" in (it.told or {})}
    return timeline.read_links(session, case, shown - pinned)


def _find(session: Session, receipt: str) -> Case:
    case = find_by_receipt(session, receipt)
    if case is None:
        raise NotFound("receipt_unknown")
    return case


def _supplement(session: Session, case: Case, wish: Wish, clock: Clock) -> Phrase:
    require_words(wish.words, "words_missing")
    me = _reporter(case)
    return texts.SUPPLEMENT_DONE(
        number=feedback.supplement_case(session, case.id, me, wish.words, clock)
    )


def _urge(session: Session, case: Case, wish: Wish, clock: Clock) -> Phrase:
    del wish
    number = feedback.urge_case(session, case.id, _reporter(case), clock)
    return texts.URGE_DONE(number=number, due=case.due_at)


def _withdraw(session: Session, case: Case, wish: Wish, clock: Clock) -> Phrase:
    is_well = wish.deed is Deed.ALL_WELL
    me = _reporter(case)
    number = feedback.withdraw_case(session, case.id, me, clock, is_well=is_well)
    return (texts.WELL_DONE if is_well else texts.WITHDRAW_DONE)(number=number)


def _solved(session: Session, case: Case, wish: Wish, clock: Clock) -> Phrase:
    me = _reporter(case)
    if case.status is Status.MERGED:
        root = followers.root_of(session, case)
        number = following.confirm_followed(session, root.id, me, root.round, clock)
    else:
        number = feedback.confirm_solved(session, case.id, me, wish.round, clock)
    return texts.THANKS_SOLVED(number=number)


def _not_solved(session: Session, case: Case, wish: Wish, clock: Clock) -> Phrase:
    me, was_contacted = _reporter(case), wish.deed is Deed.NOT_SOLVED
    if case.status is Status.MERGED:
        root = followers.root_of(session, case)
        again = following.deny_followed(
            session, root.id, me, root.round, clock, was_contacted=was_contacted
        )
        if wish.words:
            feedback.supplement_case(session, case.id, me, wish.words, clock)
        return texts.REOPENED_FOR_YOU(number=again.number, round=again.round)
    feedback.reopen_case(
        session, case.id, me, wish.round, wish.words, clock, was_contacted=was_contacted
    )
    return texts.REOPENED_FOR_YOU(number=case.number, round=case.round)


def _rate(session: Session, case: Case, wish: Wish, clock: Clock) -> Phrase:
    if wish.satisfaction not in {1, 2, 3}:
        raise Invalid("button_outdated")
    me = _reporter(case)
    feedback.rate_case(session, case.id, me, wish.round, wish.satisfaction, clock)
    if wish.words:
        feedback.explain_rating(session, case.id, me, wish.round, wish.words, clock)
    return texts.RATED()


def _dispute(session: Session, case: Case, wish: Wish, clock: Clock) -> Phrase:
    number = declining.dispute_case(session, case.id, _reporter(case), wish.words, clock)
    return intake_texts.DISPUTE_DONE(number=number)


def _reporter(case: Case) -> int:
    if case.reporter_id is None:
        raise NotFound("receipt_unknown")
    return case.reporter_id


_JUDGE = (Deed.SOLVED, Deed.NOT_SOLVED, Deed.NOBODY_CAME)
_DEEDS: Mapping[Deed, Callable[[Session, Case, Wish, Clock], Phrase]] = {
    Deed.SUPPLEMENT: _supplement,
    Deed.URGE: _urge,
    Deed.WITHDRAW: _withdraw,
    Deed.ALL_WELL: _withdraw,
    Deed.SOLVED: _solved,
    Deed.NOT_SOLVED: _not_solved,
    Deed.NOBODY_CAME: _not_solved,
    Deed.RATE: _rate,
    Deed.DISPUTE: _dispute,
}
