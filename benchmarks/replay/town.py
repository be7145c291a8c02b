"""A town of simulated people around the running program."""

import random
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.replay.ledger import Expected
from benchmarks.replay.people import Manager, Resident, Screen
from benchmarks.replay.program import Program
from benchmarks.reports import place_of
from benchmarks.street import found_areas
from models.access import Role
from services.areas import areas
from services.clock import Clock
from services.identity import invitations
from services.store import Store
from tests.telegram_server import TelegramServer

LONGEST_SAID = 4000
"""Characters of an answer; a longer text leaves Telegram's app in pieces, each its own message."""

LONGEST_SILENCE = 60.0
TICK = 0.02


@dataclass(frozen=True, slots=True)
class Matter:
    """One message of the file, and the answer it really got; None where none is to be given."""

    words: str
    answer: str | None = None


@dataclass
class Kills:
    """When the program is killed: at so many random moments among the acts of the people."""

    count: int
    seed: int
    at: deque[int] = field(default_factory=deque[int])

    def __post_init__(self) -> None:
        """Make the moments come out the same for the same seed."""
        self.random = random.Random(self.seed)

    def choose(self, acts: int) -> None:
        """Choose moments, the first and last twentieth of the acts left out."""
        moments = range(acts // 20, max(acts - acts // 20, acts // 20 + self.count))
        self.at = deque(sorted(self.random.sample(moments, self.count)))

    def is_due(self, acts: int) -> bool:
        """Tell whether the next moment has come; some thousandths of a second later or sooner."""
        if not self.at or acts < self.at[0]:
            return False
        self.at.popleft()
        time.sleep(self.random.uniform(0, TICK))
        return True


class Town:
    """The people, and the one loop in which they look at their phones.

    Args:
        server: the Bot API server their phones talk to.
        store: the program's, opened to prepare areas and invitations.
        clock: tells the time.
    """

    def __init__(self, server: TelegramServer, store: Store, clock: Clock) -> None:
        self._server = server
        self._answers: dict[str, str] = {}
        self._answer_of: dict[int, str] = {}
        self.acts = 0
        self.residents: list[Resident] = []
        with store.write() as session:
            codes = [
                invitations.invite(session, Role.GRID_MANAGER, grid, clock)[0]
                for grid in found_areas(session)
            ]
            street = areas.get_street(session)  # complaints about staff are for nobody below
            codes += invitations.invite(session, Role.OFFICER, street, clock)
        self.managers = [
            Manager(Screen(server.person(f"网格员{number}")), self._answers.get)
            for number in range(len(codes))
        ]
        for manager, code in zip(self.managers, codes, strict=True):
            manager.screen.person.says(f"加入 {code}")

    def wait_for_managers(self, programs: Sequence[Program]) -> None:
        """Wait until every grid manager has joined."""
        self._loop(programs, lambda: all(it.has_joined for it in self.managers))

    def report(
        self,
        matters: Sequence[Matter],
        programs: Sequence[Program],
        at_once: int,
        kills: Kills | None = None,
    ) -> int:
        """Let a person for each matter report it, so many at a time; give how often we killed."""
        to_come = deque(self._residents(matters))
        self.residents = list(to_come)
        active: list[Resident] = []
        killed = 0

        def go_on() -> bool:
            nonlocal active, killed
            active = [it for it in active if not it.is_done]
            while to_come and len(active) < at_once:
                active.append(to_come.popleft())
                active[-1].begin()
                self.acts += 1
            for resident in active:
                self.acts += resident.step()
                for number in resident.numbers:
                    answer = self._answer_of.get(resident.screen.person.id, "")
                    self._answers.setdefault(number, answer)
            if kills is not None and kills.is_due(self.acts):
                program = kills.random.choice(programs)
                program.kill()
                program.start()
                killed += 1
            return not active and not to_come

        self._loop(programs, go_on)
        return killed

    def expected(self) -> Mapping[str, Expected]:
        """Give what each account must have in the ledger."""
        return {
            str(it.screen.person.id): Expected(it.words, self._answer_of.get(it.screen.person.id))
            for it in self.residents
        }

    def _residents(self, matters: Sequence[Matter]) -> Sequence[Resident]:
        residents = [
            Resident(
                Screen(self._server.person(f"居民{number}")),
                matter.words,
                place_of(number),
                waits_for_answer=matter.answer is not None,
            )
            for number, matter in enumerate(matters)
        ]
        self._answer_of = {
            resident.screen.person.id: matter.answer
            for resident, matter in zip(residents, matters, strict=True)
            if matter.answer is not None
        }
        return residents

    def _loop(self, programs: Sequence[Program], is_over: Callable[[], bool]) -> None:
        """Let everybody look at their phones until something holds.

        Raises:
            AssertionError: nothing has happened for a minute, or a program ended by itself.
        """
        last, since = -1, time.monotonic()
        while not is_over():
            self.acts += sum(manager.step() for manager in self.managers)
            if self.acts != last:
                last, since = self.acts, time.monotonic()
            elif time.monotonic() - since > LONGEST_SILENCE:
                raise AssertionError(f"nothing goes on:\n{self._who_waits()}")
            for program in programs:
                program.check_alive()
            with self._server.world.changed:
                self._server.world.changed.wait(TICK)

    def _who_waits(self) -> str:
        people = [it.screen.person for it in self.residents if not it.is_done]
        begun = [it for it in people if it.private_chat.messages]
        return "\n\n".join(person.transcript()[-1500:] for person in begun[:3])
