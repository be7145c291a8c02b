"""Letters to outside bodies: what they say, and that somebody chases them."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from models.access import Role
from models.cases import Case, Status
from models.errors import Conflict, Invalid, NotAllowed, NotFound
from models.timeline import Act
from models.units import TransferLetter, Unit, UnitKind
from services.case_files import timeline
from services.casework import assigning, handling, shelving, transfers
from services.casework.assigning import Target
from services.clock import SetClock, today
from services.identity import people
from services.store import Store
from services.workdays import add_workdays
from tests.support.offices import (
    a_case,
    a_resident,
    a_worker,
    acts_of,
    as_it_stands,
    hear_all,
    keys_for,
    sayings_for,
    words_for,
)
from tests.support.towns import a_town
from tests.support.unit_bodies import a_unit
from tests.support.verbs import CLOCK

SUMMARY = "楼道公用线路没有电"


def written(session: Session, summary: str = SUMMARY) -> tuple[Case, int, Unit]:
    """Give a case that a clerk has handed to the power company, the clerk and the company."""
    clerk = a_worker(session, Role.CLERK, "XF", "孙社工")
    unit = a_unit(session, "GD", "供电公司", kind=UnitKind.OUTSIDE, phone="95598")
    zhang = a_resident(session, "张三丰")
    people.set_phone(session, zhang, "13800001234")
    case = a_case(session, zhang, CLOCK, "YG-3", words="我家302没电，我叫张三丰", place="302室")
    target = Target(unit_id=unit.id, summary=summary)
    assigning.assign_case(session, case.id, clerk, target, CLOCK)
    return case, clerk, unit


def test_a_letter_says_what_where_and_until_when_and_nothing_of_the_reporter(
    store: Store,
) -> None:
    with store.write() as session:
        a_town(session)
        case, clerk, unit = written(session)
        letter, words = transfers.read_letter(session, case.id, clerk)
        for part in (
            "〔2026〕1号",
            "供电公司",
            case.number,
            "阳光花园小区3号楼",
            SUMMARY,
            "孙社工",
        ):
            assert part in words
        for part in ("张三丰", "13800001234", "302"):
            assert part not in words
        assert SUMMARY.encode() not in letter.body
        assert (case.status, case.owner_id, case.unit_id) == (Status.HANDLING, clerk, unit.id)
        assert acts_of(session, case)[1:] == [Act.ACCEPTED, Act.ASSIGNED, Act.SIGNED]
        assert case.reporter_id is not None
        assert "供电公司" not in words_for(session, case.reporter_id)
        transfers.note_sent(session, case.id, clerk, CLOCK)
        assert "供电公司（孙社工跟办）" in words_for(session, case.reporter_id)
        second = a_case(session, a_resident(session), CLOCK)
        assigning.assign_case(session, second.id, clerk, Target(unit_id=unit.id), CLOCK)
        letter, words = transfers.read_letter(session, second.id, clerk)
        assert letter.serial == 2
        assert "居民反映其他方面的问题" in words
        assert timeline.is_intact(session, case)


@pytest.mark.parametrize(
    "summary",
    [
        "请联系张三丰",
        "张 三 丰家没电",
        "电话１３８００００１２３４",
        "回电 010-66778899",
        "找13911112222",
    ],
)
def test_a_summary_that_shows_the_reporter_is_refused(town: Store, summary: str) -> None:
    with town.write() as session:
        case, clerk, unit = written(session)
        case.status, case.owner_id, case.unit_id = Status.ACCEPTED, None, None
        session.flush()
        before = as_it_stands(session, case)
        with pytest.raises(Invalid, match="letter_names_reporter"):
            assigning.assign_case(
                session, case.id, clerk, Target(unit_id=unit.id, summary=summary), CLOCK
            )
        assert as_it_stands(session, case) == before


def test_the_clerk_notes_that_it_went_out_and_that_it_was_chased(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        case, clerk, _ = written(session)
        other = a_worker(session, Role.CLERK, "XF")
        with pytest.raises(Conflict, match="letter_not_sent"):
            transfers.note_chased(session, case.id, clerk, CLOCK)
        with pytest.raises(Conflict, match="not_yours_to_answer"):
            transfers.note_sent(session, case.id, other, CLOCK)
        with pytest.raises(NotAllowed):
            transfers.note_sent(session, case.id, a_resident(session), CLOCK)
        letter = transfers.note_sent(session, case.id, clerk, CLOCK)
        assert letter.sent_at == CLOCK.now()
        assert letter.chase_at == add_workdays(session, CLOCK.now(), 3, CLOCK).at
        with pytest.raises(Conflict, match="letter_sent"):
            transfers.note_sent(session, case.id, clerk, CLOCK)
        later = SetClock(CLOCK.now() + timedelta(days=3))
        letter = transfers.note_chased(session, case.id, clerk, later)
        assert (letter.chased, letter.sent_at) == (1, CLOCK.now())
        assert letter.chase_at == add_workdays(session, later.now(), 3, later).at
        assert acts_of(session, case)[-2:] == [Act.LETTER_SENT, Act.CHASED]
        assert timeline.list_lines(session, case)[-1].told == {"to": "供电公司", "count": 1}
        assert timeline.is_intact(session, case)


def test_the_job_reminds_until_it_is_answered(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        case, clerk, _ = written(session)
        hear_all(session)
        assert transfers.chase_due(session, CLOCK) == 0
        late = SetClock(CLOCK.now() + timedelta(days=4))
        assert transfers.chase_due(session, late) == 1
        assert transfers.chase_due(session, late) == 0
        assert keys_for(session, clerk) == ["assigning.not_sent_yet"]
        transfers.note_sent(session, case.id, clerk, late)
        hear_all(session)
        late.move(timedelta(days=6))
        assert transfers.chase_due(session, late) == 1
        saying = sayings_for(session, clerk)[-1]
        assert "95598" in words_for(session, clerk)
        offered = [it.command.dialogue for it in saying.choices if it.command]
        assert offered == ["letter_chased", "answer"]
        handling.answer_case(session, case.id, clerk, "线路已修好", late)
        late.move(timedelta(days=30))
        assert transfers.chase_due(session, late) == 0
        assert session.exec(select(TransferLetter)).one().chase_at is None


def test_what_is_given_back_or_planned_is_not_chased(town: Store) -> None:
    with town.write() as session:
        case, clerk, _ = written(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        late = SetClock(CLOCK.now() + timedelta(days=9))
        review = today(late) + timedelta(days=30)
        shelving.shelve_case(session, case.id, clerk, "等电网改造", review, late)
        hear_all(session)
        assert transfers.chase_due(session, late) == 1
        assert keys_for(session, clerk) == []
        assert session.exec(select(TransferLetter)).one().chase_at is None
        assigning.reassign_case(session, case.id, clerk, Target(wang), "自己修", late)
        with pytest.raises(NotFound, match="letter_unknown"):
            transfers.read_letter(session, case.id, clerk)
