"""Staff confirm hours (时长认定), record who did not come, and decide disputes."""

from handlers.casework.handling import worker
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Number
from handlers.talking.talk import Talk
from models.shifts import Attendance, AttendanceState, Shift
from services.delivery.messages import Choice, Command
from services.posts import to_do
from services.serving import hours as served
from services.serving import no_shows, part_words, shift_offers, shift_photos
from services.serving.part_words import Way
from services.serving.parts import Part, get_part, say_shift
from services.serving.reasons import reason_of
from services.texts.phrases import Phrase, verbatim
from services.texts.posts import shift_hours as texts

_WAYS = {
    Way.CONFIRM: (texts.CONFIRM, "confirm_hours"),
    Way.CHANGE: (texts.OTHER_MINUTES, "change_hours"),
    Way.ABSENT: (texts.MARK_ABSENT, "mark_absent"),
}
"""Labels and dialogues of what may be done with a part."""


def hours(talk: Talk) -> Reply:
    """List the shifts whose hours wait, a page at a time."""
    me, after = worker(talk), talk.about.get("after", 0)
    start = after if isinstance(after, int) else 0
    page = served.list_waiting(talk.session, me, talk.clock, start)
    if not page.items:
        return reply(texts.NOTHING())
    lines = [to_do.say_waiting(talk.session, each, talk.clock) for each in page.items]
    presses = [
        Choice(
            say_shift(talk.session, each.shift, talk.clock),
            Command("shift_hours", {"shift": each.shift.id}),
        )
        for each in page.items
    ]
    seen = start + len(page.items)
    if page.total > seen:
        rest = texts.THE_REST(count=page.total - seen)
        presses.append(Choice(rest, Command("hours", {"after": seen})))
    return reply(texts.WAITING(), *lines, choices=tuple(presses))


def shift_hours(talk: Talk) -> Reply:
    """Show who served in a shift: confirm all, or one by one."""
    me, shift_id = worker(talk), talk.number("shift")
    parts = served.list_parts(talk.session, shift_id, me)
    shift = talk.session.get_one(Shift, shift_id)
    waiting = [it for it in parts if it.state is AttendanceState.SERVED and it.person_id != me]
    head = texts.HEAD(shift=say_shift(talk.session, shift, talk.clock), count=len(waiting))
    choices = [
        Choice(verbatim(_name(talk, it)), Command("part_hours", {"attendance": it.id}))
        for it in parts
        if it.state in part_words.OPEN | part_words.CAN_COUNT and it.person_id != me
    ]
    if waiting:
        all_ = Choice(texts.CONFIRM_ALL(), Command("confirm_shift", {"shift": shift_id}))
        choices.insert(0, all_)
    said = (head, *(_line(talk, it) for it in parts))
    photos = tuple(shift_photos.list_photos(talk.session, shift_id))
    return Reply(said, tuple(choices), attachments=photos, shown_last=said[-1])


def confirm_shift(talk: Talk) -> Reply:
    """Confirm the hours of all (全部认定)."""
    me, shift_id = worker(talk), talk.number("shift")

    def write() -> int:
        return served.confirm_all(talk.session, shift_id, me, talk.clock)

    count = talk.do("confirm", write)
    return reply(texts.CONFIRMED_ALL(count=count), choices=_next(talk))


def part_hours(talk: Talk) -> Reply:
    """Show one member's part in a shift, and what may be decided about it."""
    attendance = _attendance(talk)
    about = {"attendance": attendance.id}
    ways = part_words.list_ways(talk.session, attendance)
    choices = [Choice(_WAYS[it][0](), Command(_WAYS[it][1], about)) for it in ways]
    return reply(_line(talk, attendance), choices=tuple(choices))


def confirm_hours(talk: Talk) -> Reply:
    """Confirm one member's hours as they were (认定)."""
    return _confirm(talk, _attendance(talk), None)


def change_hours(talk: Talk) -> Reply:
    """Confirm one member's hours with other minutes, or correct them (改分钟数)."""
    attendance = _attendance(talk)
    most = served.most_minutes(talk.session.get_one(Shift, attendance.shift_id))
    question = texts.HOW_MANY(name=_name(talk, attendance), most=most)
    return _confirm(talk, attendance, talk.ask("minutes", Number((question,), 0, most)))


def mark_absent(talk: Talk) -> Reply:
    """Record that a member did not come (记未到岗)."""
    me, attendance_id = worker(talk), talk.number("attendance")

    def write() -> None:
        no_shows.mark_absent(talk.session, attendance_id, me, talk.clock)

    talk.do("absent", write)
    return reply(texts.MARKED(name=_name(talk, _attendance(talk))), choices=_next(talk))


def disputed_absences(talk: Talk) -> Reply:
    """Show a dispute that waits, the oldest first, and how many there are; the next by a press."""
    found = no_shows.list_disputed(talk.session, worker(talk))
    if not found:
        return reply(texts.NO_DISPUTES())
    ids = [it.id for it in found]
    shown = talk.about.get("attendance")
    at = ids.index(shown) if shown in ids else 0
    part = get_part(talk.session, ids[at])
    said = texts.DISPUTE(
        name=_name(talk, part.attendance),
        shift=say_shift(talk.session, part.shift, talk.clock),
        words=reason_of(talk.session, part.attendance),
    )
    head = texts.DISPUTES_WAITING(count=len(found))
    choices = shift_offers.to_decide(part.attendance.id)
    if len(ids) > 1:
        about = {"attendance": ids[(at + 1) % len(ids)]}
        following = Choice(texts.NEXT_DISPUTE(), Command("disputed_absences", about))
        choices = (*choices, following)
    return reply(head, said, choices=choices)


def absence_stands(talk: Talk) -> Reply:
    """Let an absence stand (维持)."""
    return _decide(talk, AttendanceState.ABSENT)


def absence_cleared(talk: Talk) -> Reply:
    """Correct an absence: they were there (更正)."""
    return _decide(talk, AttendanceState.SERVED)


def absence_excused(talk: Talk) -> Reply:
    """Correct an absence: they had leave."""
    return _decide(talk, AttendanceState.EXCUSED)


def _decide(talk: Talk, verdict: AttendanceState) -> Reply:
    me, attendance_id = worker(talk), talk.number("attendance")

    def write() -> None:
        no_shows.decide(talk.session, attendance_id, me, verdict, talk.clock)

    talk.do("decide", write)
    return reply(texts.DECIDED(), choices=_next(talk))


def _confirm(talk: Talk, attendance: Attendance, minutes: int | None) -> Reply:
    me = worker(talk)

    def write() -> int:
        return served.confirm(talk.session, attendance.id, me, talk.clock, minutes)

    given = talk.do("confirm", write)
    said = texts.CONFIRMED(name=_name(talk, attendance), minutes=given)
    back = shift_offers.to_hours(attendance.shift_id)
    return reply(said, choices=back)


def _attendance(talk: Talk) -> Attendance:
    """Give the part that a press is about, to somebody who may confirm it."""
    part: Part = get_part(talk.session, talk.number("attendance"))
    served.list_parts(talk.session, part.shift.id, worker(talk))
    return part.attendance


def _next(talk: Talk) -> tuple[Choice, ...]:
    return to_do.list_to_do(talk.session, worker(talk), talk.clock)


def _name(talk: Talk, attendance: Attendance) -> str:
    return part_words.say_name(talk.session, attendance)


def _line(talk: Talk, attendance: Attendance) -> Phrase:
    return texts.PART(
        name=_name(talk, attendance),
        state=part_words.say_state(talk.session, attendance, talk.clock),
        more=part_words.say_more(talk.session, attendance, talk.clock),
    )
