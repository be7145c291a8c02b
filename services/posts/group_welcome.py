"""What a group reads of posts when it is bound: those that are open around, as one list."""

from sqlmodel import Session, col, or_, select

from models.areas import Area
from models.groups import CARRIES, Content, Group
from models.posts import Opening
from services.areas import areas
from services.clock import Clock, today
from services.delivery.messages import Choice, Saying
from services.groups import groups
from services.posts import opening_cards
from services.texts.posts import opening_cards as texts


def show_open(session: Session, group: Group, clock: Clock) -> None:
    """Show a group that was bound just now which posts are open in its areas, if any are.

    How many places are left is said where one claims: this message is not edited.
    """
    if Content.POSTS not in CARRIES[group.kind]:
        return
    within = [
        col(Area.path).startswith(area.path, autoescape=True)
        for area in groups.areas_of(session, group.id)
    ]
    found = session.exec(
        select(Opening)
        .join(Area, col(Area.id) == Opening.area_id)
        .where(
            or_(*within), col(Opening.closed_at).is_(None), col(Opening.ends_on) >= today(clock)
        )
        .order_by(col(Opening.post_id), col(Opening.id))
    ).all()
    if not found:
        return
    lines = [
        texts.OPEN_LINE(
            index=index,
            post=opening_cards.post_of(session, it),
            area=areas.area_of(session, it.area_id).name,
            times=opening_cards.say_times_of(it),
        )
        for index, it in enumerate(found[: opening_cards.LISTED], 1)
    ]
    rest = len(found) - opening_cards.LISTED
    more = (texts.REST(count=rest),) if rest > 0 else ()
    look = Choice(texts.LOOK(), link=opening_cards.LINK)
    said = (texts.OPEN_NOW(count=len(found)), *lines, *more)
    groups.post(session, group, Saying(said, (look,)), clock)
