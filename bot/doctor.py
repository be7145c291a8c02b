"""The doctor: what is wrong, and how to mend it. It changes nothing."""

import asyncio
import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from sqlmodel import Session

from bot.checks.calendars import examine_calendar
from bot.checks.doors import DOOR_CHECKS, DoorCheck
from bot.checks.erasures import examine_erasures
from bot.checks.findings import Finding, Grade
from bot.checks.timelines import examine_timelines
from bot.setting_groups import Settings
from models.access import Action
from services import demo, facts
from services.areas import areas
from services.clock import Clock, SystemClock
from services.delivery import holding, unsent
from services.office import access
from services.reception import inbox
from services.store import Store

LITTLE_DISK = 200 * 2**20
"""Bytes; below it SQLite and photos may soon find no room."""


def examine(settings: Settings, store: Store, clock: Clock | None = None) -> list[Finding]:
    """Look at everything that can be looked at from the shell."""
    clock = clock or SystemClock(settings.timezone)
    findings = [Finding("store", Grade.GOOD, "数据库可用，结构是新的，密钥相符")]
    findings.extend(_examine_files(settings))
    findings.extend(_examine_shelf(settings.media.folder))
    findings.extend(_examine_settings(settings))
    with store.read() as session:
        findings.extend(examine_erasures(session))
        findings.extend(_examine_people(session))
        findings.extend(_examine_letters(session))
        findings.extend(_examine_held(session))
        findings.extend(_examine_facts(session))
        findings.extend(examine_calendar(session, clock))
    findings.append(examine_timelines(store))
    for check in DOOR_CHECKS:
        findings.extend(asyncio.run(_run(check, settings, store, clock)))
    return findings


async def _run(
    check: DoorCheck, settings: Settings, store: Store, clock: Clock
) -> Sequence[Finding]:
    return await check(settings, store, clock)


def _examine_files(settings: Settings) -> Iterator[Finding]:
    folder = settings.data_folder or Path()
    free = shutil.disk_usage(folder).free
    grade = Grade.WRONG if free < LITTLE_DISK else Grade.GOOD
    yield Finding(
        "disk",
        grade,
        f"磁盘还有 {free // 2**20} MB",
        f"清理 {folder.resolve()} 所在的磁盘，至少留出 {LITTLE_DISK // 2**20} MB"
        if grade is Grade.WRONG
        else "",
    )
    key = settings.key_file
    if settings.secret_key is None and key is not None and key.exists():
        is_open = bool(stat.S_IMODE(key.stat().st_mode) & 0o077)
        yield Finding(
            "key",
            Grade.WRONG if is_open else Grade.NOTE,
            f"{key} 别的用户也能读" if is_open else f"主密钥在 {key}，备份时要另外保存",
            f"chmod 600 {key}" if is_open else "",
        )


def _examine_shelf(folder: Path) -> Iterator[Finding]:
    there = next((it for it in (folder, *folder.absolute().parents) if it.exists()), folder)
    if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
        yield Finding("media", Grade.GOOD, f"照片和语音存在 {folder}")
        return
    yield Finding(
        "media",
        Grade.WRONG,
        f"照片和语音存不进 {folder}",
        f"让运行本程序的用户能写 {there}，或改 MINQING_MEDIA__FOLDER",
    )


def _is_only_here(host: str) -> bool:
    """Tell whether only the machine itself opens an address."""
    return host == "::1" or host.startswith("127.") or host.endswith("localhost")


def _examine_settings(settings: Settings) -> Iterator[Finding]:
    public_url = settings.web.public_url
    host = urlsplit(public_url or "").hostname or ""
    if _is_only_here(host):
        yield Finding(
            "public_url",
            Grade.WRONG,
            f"MINQING_WEB__PUBLIC_URL 只有这台机器自己打得开：{public_url}",
            "改成居民从外面能打开的网址，或删去这一行",
        )
    elif host.split(".")[-1] in {"example", "invalid", "test"} or "example." in host:
        yield Finding(
            "public_url",
            Grade.WRONG,
            f"MINQING_WEB__PUBLIC_URL 还是示例：{public_url}",
            "改成居民从外面能打开的网址，或删去这一行",
        )
    if (public_url or "").startswith("https:") and settings.web.trusted_proxy is None:
        yield Finding(
            "proxy",
            Grade.NOTE,
            "没设 MINQING_WEB__TRUSTED_PROXY：从反向代理来的人都算一个地址，共用一份限额",
            "设成反向代理的地址，并让它覆盖 X-Forwarded-For",
        )
    if settings.telegram.webhook_secret is not None and public_url is None:
        yield Finding(
            "webhook",
            Grade.NOTE,
            "设了 MINQING_TELEGRAM__WEBHOOK_SECRET，没设 MINQING_WEB__PUBLIC_URL：仍用轮询",
            "要用 webhook 就两个一起设",
        )
    if settings.street_name == type(settings).model_fields["street_name"].default:
        yield Finding("street_name", Grade.NOTE, "还没有写街道的名称", "设置 MINQING_STREET_NAME")
    if not (settings.telegram.token or settings.wechat.app_id or settings.wecom.corp_id):
        yield Finding(
            "doors",
            Grade.NOTE,
            "没有接通任何聊天平台，只有网页",
            "设置 MINQING_TELEGRAM__TOKEN，或照 docs/running.md 接公众号、企业微信",
        )


def _examine_people(session: Session) -> Iterator[Finding]:
    if demo.is_demo(session):
        yield Finding(
            "demo",
            Grade.NOTE,
            "库里是演示街道：人和事都是编的，谁都可以扮演里面的人",
            "正式使用请换一个空库（见 docs/running.md, The demonstration）",
        )
    if len(areas.list_areas(session)) == 1:
        yield Finding(
            "areas",
            Grade.NOTE,
            "只有街道，没有社区和网格：所有民情都到街道",
            "minqing areas import 区域.xlsx",
        )
    if access.is_anybody(session, Action.RECEIVE_ALERTS):
        return
    if access.is_anybody(session, Action.RECEIVE_BACKLOG):
        yield Finding(
            "grid_managers",
            Grade.NOTE,
            "还没有网格员：民情直接到社区或街道",
            "minqing invite grid_manager --area 网格编码",
        )
    else:
        yield Finding(
            "grid_managers",
            Grade.WRONG,
            "还没有人接收民情：没有网格员，也没有社区或街道工作人员",
            "minqing invite grid_manager --area 网格编码，把邀请码发给网格员",
        )


def _examine_letters(session: Session) -> Iterator[Finding]:
    for name, count, what in (
        ("inbox", len(inbox.list_dead(session)), "来信没能处理"),
        ("outbox", len(unsent.list_dead(session)), "消息没能发出"),
    ):
        if count:
            yield Finding(
                name,
                Grade.WRONG,
                f"有 {count} 条{what}",
                f"minqing {name} list 看原因，排除后 minqing {name} retry；"
                f"已另外办妥就 minqing {name} drop 号",
            )


def _examine_held(session: Session) -> Iterator[Finding]:
    if count := holding.count_held(session):
        yield Finding(
            "held",
            Grade.NOTE,
            f"有 {count} 条消息暂时推不到本人，留着等本人下次来",
            "与民情有关的，办理人已收到提醒；要紧的打电话告诉本人",
        )


def _examine_facts(session: Session) -> Iterator[Finding]:
    if not facts.is_set(session, facts.OFFICE_PHONE):
        yield Finding(
            "office_phone",
            Grade.NOTE,
            f"每条消息下面的电话还是默认的 {facts.office_phone(session)}",
            "minqing facts set office_phone 您的电话",
        )
