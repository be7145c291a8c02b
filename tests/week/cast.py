"""The week: when it is, and who is in it."""

from pathlib import Path

import pytest

import bot.cli.certificates
import bot.cli.posts
from bot.cli.program import run
from models.access import Role
from models.areas import Level
from models.units import UnitKind
from services.clock import Clock
from tests.played.diary import Cast, Diary
from tests.played.people import Phone
from tests.support.builders import SECRET
from tests.telegram_server.chat import Message

Week = Diary

CAST = Cast(
    begins="11月23日 8:30",
    ends="11月29日 20:00",
    hours=(3, 7, 8, 18, 19),
    places=(
        ("HF", "和风社区", Level.COMMUNITY, "JD"),
        ("HF-01", "和风一网格", Level.GRID, "HF"),
        ("HF-HH", "荷花小区", Level.ESTATE, "HF-01"),
        *((f"HF-HH-{number}", f"{number}号楼", Level.BUILDING, "HF-HH") for number in (1, 2, 3)),
    ),
    staff=(
        ("陈街道", Role.OFFICER, "JD", "telegram"),
        ("孙社工", Role.CLERK, "HF", "telegram"),
        ("王网格", Role.GRID_MANAGER, "HF-01", "telegram"),
        ("陈卫国", Role.MEMBER, "HF-01", "telegram"),
        ("高明", Role.MEMBER, "HF-01", "telegram"),
        ("吴强", Role.MEMBER, "HF-01", "telegram"),
        ("何平", Role.MEMBER, "HF-01", "telegram"),
    ),
    units=(
        ("YZ", "市一中", UnitKind.PARTNER, False, "周联络"),
        ("DD", "网格中心", UnitKind.PARTNER, True, "郑中心"),
    ),
)


def card_in_group(week: Week, words: str) -> Message:
    """Find the newest card in the members' group that says this."""
    return week.finds_in_group(week.groups[0], words)


def text_of(message: Message) -> str:
    """Read a message as it stands."""
    return str(message.raw["text"])


def phone_of(week: Week, name: str) -> Phone:
    """Give somebody's phone."""
    phone = week[name].actor
    assert isinstance(phone, Phone)
    return phone


def at_the_shell(week: Week, folder: Path, *arguments: str) -> None:
    """Run a command as the operator does, with the clock of the house."""

    def our_clock(_: object) -> Clock:
        return week.house.clock

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("MINQING_SECRET_KEY", SECRET)
        patch.setenv("MINQING_DATABASE_URL", week.store.url)
        for module in (bot.cli.posts, bot.cli.certificates):
            patch.setattr(module, "clock_of", our_clock)
        assert run(arguments) == 0
