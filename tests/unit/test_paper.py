"""Paper holds real words, on as many numbered pages as they need, and the same every time."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image

from services.drawing.paper import Column, Imprint, Paper
from tests.support.prints import count_pages, read_lines

IMPRINT = Imprint(
    "民情档案", "清河街道", datetime(2026, 11, 23, tzinfo=UTC), "清河街道 民情直通车"
)


def words_of(paper: Paper) -> str:
    """Read all that is printed."""
    return "\n".join(line.words for line in read_lines(paper.finish()))


def printed() -> Paper:
    """Print one of everything."""
    paper = Paper(IMPRINT)
    paper.head("清河街道")
    paper.title("民情档案")
    paper.heading("经过")
    paper.paragraph("楼道的灯坏了，晚上看不见路。" * 12, indent=2)
    paper.facts([("编号", "JD-2026-000001"), ("状态", "处理中")])
    rows = [(f"第{n}件", "井盖松动，走路要当心。" * 3) for n in range(60)]
    paper.table([Column("编号", 1), Column("事情", 4)], rows)
    return paper


def test_what_is_printed_can_be_read_back_with_the_head_on_every_page() -> None:
    paper = printed()
    pages = count_pages(printed().finish())
    words = words_of(paper)
    assert pages > 2
    assert words.count("事情") == pages
    assert "第59件" in words
    for number in range(1, pages + 1):
        assert words.count(f"第 {number} 页 共 {pages} 页") == 1
    assert words.count("清河街道 民情直通车") == pages


def test_the_same_paper_has_the_same_bytes() -> None:
    assert printed().finish() == printed().finish()


def test_every_line_stands_within_the_margins() -> None:
    points = 72 / 25.4
    for line in read_lines(printed().finish()):
        assert line.left >= 18 * points - 1
        assert line.bottom >= 6 * points


def test_a_cell_longer_than_a_page_goes_on() -> None:
    paper = Paper(IMPRINT)
    paper.facts([("原话", "\n".join(f"第{n}行" for n in range(200)))])
    words = words_of(paper)
    assert all(f"第{n}行" in words for n in range(200))


def test_words_of_a_resident_never_become_a_number_of_pages() -> None:
    paper = Paper(IMPRINT)
    paper.paragraph("{nb} \ue000 井盖")
    assert "{nb}" in words_of(paper)


def test_a_picture_takes_its_room_and_what_is_none_is_refused() -> None:
    drawn = BytesIO()
    Image.new("RGBA", (4000, 2000), "#2f8f4e").save(drawn, "PNG")
    paper = Paper(IMPRINT)
    before = paper.page.get_y()
    paper.picture(drawn.getvalue(), 80, 80, "现场")
    assert 40 < paper.page.get_y() - before < 50
    with pytest.raises(OSError, match="cannot identify"):
        paper.picture(b"no picture", 80, 80)
    assert len(paper.finish()) < 400_000
