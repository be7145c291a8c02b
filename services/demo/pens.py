"""A pen for small drawings: flat colours, an edge of ink, smooth."""

from io import BytesIO

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 480, 360
FINER = 2
"""Drawn so much larger, for smooth edges."""

INK, SKY = "#4a4038", "#d6ecf3"

Box = tuple[float, float, float, float]
Points = tuple[tuple[float, float], ...]


class Pen:
    """Draws on a sheet of 480 by 360."""

    def __init__(self) -> None:
        self._sheet = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), SKY)
        self._draw = ImageDraw.Draw(self._sheet)

    def box(self, box: Box, fill: str, edge: str | None = INK, radius: float = 0) -> None:
        """Draw a box, with round corners."""
        self._draw.rounded_rectangle(
            _larger(box), radius * FINER, fill, edge, 3 * FINER if edge else 0
        )

    def oval(self, box: Box, fill: str, edge: str | None = INK) -> None:
        """Draw an oval."""
        self._draw.ellipse(_larger(box), fill, edge, 3 * FINER if edge else 0)

    def shape(self, points: Points, fill: str, edge: str | None = INK) -> None:
        """Draw a shape with corners."""
        corners = [(x * FINER, y * FINER) for x, y in points]
        self._draw.polygon(corners, fill)
        if edge:
            self._draw.line([*corners, corners[0]], edge, 3 * FINER, joint="curve")

    def line(self, points: Points, colour: str = INK, width: float = 3) -> None:
        """Draw a line with round bends."""
        corners = [(x * FINER, y * FINER) for x, y in points]
        self._draw.line(corners, colour, round(width * FINER), joint="curve")

    def finish(self) -> bytes:
        """Give the sheet."""
        written = BytesIO()
        self._sheet.reduce(FINER).save(written, "PNG", compress_level=1)
        return written.getvalue()


def _larger(box: Box) -> Box:
    return (box[0] * FINER, box[1] * FINER, box[2] * FINER, box[3] * FINER)
