"""When what is done; the only file that knows APScheduler.

Its store is memory and every process ticks. A scan takes what is due by an indexed column and
may run anywhere, twice; so a late tick is never skipped, only merged with the next.
"""

# APScheduler 3 has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MISSED, JobExecutionEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from scheduler import jobs
from services.clock import Clock
from services.store import Store

logger = logging.getLogger(__name__)

MOST_BATCHES = 10_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timetable.

    Args:
        name: of the job, as `jobs run` takes it.
        trigger_text: when, for people.
        job: what.
        every: interval of a scan; None for a job with an hour of its own.
        at_hour: hour of the street's day, 0-23, of a daily job.
    """

    name: str
    trigger_text: str
    job: jobs.Job | jobs.Prepared
    every: timedelta | None = None
    at_hour: int = 0

    def trigger(self, clock: Clock) -> BaseTrigger:
        """Give the trigger in the street's zone."""
        if self.every is not None:
            seconds = int(self.every.total_seconds())
            first = clock.now() + self.every
            return IntervalTrigger(seconds=seconds, start_date=first, timezone=clock.zone)
        return CronTrigger(hour=self.at_hour, minute=0, timezone=clock.zone)


TIMETABLE: Sequence[Entry] = (
    Entry("remind_drafts", "每分钟", jobs.remind_drafts, timedelta(minutes=1)),
    Entry("forget_drafts", "每10分钟", jobs.forget_drafts, timedelta(minutes=10)),
    Entry("remind_forwards", "每10分钟", jobs.remind_forwards, timedelta(minutes=10)),
    Entry("end_tracking", "每10分钟", jobs.end_tracking, timedelta(minutes=10)),
    Entry("end_notices", "每10分钟", jobs.end_notices, timedelta(minutes=10)),
    Entry("pass_on_media", "每10分钟", jobs.pass_on_media, timedelta(minutes=10)),
    Entry("purge_letters", "每小时", jobs.purge_letters, timedelta(hours=1)),
    Entry("purge_media", "每小时", jobs.purge_media, timedelta(hours=1)),
    Entry("sweep_shelf", "每天3点", jobs.sweep_shelf, at_hour=3),
    Entry("tidy_budgets", "每天4点", jobs.tidy_budgets, at_hour=4),
    Entry("notice_digest", "每天18点", jobs.notice_digest, at_hour=18),
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
        if run_job(store, entry.job, clock):
            wake()

    for entry in TIMETABLE:
        ticker.add_job(tick, entry.trigger(clock), [entry], id=entry.name)
    ticker.add_listener(_complain, EVENT_JOB_ERROR | EVENT_JOB_MISSED)
    ticker.start()

    def stop() -> None:
        ticker.shutdown()

    return stop


def _complain(event: JobExecutionEvent) -> None:
    logger.error("job %s: %s", event.job_id, event.exception or "missed", exc_info=event.exception)
