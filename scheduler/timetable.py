"""When what is done; the only file that knows APScheduler.

Its store is memory and every process ticks. A scan takes what is due by an indexed column and
may run anywhere, twice; so a late tick is never skipped, only merged with the next. What is done
once in a period is looked for by every process, and done by whoever takes its slot first: all of
it in the transaction that takes the slot, so that a crash leaves it to the next one whole. A work
list takes a slot for each receiver instead.
"""

# APScheduler 3 has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MISSED, JobExecutionEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from scheduler import jobs
from scheduler.worklists import WorkList
from services.clock import Clock, local
from services.leases import is_slot_taken, take_slot
from services.store import Store

logger = logging.getLogger(__name__)

MOST_BATCHES = 10_000

LOOKED_FOR = timedelta(minutes=1)
"""How often it is looked whether a period has begun, or was missed."""

DAY = timedelta(days=1)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timetable.

    Args:
        name: of the job, as `jobs run` takes it.
        trigger_text: when, for people.
        job: what.
        every: interval of a scan; None for a job with an hour of its own.
        at_hour: hour of the street's day, 0-23, of a job without `every`.
        weekday: the only day of the week on which it is done, 0 is Monday; None for every day.
        grace: for what is done once in a period, by whoever comes first: a period that was missed
            is made up for so long after its hour, then skipped. None for what may be done twice.
    """

    name: str
    trigger_text: str
    job: jobs.Job | jobs.Prepared
    every: timedelta | None = None
    at_hour: int = 0
    weekday: int | None = None
    grace: timedelta | None = None

    def trigger(self, clock: Clock) -> BaseTrigger:
        """Give the trigger in the street's zone."""
        if self.every is not None:
            seconds = int(self.every.total_seconds())
            first = clock.now() + self.every
            return IntervalTrigger(seconds=seconds, start_date=first, timezone=clock.zone)
        day = "*" if self.weekday is None else WEEKDAYS[self.weekday]
        return CronTrigger(day_of_week=day, hour=self.at_hour, minute=0, timezone=clock.zone)

    def period(self, clock: Clock) -> str | None:
        """Name the period that is to be done now, if it is not done yet; None when there is none.

        It is named after its day, so that no clock that is set back begins it anew.
        """
        now = local(clock.now(), clock)
        at = datetime.combine(now, time(self.at_hour), now.tzinfo)
        while at > now or self.weekday not in (None, at.weekday()):
            at -= DAY
        is_in_time = self.grace is not None and now - at <= self.grace
        return f"{at:%Y-%m-%d}" if is_in_time else None


TIMETABLE: Sequence[Entry] = (
    Entry("remind_drafts", "每分钟", jobs.remind_drafts, timedelta(minutes=1)),
    Entry("forget_drafts", "每10分钟", jobs.forget_drafts, timedelta(minutes=10)),
    Entry("remind_forwards", "每10分钟", jobs.remind_forwards, timedelta(minutes=10)),
    Entry("escalate_cases", "每分钟", jobs.escalate_cases, timedelta(minutes=1)),
    Entry("remind_steps", "每分钟", jobs.remind_steps, timedelta(minutes=1)),
    Entry("lapse_info", "每10分钟", jobs.lapse_info, timedelta(minutes=10)),
    Entry("review_shelved", "每10分钟", jobs.review_shelved, timedelta(minutes=10)),
    Entry("end_notice_period", "每10分钟", jobs.end_notice_period, timedelta(minutes=10)),
    Entry("end_tracking", "每10分钟", jobs.end_tracking, timedelta(minutes=10)),
    Entry("change_absences", "每分钟", jobs.change_absences, timedelta(minutes=1)),
    Entry("end_notices", "每10分钟", jobs.end_notices, timedelta(minutes=10)),
    Entry("pass_on_media", "每10分钟", jobs.pass_on_media, timedelta(minutes=10)),
    Entry("thank_for_service", "每10分钟", jobs.thank_for_service, timedelta(minutes=10)),
    Entry("show_claim_lists", "每10分钟", jobs.show_claim_lists, timedelta(minutes=10)),
    Entry("lapse_places", "每10分钟", jobs.lapse_places, timedelta(minutes=10)),
    Entry("return_unworked", "每10分钟", jobs.return_unworked, timedelta(minutes=10)),
    Entry("remind_shifts", "每分钟", jobs.remind_shifts, timedelta(minutes=1)),
    Entry("close_shifts", "每10分钟", jobs.close_shifts, timedelta(minutes=10)),
    Entry("chase_letters", "每小时", jobs.chase_letters, timedelta(hours=1)),
    Entry("purge_letters", "每小时", jobs.purge_letters, timedelta(hours=1)),
    Entry("purge_media", "每小时", jobs.purge_media, timedelta(hours=1)),
    Entry("end_openings", "每10分钟", jobs.end_openings, timedelta(minutes=10)),
    Entry("make_shifts", "每小时", jobs.make_shifts, timedelta(hours=1)),
    Entry("fill_board", "每分钟", jobs.fill_board, timedelta(minutes=1)),
    Entry("mend_board", "每天1点", jobs.mend_board, at_hour=1),
    Entry("follow_calendar", "每天2点", jobs.follow_calendar, at_hour=2),
    Entry("sweep_shelf", "每天3点", jobs.sweep_shelf, at_hour=3),
    Entry("purge_contacts", "每天4点", jobs.purge_contacts, at_hour=4),
    Entry("purge_records", "每天4点", jobs.purge_records, at_hour=4),
    Entry("forget_seats", "每天4点", jobs.forget_seats, at_hour=4),
    Entry("tidy_budgets", "每天4点", jobs.tidy_budgets, at_hour=4),
    Entry("draft_briefs", "每天7点", jobs.draft_briefs, at_hour=7, grace=timedelta(hours=16)),
    Entry("morning_list", "每天8点", jobs.morning_list, at_hour=8, grace=timedelta(hours=4)),
    Entry("greet_members", "每天10点", jobs.greet_members, at_hour=10),
    Entry("service_hours", "每天18点", jobs.service_hours, at_hour=18, grace=timedelta(hours=3)),
    Entry("notice_digest", "每天18点", jobs.notice_digest, at_hour=18, grace=timedelta(hours=3)),
    Entry("claims_digest", "每天18点", jobs.claims_digest, at_hour=18, grace=timedelta(hours=3)),
    Entry(
        "draw_up_claim_lists",
        "每周一9点",
        jobs.draw_up_claim_lists,
        at_hour=9,
        weekday=0,
        grace=timedelta(hours=30),
    ),
    Entry(
        "weekly_figures",
        "每周一9点",
        jobs.weekly_figures,
        at_hour=9,
        weekday=0,
        grace=timedelta(hours=30),
    ),
    Entry(
        "members_to_contact",
        "每周一9点",
        jobs.members_to_contact,
        at_hour=9,
        weekday=0,
        grace=timedelta(hours=30),
    ),
)


def next_times(clock: Clock) -> Mapping[str, datetime]:
    """Tell when each job runs next, by its name."""
    now = clock.now().astimezone(clock.zone)
    times: dict[str, datetime] = {}
    for entry in TIMETABLE:
        at = entry.trigger(clock).get_next_fire_time(None, now)
        if at is not None:
            times[entry.name] = at
    return times


def run_job(store: Store, job: jobs.Job | jobs.Prepared, clock: Clock) -> int:
    """Run a job to its end in small batches, each a transaction; give how much it did."""
    do_some = jobs.prepare(job, store, clock)
    total = 0
    for _ in range(MOST_BATCHES):
        with store.write() as session:
            done = do_some(session, clock)
        total += done
        if not done:
            break
    return total


def run_period(store: Store, entry: Entry, clock: Clock) -> int:
    """Do the present period of a periodic job, unless somebody did; give how much it did."""
    period = entry.period(clock)
    if period is None:
        return 0
    with store.read() as session:
        if is_slot_taken(session, entry.name, period):
            return 0
    if isinstance(entry.job, WorkList):
        return _eat(store, entry.job, entry.name, period, clock)
    job = jobs.prepare(entry.job, store, clock)
    with store.write() as session:
        is_ours = take_slot(session, entry.name, period, clock)
        return job(session, clock) if is_ours else 0


def _eat(store: Store, job: WorkList, name: str, period: str, clock: Clock) -> int:
    """Eat the work list of a period in small batches; its own slot is taken at the end."""
    total, is_left = 0, True
    while is_left:
        with store.write() as session:
            done, is_left = job.eat(session, clock, name, period)
            total += done
            if not is_left:
                take_slot(session, name, period, clock)
    return total


def run_now(store: Store, entry: Entry, clock: Clock) -> int:
    """Do a job because somebody asked for it: no slot is claimed, and none is in the way."""
    if entry.grace is None or isinstance(entry.job, jobs.Prepared):
        return run_job(store, entry.job, clock)
    with store.write() as session:
        return entry.job(session, clock)


def start_ticking(store: Store, clock: Clock, wake: Callable[[], None]) -> Callable[[], None]:
    """Start the timetable in threads of its own; give what stops it.

    Args:
        store: where the jobs work.
        clock: tells them the time.
        wake: called after a job that did something, as there may be something to say.
    """
    ticker = BackgroundScheduler(
        timezone=clock.zone,
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )

    def tick(entry: Entry) -> None:
        is_scan = entry.grace is None
        if run_job(store, entry.job, clock) if is_scan else run_period(store, entry, clock):
            wake()

    for entry in TIMETABLE:
        if entry.grace is None:
            ticker.add_job(tick, entry.trigger(clock), [entry], id=entry.name)
        else:
            look = IntervalTrigger(seconds=int(LOOKED_FOR.total_seconds()), timezone=clock.zone)
            ticker.add_job(tick, look, [entry], id=entry.name, next_run_time=clock.now())
    ticker.add_listener(_complain, EVENT_JOB_ERROR | EVENT_JOB_MISSED)
    ticker.start()

    def stop() -> None:
        ticker.shutdown()

    return stop


def _complain(event: JobExecutionEvent) -> None:
    logger.error("job %s: %s", event.job_id, event.exception or "missed", exc_info=event.exception)
