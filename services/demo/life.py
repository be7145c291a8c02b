"""The life of one case in the demonstration street, and those who have to do with it."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session

from models.notices import Notice
from services.areas import areas
from services.attachments import media
from services.casework import cases, handling
from services.casework.cases import Report
from services.clock import SetClock
from services.demo import matters
from services.demo.album import Album
from services.demo.crowd import Street, Team
from services.demo.drawings import Scene
from services.notices import notice_board, notice_words, notices
from services.triage.triage import guess_category, guess_urgency

Pause = timedelta
Fate = Callable[["Life"], Iterator[Pause]]


KEPT_PRIVATE = 0.08
"""Share of the answers that are not published."""


@dataclass(slots=True)
class Life:
    """What the fate of one case has in hand."""

    session: Session
    clock: SetClock
    chance: random.Random
    team: Team
    street: Street
    album: Album
    reporter_id: int
    neighbour_id: int
    place: str
    name: str
    words: str
    answer: str
    scene: Scene | None = None

    @property
    def manager(self) -> int:
        """Who handles it."""
        return self.team.managers[0]

    @property
    def clerk(self) -> int:
        """Who takes it in and publishes it."""
        return self.team.clerks[0]

    def report(self, reporter_id: int | None = None) -> int:
        """File it; give the case."""
        area = areas.get_area(self.session, self.place)
        who = reporter_id or self.reporter_id
        self.scene = self.scene or self.album.picture(self.words)
        report = Report(
            who,
            self.words,
            place=self.name,
            area_id=area.id,
            category=guess_category(self.words),
            is_urgent=guess_urgency(self.words),
            attachments=self.album.take(self.scene, who, self.clock, is_mended=False),
        )
        return cases.report_case(self.session, report, self.clock).case_id

    def some(self, least: float, most: float) -> Pause:
        """Give a pause of so many hours."""
        return timedelta(hours=self.chance.uniform(least, most))

    def sign(self, case_id: int) -> None:
        """The grid manager takes it on."""
        handling.sign_case(self.session, case_id, self.manager, self.clock)

    def answer_it(self, case_id: int) -> None:
        """The grid manager answers it, with a photo where there was one."""
        self._hand_in(case_id, self.manager)
        handling.answer_case(self.session, case_id, self.manager, self.answer, self.clock)

    def settle(self, case_id: int, who: int) -> None:
        """Somebody settles it on the spot, with a photo where there was one."""
        self._hand_in(case_id, who)
        handling.settle_case(self.session, case_id, who, self.answer, self.clock)

    def publish(self, case_id: int) -> int | None:
        """The clerk puts the answer on notice; give the notice, None where it is private."""
        case = cases.get_case(self.session, case_id)
        found = notices.find_of_case(self.session, case)
        if found is None:
            return None
        if self.chance.random() < KEPT_PRIVATE:
            why = matters.WHY_PRIVATE
            notices.keep_private(self.session, found.id, self.clerk, why, self.clock)
            return None
        return self.put_up(found)

    def put_up(self, found: Notice) -> int:
        """Publish this draft, with its photos where the reporter says yes; give it."""
        if self.scene is not None and found.case_id is not None:
            notice_board.ask_for_photos(self.session, found.id, self.clerk, self.clock)
            notice_board.allow_photos(
                self.session, found.case_id, self.reporter_id, self.clock, is_allowed=True
            )
        seen = notice_words.digest_of(found)
        notices.approve_and_publish(self.session, found.id, self.clerk, self.clock, seen)
        return found.id

    def _hand_in(self, case_id: int, who: int) -> None:
        kept = self.album.take(self.scene, who, self.clock, is_mended=True)
        case = cases.get_case(self.session, case_id)
        media.attach(self.session, kept, case, self.clock, to_reporter=True, actor_id=who)
