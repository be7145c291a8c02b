"""Small pictures for the demonstration street, in the manner of a children's book.

Each thing is drawn twice: as it was found, and once it is put right. No word stands on any.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache

from services.demo.pens import INK, Pen

NIGHT, LAWN, STREET, PAVING = "#33415c", "#a9cf8f", "#b9b4ab", "#dcd5c8"
WALL, DOOR, LEAF, TRUNK, SUN = "#f3e0c2", "#a8704a", "#6faa5a", "#8a6244", "#ffd166"
WATER, RED, BLUE, METAL, PAPER = "#6fb1d6", "#d9604c", "#5b86b8", "#8f979d", "#fffaf0"
BAGS = ("#55606e", "#6c7886", "#454e5a")


class Scene(StrEnum):
    """What is to be seen."""

    LAMP = "lamp"
    BINS = "bins"
    ROAD = "road"
    WATER = "water"
    STAIRS = "stairs"
    TREE = "tree"
    BENCH = "bench"
    CARS = "cars"
    WALL = "wall"


@cache
def draw(scene: Scene, *, is_mended: bool) -> bytes:
    """Draw a scene; give it as PNG."""
    pen = Pen()
    _SCENES[scene](pen, is_mended)
    return pen.finish()


def _outside(pen: Pen, ground: str = LAWN) -> None:
    """A day with a house in the back."""
    pen.oval((390, 24, 446, 80), SUN, edge=None)
    for left, width in ((40, 90), (84, 70), (250, 80)):
        pen.oval((left, 40, left + width, 74), "#ffffff", edge=None)
    pen.box((24, 110, 190, 262), WALL)
    pen.shape(((14, 112), (107, 62), (200, 112)), RED)
    for left in (44, 128):
        pen.box((left, 136, left + 40, 180), "#bfe0ee")
        pen.line(((left + 20, 136), (left + 20, 180)))
    pen.box((86, 196, 126, 262), DOOR)
    pen.box((-4, 250, 484, 364), ground, edge=None)


def _lamp(pen: Pen, is_mended: bool) -> None:
    pen.box((-4, -4, 484, 364), NIGHT, edge=None)
    for x, y in ((60, 50), (130, 90), (330, 40), (400, 110), (440, 60), (210, 34)):
        pen.oval((x, y, x + 5, y + 5), "#fff6d8", edge=None)
    pen.oval((386, 150, 424, 188), "#f4efd9", edge=None)
    pen.oval((376, 144, 414, 182), NIGHT, edge=None)
    pen.box((-4, 280, 484, 364), "#27324a", edge=None)
    if is_mended:
        pen.shape(((214, 118), (286, 118), (392, 330), (108, 330)), "#7d7a63", edge=None)
        pen.oval((100, 306, 400, 352), "#f7dd8a", edge=None)
        pen.oval((196, 60, 304, 168), "#8c8560", edge=None)
    pen.box((244, 128, 256, 326), METAL)
    pen.box((226, 318, 274, 334), METAL, radius=5)
    pen.shape(((222, 92), (278, 92), (268, 132), (232, 132)), SUN if is_mended else "#5d6675")
    pen.shape(((214, 94), (250, 70), (286, 94)), "#6f777d")
    pen.box((60, 196, 150, 282), "#3f4d69")
    pen.shape(((50, 198), (105, 160), (160, 198)), "#50383a")
    pen.box((90, 218, 120, 248), SUN if is_mended else "#2b3650")


def _bins(pen: Pen, is_mended: bool) -> None:
    _outside(pen, PAVING)
    for left, colour in ((226, "#5c9a6b"), (330, BLUE)):
        if not is_mended:
            for number, bag in enumerate(BAGS):
                x = left + 4 + number * 26
                pen.oval((x, 142 - number % 2 * 14, x + 42, 190), bag)
        pen.shape(((left, 178), (left + 88, 178), (left + 78, 304), (left + 10, 304)), colour)
        pen.oval((left + 16, 292, left + 36, 312), "#55534e")
        pen.oval((left + 52, 292, left + 72, 312), "#55534e")
        if is_mended:
            pen.box((left - 6, 162, left + 94, 180), colour, radius=8)
    if is_mended:
        return
    for x, y, size, bag in (
        (196, 262, 66, BAGS[0]),
        (298, 276, 60, BAGS[2]),
        (404, 266, 70, BAGS[1]),
    ):
        pen.oval((x, y, x + size, y + size * 0.9), bag)
        knot = x + size / 2
        pen.shape(((knot, y + 6), (knot - 12, y - 12), (knot + 12, y - 12)), bag)
    pen.box((120, 308, 168, 338), "#c99d6a")
    for left in (150, 260, 372):
        pen.line(((left, 130), (left + 8, 118), (left - 2, 104), (left + 6, 90)), "#9db07a", 4)


def _road(pen: Pen, is_mended: bool) -> None:
    _outside(pen)
    pen.shape(((150, 250), (330, 250), (470, 364), (10, 364)), STREET, edge=None)
    for top, half in ((258, 3), (286, 5), (322, 8)):
        pen.box((240 - half, top, 240 + half, top + half * 4), PAPER, edge=None)
    if is_mended:
        pen.shape(((150, 300), (258, 292), (290, 336), (140, 346)), "#98938b", edge="#86817a")
        return
    pen.shape(
        ((146, 322), (168, 298), (206, 304), (240, 292), (286, 312), (276, 338), (214, 346)),
        "#5b544c",
    )
    pen.oval((182, 312, 258, 336), "#3b352f", edge=None)
    for x, y in ((130, 308), (300, 332), (160, 346)):
        pen.oval((x, y, x + 14, y + 9), "#7d766c")
    pen.shape(((338, 330), (358, 262), (378, 330)), "#f08a3c")
    pen.line(((347, 304), (369, 304)), PAPER, 8)


def _water(pen: Pen, is_mended: bool) -> None:
    pen.box((-4, -4, 484, 240), WALL, edge=None)
    pen.box((-4, 236, 484, 364), "#d9c3a2", edge=None)
    for top in (276, 320):
        pen.line(((-4, top), (484, top)), "#c8b08c", 2)
    pen.box((52, 66, 150, 156), "#bfe0ee")
    pen.line(((101, 66), (101, 156)))
    pen.line(((290, -4), (290, 110), (400, 110), (400, 244)), METAL, 20)
    pen.box((272, 94, 308, 128), "#747c82", radius=6)
    if is_mended:
        pen.box((374, 150, 426, 184), "#f0c14b", radius=8)
        pen.box((120, 214, 200, 300), BLUE, radius=8)
        pen.line(((124, 224), (160, 186), (196, 224)), INK, 4)
        return
    pen.oval((90, 258, 440, 346), WATER)
    pen.oval((150, 280, 300, 318), "#9ccbe6", edge=None)
    pen.shape(((386, 150), (414, 154), (404, 168), (418, 178), (384, 180)), "#4a4f53")
    for x, y in ((366, 190), (430, 196), (418, 226), (380, 222), (352, 216)):
        pen.shape(((x, y), (x + 8, y + 16), (x - 8, y + 16)), WATER, edge=None)
        pen.oval((x - 8, y + 8, x + 8, y + 24), WATER, edge=None)


def _stairs(pen: Pen, is_mended: bool) -> None:
    pen.box((-4, -4, 484, 364), WALL, edge=None)
    pen.box((-4, 304, 484, 364), "#c9bda8", edge=None)
    for step in range(6):
        left, top = 250 + step * 40, 276 - step * 36
        pen.box((left, top, 490, top + 40), PAVING)
    pen.line(((244, 214), (470, 8)), DOOR, 9)
    for x, y in ((260, 200), (330, 136), (400, 72)):
        pen.line(((x, y), (x, y + 72)), DOOR, 5)
    pen.box((40, 60, 130, 140), "#bfe0ee")
    pen.line(((85, 60), (85, 140)))
    if is_mended:
        pen.box((64, 250, 112, 306), "#c98a5a", radius=6)
        for x, y in ((50, 196), (84, 180), (102, 204)):
            pen.oval((x, y, x + 36, y + 60), LEAF)
        return
    pen.box((24, 196, 116, 306), "#b98b5e")
    pen.line(((24, 250), (116, 250)))
    pen.box((40, 158, 104, 196), "#c9a878")
    for left in (132, 264):
        pen.oval((left, 218, left + 92, 310), PAPER)
        pen.oval((left + 10, 228, left + 82, 300), WALL)
    pen.line(((178, 264), (216, 200), (290, 200), (310, 264)), RED, 8)
    pen.line(((216, 200), (246, 264), (290, 200)), RED, 8)
    pen.line(((178, 264), (246, 264)), RED, 8)
    pen.line(((286, 206), (282, 176), (306, 172)), INK, 6)
    pen.box((196, 184, 236, 196), INK, radius=6)


def _tree(pen: Pen, is_mended: bool) -> None:
    _outside(pen)
    pen.shape(((330, 312), (344, 150), (372, 150), (390, 312)), TRUNK)
    for box in ((280, 60, 400, 170), (336, 36, 456, 150), (350, 96, 470, 196)):
        pen.oval(box, LEAF, edge=None)
    if is_mended:
        pen.oval((330, 196, 348, 220), "#dcb98c")
        for x in (228, 262, 296):
            pen.oval((x, 316, x + 10, 326), "#f2a0a8", edge=None)
        return
    pen.line(((346, 216), (270, 190), (196, 168), (150, 160)), TRUNK, 14)
    pen.line(((250, 184), (214, 134)), TRUNK, 8)
    for x, y in ((118, 130), (160, 122), (196, 92), (206, 158), (140, 164), (250, 142)):
        pen.oval((x, y, x + 58, y + 44), LEAF, edge=None)
    for x, y in ((150, 290), (226, 306), (278, 284)):
        pen.oval((x, y, x + 22, y + 11), "#c9b458", edge=None)


def _bench(pen: Pen, is_mended: bool) -> None:
    _outside(pen)
    pen.oval((330, 90, 450, 210), LEAF, edge=None)
    pen.box((380, 190, 400, 290), TRUNK)
    plank = "#d39a5c" if is_mended else "#a88b6a"
    for left in (206, 366):
        pen.line(((left, 200), (left, 322)), METAL, 10)
    pen.box((180, 196, 396, 216), plank, radius=6)
    if is_mended:
        pen.box((180, 226, 396, 246), plank, radius=6)
        pen.box((170, 266, 406, 288), plank, radius=6)
        pen.oval((86, 300, 104, 318), "#f2a0a8", edge=None)
        pen.oval((118, 316, 136, 334), SUN, edge=None)
        return
    pen.shape(((180, 230), (284, 250), (278, 268), (178, 248)), plank)
    pen.shape(((170, 268), (290, 300), (284, 320), (166, 288)), plank)
    pen.shape(((318, 282), (406, 262), (408, 282), (330, 300)), plank)
    for x, y in ((300, 330), (250, 338)):
        pen.oval((x, y, x + 12, y + 12), METAL)


def _cars(pen: Pen, is_mended: bool) -> None:
    _outside(pen, PAVING)
    pen.box((-4, 292, 484, 330), "#f0c14b", edge=None)
    for left in range(8, 480, 34):
        pen.line(((left, 302), (left + 18, 302)), "#d29f2c", 5)
        pen.line(((left, 320), (left + 18, 320)), "#d29f2c", 5)
    if is_mended:
        for left in (250, 330, 410):
            pen.box((left, 232, left + 16, 290), RED, radius=7)
            pen.line(((left + 2, 252), (left + 14, 252)), PAPER, 8)
        return
    for left, top, colour in ((214, 214, BLUE), (30, 250, "#e9a13b")):
        pen.shape(
            (
                (left + 44, top + 46),
                (left + 74, top),
                (left + 164, top),
                (left + 196, top + 46),
            ),
            "#cfe7f0",
        )
        pen.line(((left + 120, top), (left + 120, top + 46)))
        pen.box((left, top + 44, left + 236, top + 92), colour, radius=16)
        for wheel in (left + 34, left + 158):
            pen.oval((wheel, top + 68, wheel + 46, top + 114), INK)
            pen.oval((wheel + 14, top + 82, wheel + 32, top + 100), METAL, edge=None)


def _wall(pen: Pen, is_mended: bool) -> None:
    pen.box((-4, -4, 484, 300), "#f0d9b8", edge=None)
    pen.box((-4, 296, 484, 364), PAVING, edge=None)
    pen.box((310, 90, 440, 298), DOOR)
    pen.oval((324, 190, 342, 208), SUN)
    if is_mended:
        pen.box((50, 80, 250, 210), "#c98a5a", radius=8)
        pen.box((64, 94, 236, 196), "#dfeadd")
        for left, colour in ((80, PAPER), (134, "#fbe3a6"), (188, PAPER)):
            pen.box((left, 112, left + 38, 168), colour)
            pen.line(((left + 8, 128), (left + 30, 128)), METAL)
            pen.line(((left + 8, 142), (left + 26, 142)), METAL)
        return
    sheets = ((34, 60), (110, 40), (186, 74), (60, 140), (142, 132), (222, 160), (40, 222))
    colours = (PAPER, "#fbe3a6", "#f6c1b6", "#cfe3c6")
    for number, (x, y) in enumerate((*sheets, (128, 216), (330, 120), (374, 160))):
        lean = (-6, 5, 0)[number % 3]
        corners = ((x, y), (x + 58, y + lean), (x + 56 - lean, y + 66), (x - lean, y + 64))
        pen.shape(corners, colours[number % 4])
        for row in (18, 32, 46):
            pen.line(((x + 10, y + row), (x + 44, y + row + lean / 2)), METAL)


_SCENES: Mapping[Scene, Callable[[Pen, bool], None]] = {
    Scene.LAMP: _lamp,
    Scene.BINS: _bins,
    Scene.ROAD: _road,
    Scene.WATER: _water,
    Scene.STAIRS: _stairs,
    Scene.TREE: _tree,
    Scene.BENCH: _bench,
    Scene.CARS: _cars,
    Scene.WALL: _wall,
}
