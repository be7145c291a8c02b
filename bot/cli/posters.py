"""`posters`: posters with the code to scan, as PDF files."""

import re
from pathlib import Path

import typer

from bot.cli.opening import clock_of, open_store
from bot.cli.output import progress, remark
from bot.settings import read_settings
from models.areas import Level
from services import posters
from services.areas import areas
from services.drawing.poster import Poster, print_posters
from services.texts.pages import posters as texts
from services.texts.phrases import put_into_words

_UNSAFE = re.compile(r"[\\/:*?\"<>|\s]+")


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command("posters")(write)


def write(
    area: str = typer.Option(..., "--area", help="区域的编码，见 minqing areas list"),
    level: Level | None = typer.Option(None, "--level", help="下面每个什么一张；不写就只要这一张"),
    output: Path = typer.Option(..., "--output", help="写到哪个文件夹，没有就新建"),
    together: bool = typer.Option(False, "--together", help="全部放进一个 PDF，一张一页"),
) -> None:
    """做海报：A4 的 PDF，有二维码，扫了就能反映，并且知道是哪里。

    例：minqing posters --area HF --level estate --output 海报
    """
    settings = read_settings()
    clock = clock_of(settings)
    with open_store(settings) as store:
        with store.read() as session:
            here = areas.get_area(session, area)
            places = posters.list_places(session, here, level)
        output.mkdir(parents=True, exist_ok=True)
        found: list[Poster] = []
        with progress("海报") as advance:
            for done, place in enumerate(places, 1):
                with store.read() as session:
                    poster = posters.gather(session, place)
                if together:
                    found.append(poster)
                else:
                    title = put_into_words(texts.TITLE(area=place.name))
                    named = _UNSAFE.sub("_", f"{place.code}-{place.name}").strip("_-")
                    printed = print_posters([poster], title, clock.now())
                    (output / f"{named}.pdf").write_bytes(printed)
                advance(done, len(places))
        if together:
            title = put_into_words(texts.TITLE(area=here.name))
            (output / f"{title}.pdf").write_bytes(print_posters(found, title, clock.now()))
    remark(f"写了 {len(places)} 张，在 {output}")
