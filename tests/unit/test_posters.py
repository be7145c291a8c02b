"""Posters: what stands on the page, and that its code is the link's."""

import re
import zlib

import pytest
import segno

from services.drawing.poster import Poster, Step, modules_of, print_posters
from tests.support.builders import MONDAY
from tests.support.prints import count_pages, read_lines

LINK = "https://mq.example.cn/at/HF-HH-3"


def a_poster(area: str = "荷花小区 3号楼") -> Poster:
    """Give the poster of a building."""
    return Poster(
        street="清河街道",
        headline="扫一扫，有事直接说",
        area=area,
        link=LINK,
        below_code="微信“扫一扫”",
        steps=[Step(icon, icon) for icon in ("scan-qr-code", "mic", "map-pin", "bell-ring")],
        calls=[("网格员", "李敏　13800000000"), ("社区电话", "010-12345678")],
        small="您说的话会登记成一件民情。" * 9,
    )


def test_a_poster_says_where_it_hangs_and_whom_to_call() -> None:
    printed = print_posters([a_poster()], "海报", MONDAY)
    said = [line.words for line in read_lines(printed)]
    assert {"清河街道", "荷花小区 3号楼", "网格员", "010-12345678", "1. scan-qr-code"} <= set(said)
    assert count_pages(printed) == 1


@pytest.mark.parametrize("many", [1, 12])
def test_no_hours_are_so_long_that_a_poster_cuts_them(many: int) -> None:
    hours = "工作日 9:00–17:00，其他时间可以在这里留言。" * many
    poster = a_poster()._replace(calls=[("社区电话", "010-12345678"), ("上班时间", hours)])
    lines = read_lines(print_posters([poster], "海报", MONDAY))
    assert hours in "".join(line.words for line in lines)


def test_its_code_is_drawn_square_for_square() -> None:
    rows = modules_of(LINK)
    wanted = segno.make(LINK, error="m", micro=False).matrix
    assert [list(map(int, row)) for row in rows] == [list(row) for row in wanted]
    printed = print_posters([a_poster()], "海报", MONDAY)
    drawn = b"".join(
        zlib.decompress(it)
        for it in re.findall(
            rb"FlateDecode[^>]*>>\s*stream\r?\n(.*?)\r?\nendstream", printed, re.DOTALL
        )
        if b" re f" in zlib.decompress(it)
    )
    runs = sum(len(re.findall("1+", "".join(map(str, map(int, row))))) for row in rows)
    assert len(re.findall(rb" re f", drawn)) >= runs


def test_posters_have_a_page_each_and_the_same_ones_the_same_bytes() -> None:
    posters = [a_poster("一" * 60), a_poster(), a_poster("3号楼")]
    printed = print_posters(posters, "海报", MONDAY)
    assert count_pages(printed) == 3
    assert printed == print_posters(posters, "海报", MONDAY)


def test_nothing_of_a_poster_is_a_picture_of_dots() -> None:
    assert b"/Subtype /Image" not in print_posters([a_poster()], "海报", MONDAY)
