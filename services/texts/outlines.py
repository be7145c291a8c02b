"""What is wrong with a file of outlines (区域边界)."""

from services.texts.phrases import Template

FILE_LARGE = Template(
    "outline.file_large",
    "文件太大了，最多 {limit} MB。",
    "The file is too large (at most {limit} MB).",
)
FILE_UNREADABLE = Template(
    "outline.file_unreadable",
    "这不是 GeoJSON：读不懂（要 UTF-8 编码的 JSON）。",
    "This is no GeoJSON: it cannot be read (JSON in UTF-8).",
)
FILE_KIND = Template(
    "outline.file_kind",
    "要一个 FeatureCollection，里面至少有一个 Feature。",
    "It must be a FeatureCollection with at least one Feature.",
)
FILE_MANY = Template(
    "outline.file_many",
    "Feature 太多了，最多 {limit} 个。",
    "Too many features (at most {limit}).",
)
CODE_MISSING = Template(
    "outline.code_missing",
    "properties 里没有 code（编码），不知道是哪个区域。",
    "Its properties have no code, so nobody knows which area it is.",
)
AREA_UNKNOWN = Template(
    "outline.area_unknown",
    "没有编码是“{code}”的区域，先用 minqing areas import 导入。",
    "There is no area with the code “{code}”; import it first (minqing areas import).",
)
TWICE = Template(
    "outline.twice",
    "“{code}”出现了两次。",
    "“{code}” is there twice.",
)
KIND = Template(
    "outline.kind",
    "要 Polygon 或 MultiPolygon。",
    "Its geometry must be a Polygon or MultiPolygon.",
)
RINGS = Template(
    "outline.rings",
    "要 1 到 {limit} 个环。",
    "It must have 1 to {limit} rings.",
)
POINTS = Template(
    "outline.points",
    "点太多了，最多 {limit} 个，请先简化。",
    "Too many points (at most {limit}); please simplify it first.",
)
OPEN = Template(
    "outline.open",
    "环没有闭合：至少 4 个点，最后一个和第一个相同。",
    "A ring is not closed: at least 4 points, the last one being the first.",
)
POINT = Template(
    "outline.point",
    "每个点要写成 [经度, 纬度]。",
    "A point must be [longitude, latitude].",
)
DEGREES = Template(
    "outline.degrees",
    "位置要用 WGS 84 的度（经度在前），不能用米。",
    "Points must be degrees of WGS 84, longitude first, not metres.",
)
