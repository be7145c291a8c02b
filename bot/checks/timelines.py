"""What the doctor finds in the files of cases: whether every line still says what it said."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from bot.checks.findings import Finding, Grade
from models.cases import Case
from services.case_files import timeline
from services.store import Store

READ = 200
"""Cases looked at in one transaction."""

NAMED = 10


def examine_timelines(store: Store) -> Finding:
    """Check every line of every case, some cases at a time; name those that do not hold."""
    count, last = 0, 0
    broken: list[str] = []
    is_left = True
    while is_left:
        with store.read() as session:
            found = list(_list_after(session, last))
            broken += [case.number for case in found if not timeline.is_intact(session, case)]
        is_left = bool(found)
        count += len(found)
        last = found[-1].id if found else last
    if not broken:
        return Finding("timelines", Grade.GOOD, f"{count} 件民情的每一条记录都核对无误")
    more = f" 等 {len(broken)} 件" if len(broken) > NAMED else ""
    return Finding(
        "timelines",
        Grade.WRONG,
        f"记录被改动或缺失：{'、'.join(broken[:NAMED])}{more}",
        "有人绕过程序改了数据库：保留现状，与备份对照（见 docs/running.md）",
    )


def _list_after(session: Session, last: int) -> Iterator[Case]:
    statement = select(Case).where(Case.id > last).order_by(col(Case.id)).limit(READ)
    yield from session.exec(statement).all()
