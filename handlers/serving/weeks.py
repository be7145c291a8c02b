"""A member's week in words and as a picture, and the link to their calendar."""

from collections.abc import Sequence
from datetime import date, timedelta

from handlers.talking.messages import Reply, reply
from handlers.talking.talk import Talk
from models.media import MediaKind
from services.attachments import media, pictures
from services.attachments.shelf import shelf_of
from services.clock import local
from services.delivery.messages import Choice, Command
from services.drawing.week import draw_week
from services.identity import people
from services.rules import rules_of
from services.serving import feed, weeks
from services.serving.weeks import OwnShift
from services.texts import drawing as drawing_texts
from services.texts.phrases import Phrase
from services.texts.posts import weeks as texts

LATEST = 12
"""Weeks ahead that are shown."""

CALENDAR = "/calendar"

WEEK = Choice(texts.MY_WEEK(), Command("week", {}))
SUBSCRIBE = Choice(texts.SUBSCRIBE(), Command("calendar", {}))
NEW_LINK = Choice(texts.NEW_LINK(), Command("new_calendar", {}))

CHOICES = (WEEK, SUBSCRIBE)
"""Stand under what somebody has to serve."""


def week(talk: Talk) -> Reply:
    """Show somebody their week (我的一周), or a later one; the next when this one is over."""
    person_id = talk.caller.person_id
    if talk.caller.is_group:
        return reply(texts.IN_PRIVATE())
    if person_id is None:
        return reply(texts.NOT_KNOWN())
    asked = talk.about.get("ahead")
    if asked is None:
        asked = int(weeks.is_over(talk.session, person_id, talk.clock))
    ahead = min(max(int(asked), 0), LATEST)
    first = weeks.monday(talk.clock, ahead)
    shifts = weeks.week_of(talk.session, person_id, first, talk.clock)
    said = (_head(first, len(shifts)), *(_line(talk, shift) for shift in shifts))
    drawn = _draw(talk, person_id, first, shifts)
    choices = (_other_week(ahead), SUBSCRIBE)
    return Reply(said, choices, attachments=drawn, shown_last=texts.PICTURE())


def calendar(talk: Talk) -> Reply:
    """Give the link to somebody's calendar (订阅日历), the first time; then offer another one."""
    refused = _refuse(talk)
    if refused is not None:
        return reply(refused, choices=(WEEK,))
    person_id = talk.caller.person_id
    if talk.once("has", lambda: person_id is not None and feed.has_feed(talk.session, person_id)):
        return reply(texts.HAS_LINK(), choices=(NEW_LINK, WEEK))
    return _make(talk)


def new_calendar(talk: Talk) -> Reply:
    """End the link to somebody's calendar and give another one (换一个链接)."""
    refused = _refuse(talk)
    return _make(talk) if refused is None else reply(refused, choices=(WEEK,))


def _refuse(talk: Talk) -> Phrase | None:
    """Say why there is no link here; None when there may be one."""
    if talk.caller.is_group:
        return texts.IN_PRIVATE()
    if talk.caller.person_id is None:
        return texts.NOT_KNOWN()
    return None if rules_of(talk.session).public_url else texts.NO_ADDRESS()


def _make(talk: Talk) -> Reply:
    person_id = talk.caller.person_id or 0

    def issue() -> str:
        return feed.make_feed(talk.session, person_id, talk.clock)

    secret = talk.do("issue", issue)
    address = f"{rules_of(talk.session).public_url}{CALENDAR}/{secret}.ics"
    return reply(texts.LINK(address=address), choices=(NEW_LINK, WEEK))


def _other_week(ahead: int) -> Choice:
    if ahead < LATEST:
        return Choice(texts.NEXT_WEEK(), Command("week", {"ahead": ahead + 1}))
    return Choice(texts.THIS_WEEK(), Command("week", {"ahead": 0}))


def _head(first: date, count: int) -> Phrase:
    days = {"first": _day(first), "last": _day(first + timedelta(days=weeks.DAYS - 1))}
    return texts.HEAD(**days, count=count) if count else texts.EMPTY(**days)


def _day(day: date) -> Phrase:
    return drawing_texts.SHORT_DAY(month=day.month, day=day.day)


def _line(talk: Talk, shift: OwnShift) -> Phrase:
    begins, ends = (local(at, talk.clock) for at in (shift.starts_at, shift.ends_at))
    return texts.SHIFT(
        weekday=drawing_texts.WEEKDAYS[begins.weekday()](),
        begins=f"{begins:%H:%M}",
        ends=f"{ends:%H:%M}",
        post=shift.post,
        place=shift.place or shift.area,
        state=shift.standing,
    )


def _draw(talk: Talk, person_id: int, first: date, shifts: Sequence[OwnShift]) -> tuple[int, ...]:
    """Draw the week; an empty one is said in words only."""
    shelf = shelf_of(talk.session)
    if shelf is None or not shifts:
        return ()

    def keep() -> int:
        name = people.contact_of(talk.session, person_id).name
        drawn = draw_week(name, first, weeks.entries_of(shifts, talk.clock))
        content = shelf.put(pictures.clean(drawn, MediaKind.PHOTO).data)
        account_id = talk.caller.account_id
        return media.keep(talk.session, account_id, MediaKind.PHOTO, talk.clock, content=content)

    return (talk.do("draw", keep),)
