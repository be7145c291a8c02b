"""Cells as forums, hotlines and spreadsheet programs write them."""

from datetime import UTC, datetime

import pytest

from models.cases import Channel
from models.categories import Category
from models.errors import Invalid
from services.clock import SHANGHAI
from services.reporters.reporters import read_contact
from services.tables.case_cells import (
    find_category,
    find_channel,
    read_instant,
    read_phone,
    read_publicity,
)

SECOND = datetime(2019, 4, 25, 9, 32, 9, tzinfo=SHANGHAI)
MINUTE = SECOND.replace(second=0)
DAY = datetime(2019, 4, 25, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("cell", "at"),
    [
        ("2019/4/25 9:32:09", SECOND),
        ("2019-04-25 09:32:09", SECOND),
        ("2019-04-25T09:32:09+08:00", SECOND),
        ("2019-04-25T01:32:09Z", SECOND),
        ("2019-04-25 09:32:09.000", SECOND),
        ("20190425093209", SECOND),
        ("43580.39732638889", SECOND),
        ("2019-04-25 09:32", MINUTE),
        ("２０１９－０４－２５　０９：３２", MINUTE),
        ("2019年4月25日 9时32分", MINUTE),
        ("2019年4月25日 星期四 上午9:32", MINUTE),
        ("2019.4.25 9:32 AM", MINUTE),
        ("2019/4/25", DAY),
        ("2019年4月25日", DAY),
        ("20190425", DAY),
        ("43580", DAY),
        ("2019-04-25 下午3:00", DAY.replace(hour=15)),
    ],
)
def test_an_instant_is_read_however_it_is_written(cell: str, at: datetime) -> None:
    assert read_instant(cell, SHANGHAI) == at


@pytest.mark.parametrize(
    "cell",
    ["昨天", "2019", "2019-13-01", "2019-02-30", "25/4/2019", "4月25日", "9:32", "99999", "-1"],
)
def test_what_is_no_instant_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_instant(cell, SHANGHAI)


def test_a_limit_without_a_time_is_the_whole_day() -> None:
    end = datetime(2019, 4, 25, 15, 59, 59, tzinfo=UTC)
    assert read_instant("2019-04-25", SHANGHAI, is_limit=True) == end
    assert read_instant("43580", SHANGHAI, is_limit=True) == end
    assert read_instant("2019-04-25 09:32", SHANGHAI, is_limit=True) == MINUTE


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        ("13812345678", "13812345678"),
        ("１３８ １２３４ ５６７８", "13812345678"),
        ("1.3812345678E+10", "13812345678"),
        ("1.3812345678e10", "13812345678"),
        ("+86 138-1234-5678", "13812345678"),
        ("'13812345678", "13812345678"),
        ("0571-88886666", "057188886666"),
        ("", ""),
        ("无", ""),
        ("-", ""),
        ("保密", ""),
    ],
)
def test_a_phone_is_read_however_it_is_written(cell: str, phone: str) -> None:
    assert read_phone(cell) == phone


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("1.38E+10", "phone_rounded"),
        ("1.38123E+10", "phone_rounded"),
        ("138****5678", "phone_invalid"),
        ("13812345678/13912345678", "phone_invalid"),
        ("打这个", "phone_invalid"),
        ("12", "phone_invalid"),
    ],
)
def test_a_phone_that_lost_digits_or_is_none_is_refused(cell: str, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_phone(cell)
    assert refused.value.reason == reason


def test_whether_it_may_be_shown_is_read() -> None:
    assert [read_publicity(cell) for cell in ("是", "公开", "Yes", "1", "TRUE")] == [True] * 5
    assert [read_publicity(cell) for cell in ("否", "不公开", "no", "０")] == [False] * 4
    assert read_publicity("") is None
    with pytest.raises(ValueError, match="也许"):
        read_publicity("也许")


def test_codes_and_names_are_found() -> None:
    assert find_channel("Hotline") is find_channel("服务专线") is Channel.HOTLINE
    assert find_channel("visit_letter") is find_channel("信访") is Channel.VISIT_LETTER
    assert find_channel("鸽子") is None
    assert find_category("供电") is find_category("power") is Category.POWER
    assert find_category("城乡建设") is None


@pytest.mark.parametrize(
    ("words", "contact"),
    [
        ("张奶奶 13800000001", ("张奶奶", "13800000001")),
        ("13800000001，张奶奶", ("张奶奶", "13800000001")),
        ("姓名：张奶奶 电话：138-0000-0001", ("张奶奶", "13800000001")),
        ("李大爷（3号楼） 0571-88886666", ("李大爷（3号楼）", "057188886666")),
        ("3号楼的王阿姨", ("3号楼的王阿姨", "")),
        ("13800000001", ("", "13800000001")),
        ("", ("", "")),
    ],
)
def test_a_name_and_a_number_are_read_from_one_line(words: str, contact: tuple[str, str]) -> None:
    assert read_contact(words) == contact


def test_digits_that_are_no_number_are_not_taken_for_a_name() -> None:
    with pytest.raises(Invalid):
        read_contact("张奶奶 138000000012")


@pytest.mark.parametrize("cell", ["12345热线", "12345", "热线", "政务热线", "１２３４５ 热线"])
def test_the_names_of_the_hotline_are_the_hotline(cell: str) -> None:
    assert find_channel(cell) is Channel.HOTLINE
