"""Work lists: what a periodic job does for many, each in their turn and once in a period."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from services import leases
from services.clock import Clock


@dataclass(frozen=True, slots=True)
class WorkList:
    """A periodic job for many receivers; a crash between two batches repeats nothing.

    Called like any other job it does all of it at once and claims no slot.

    Args:
        receivers: for whom, each by a short name of its own.
        tell: does it for one of them; tells whether there was anything to say.
        at_a_time: receivers in one transaction.
    """

    receivers: Callable[[Session, Clock], Sequence[str]]
    tell: Callable[[Session, str, Clock], bool]
    at_a_time: int

    def __call__(self, session: Session, clock: Clock) -> int:
        """Do it for everybody; give how many there was something to say to."""
        return sum(self.tell(session, each, clock) for each in self.receivers(session, clock))

    def eat(self, session: Session, clock: Clock, job: str, period: str) -> tuple[int, bool]:
        """Do it for some of those for whom it was not done in this period.

        Returns:
            How many there was something to say to, and whether anybody may be left.
        """
        everybody = self.receivers(session, clock)
        left = leases.still_without(session, job, period, everybody)[: self.at_a_time]
        ours = [it for it in left if leases.take_slot(session, job, _part(period, it), clock)]
        return sum(self.tell(session, each, clock) for each in ours), bool(left)


def _part(period: str, receiver: str) -> str:
    return leases.part_of(period, receiver)
