"""Posts of the demonstration street: open for eight weeks, held, served; places are left.

A thousand confirmed shifts by the verbs would take minutes; these are rows as the verbs leave
them. Nothing of it lies within a day of now, so that for hours nothing happens by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select

from models.access import Appointment, Role
from models.base import table
from models.points import Point, PointReason
from models.post_lines import PostAct, PostLine
from models.posts import Claim, ClaimState, Confirmation, Opening
from models.shifts import Attendance, CheckIn, Shift
from services.areas import areas
from services.clock import Clock, today
from services.demo.crowd import Team, chance_of
from services.demo.ground import COMMUNITIES, Ground
from services.demo.served import Held, Row, line_of, lines_of, part_of
from services.points.awarding import find_rule
from services.posts import kinds
from services.posts.openings import years_end
from services.posts.weekly_times import DAY, Term, WeeklyTime, list_times, read_times, write_times
from services.rules import rules_of

RUNNING = timedelta(days=56)
"""For how long the posts have been open."""

OPENED_EARLIER = timedelta(days=3)
POSTS_ELSEWHERE = 6
"""Of the ten, in each community but the first, which is played."""

OFFSETS = (2, 3, 4, 5)
"""Days from now of the weekly times: neither today nor a neighbouring day."""

HOURS = (
    (time(10), time(11)),
    (time(9), time(11)),
    (time(14), time(16)),
    (time(15), time(17)),
    (time(16), time(17)),
    (time(9), time(11)),
    (time(10), time(12)),
    (time(7, 30), time(8, 30)),
    (time(19), time(20, 30)),
    (time(9), time(11)),
)
"""Of the ten, in their order."""

SWEEPING = 9
FULL = (4, 7)
"""Of the ten, those that are full in the first community, with some waiting."""


@dataclass(frozen=True, slots=True)
class Service:
    """What the posts of the street are made from.

    Args:
        session: the open transaction.
        clock: tells when now is.
        teams: who answers for the communities, by their codes.
        player: the member whom visitors play; holds one post.
    """

    session: Session
    clock: Clock
    teams: Mapping[str, Team]
    player: int

    def begin(self) -> None:
        """Open the posts, let members hold them and have served since."""
        members = self._list_members()
        openings = self._add(Opening, list(self._openings()))
        claims: list[Row] = []
        for number, opening in enumerate(openings):
            claims.extend(self._claims(number, opening, members))
        by_id = {opening["id"]: opening for opening in openings}
        self._add(Claim, claims)
        self._note_claims(claims, by_id)
        self._serve(openings, claims)

    def _list_members(self) -> Mapping[int, Iterator[int]]:
        """Give the members of the crowd by the area where they reported."""
        found = self.session.exec(
            select(Appointment.person_id, Appointment.area_id)
            .where(Appointment.role == Role.MEMBER, col(Appointment.until).is_(None))
            .order_by(col(Appointment.id))
        ).all()
        by_area: dict[int, list[int]] = {}
        for person_id, area_id in found:
            if person_id != self.player:
                by_area.setdefault(area_id, []).append(person_id)
        return {area_id: iter(people) for area_id, people in by_area.items()}

    def _openings(self) -> Iterator[Row]:
        posts = kinds.list_posts(self.session)
        for at, ground in enumerate(COMMUNITIES):
            count = POSTS_ELSEWHERE if at else len(posts)
            for number in sorted((at + each) % len(posts) for each in range(count)):
                yield self._opening(ground, posts[number].id, number, at)

    def _opening(self, ground: Ground, post_id: int, number: int, at: int) -> Row:
        now, day = self.clock.now(), today(self.clock)
        served_on = day + OFFSETS[number % len(OFFSETS)] * DAY
        weekly = WeeklyTime(served_on.weekday(), *HOURS[number % len(HOURS)])
        places = 2 + (number + at) % 3
        is_full = (number in FULL) if not at else (number + at) % 2 == 0
        return {
            "post_id": post_id,
            "area_id": areas.get_area(self.session, ground.code).id,
            "places": places,
            "taken": places if is_full else places - 1,
            "starts_on": day - RUNNING,
            "ends_on": years_end(day),
            "times": write_times([weekly]),
            "place": f"{ground.estates[number % len(ground.estates)][1]}门口",
            "confirm": Confirmation.AUTO if number % 2 else Confirmation.COMMUNITY,
            "check_in": CheckIn.BUTTON,
            "asks_skill": "",
            "opened_by": self.teams[ground.code].clerks[0],
            "opened_at": now - RUNNING - OPENED_EARLIER,
            "closed_why": "",
            "shifts_until": min(years_end(day), day + rules_of(self.session).shifts_ahead),
        }

    def _claims(
        self, number: int, opening: Row, members: Mapping[int, Iterator[int]]
    ) -> Iterator[Row]:
        """Give who holds an opening; in the full ones of the first community some wait."""
        here = members[opening["area_id"]]
        pressed_at = opening["opened_at"] + timedelta(hours=1)
        for place in range(opening["taken"]):
            is_played = number == SWEEPING and not place
            who = self.player if is_played else next(here)
            yield self._claim(opening, who, ClaimState.HELD, pressed_at + place * DAY / 4)
        if number in FULL:
            for place in range(2):
                pressed = pressed_at + (opening["taken"] + place) * DAY
                yield self._claim(opening, next(here), ClaimState.WAITING, pressed)

    def _claim(self, opening: Row, who: int, state: ClaimState, pressed_at: datetime) -> Row:
        is_held = state is ClaimState.HELD
        by = opening["opened_by"] if opening["confirm"] is Confirmation.COMMUNITY else None
        confirmed_at = pressed_at + timedelta(hours=2) if is_held and by else None
        return {
            "opening_id": opening["id"],
            "person_id": who,
            "state": state,
            "shown_as": "comrade",
            "pressed_at": pressed_at,
            "since": confirmed_at or pressed_at,
            "confirmed_by": by if is_held else None,
            "confirmed_at": confirmed_at,
        }

    def _note_claims(self, claims: Sequence[Row], openings: Mapping[int, Row]) -> None:
        lines: list[Row] = []
        for claim in claims:
            is_held = claim["state"] is ClaimState.HELD
            act = PostAct.CLAIMED if is_held else PostAct.QUEUED
            lines.append(line_of(claim["id"], None, claim["pressed_at"], act, claim["person_id"]))
            if claim["confirmed_at"] is not None:
                clerk = openings[claim["opening_id"]]["opened_by"]
                at = claim["confirmed_at"]
                lines.append(line_of(claim["id"], None, at, PostAct.CONFIRMED, clerk))
        self.session.connection().execute(insert(table(PostLine)), lines)

    def _serve(self, openings: Sequence[Row], claims: Sequence[Row]) -> None:
        """Make the shifts, past and coming, and what came of them."""
        now = self.clock.now()
        managers = {
            areas.get_area(self.session, code).id: team.managers[0]
            for code, team in self.teams.items()
        }
        shifts = self._add(Shift, [row for each in openings for row in self._shifts(each)])
        held: dict[int, list[Held]] = {}
        by_id = {opening["id"]: opening for opening in openings}
        for claim in claims:
            if claim["state"] is ClaimState.HELD:
                opening = by_id[claim["opening_id"]]
                one = Held(claim, opening, managers[opening["area_id"]])
                held.setdefault(opening["id"], []).append(one)
        chance = chance_of("served")
        pairs = [(shift, one) for shift in shifts for one in held.get(shift["opening_id"], ())]
        rows = [
            part_of(shift, one, chance, is_over=shift["ends_at"] < now) for shift, one in pairs
        ]
        parts = self._add(Attendance, rows)
        self._reward(parts)
        lines = [line for part, (_, one) in zip(parts, pairs, strict=True)
                 for line in lines_of(part, one)]  # fmt: skip
        self.session.connection().execute(insert(table(PostLine)), lines)

    def _shifts(self, opening: Row) -> Iterator[Row]:
        first, last = opening["starts_on"], opening["shifts_until"]
        term = Term(read_times(opening["times"]), first, last)
        for begins, ends in list_times(term, self.clock):
            yield {
                "opening_id": opening["id"],
                "starts_at": begins,
                "ends_at": ends,
                "cancelled_why": "",
            }

    def _reward(self, parts: Sequence[Row]) -> None:
        rule = find_rule(self.session, PointReason.HOURS)
        if rule is None:
            return
        rows = [
            {
                "person_id": part["person_id"],
                "reason": PointReason.HOURS,
                "record": f"attendances:{part['id']}",
                "points": part["minutes"] // 30 * rule.points // 2,
                "at": part["confirmed_at"],
            }
            for part in parts
            if part["minutes"] is not None
        ]
        self.session.connection().execute(insert(table(Point)), rows)

    def _add(self, model: Any, rows: list[Row]) -> list[Row]:  # noqa: ANN401 - a table
        """Insert rows; give them with their ids."""
        into = table(model)
        statement = insert(into).returning(into.c.id, sort_by_parameter_order=True)
        ids = self.session.connection().execute(statement, rows).scalars()
        for row, row_id in zip(rows, ids, strict=True):
            row["id"] = row_id
        return rows
