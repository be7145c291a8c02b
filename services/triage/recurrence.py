"""Recurrence (复发): the same thing at the same place while an answered case is watched."""

from dataclasses import replace

from sqlmodel import Session, col, select

from models.areas import Area, Level
from models.cases import UNANSWERED, Case, Status
from models.categories import SENSITIVE
from services.areas import areas
from services.delivery.messages import Choice, Command, Saying
from services.rules import rules_of
from services.texts.casework import following as texts


def find_tracked(session: Session, case: Case) -> Case | None:
    """Find the newest case that is watched at the place of a new one, of the same category."""
    here = areas.area_of(session, case.area_id)
    home = areas.estate_of(session, here)
    if home is None or case.category in SENSITIVE or case.status not in UNANSWERED:
        return None
    found = session.exec(
        select(Case)
        .join(Area, col(Area.id) == Case.area_id)
        .where(
            Case.status == Status.TRACKING,
            Case.category == case.category,
            Case.id != case.id,
            col(Case.is_private).is_(False),
            col(Area.path).startswith(home.path, autoescape=True),
        )
        .order_by(col(Case.id).desc())
    ).all()
    return next((each for each in found if _is_same_place(session, here, each)), None)


def mention(session: Session, case: Case, saying: Saying) -> Saying:
    """Add to an alert that the same was there lately, with the press that takes it for that."""
    tracked = find_tracked(session, case)
    if tracked is None:
        return saying
    recur = Choice(texts.RECUR(), Command("recur", {"case": case.id}))
    line = texts.SAME_PLACE(number=tracked.number, days=rules_of(session).tracking.days)
    return replace(saying, phrases=(*saying.phrases, line), choices=(*saying.choices, recur))


def _is_same_place(session: Session, here: Area, case: Case) -> bool:
    """Tell whether two places in one estate are one: two buildings of it are not."""
    there = areas.area_of(session, case.area_id)
    both = {here.level, there.level} == {Level.BUILDING}
    return here.id == there.id if both else True
