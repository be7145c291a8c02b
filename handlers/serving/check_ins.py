"""Checking in and out by a press, by a location or with a photo; and afterwards (补签)."""

from collections.abc import Callable
from functools import partial
from itertools import count

from handlers.casework.handling import worker
from handlers.talking.asking import CANCEL, Option
from handlers.talking.messages import Reply, reply
from handlers.talking.pins import PhotoWanted, Pin
from handlers.talking.prompts import Pick, Words
from handlers.talking.talk import Talk
from models.errors import Conflict, Refusal
from models.shifts import Attendance, CheckIn
from services.serving import (
    attendance,
    hours,
    leave,
    my_shifts,
    no_shows,
    shift_offers,
    shift_photos,
)
from services.serving.parts import Part, get_own, say_shift
from services.texts import talk as talk_texts
from services.texts.phrases import Phrase
from services.texts.posts import shift_changes as changes
from services.texts.posts import shifts as texts
from services.texts.refusals.refusals import told

LEAVE_WAYS = (Option(talk_texts.SKIP(), ""), Option(talk_texts.CANCEL(), CANCEL))
"""To take leave without a reason, or not to take it."""


def check_in(talk: Talk) -> Reply:
    """Check in to a shift (签到)."""
    return check_in_to(talk, talk.number("attendance"))


def check_in_to(talk: Talk, attendance_id: int) -> Reply:
    """Check in to one's shift, with what its opening asks for."""
    part = get_own(talk.session, attendance_id, worker(talk))
    try:
        attendance.require_time(talk.session, part, talk.clock)
        checked_in = _with_what_is_asked(talk, part)
    except Conflict as refusal:
        if refusal.reason == "check_in_late":
            return reply(told(refusal), choices=shift_offers.to_make_up(attendance_id))
        if refusal.reason == "checked_in_before":
            return reply(told(refusal), choices=shift_offers.after_check_in(attendance_id))
        raise
    at = checked_in.checked_in_at or talk.clock.now()
    shift = say_shift(talk.session, part.shift, talk.clock)
    said = texts.CHECKED_IN(at=at, shift=shift)
    if checked_in.distance is not None:
        said = texts.CHECKED_IN_NEAR(at=at, metres=checked_in.distance, shift=shift)
    return reply(said, choices=shift_offers.after_check_in(attendance_id))


def check_out(talk: Talk) -> Reply:
    """Check out of a shift (签退)."""
    return check_out_of(talk, talk.number("attendance"))


def check_out_of(talk: Talk, attendance_id: int) -> Reply:
    """Check out of one's shift."""
    me = worker(talk)
    before = get_own(talk.session, attendance_id, me)
    if talk.once("is_early", lambda: attendance.is_early(before, talk.clock)):
        return _undo(talk, before)

    def write() -> None:
        attendance.check_out(talk.session, attendance_id, me, talk.clock)

    talk.do("check_out", write)
    part = get_own(talk.session, attendance_id, me)
    at = part.attendance.checked_out_at or talk.clock.now()
    return reply(texts.CHECKED_OUT(at=at, hours=hours.say_hours(hours.minutes_served(part))))


def _undo(talk: Talk, part: Part) -> Reply:
    """Take a check-in back before the shift begins, if they mean to go."""
    question = (changes.NOT_BEGUN(shift=say_shift(talk.session, part.shift, talk.clock)),)
    options = (Option(changes.UNDO_CHECK_IN(), "undo"), Option(changes.STAY(), "stay"))
    if talk.ask("undo", Pick[str](question, options)) == "stay":
        choices = shift_offers.after_check_in(part.attendance.id)
        return reply(changes.STAYED(), choices=choices)

    def write() -> None:
        attendance.undo_check_in(talk.session, part.attendance.id, worker(talk), talk.clock)

    talk.do("undo_check_in", write)
    choices = shift_offers.before_shift(part.attendance.id)
    return reply(changes.CHECK_IN_UNDONE(), choices=choices)


def make_up(talk: Talk) -> Reply:
    """Enter afterwards that one was there (补签)."""
    part = _own(talk)
    shift = say_shift(talk.session, part.shift, talk.clock)
    why = talk.ask("words", Words((texts.MAKE_UP_WHY(shift=shift),), least=2))

    def write() -> None:
        attendance.make_up(talk.session, part.attendance.id, worker(talk), why, talk.clock)

    talk.do("make_up", write)
    return reply(texts.MADE_UP(shift=shift))


def leave_shift(talk: Talk) -> Reply:
    """Take leave for one shift (请假)."""
    return leave_from(talk, talk.number("attendance"))


def leave_from(talk: Talk, attendance_id: int) -> Reply:
    """Take leave for one's shift; why may be left out."""
    me = worker(talk)
    shift = say_shift(talk.session, get_own(talk.session, attendance_id, me).shift, talk.clock)
    why = talk.ask("words", Words((texts.LEAVE_WHY(shift=shift),), extra=LEAVE_WAYS))

    def write() -> None:
        leave.ask_leave(talk.session, attendance_id, me, why, talk.clock)

    talk.do("leave", write)
    part = get_own(talk.session, attendance_id, me)
    choices = my_shifts.offer_now(talk.session, part, talk.clock)
    return reply(texts.LEFT_SHIFT(shift=shift), choices=choices)


def take_back_leave(talk: Talk) -> Reply:
    """Come after all (销假)."""
    part = _own(talk)

    def write() -> None:
        leave.take_back_leave(talk.session, part.attendance.id, worker(talk), talk.clock)

    talk.do("take_back", write)
    said = changes.LEAVE_TAKEN_BACK(shift=say_shift(talk.session, part.shift, talk.clock))
    return reply(said, choices=shift_offers.instead(part.attendance.id))


def dispute_absence(talk: Talk) -> Reply:
    """Say that one was there, or had leave (有异议)."""
    part = _own(talk)
    shift = say_shift(talk.session, part.shift, talk.clock)
    talk.once("may", lambda: _require_disputable(talk, part))
    words = talk.ask("words", Words((texts.DISPUTE_WHAT(shift=shift),), least=2))

    def write() -> None:
        no_shows.dispute(talk.session, part.attendance.id, worker(talk), words, talk.clock)

    talk.do("dispute", write)
    return reply(texts.DISPUTED())


def _require_disputable(talk: Talk, part: Part) -> bool:
    no_shows.require_disputable(talk.session, part.attendance, talk.clock)
    return True


def _own(talk: Talk) -> Part:
    return get_own(talk.session, talk.number("attendance"), worker(talk))


def _with_what_is_asked(talk: Talk, part: Part) -> Attendance:
    """Ask for a location or a photo where the opening does, and check in with it.

    A location too far away is asked for again; its distance is said.
    """
    how = attendance.asks_for(part.opening)
    why: tuple[Phrase, ...] = ()
    for number in count():
        metres = _ask_where(talk, part, why, number) if how is CheckIn.LOCATION else None
        photo = _ask_photo(talk) if how is CheckIn.PHOTO else None
        done = talk.attempt(f"check_in{number}", _writing(talk, part, metres, photo))
        if not isinstance(done, Refusal):
            break
        if done.reason != "check_in_far":
            raise done
        why = (told(done),)
    return get_own(talk.session, part.attendance.id, worker(talk)).attendance


def _writing(talk: Talk, part: Part, metres: int | None, photo: int | None) -> Callable[[], None]:
    def write() -> None:
        attendance.check_in(
            talk.session,
            part.attendance.id,
            worker(talk),
            talk.clock,
            metres=metres,
            attachment_id=photo,
        )
        talk.take_attachments()

    return write


def _ask_where(talk: Talk, part: Part, why: tuple[Phrase, ...], number: int) -> int:
    now = int(talk.clock.now().timestamp())
    pin = Pin(
        (*why, texts.WHERE_ARE_YOU()),
        partial(attendance.measure, part.opening),
        talk.once(f"asked{number}", lambda: now),
        now,
    )
    return talk.ask(f"pin{number}", pin)


def _ask_photo(talk: Talk) -> int:
    """Give the photo that came; it joins this dialogue before it is asked about again."""
    photo = shift_photos.find_photo(talk.session, talk.attachments)
    return photo or talk.ask("photo", PhotoWanted((texts.PHOTO_WANTED(),)))
