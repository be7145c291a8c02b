"""The doctor's look at the list of what was erased."""

from collections.abc import Iterator

from sqlmodel import Session

from bot.checks.findings import Finding, Grade
from services.erasing import erasure_list, replay


def examine_erasures(session: Session) -> Iterator[Finding]:
    """Look whether the list can be written, and whether it holds all that was erased."""
    list_ = erasure_list.list_of(session)
    if list_ is None:
        return
    if not list_.is_writable():
        yield Finding(
            "erasures",
            Grade.WRONG,
            f"删除清单 {list_.file} 写不了：没有人能删除自己的资料",
            "检查它和所在文件夹的权限与磁盘空间",
        )
    elif missing := replay.count_unlisted(session):
        yield Finding(
            "erasures",
            Grade.NOTE,
            f"有 {missing} 份删除不在清单 {list_.file} 上：恢复更早的备份会把它们带回来",
            "有更全的清单就放回去；没有就不要恢复那以前的备份",
        )
    else:
        yield Finding("erasures", Grade.GOOD, f"删除清单 {list_.file} 可写，没有缺漏")
