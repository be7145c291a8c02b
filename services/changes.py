"""Whether anything changed that a page of the desk may show: one number, cheaply read.

The newest row of each table that grows with what is done: every step of a case writes a line of
its timeline. What changes without a new row is found when the page is opened anew.
"""

from sqlalchemy import func, select
from sqlmodel import Session

from models.announcements import Announcement
from models.base import table
from models.members import Enrolment
from models.notices import Notice, Objection
from models.posts import Claim
from models.shifts import Attendance
from models.timeline import TimelineLine

_GROWING = (TimelineLine, Notice, Objection, Claim, Enrolment, Attendance, Announcement)
_NEWEST = select(*(select(func.max(table(each).c.id)).scalar_subquery() for each in _GROWING))


def version_of(session: Session) -> int:
    """Give a number that is larger once something was added anywhere."""
    newest = session.connection().execute(_NEWEST).one()
    return sum(each or 0 for each in newest)
