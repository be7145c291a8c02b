"""`areas outlines FILE`."""

from pathlib import Path

import typer

from bot.cli.opening import open_store
from bot.cli.output import remark
from models.errors import OperatorError
from services.areas import outlines
from services.texts.phrases import put_into_words

MOST_LINES = 30


def add_to(commands: typer.Typer) -> None:
    """Add the command to those of areas."""
    commands.command("outlines")(import_)


def import_(file: Path = typer.Argument(help="GeoJSON：FeatureCollection，WGS 84")) -> None:
    """导入区域边界，给公示栏画地图：有错就一条也不写；同一个文件可以再导。

    每个 Feature 的 properties 里要有 code（或 编码），几何是 Polygon 或 MultiPolygon，
    坐标是 [经度, 纬度]。所有社区都有边界，地图才按边界画；只有社区和网格会画出来。

    例：minqing areas outlines 社区边界.geojson
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise OperatorError(f"读不了 {file}：{error.strerror}") from error
    with open_store() as store, store.write() as session:
        report = outlines.import_outlines(session, content)
    for fault in report.faults[:MOST_LINES]:
        where = f"第 {fault.feature} 个 Feature：" if fault.feature else ""
        remark(f"{where}{put_into_words(fault.why)}")
    if len(report.faults) > MOST_LINES:
        remark(f"……还有 {len(report.faults) - MOST_LINES} 处")
    if report.faults:
        raise OperatorError(f"{file} 有 {len(report.faults)} 处要改，什么也没有写入")
    remark(f"写入 {report.written} 个区域的边界")
