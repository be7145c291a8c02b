"""A member's own shifts (我的岗位): what comes next, what can be done now, hours so far."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from handlers.casework.handling import worker
from handlers.posts import posts
from handlers.serving import weeks
from handlers.serving.check_ins import check_in_to, check_out_of, leave_from
from handlers.serving.covers import find_cover_for
from handlers.talking.asking import Option
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Pick
from handlers.talking.talk import Talk
from services.delivery.messages import Choice, Command
from services.posts import claim_rows, openings
from services.serving import hours, my_shifts, shift_offers
from services.serving.attendance import opens_at
from services.serving.parts import Part, get_own, say_shift
from services.texts.phrases import Phrase
from services.texts.posts import shift_changes as changes
from services.texts.posts import shifts as texts
from services.texts.posts.posts import ATTENDANCE_LABELS

SHOWN = 3
"""Shifts with a button of their own; the rest stand behind one more."""

MOST = 5
"""Buttons under one's shifts."""

OTHERS = "others"
"""What the dialogue is told when the shifts without a button are asked for."""


def duty(talk: Talk) -> Reply:
    """Show one's shifts; 签到, 请假 and the like are done to the one that they can mean."""
    me = talk.caller.person_id
    if me is None or not my_shifts.is_served_by(talk.session, me):
        return reply(texts.NOT_A_MEMBER(), choices=(Choice(texts.REPORT(), Command("join", {})),))
    do = _BY_WORD.get(str(talk.about.get("argument")), _overview)
    return do(talk)


def shift(talk: Talk) -> Reply:
    """Show one shift and everything that may be done about it."""
    part = get_own(talk.session, talk.number("attendance"), worker(talk))
    offered = my_shifts.offer_now(talk.session, part, talk.clock)
    return reply(_line(talk, part), choices=(*offered, *my_shifts.offer_release(part)))


def _overview(talk: Talk) -> Reply:
    me = worker(talk)
    parts = my_shifts.list_next(talk.session, me, talk.clock)
    if talk.about.get("argument") == OTHERS:
        presses = [press for part in parts for press in _presses(talk, part, False)]
        return reply(texts.MY_SHIFTS(), choices=tuple(presses[SHOWN:]))
    sums = hours.hours_of(talk.session, me, talk.clock)
    lines = [_line(talk, part) for part in parts]
    said = [texts.MY_SHIFTS(), *lines] if lines else [texts.NO_SHIFTS()]
    listed = {part.opening.id for part in parts}
    own = claim_rows.list_own(talk.session, me)
    said += posts.list_own(talk, [it for it in own if it[1].id not in listed])
    month, year = hours.say_hours(sums.month), hours.say_hours(sums.year)
    said.append(texts.HOURS_SO_FAR(month=month, year=year))
    if sums.waiting:
        said.append(texts.HOURS_WAITING(count=sums.waiting))
    choices = [choice for part in parts for choice in _presses(talk, part, len(parts) == 1)]
    if len(parts) > 1 and len(choices) > SHOWN:
        others = Choice(changes.OTHER_SHIFTS(), Command("duty", {"argument": OTHERS}))
        choices = [*choices[:SHOWN], others]
    return reply(*said, choices=(*choices, *weeks.CHOICES)[:MOST])


def _presses(talk: Talk, part: Part, is_only: bool) -> Sequence[Choice]:
    """Give what may be done with one of several shifts: the first thing now, the rest behind."""
    offered = my_shifts.offer_now(talk.session, part, talk.clock)
    if is_only:
        return (*offered, *my_shifts.offer_release(part))
    at = part.shift.starts_at
    about = {"attendance": part.attendance.id}
    if not offered:
        return ()
    is_now = offered[0].command is not None and offered[0].command.dialogue in _NOW
    if is_now:
        return (Choice(texts.NAMED(label=offered[0].label, at=at), offered[0].command),)
    return (Choice(texts.NAMED(label=texts.ABOUT_SHIFT(), at=at), Command("shift", about)),)


_NOW = frozenset({"check_in", "check_out", "make_up", "dispute_absence"})


def _line(talk: Talk, part: Part) -> Phrase:
    return texts.LINE(
        shift=say_shift(talk.session, part.shift, talk.clock),
        state=ATTENDANCE_LABELS[part.attendance.state](),
    )


def _by_word(
    find: Callable[[Talk], list[int]],
    do: Callable[[Talk, int], Reply],
    none: Callable[[Talk], Reply],
    talk: Talk,
) -> Reply:
    """Do what a word says where it can mean one shift only; of several ask which."""
    found = talk.once("shifts", lambda: find(talk))
    if found and all(_is_over(talk, it) for it in found):
        found = find(talk)  # what was asked about them was left open
    if not found:
        return none(talk)
    if len(found) == 1:
        return do(talk, found[0])
    me = worker(talk)
    options = [
        Option(say_shift(talk.session, get_own(talk.session, it, me).shift, talk.clock), it)
        for it in found
    ]
    return do(talk, talk.ask("which", Pick[int]((texts.WHICH_SHIFT(),), options)))


def _is_over(talk: Talk, attendance_id: int) -> bool:
    part = get_own(talk.session, attendance_id, worker(talk))
    return part.shift.ends_at < talk.clock.now()


def _to_check_in(talk: Talk) -> list[int]:
    return list(my_shifts.list_to_check_in(talk.session, worker(talk), talk.clock))


def _present(talk: Talk) -> list[int]:
    return list(my_shifts.list_present(talk.session, worker(talk)))


def _offering(dialogue: str, talk: Talk) -> list[int]:
    """List the parts in one's next shifts under which something is offered now."""
    session, clock = talk.session, talk.clock
    return [
        part.attendance.id
        for part in my_shifts.list_next(session, worker(talk), clock)
        for offered in my_shifts.offer_now(session, part, clock)
        if offered.command is not None and offered.command.dialogue == dialogue
    ]


def _release(talk: Talk) -> Reply:
    """Give up the one post that is meant (退岗); of several ask which."""
    found = talk.once("claims", lambda: _to_release(talk))
    if not found:
        return _overview(talk)
    if len(found) == 1:
        return posts.release_claim(talk, found[0])
    options = [Option(_name(talk, claim_id), claim_id) for claim_id in found]
    which = Pick[int]((changes.WHICH_POST(),), options, has_no_out=True)
    return posts.release_claim(talk, talk.ask("which", which))


def _name(talk: Talk, claim_id: int) -> Phrase:
    row = claim_rows.get_claim(talk.session, claim_id)
    return openings.name_of(talk.session, openings.get_opening(talk.session, row.opening_id))


def _to_release(talk: Talk) -> list[int]:
    """List one's claims, but for those that wait for a yes or a no."""
    own = claim_rows.list_own(talk.session, worker(talk))
    return [row.id for row, _ in own if row.asked_until is None]


def _none_to_check_in(talk: Talk) -> Reply:
    """Say that there is nothing to check in to: what one is at, missed, or has next."""
    session, me, clock = talk.session, worker(talk), talk.clock
    if present := my_shifts.list_present(session, me):
        return check_in_to(talk, present[0])
    next_ = my_shifts.find_expected(session, me, clock)
    missed = my_shifts.find_missed(session, me, clock)
    said = [texts.NONE_TO_CHECK_IN()]
    if next_ is not None:
        at = opens_at(session, next_.shift)
        said = [texts.NEXT_CHECK_IN(shift=say_shift(session, next_.shift, clock), at=at)]
    if missed is None:
        return reply(*said)
    said.append(texts.MISSED(shift=say_shift(session, missed.shift, clock)))
    return reply(*said, choices=shift_offers.to_make_up(missed.attendance.id))


def _none_to_check_out(talk: Talk) -> Reply:
    on = my_shifts.list_to_check_in(talk.session, worker(talk), talk.clock)
    choices = shift_offers.before_shift(on[0])[:1] if on else ()
    return reply(texts.NONE_TO_CHECK_OUT(), choices=choices)


_BY_WORD: Mapping[str, Callable[[Talk], Reply]] = {
    "签到": partial(_by_word, _to_check_in, check_in_to, _none_to_check_in),
    "签退": partial(_by_word, _present, check_out_of, _none_to_check_out),
    "请假": partial(_by_word, partial(_offering, "leave_shift"), leave_from, _overview),
    "找人顶班": partial(_by_word, partial(_offering, "find_cover"), find_cover_for, _overview),
    "退岗": _release,
}
"""What is done by a word that was said alone, as the dialogue is told it."""
