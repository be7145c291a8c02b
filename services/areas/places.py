"""Guessing the area from a resident's words.

The names of estates, grids and communities are looked for in the words, the longest first; a
building is known by its number (3号楼, 三号楼, 3栋, 3幢) within an estate that is named or near.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from models.areas import Area, Level
from services.wording import squeeze

SHORTEST_NAME = 2
SHORTEST_STEM = 3
"""Characters of a name without 小区 or 社区 that still count as the name."""

STEM = re.compile(r"(.+?)(?:小区|社区|院落|大院|网格)")
GRID = re.compile(r"(\d+)网格$")
NUMERALS = re.compile(
    r"[零〇一二两三四五六七八九十百\d]*[零〇一二两三四五六七八九十百][零〇一二两三四五六七八九十百\d]*"
)
DIGITS = {each: value for value, each in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
BUILDING = re.compile(r"(不是|不在)?(?<![\da-z])(\d{1,4}|[a-z])(?:号?[栋幢座]|号楼|#楼?)")
NAMED_LEVELS = (Level.COMMUNITY, Level.GRID, Level.ESTATE, Level.BUILDING)
FROM_DEEPEST = (Level.BUILDING, Level.ESTATE, Level.GRID, Level.COMMUNITY)
RANK = (Level.ESTATE, Level.GRID, Level.COMMUNITY, Level.BUILDING)
"""What a name means rather; a building's number comes off, and what is left names the estate."""


@dataclass(frozen=True, slots=True)
class AreaIndex:
    """All areas by the words people use; the areas in it are for reading only."""

    by_id: Mapping[int, Area]
    by_start: Mapping[str, Sequence[tuple[str, tuple[Area, ...]]]]
    by_number: Mapping[tuple[int, str], Sequence[Area]]

    def above(self, area: Area, level: Level) -> Area | None:
        """Give the area itself or the one above it that has this level."""
        way = (self.by_id.get(area_id) for area_id in _way(area))
        return next((each for each in way if each is not None and each.level is level), None)

    def common(self, areas: Sequence[Area]) -> Area | None:
        """Give the deepest area, a community at most, in which all of these lie."""
        levels = zip(*(_way(area) for area in areas), strict=False)
        shared = [ids[0] for ids in takewhile(lambda ids: len(set(ids)) == 1, levels)]
        found = self.by_id.get(shared[-1]) if shared else None
        return found if found is not None and found.level in NAMED_LEVELS else None


def guess_place(index: AreaIndex, words: str, near: Area | None) -> Area | None:
    """Guess the area that words speak of, as deep as they are clear; None when they are not.

    `near`, where the person usually is, decides between areas of one name.
    """
    text = numbered(squeeze(words))
    named, rest = _named(index, text, near)
    number = next((found[2] for found in BUILDING.finditer(rest) if not found[1]), None)
    if number is not None:
        building = _building(index, number, named, near)
        if building is not None:
            return building
        if not named and near is not None and near.level is Level.BUILDING:
            return index.by_id.get(near.parent_id or 0)  # another building than theirs
    return index.common(named) if named else None


def build_index(areas: Sequence[Area]) -> AreaIndex:
    """Sort all areas by the words people use."""
    names: dict[str, list[Area]] = {}
    numbers: dict[tuple[int, str], list[Area]] = {}
    for area in areas:
        for name in _names(area):
            names.setdefault(name, []).append(area)
        if (number := _number(area)) is not None:
            for area_id in _way(area):
                numbers.setdefault((area_id, number), []).append(area)
    starts: dict[str, list[tuple[str, tuple[Area, ...]]]] = {}
    for name in sorted(names, key=len, reverse=True):
        level = min((area.level for area in names[name]), key=RANK.index)
        kept = tuple(area for area in names[name] if area.level is level)
        starts.setdefault(name[:SHORTEST_NAME], []).append((name, kept))
    return AreaIndex({area.id: area for area in areas}, starts, numbers)


def numbered(text: str) -> str:
    """Write Chinese numerals as digits: 三号楼 becomes 3号楼, 二十三 becomes 23."""
    return NUMERALS.sub(lambda found: _to_digits(found[0]), text)


def _to_digits(numeral: str) -> str:
    if "十" not in numeral and "百" not in numeral:
        return "".join(str(DIGITS.get(each, each)) for each in numeral)
    total = current = 0
    for each in numeral:
        if each in "十百":
            total += (current or 1) * (10 if each == "十" else 100)
            current = 0
        else:
            current = current * 10 + (DIGITS[each] if each in DIGITS else int(each))
    return str(total + current)


def _named(index: AreaIndex, text: str, near: Area | None) -> tuple[Sequence[Area], str]:
    """Give the areas that the deepest name in the text may mean, and the text without names."""
    mentions, rest = _mentions(index, text)
    if not mentions:
        return (), rest
    best, *others = sorted(mentions, key=lambda areas: FROM_DEEPEST.index(areas[0].level))
    for areas in others:
        best = [one for one in best if any(each.contains(one) for each in areas)] or best
    if len(best) > 1 and near is not None:
        best = _nearest(best, near)
    if len(best) > 1 and index.common(best) is None:
        best = next((areas for areas in others if len(areas) == 1), best)
    return best, rest


def _mentions(index: AreaIndex, text: str) -> tuple[Sequence[Sequence[Area]], str]:
    found: list[Sequence[Area]] = []
    rest = text
    end = 0
    for at in range(len(text) - SHORTEST_NAME + 1):
        names = index.by_start.get(text[at : at + SHORTEST_NAME])
        if names is None or at < end:
            continue
        for name, areas in names:
            if _stands(name, text, at):
                found.append(areas)
                end = at + len(name)
                rest = f"{rest[:at]}{' ' * len(name)}{rest[end:]}"
                break
    return found, rest


def _way(area: Area) -> Sequence[int]:
    return [int(part) for part in area.path.split("/") if part]


def _stands(name: str, text: str, at: int) -> bool:
    """Tell whether a name stands there, and not the middle of a longer number."""
    end = at + len(name)
    return (
        text.startswith(name, at)
        and not (name[0].isdigit() and text[at - 1 : at].isdigit())
        and not (name[-1].isdigit() and text[end : end + 1].isdigit())
    )


def _nearest(areas: Sequence[Area], near: Area) -> Sequence[Area]:
    """Keep those that share most of the way from the root with a place."""
    way = set(_way(near))

    def shared(area: Area) -> int:
        return len(way.intersection(_way(area)))

    longest = max(map(shared, areas))
    return [area for area in areas if shared(area) == longest]


def _building(
    index: AreaIndex, number: str, named: Sequence[Area], near: Area | None
) -> Area | None:
    """Give the one building of this number in what was named, else in the estate nearby."""
    within = named
    if not named and near is not None:
        home = index.above(near, Level.ESTATE)
        parent = index.by_id.get(near.parent_id or 0)
        beside = parent if near.level is Level.BUILDING and parent is not None else near
        within = [home or beside]
    candidates = [
        building for area in within for building in index.by_number.get((area.id, number), ())
    ]
    return candidates[0] if len(candidates) == 1 else None


def _names(area: Area) -> Iterator[str]:
    if area.level not in NAMED_LEVELS:
        return
    name = numbered(squeeze(area.name))
    if area.level is Level.BUILDING and (number := BUILDING.search(name)):
        name = name[: number.start()]  # 幸福小区3号楼 also names 幸福小区
    if len(name) >= SHORTEST_NAME:
        yield name
    if area.level is Level.GRID and (grid := GRID.search(name)):
        yield from {f"第{grid[1]}网格", f"{grid[1]}网格"} - {name}
    stem = STEM.fullmatch(name)
    if stem and len(stem[1]) >= SHORTEST_STEM:
        yield stem[1]


def _number(area: Area) -> str | None:
    if area.level is not Level.BUILDING:
        return None
    name = numbered(squeeze(area.name))
    found = BUILDING.search(name)
    if found:
        return found[2]
    bare = re.fullmatch(r"(\d{1,4}|[a-z])楼?", name)
    return bare[1] if bare else None
