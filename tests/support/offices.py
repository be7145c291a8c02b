"""People and cases of a street, for tests of what may be done with them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlmodel import Session, col, select

from models.access import Role
from models.cases import Case
from models.outbox import MessageState, OutMessage
from models.people import Account
from models.timeline import Act
from services.areas import areas
from services.case_files import timeline
from services.casework import cases
from services.casework.cases import Report
from services.clock import Clock, SetClock
from services.delivery.messages import Saying, open_body
from services.identity import people
from services.office import access
from services.sealing import sealer_of
from services.texts.phrases import join_words
from tests.support.builders import MONDAY, an_account

WORDS = "三号楼楼道灯不亮，晚上看不见"


def a_resident(session: Session, name: str = "张三") -> int:
    """Make somebody who agreed to be remembered, with a chat of their own; give their id."""
    highest = session.exec(select(Account.id).order_by(col(Account.id).desc())).first() or 0
    account = an_account(session, str(5_000_000 + highest))
    return people.consent(session, account.id, name, SetClock(MONDAY))


def a_worker(session: Session, role: Role, code: str, name: str = "王网格") -> int:
    """Make somebody with a role in an area and a chat of their own; give their id."""
    person_id = a_resident(session, name)
    access.appoint(session, person_id, role, areas.get_area(session, code), SetClock(MONDAY))
    return person_id


def a_case(
    session: Session,
    reporter_id: int,
    clock: Clock,
    code: str = "XF-1",
    **report: Any,  # noqa: ANN401
) -> Case:
    """File a case in an area; nothing about it is waiting to be said."""
    area = areas.get_area(session, code)
    report_ = replace(Report(reporter_id, WORDS, "三号楼", area.id), **report)
    filed = cases.report_case(session, report_, clock)
    hear_all(session)
    return cases.get_case(session, filed.case_id)


def a_cast(session: Session, reporter_id: int) -> dict[str, int]:
    """Give everybody who might lay hands on a case in grid XF-1."""
    dismissed = a_worker(session, Role.GRID_MANAGER, "XF-1", "孙网格")
    grid = areas.get_area(session, "XF-1")
    access.dismiss(session, dismissed, Role.GRID_MANAGER, grid, SetClock(MONDAY))
    return {
        "the reporter": reporter_id,
        "a stranger": a_resident(session, "李四"),
        "a manager of the grid": a_worker(session, Role.GRID_MANAGER, "XF-1"),
        "a manager of another grid": a_worker(session, Role.GRID_MANAGER, "XF-2"),
        "a clerk of the community": a_worker(session, Role.CLERK, "XF"),
        "a clerk of another community": a_worker(session, Role.CLERK, "NS"),
        "an officer of the street": a_worker(session, Role.OFFICER, "JD"),
        "a supervisor of the street": a_worker(session, Role.SUPERVISOR, "JD"),
        "a member": a_worker(session, Role.MEMBER, "XF-1"),
        "a manager who was dismissed": dismissed,
    }


def as_it_stands(session: Session, case: Case) -> tuple[object, ...]:
    """Give everything about a case that a refusal must leave as it was."""
    session.flush()
    session.refresh(case)
    waiting = session.exec(select(OutMessage.id).order_by(col(OutMessage.id))).all()
    return case.model_dump(), timeline.list_lines(session, case), list(waiting)


def sayings_for(session: Session, person_id: int) -> Sequence[Saying]:
    """Give what waits to be said to somebody, oldest first."""
    rows = session.exec(
        select(OutMessage, Account)
        .join(Account, col(Account.id) == OutMessage.account_id)
        .where(Account.person_id == person_id, OutMessage.state == MessageState.WAITING)
        .order_by(col(OutMessage.id))
    ).all()
    return [
        open_body(sealer_of(session, account.key_id), row.body)
        for row, account in rows
        if row.body is not None
    ]


def keys_for(session: Session, person_id: int) -> Sequence[str]:
    """Give the key of the first sentence of each message that waits for somebody."""
    return [saying.phrases[0].key for saying in sayings_for(session, person_id)]


def words_for(session: Session, person_id: int) -> str:
    """Give everything that waits to be said to somebody, as they would read it."""
    return "\n".join(join_words(saying.phrases) for saying in sayings_for(session, person_id))


def hear_all(session: Session) -> None:
    """Let every message that waits be sent."""
    for row in session.exec(select(OutMessage).where(OutMessage.state == MessageState.WAITING)):
        row.state = MessageState.SENT
    session.flush()


def acts_of(session: Session, case: Case) -> Sequence[Act]:
    """Give what the file of a case says was done, oldest first."""
    return [line.act for line in timeline.list_lines(session, case)]


def shuts_us_out(session: Session, person_id: int) -> None:
    """Let nobody reach this person."""
    for account in session.exec(select(Account).where(Account.person_id == person_id)):
        people.note_reachable(session, account.id, SetClock(MONDAY), is_reachable=False)
    session.expire_all()
