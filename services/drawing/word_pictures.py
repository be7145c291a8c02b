"""A picture of words, for where a chart is not there yet."""

from xml.etree import ElementTree as ET

from services.drawing.chart_looks import INK, style_of
from services.drawing.charts import HEIGHT, NAMESPACE, WIDTH


def draw_words(words: str) -> bytes:
    """Draw a picture of a chart's size in which there are only words."""
    size = {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "width": str(WIDTH), "height": str(HEIGHT)}
    root = ET.Element("svg", {"xmlns": NAMESPACE, "role": "img", **size})
    ET.SubElement(root, "title").text = words
    ET.SubElement(root, "style").text = style_of("")
    middle = {"x": str(WIDTH // 2), "y": str(HEIGHT // 2), "text-anchor": "middle"}
    ET.SubElement(root, "text", middle | {"class": INK}).text = words
    drawn: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return drawn
