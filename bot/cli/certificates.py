"""`certificates`: the yearly certificates (年度鉴定) of members, as PDF files."""

import re
from collections.abc import Sequence
from pathlib import Path

import typer

from bot.cli.opening import clock_of, open_store
from bot.cli.output import progress, remark
from bot.settings import read_settings
from models.errors import OperatorError
from services.clock import Clock, today
from services.drawing.certificate import print_certificate
from services.office import units
from services.points import certificates
from services.store import Store

_UNSAFE = re.compile(r"[\\/:*?\"<>|\s]+")


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command("certificates")(write)


def write(
    year: int = typer.Option(0, "--year", help="哪一年；不写就是今年"),
    person: str = typer.Option("", "--person", help="一位党员的电话"),
    unit: str = typer.Option("", "--unit", help="一个单位的编码或名称"),
    everybody: bool = typer.Option(False, "--all", help="全部党员"),
    with_all: bool = typer.Option(False, "--all-members", help="没有报到、这一年也没有服务的也出"),
    out: Path = typer.Option(..., "--out", help="写到哪个文件夹，没有就新建"),
) -> None:
    """给党员出年度鉴定，每人一个 PDF，交给本人单位。

    例：minqing certificates --year 2026 --unit 供电公司 --out 鉴定
    """
    if sum((bool(person), bool(unit), everybody)) != 1:
        raise typer.BadParameter("--person、--unit、--all 写其中一个")
    settings = read_settings()
    clock = clock_of(settings)
    year = year or today(clock).year
    if not 2000 <= year <= today(clock).year:  # noqa: PLR2004 - before that there is no record
        raise typer.BadParameter(f"{year} 不是可以鉴定的年份")
    with open_store(settings) as store:
        chosen = found = _choose(store, year, clock, person, unit)
        if not found:
            raise OperatorError(f"{year} 年没有找到这样的党员")
        if not (with_all or person):
            with store.read() as session:
                chosen = certificates.only_heard_of(session, found, year, clock)
        out.mkdir(parents=True, exist_ok=True)
        _write_all(store, chosen, year, clock, out)
    remark(f"写了 {len(chosen)} 份，在 {out}")
    if left := len(found) - len(chosen):
        remark(f"{left} 位没有报到、也没有服务记录，没有出；要出请加 --all-members")


def _choose(store: Store, year: int, clock: Clock, person: str, unit: str) -> Sequence[int]:
    with store.read() as session:
        if person:
            return certificates.find_by_phone(session, person)
        unit_id = units.get_unit(session, unit).id if unit else None
        return certificates.list_members(session, year, clock, unit_id)


def _write_all(store: Store, chosen: Sequence[int], year: int, clock: Clock, folder: Path) -> None:
    with progress("年度鉴定") as advance:
        for done, person_id in enumerate(chosen, 1):
            with store.read() as session:
                certificate = certificates.gather(session, person_id, year, clock)
            named = _UNSAFE.sub("_", f"{certificate.number}-{certificate.name}").strip("_-")
            (folder / f"{named}.pdf").write_bytes(print_certificate(certificate))
            advance(done, len(chosen))
