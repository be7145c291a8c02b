"""What is announced on the demonstration street just now: rows as the verb leaves them.

Nobody is told of it in the groups again: it was said there days ago.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta

from sqlmodel import Session

from models.announcements import Announcement
from services.announcements import announcements
from services.areas import areas
from services.clock import Clock, local
from services.demo.crowd import Team

TOLD: Sequence[tuple[str, int, int, str]] = (
    (
        "YSHF",
        1,
        2,
        "后天上午 9 点到 12 点，荷花小区 1、2、3 号楼检修水管，暂时停水，请提前接水。",
    ),
    ("YS", 2, 9, "本周六上午 9 点，梧桐路 1 号院里有免费义诊：量血压、测血糖，带上身份证就行。"),
    ("YSLH", 3, 5, "竹苑小区周日下午包饺子活动，想来的到门卫室报名，名额 40 个。"),
    ("YSQS", 4, 12, "清水雅居西门从下周一起重新铺路，请走东门，大约十天。"),
)
"""Where, how many days ago, for how many days more, and the words."""


def announce(session: Session, clock: Clock, teams: Mapping[str, Team]) -> None:
    """Announce something here and there."""
    now = clock.now()
    for code, ago, left, words in TOLD:
        last = local(now, clock).date() + timedelta(days=left + 1)
        team = teams.get(code) or next(iter(teams.values()))
        session.add(
            Announcement(
                area_id=areas.get_area(session, code).id,
                kind=announcements.guess_kind(words),
                words=words,
                announced_by=team.clerks[0],
                announced_at=now - timedelta(days=ago),
                ends_at=datetime.combine(last, time(), clock.zone).astimezone(UTC),
            )
        )
    session.flush()
