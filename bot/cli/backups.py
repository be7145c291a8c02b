"""`backup` and `restore`."""

from pathlib import Path

import typer

from bot import backups, media_backups
from bot.cli.opening import clock_of, open_store
from bot.cli.output import progress, remark
from bot.setting_groups import Settings
from bot.settings import read_settings
from models.errors import OperatorError
from services.erasing import replay
from services.identity import desk
from services.office import staff
from services.open311 import systems
from services.store import Store


def add_to(program: typer.Typer) -> None:
    """Add these commands to the program."""
    program.command()(backup)
    program.command()(restore)


def backup(
    file: Path = typer.Argument(help="写到哪里"),
    force: bool = typer.Option(False, "--force", help="盖掉已有的文件"),
) -> None:
    """备份整个数据库，以及照片和语音（旁边的 .media.tar）；程序可以一直开着。

    例：minqing backup /mnt/backup/minqing-2026-11-22.db
    """
    if file.exists() and not force:
        raise OperatorError(f"{file} 已经有了：换个名字，或加 --force")
    settings = read_settings()
    with open_store(settings) as store, progress("备份") as advance:
        backups.back_up(store, file, advance)
        count = media_backups.back_up(settings.media.folder, file)
    remark(f"已备份到 {file}（{file.stat().st_size // 1024 + 1} KB）")
    if count:
        remark(f"照片和语音 {count} 个在 {media_backups.beside(file)}，两个文件要一起保存")
    for line in _keep_as_well(settings):
        remark(line)


def restore(
    file: Path = typer.Argument(help="minqing backup 写的文件"),
    force: bool = typer.Option(False, "--force", help="库里有东西也换掉"),
) -> None:
    """用备份换掉整个数据库，并放回旁边 .media.tar 里的照片和语音；先停下程序。

    例：minqing restore /mnt/backup/minqing-2026-11-22.db
    """
    settings = read_settings()
    if not file.is_file():
        raise OperatorError(f"没有这个文件：{file}")
    if settings.secret_key is None and settings.key_file and not settings.key_file.exists():
        raise OperatorError(f"先把与备份一起保存的 secret.key 放到 {settings.key_file}")
    with open_store(settings) as store:
        if not force and not _is_empty(store):
            raise OperatorError("库里已有内容，没有改动：确要换掉就加 --force（先停下程序并备份）")
        count = media_backups.put_back(store, file)  # only adds: a damaged one changes nothing
        with progress("恢复") as advance:
            backups.put_back(store, file, advance)
        with store.write() as session:  # first: nobody sits at the desk who was sent away since
            seats = desk.shut_all(session, clock_of(settings))
        again = replay.erase_again(store, clock_of(settings))
        missing, systems_open = _count_missing(store), _list_systems(store)
        has_staff = _has_staff(store)
    if count:
        remark(f"放回照片和语音 {count} 个")
    if missing:
        remark(
            f"有 {missing} 个照片或语音不在 {settings.media.folder}："
            f"把 {media_backups.beside(file)} 放到备份旁边再恢复一次"
        )
    for line in (*_erased(settings, again), *_let_in(seats, systems_open, has_staff=has_staff)):
        remark(line)
    remark(f"已从 {file} 恢复；接着运行 minqing doctor")


def _is_empty(store: Store) -> bool:
    with store.read() as session:
        return backups.is_empty(session)


def _count_missing(store: Store) -> int:
    with store.read() as session:
        return media_backups.count_missing(session)


def _list_systems(store: Store) -> list[str]:
    with store.read() as session:
        return [it.code for it in systems.list_systems(session) if it.ended_at is None]


def _has_staff(store: Store) -> bool:
    with store.read() as session:
        return bool(staff.list_posts(session))


def _let_in(seats: int, open_: list[str], *, has_staff: bool) -> list[str]:
    """Say who was let in when the copy was made, and may not be let in any more."""
    lines = [f"工作台的 {seats} 次登录都结束了，大家重新登录"] if seats else []
    if has_staff:
        lines.append(
            "人员和邀请码也是备份时的样子：看 minqing staff list，备份以后免去的，"
            "用 minqing staff dismiss 再免一次；作废过的邀请码，在工作台再作废一次"
        )
    if open_:
        named = "、".join(open_)
        lines.append(
            f"外部系统 {named} 的密钥又能用了：看 minqing systems list，"
            "备份以后停用的，用 minqing systems end 再停用一次"
        )
    return lines


def _keep_as_well(settings: Settings) -> list[str]:
    key = "MINQING_SECRET_KEY" if settings.secret_key else str(settings.key_file)
    env = " 和 .env" if Path(".env").exists() else ""
    erased = settings.erasures_file
    is_there = f"删除清单 {erased} 也要保存，每次都换成最新的：恢复备份时照它再删一遍"
    not_yet = f"还没有人要求删除；以后有了删除清单 {erased}，也要保存：恢复备份时照它再删一遍"
    return [
        f"另外保存 {key}{env}，不要和备份放在一起：没有密钥，备份打不开",
        is_there if erased.exists() else not_yet,
    ]


def _erased(settings: Settings, again: int) -> list[str]:
    """Say what was erased once more, and whether the list that says so is there at all."""
    if again:
        return [f"照删除清单又删除了 {again} 份资料"]
    if settings.erasures_file.exists():
        return []
    missing = f"没有删除清单 {settings.erasures_file}：备份以后有人要求删除的，又回来了"
    return [f"{missing}；有清单就放回去，下次启动会照着再删"]
