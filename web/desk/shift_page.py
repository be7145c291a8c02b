"""One shift at the desk: who came, who did not, and their hours to confirm (时长认定)."""

from typing import Any

from fastapi import APIRouter, Request, Response

from models.errors import Invalid
from models.shifts import Attendance, AttendanceState, Shift
from services.serving import check_in_photos, hours, no_shows, part_words, shift_photos
from services.serving.part_words import Way
from services.serving.parts import get_part, is_whose, say_shift
from services.texts.phrases import Phrase
from services.texts.posts import shift_hours as texts
from web.desk.parts import ROOT, Desk
from web.desk.showing import change, show
from web.desk.visits import Done, File, Page, Visit
from web.media import give_shown, kind_of
from web.requests import RowId

HERE = f"{ROOT}/posts/shifts"


def shift_routes(desk: Desk) -> APIRouter:
    """Give the routes of one shift."""
    routes = APIRouter(prefix=ROOT + "/posts/shifts/{shift_id:int}")

    @routes.get("")
    def _look(request: Request, shift_id: RowId) -> Response:
        return show(desk, request, lambda visit: _show(visit, shift_id))

    @routes.get("/photos/{attachment_id:int}")
    def _photo(request: Request, shift_id: RowId, attachment_id: RowId) -> Response:
        found = show(desk, request, lambda visit: _give_photo(visit, shift_id, attachment_id))
        return give_shown(request, found)

    @routes.post("")
    async def _change(request: Request, shift_id: RowId) -> Response:
        def act(visit: Visit) -> Done:
            return Done(f"{HERE}/{shift_id}", _act(visit, shift_id))

        def again(visit: Visit) -> Page:
            return _show(visit, shift_id)

        return await change(desk, request, act, again=again)

    return routes


def _show(visit: Visit, shift_id: int) -> Page:
    session = visit.session
    found = hours.list_parts(session, shift_id, visit.person_id)
    shift = session.get_one(Shift, shift_id)
    lines = [_line(visit, it) for it in found]
    served = [
        it for it in lines if it["row"].state is AttendanceState.SERVED and not it["is_mine"]
    ]
    shown: dict[str, Any] = {
        "shift": shift,
        "name": say_shift(session, shift, visit.clock),
        "lines": lines,
        "waiting": len(served),
        "photos": shift_photos.list_photos(session, shift_id),
        "most": hours.most_minutes(shift),
    }
    return Page("desk/shift.html", shown, here="posts")


def _give_photo(visit: Visit, shift_id: int, attachment_id: int) -> File:
    me = visit.person_id
    found = check_in_photos.get_photo(visit.session, shift_id, attachment_id, me)
    return File(found, kind_of(found), f"{shift_id}-{attachment_id}", is_inline=True)


def _line(visit: Visit, part: Attendance) -> dict[str, Any]:
    session = visit.session
    is_mine = is_whose(session, part, visit.person_id)
    served = part.state is AttendanceState.SERVED
    known = hours.minutes_served(get_part(session, part.id)) if served else None
    return {
        "row": part,
        "name": part_words.say_name(session, part),
        "state": part_words.say_state(session, part, visit.clock),
        "more": part_words.say_more(session, part, visit.clock),
        "ways": () if is_mine else part_words.list_ways(session, part),
        "is_mine": is_mine,
        "minutes": part.minutes if part.minutes is not None else known,
    }


def _act(visit: Visit, shift_id: int) -> Phrase:
    session, me, clock = visit.session, visit.person_id, visit.clock
    hours.list_parts(session, shift_id, me)
    if visit.fields.get("act") == "all":
        return texts.CONFIRMED_ALL(count=hours.confirm_all(session, shift_id, me, clock))
    part = get_part(session, visit.number("part") or 0)
    name = part_words.say_name(session, part.attendance)
    match visit.fields.get("act", ""):
        case Way.ABSENT:
            no_shows.mark_absent(session, part.attendance.id, me, clock)
            return texts.MARKED(name=name)
        case Way.CHANGE:
            wanted = visit.number("minutes")
            if wanted is None:
                raise Invalid("minutes_invalid", most=hours.most_minutes(part.shift))
            given = hours.confirm(session, part.attendance.id, me, clock, wanted)
        case _:
            given = hours.confirm(session, part.attendance.id, me, clock)
    return texts.CONFIRMED(name=name, minutes=given)
