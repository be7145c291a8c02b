"""Weeks and cards as pictures, certificates as PDF: legible, whole, and the same every time."""

from collections.abc import Iterator
from datetime import date, time
from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image, ImageColor, ImageDraw

from models.points import CardColour
from services.drawing import cards, week
from services.drawing.cards import TINTS, CardFace, draw_cards
from services.drawing.certificate import Certificate, print_certificate
from services.drawing.ink import FONT, font, legible, wrap
from services.drawing.week import Entry, draw_week
from services.texts.phrases import to_traditional
from tests.support.prints import count_pages, read_lines
from tests.support.sentences import every_template

MONDAY = date(2026, 11, 23)
PATROL = Entry(MONDAY, time(19), time(20, 30), "治安维护", "和风社区警务室", "待上岗")
CERTIFICATE = Certificate(
    street="清河街道",
    unit="市第三中学党总支",
    name="陈卫国",
    year=2026,
    paragraphs=("陈卫国同志，2026年度到居住地社区报到，认领了治安维护岗。" * 3, "现将情况函告。"),
    rows=(("服务次数", "23 次"), ("认定时长", "41.5 小时")),
    number="JD-2026-0007",
    issued_on=date(2026, 12, 20),
)


def opened(drawn: bytes) -> Image.Image:
    """Open a picture."""
    return Image.open(BytesIO(drawn))


def shape_of(sign: str) -> bytes:
    """Draw one sign."""
    picture = Image.new("L", (60, 60))
    ImageDraw.Draw(picture).text((4, 4), sign, fill=255, font=font(40))
    return picture.tobytes()


def gb_2312() -> Iterator[str]:
    """Walk the Chinese characters of GB 2312."""
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            if (high, low) < (0xD7, 0xFA) or high > 0xD7:
                yield bytes([high, low]).decode("gb2312")


def is_lacking(sign: str) -> bool:
    """Tell whether the font lacks a sign."""
    return legible(sign) != sign


def test_the_font_draws_every_sign_of_gb_2312_and_rare_names() -> None:
    assert len(list(gb_2312())) == 6763
    assert [sign for sign in gb_2312() if is_lacking(sign)] == []
    assert [sign for sign in "翀犇喆堃玥珺甯芃昉晗玹𬸚𫖯" if is_lacking(sign)] == []


def test_the_font_draws_what_readers_of_traditional_characters_read() -> None:
    written = to_traditional("".join(gb_2312()))
    assert len(set(written) - set(gb_2312())) > 2000
    assert [sign for sign in written if is_lacking(sign)] == []


def test_the_font_draws_every_word_of_ours() -> None:
    drawn = ("drawing.", "week.", "attendance.", "post.", "card", "point")
    words = "".join(it.chinese for key, it in every_template().items() if key.startswith(drawn))
    assert words
    for written in (words, to_traditional(words)):
        said = "".join(written.split())
        assert [sign for sign in said if sign.isprintable() and is_lacking(sign)] == []


def test_no_sign_is_an_empty_box() -> None:
    drawn = {shape_of(sign) for sign in "陈卫国治安维护岗，。0aA"}
    assert shape_of("\U0001f600") not in drawn
    assert len(drawn) == 13


def test_a_sign_that_the_font_lacks_is_marked() -> None:
    assert legible("陈\U0001f600卫\u200b国\n 好") == "陈〓卫国 好"


def test_the_font_is_small_and_has_its_licence_beside_it() -> None:
    assert FONT.stat().st_size < 5_000_000
    licence = (FONT.parent / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


def test_words_are_laid_out_in_a_width() -> None:
    words = "在青云路与文化街路口集合，穿红马甲。带好 WhatsApp2026 手电筒"
    lines = wrap(words, 30, 300)
    assert len(lines) > 2
    assert all(font(30).getlength(line) <= 300 for line in lines)
    assert not any(line[0] in "，。" for line in lines)
    assert any("WhatsApp2026" in line for line in lines)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")


@pytest.mark.parametrize("width", range(190, 400, 7))
def test_no_line_begins_or_ends_with_the_wrong_sign(width: int) -> None:
    lines = wrap("一，二三，四五六，七（八九十）一二三《四五》六。" * 4, 30, width)
    assert not any(line[0] in "，。）》" or line[-1] in "（《" for line in lines)


def test_what_does_not_fit_ends_with_dots() -> None:
    lines = wrap("长" * 50, 30, 300, most=2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(font(30).getlength(line) <= 300 for line in lines)
    assert wrap("x" * 200, 30, 300)[0] == "x" * len(wrap("x" * 200, 30, 300)[0])


def test_a_week_is_as_wide_as_a_phone_and_as_tall_as_it_needs() -> None:
    empty, one = opened(draw_week("陈卫国", MONDAY, [])), draw_week("陈卫国", MONDAY, [PATROL])
    busy = [PATROL._replace(title="治安维护" * 20, place="警务室" * 20) for _ in range(8)]
    full = opened(draw_week("陈卫国" * 30, MONDAY, busy))
    assert opened(one).format == "PNG"
    assert empty.width == full.width == week.WIDTH
    assert opened(one).height < full.height < 3200


def test_a_week_is_drawn_the_same_every_time_and_shows_what_is_in_it() -> None:
    one = draw_week("陈卫国", MONDAY, [PATROL])
    assert one == draw_week("陈卫国", MONDAY, [PATROL])
    others = (
        PATROL._replace(title="交通疏导"),
        PATROL._replace(place="东门"),
        PATROL._replace(state="已请假"),
        PATROL._replace(begins=time(18)),
        PATROL._replace(day=date(2026, 11, 29)),
        PATROL._replace(day=date(2026, 11, 30)),
    )
    assert len({one, *(draw_week("陈卫国", MONDAY, [it]) for it in others)}) == 7


def test_a_shift_of_another_week_leaves_this_one_empty() -> None:
    other = PATROL._replace(day=date(2026, 11, 30))
    assert draw_week("陈卫国", MONDAY, [other]) == draw_week("陈卫国", MONDAY, [])


def test_each_card_has_its_colour() -> None:
    faces = [CardFace(colour, "卡", ["一行"]) for colour in CardColour]
    drawn = opened(draw_cards("陈卫国", faces, "清河街道"))
    column = [drawn.getpixel((cards.MARGIN + 8, y)) for y in range(drawn.height)]
    seen = [it for it in dict.fromkeys(column) if it != (255, 255, 255)]
    wanted = [ImageColor.getrgb(TINTS[colour].card) for colour in CardColour]
    assert [it for it in seen if it in wanted] == wanted


@pytest.mark.parametrize("colour", CardColour)
def test_the_letters_of_a_card_stand_out(colour: CardColour) -> None:
    card, letters = (luminance(it) for it in TINTS[colour])
    assert (max(card, letters) + 0.05) / (min(card, letters) + 0.05) >= 7


def luminance(colour: str) -> float:
    """Reckon how bright a colour is (WCAG 2.2, relative luminance)."""
    parts = [part / 255 for part in ImageColor.getrgb(colour)[:3]]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_card_with_too_much_on_it_is_cut() -> None:
    face = CardFace(CardColour.GREEN, "绿色活动卡" * 10, [f"第{it}次活动" for it in range(99)])
    assert opened(draw_cards("陈卫国", [face], "")).height < 1500


def test_a_certificate_can_be_read_back() -> None:
    printed = print_certificate(CERTIFICATE)
    words = [line.words for line in read_lines(printed)]
    assert printed.startswith(b"%PDF-")
    assert words[:5] == [
        "清河街道",
        "编号：JD-2026-0007",
        "年度鉴定",
        "（2026年度）",
        "市第三中学党总支：",
    ]
    assert "".join(CERTIFICATE.paragraphs) in "".join(words)
    for row in (("姓名", "陈卫国"), *CERTIFICATE.rows):
        assert "".join(row) in "".join(words)
    assert words[-1] == "2026年12月20日"
    assert count_pages(printed) == 1


def test_a_certificate_is_printed_the_same_every_time() -> None:
    assert print_certificate(CERTIFICATE) == print_certificate(CERTIFICATE)
    assert print_certificate(CERTIFICATE) != print_certificate(CERTIFICATE._replace(year=2027))


def test_a_long_certificate_goes_on_on_the_next_page_within_its_margins() -> None:
    rows = [(f"第{it}项" * 9, "很长的说明" * 12) for it in range(24)]
    printed = print_certificate(CERTIFICATE._replace(rows=rows, unit="市第三中学" * 12))
    lines = read_lines(printed)
    assert count_pages(printed) >= 2
    assert "".join(CERTIFICATE.paragraphs) in "".join(line.words for line in lines)
    values = [
        (one, two) for one, two in pairwise(lines) if "说" in one.words and "说" in two.words
    ]
    assert values
    assert all(two.bottom < one.bottom for one, two in values)
    assert all(line.bottom > 26 * 72 / 25.4 for line in lines)
    assert all(
        line.left + font(130).getlength(line.words) / 10 < (210 - 25) * 72 / 25.4
        for line in lines[2:]
    )


def test_a_certificate_marks_a_sign_that_the_font_lacks() -> None:
    printed = print_certificate(CERTIFICATE._replace(name="陈\U0001f600国"))
    assert "陈〓国" in [line.words for line in read_lines(printed)]
