"""What the bot does by itself: ordinary functions of a transaction and a clock."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from scheduler.worklists import WorkList
from services import calendars, leases, reply_links
from services.attachments import fetching
from services.board import repairing
from services.briefs import making
from services.case_offers import case_claims
from services.casework import case_clock, escalation, transfers
from services.clock import Clock
from services.delivery import budgets, holding
from services.erasing import forgetting, retention
from services.figures import morning, weekly
from services.groups import forwards
from services.identity import desk
from services.members import touch
from services.notices import notice_pushing, notices, objection_clock
from services.office import duty
from services.posts import claim_lists, closing, news, to_do, unit_lists, waiting_list
from services.reception import conversations
from services.reporters import tracking
from services.serving import attendance, no_shows, shift_reminders, shifts
from services.store import Store

Job = Callable[[Session, Clock], int]
"""Does a small batch and tells how much it did; called again until that is 0."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A job that first looks about, outside of any transaction, for what is to be done."""

    look: Callable[[Store, Clock], Job]


def prepare(job: Job | Prepared, store: Store, clock: Clock) -> Job:
    """Give a job that is ready to be called in transactions."""
    return job.look(store, clock) if isinstance(job, Prepared) else job


def remind_drafts(session: Session, clock: Clock) -> int:
    """Tell people once that what they began is kept."""
    return conversations.remind_idle(session, clock)


def forget_drafts(session: Session, clock: Clock) -> int:
    """Forget what was begun and left a day ago."""
    return conversations.forget_idle(session, clock)


def end_tracking(session: Session, clock: Clock) -> int:
    """Close cases in which nothing came back."""
    return tracking.close_tracked(session, clock)


def escalate_cases(session: Session, clock: Clock) -> int:
    """Tell further up of cases that are due or overdue."""
    return escalation.escalate_cases(session, clock)


def remind_steps(session: Session, clock: Clock) -> int:
    """Tell that a step of a case was not taken in time, or an objection not answered."""
    late = case_clock.remind_steps(session, clock)
    return late + objection_clock.remind_objections(session, clock)


def lapse_info(session: Session, clock: Clock) -> int:
    """Go on without what a reporter was asked for."""
    return case_clock.lapse_info(session, clock)


def review_shelved(session: Session, clock: Clock) -> int:
    """Give planned cases back to their owners on the review date."""
    return case_clock.review_shelved(session, clock)


def end_notice_period(session: Session, clock: Clock) -> int:
    """Watch answered cases from when their notice period is over."""
    return case_clock.end_notice_period(session, clock)


def change_absences(session: Session, clock: Clock) -> int:
    """Let stand-ins stand in, and come to an end."""
    return duty.change_absences(session, clock)


def purge_letters(session: Session, clock: Clock) -> int:
    """Forget what was heard and said, some time after."""
    purges = (retention.purge_inbox, retention.purge_outbox, retention.purge_screens)
    over = reply_links.forget_over(session, clock.now())
    over += holding.forget_windows(session, clock.now())
    return over + sum(purge(session, clock) for purge in purges)


def remind_forwards(session: Session, clock: Clock) -> int:
    """Remind workers once of what they have not carried into a group."""
    return forwards.remind_due(session, clock)


def pass_on_media(session: Session, clock: Clock) -> int:
    """Pass on photos and voices that nobody passed on when they were stored."""
    return fetching.pass_on_left(session, clock)


def purge_media(session: Session, clock: Clock) -> int:
    """Forget photos and voices that were never handed in, or whose case ended long ago."""
    return retention.purge_media(session, clock)


def fill_board(session: Session, clock: Clock) -> int:
    """Put the cases on the board that were there before it."""
    return repairing.fill(session, clock)


def purge_contacts(session: Session, clock: Clock) -> int:
    """Forget name and phone of people whose last case ended long ago."""
    return forgetting.purge_contacts(session, clock)


def purge_records(session: Session, clock: Clock) -> int:
    """Forget what stands in the files of cases that ended long ago, and in old notices."""
    return forgetting.purge_records(session, clock)


def lapse_places(session: Session, clock: Clock) -> int:
    """Pass on places that were kept for whoever was asked, and not taken in time."""
    return waiting_list.lapse(session, clock)


def chase_letters(session: Session, clock: Clock) -> int:
    """Remind clerks of letters to outside bodies that nobody answered."""
    return transfers.chase_due(session, clock)


def greet_members(session: Session, clock: Clock) -> int:
    """Greet members of whom nothing was heard for long, once."""
    return touch.greet_due(session, clock)


def return_unworked(session: Session, clock: Clock) -> int:
    """Put claimed cases before everybody again that nobody works on."""
    return case_claims.return_unworked(session, clock)


def forget_seats(session: Session, clock: Clock) -> int:
    """Forget who sat at the desk a while ago, and the links that led there."""
    return desk.forget_over(session, clock)


def tidy_budgets(session: Session, clock: Clock) -> int:
    """Forget chats that were not written to for long, and periods that are long over."""
    return budgets.forget_idle(session, clock.now()) + leases.forget_slots(session, clock)


morning_list = WorkList(morning.list_receivers, morning.tell, at_a_time=20)
"""Tell each grid manager and clerk what waits for them today."""

members_to_contact = WorkList(touch.list_secretaries, touch.tell_secretary, at_a_time=20)
"""Tell secretaries of members who are out of touch, and of those who never reported."""

weekly_figures = WorkList(weekly.list_receivers, weekly.tell, at_a_time=5)
"""Tell officers and groups the figures of the past week."""


claims_digest = WorkList(news.list_receivers, news.tell_claims, at_a_time=10)
"""Tell the groups of members and units who claimed a post."""


def thank_for_service(session: Session, clock: Clock) -> int:
    """Thank those who served, in the groups around."""
    return news.thank(session, clock)


draw_up_claim_lists = WorkList(
    claim_lists.list_communities, claim_lists.draw_up_changed, at_a_time=1
)
"""Draft the lists of claimed posts where others hold one than the last list says."""


def show_claim_lists(session: Session, clock: Clock) -> int:
    """Hand units the lists that are up, and have those taken off that are not."""
    return unit_lists.show_at_units(session, clock)


def remind_shifts(session: Session, clock: Clock) -> int:
    """Remind members of tomorrow's shifts, and of those that begin within the hour."""
    told = shift_reminders.remind_hour(session, clock)
    return told + shift_reminders.remind_evening(session, clock)


def close_shifts(session: Session, clock: Clock) -> int:
    """Check out who forgot to, and let absences stand that nobody disputed."""
    closed = attendance.close_forgotten(session, clock)
    return closed + no_shows.settle_undisputed(session, clock)


service_hours = WorkList(to_do.list_receivers, to_do.tell_evening, at_a_time=20)
"""Tell grid managers and clerks which hours of service wait to be confirmed."""


def end_notices(session: Session, clock: Clock) -> int:
    """Take down the notices whose days are over."""
    return notices.end_due(session, clock)


def notice_digest(session: Session, clock: Clock) -> int:
    """Tell the groups what was put on notice."""
    return notice_pushing.push_new(session, clock)


def make_shifts(session: Session, clock: Clock) -> int:
    """Make the shifts of open posts some weeks ahead."""
    return shifts.make_due(session, clock)


def end_openings(session: Session, clock: Clock) -> int:
    """End posts whose term is over."""
    return closing.end_openings(session, clock)


follow_calendar = Prepared(lambda _store, _clock: calendars.start_following())
"""Reckon due days anew that the calendar says otherwise since."""

mend_board = Prepared(repairing.look_for_wrong)
"""Show on the board what is shown there otherwise than it is."""

draft_briefs = Prepared(making.look_for_due)
"""Make the street's briefs of the week, month or quarter that is just over."""

sweep_shelf = Prepared(retention.look_at_shelf)
"""Take off the shelf what a crash left there."""
