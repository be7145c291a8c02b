"""The numbers an operator may set; product.md marks those that come from practice with °."""

from dataclasses import dataclass
from datetime import time, timedelta
from typing import cast

from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class Rules:
    """What the street set; calendar days are those of its clock.

    Args:
        street_name: as people know it.
        public_url: where people open our pages, without a slash at its end; empty when nowhere.
        street_code: prefix of a case whose community is not known; 2-6 capitals.
        answer_days: from submission to answer, in working days.
        answer_complex_days: the same for what takes several offices.
        answer_utilities: the same for water, power, gas and heat.
        answer_urgent: the same for what cannot wait.
        look: until when somebody has looked at a new case.
        look_urgent: the same for what cannot wait.
        assign_days: from acceptance to an owner, in working days.
        sign_days: from an owner to their signature, in working days.
        sign_urgent: the same for what cannot wait.
        info: how long an answer to a question is waited for.
        remind_days: working days before the limit at which the owner is reminded.
        street_days: working days after the limit at which the street is told.
        circular_days: the same for the circular (督办通报).
        extension_days: working days of one extension at most.
        extensions: how many there may be in a round.
        chase_days: after how many working days a letter is chased.
        publish_days: from the answer to its notice, in working days.
        notice_days: how long a notice is up, in working days.
        tracking: how long an answered case is watched for a recurrence.
        place_kept: how long a place that became free is kept for whoever was asked.
        case_claim_kept: after how long a claimed case nobody works on goes back before everybody.
        check_in_early: how long before a shift one may check in.
        check_in_metres: how far from the meeting place, where a location is asked for.
        shifts_ahead: how far ahead shifts are made.
        out_of_touch: after how long without a sign a member is greeted.
        greeting: how long an answer to that is waited for, before the secretary has a list.
        is_ranking: whether members see who has the most points.
        weights: of response, resolution and satisfaction in the figures.
        draft_reminder: after how long a person is told that a draft is kept.
        draft_kept: after how long it goes.
        payloads_kept: how long raw messages are kept after they were handled.
        messages_kept: how long what we said is kept, and with it the buttons under it.
        quiet_from: from then on only urgent matters and replies to one's own message go out.
        quiet_until: until then.
        months_kept: how long the file of a case is kept after it closed.
        months_photos_kept: the same for photos and voices.
        months_contact_kept: the same for the contact data of people without an open case.
        largest_attachment: bytes; what is larger is not taken (Telegram hands out no more).
        desk_idle: after how long without a page the desk in a browser closes.
        desk_longest: how long it stays open at most.
        tries: how often an event is tried before a human looks at it.
    """

    street_name: str = "本街道"
    street_code: str = "JD"
    public_url: str = ""
    answer_days: int = 7
    answer_complex_days: int = 15
    answer_utilities: timedelta = timedelta(hours=24)
    answer_urgent: timedelta = timedelta(hours=24)
    look: timedelta = timedelta(hours=24)
    look_urgent: timedelta = timedelta(hours=2)
    assign_days: int = 1
    sign_days: int = 1
    sign_urgent: timedelta = timedelta(hours=2)
    info: timedelta = timedelta(days=5)
    remind_days: int = 1
    street_days: int = 1
    circular_days: int = 5
    extension_days: int = 15
    extensions: int = 2
    chase_days: int = 3
    publish_days: int = 3
    notice_days: int = 5
    place_kept: timedelta = timedelta(hours=24)
    case_claim_kept: timedelta = timedelta(hours=48)
    check_in_early: timedelta = timedelta(minutes=30)
    check_in_metres: int = 300
    shifts_ahead: timedelta = timedelta(days=28)
    out_of_touch: timedelta = timedelta(days=90)
    greeting: timedelta = timedelta(days=14)
    is_ranking: bool = False
    weights: tuple[int, int, int] = (30, 40, 30)
    tracking: timedelta = timedelta(days=30)
    draft_reminder: timedelta = timedelta(hours=1)
    draft_kept: timedelta = timedelta(hours=24)
    payloads_kept: timedelta = timedelta(days=7)
    messages_kept: timedelta = timedelta(days=60)
    quiet_from: time = time(22)
    quiet_until: time = time(7)
    months_kept: int = 36
    months_photos_kept: int = 24
    months_contact_kept: int = 12
    largest_attachment: int = 20 * 2**20
    desk_idle: timedelta = timedelta(hours=2)
    desk_longest: timedelta = timedelta(hours=12)
    tries: int = 3


def rules_of(session: Session) -> Rules:
    """Give the rules of the store this session belongs to."""
    return cast("Rules", session.info["rules"])
