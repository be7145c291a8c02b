"""What must be true of the whole month, whatever the stories were."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from sqlmodel import col, select

from models.cases import Case, Escalation, Outcome, Status
from models.outbox import OutMessage, Priority
from models.people import Account
from models.timeline import Act, TimelineLine
from services.areas import areas
from services.case_files import timeline
from services.clock import SHANGHAI
from services.figures import rates
from services.figures.evidence import Figure, Scope
from services.tables import case_export
from services.tables.case_export import Wanted
from tests.month.diary import BEGINS, ENDS, Month
from tests.played.checks import everything_was_delivered
from tests.played.clock import moment

DID_SOMETHING = {
    *("escalate_cases", "remind_steps", "lapse_info", "review_shelved", "end_notice_period"),
    *("end_tracking", "change_absences", "end_notices", "chase_letters", "morning_list"),
    *("notice_digest", "weekly_figures"),
}
"""Jobs of the timetable that a month like this gives work to."""

COUNTED: Mapping[Figure, int] = {
    Figure.REPORTED: 25,
    Figure.MERGED: 4,  # three of the outage, one of what came back
    Figure.DECLINED: 1,
    Figure.WITHDRAWN: 2,
    Figure.OPEN: 0,
    Figure.OVERDUE: 0,
    Figure.ANSWERED: 22,  # of them four twice
    Figure.IN_TIME: 20,
    Figure.LATE: 2,  # the letter, and what nobody did
    Figure.REOPENED: 4,  # nobody came, the unit, the wall, what came back
    Figure.ASKED: 27,  # every round, and the five who followed and spoke
    Figure.CONTACTED: 21,
    Figure.SOLVED: 20,
    Figure.SILENT: 5,
    Figure.RATED: 3,
    Figure.SATISFIED: 2,
    Figure.FULLY: 1,
}
"""The stories, counted by hand."""


def every_state_and_ending_was_seen(month: Month) -> None:
    """Every state, every outcome, every level of the ladder."""
    with month.store.read() as session:
        assert set(session.exec(select(TimelineLine.status))) == set(Status)
        cases = session.exec(select(Case)).all()
        assert {case.outcome for case in cases} == {*Outcome, None}
        told = [
            line.told
            for case in cases
            for line in timeline.list_lines(session, case)
            if line.act is Act.ESCALATED
        ]
        assert {(each or {})["level"] for each in told} == set(Escalation) - {Escalation.NONE}


def every_file_is_whole(month: Month) -> None:
    """Every line of every timeline verifies."""
    with month.store.read() as session:
        cases = session.exec(select(Case)).all()
        assert [case.number for case in cases if not timeline.is_intact(session, case)] == []


def the_nights_were_quiet(month: Month) -> None:
    """At night only those who wrote, and who is on duty, heard anything."""
    with month.store.read() as session:
        sent = session.exec(
            select(OutMessage, Account.outer_id)
            .join(Account, col(Account.id) == OutMessage.account_id)
            .where(col(OutMessage.sent_at).is_not(None))
        ).all()
        by_night = [(row, chat) for row, chat in sent if _is_night(row.sent_at)]
    assert {row.priority for row, _ in by_night} <= {Priority.URGENT, Priority.REPLY}
    names = {person.actor.account[1]: person.name for person in month.folk.values()}
    assert {names[chat] for _, chat in by_night} == {"石姐", "陶爷爷", "孙社工"}


def nobody_read_what_is_not_theirs(month: Month) -> None:
    """No words of a reporter were on the screen of another resident, or of other offices."""
    elsewhere = {"李网格", "周联络", "郑中心"}
    staff = {"陈街道", "何督办", "孙社工", "钱社工", "王网格"}
    for whose, words in month.secrets.items():
        for name, person in month.folk.items():
            if name != whose and name not in staff:
                person.never_saw(*words)
        assert not [each for each in words if each in month.in_the_group()]
    assert elsewhere <= month.folk.keys()
    everybody = "".join(person.actor.everything() for person in month.folk.values())
    assert all(each in everybody for words in month.secrets.values() for each in words)


def the_timetable_worked(month: Month) -> None:
    """Each job that had something to do did it."""
    idle = {name for name in DID_SOMETHING if not month.house.worked[name]}
    assert idle == set()
    for name in ("王网格", "孙社工"):
        assert "早上好" in month[name].actor.everything()
    assert "上周" in month["陈街道"].actor.everything()


def the_figures_are_those_of_the_stories(month: Month) -> None:
    """Export and rates agree with what was told."""
    clock = month.house.clock
    with month.store.read() as session:
        rows = [
            dict(zip(case_export.HEADERS, row, strict=True))
            for row in case_export.list_rows(session, Wanted(), clock)
        ]
        street = areas.get_street(session)
        scope = Scope((street,), moment(BEGINS), moment(ENDS))
        counted = rates.count(session, scope, clock).raw
        cases = session.exec(select(Case).order_by(col(Case.id))).all()
    assert [row["number"] for row in rows] == [case.number for case in cases]
    assert Counter(row["status"] for row in rows) == Counter(case.status for case in cases)
    assert {figure: counted[figure] for figure in Figure} == COUNTED


CHECKS = (
    every_state_and_ending_was_seen,
    every_file_is_whole,
    everything_was_delivered,
    the_nights_were_quiet,
    nobody_read_what_is_not_theirs,
    the_timetable_worked,
    the_figures_are_those_of_the_stories,
)


def _is_night(at: datetime | None) -> bool:
    assert at is not None
    hour = at.astimezone(SHANGHAI).hour
    return hour >= 22 or hour < 7
