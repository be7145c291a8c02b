"""`systems add`, `systems list`, `systems end`."""

import typer

from bot.cli.opening import clock_of, open_store
from bot.cli.output import remark, say, say_json, say_table
from bot.settings import read_settings
from models.cases import Channel
from services.areas import areas
from services.open311 import systems
from services.texts.labels import CHANNEL_LABELS
from services.texts.phrases import put_into_words

commands = typer.Typer(help="外部系统：经 Open311 交来民情的热线、网站。", no_args_is_help=True)

COLUMNS = ("code", "name", "area", "channel", "since", "until")


@commands.command()
def add(
    code: str = typer.Argument(help="编码：字母、数字、点、横线；交来的民情以它为来源"),
    name: str = typer.Argument(help="名称，如 市 12345 热线"),
    area: str = typer.Option("", "--area", help="区域的编码，不写就是街道；别处的它交不进来"),
    channel: Channel = typer.Option(Channel.ONLINE, "--channel", help="算哪一条途径"),
) -> None:
    """添加一个外部系统，打印它的密钥（api_key）：只显示这一次。

    例：minqing systems add 12345 "市 12345 热线" --channel hotline
    """
    settings = read_settings()
    with open_store(settings) as store, store.write() as session:
        where = areas.get_area(session, area) if area else areas.get_street(session)
        key = systems.add_system(session, code, name, where, channel, clock_of(settings))
        place = where.name
    say(key)
    remark(f"这是 {code} 的 api_key，只显示这一次；它可以交来“{place}”的民情")


@commands.command("list")
def list_(as_json: bool = typer.Option(False, "--json", help="输出 JSON，供脚本使用")) -> None:
    """列出外部系统；密钥看不到，丢了就停用再添加。

    例：minqing systems list
    """
    with open_store() as store, store.read() as session:
        codes = {area.id: area.code for area in areas.list_areas(session)}
        rows = [
            (
                it.code,
                it.name,
                codes[it.area_id],
                it.channel,
                f"{it.created_at:%Y-%m-%d}",
                f"{it.ended_at:%Y-%m-%d}" if it.ended_at else "",
            )
            for it in systems.list_systems(session)
        ]
    if as_json:
        say_json([dict(zip(COLUMNS, row, strict=True)) for row in rows])
        return
    if not rows:
        remark("还没有外部系统；用 minqing systems add 添加")
        return
    shown = [
        (code, name, area, put_into_words(CHANNEL_LABELS[channel]()), since, until)
        for code, name, area, channel, since, until in rows
    ]
    say_table([("编码", "名称", "区域", "途径", "添加", "停用"), *shown])


@commands.command()
def end(code: str = typer.Argument(help="编码，见 minqing systems list")) -> None:
    """停用一个外部系统：密钥马上作废；它交来的民情照旧办完。

    例：minqing systems end 12345
    """
    settings = read_settings()
    with open_store(settings) as store, store.write() as session:
        ended = systems.end_system(session, code, clock_of(settings))
        remark(f"{ended.name}（{ended.code}）已停用")
