import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.tencent import xml


def test_fields_nested_fields_and_empty_ones_are_read() -> None:
    raw = "<xml><A><![CDATA[灯]]></A>\n<B></B><C><D>1</D></C></xml>".encode()
    found = xml.read(raw) or xml.NOTHING
    assert found == {"A": "灯", "B": "", "C": {"D": "1"}}
    assert xml.text_in(xml.fields_in(found, "C"), "D") == "1"


def test_what_comes_twice_below_another_field_is_a_list() -> None:
    raw = b"<xml><List><I><A>1</A></I><I><A>2</A></I></List></xml>"
    assert xml.read(raw) == {"List": {"I": {"A": "2"}}}


def test_the_end_of_a_cdata_section_in_what_somebody_wrote_survives() -> None:
    raw = b"<xml><Content><![CDATA[a]]]]><![CDATA[>b]]></Content></xml>"
    assert (xml.read(raw) or {})["Content"] == "a]]>b"


BOMB = b"""<?xml version="1.0"?><!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><xml><Content>&b;</Content></xml>"""
FILE = b'<!DOCTYPE xml [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><A>&f;</A></xml>'


@pytest.mark.parametrize(
    "raw",
    [
        BOMB,
        FILE,
        b"<!DOCTYPE xml><xml><A>1</A></xml>",
        b"<xml><A>",
        b"<a><b/></a>",
        b"<xml>words</xml>",
        b"",
        b"{}",
        b"\xff\xfe<\x00x\x00",
        b"<xml>" + b"<a>" * 1000 + b"</a>" * 1000 + b"</xml>",
        b"<xml><A>\xff</A></xml>",
        b"<xml><A>1</A><B>2</B><A>3</A></xml>",
        b"<xml><A></A><A>3</A></xml>",
    ],
)
def test_anything_else_is_not_read(raw: bytes) -> None:
    assert xml.read(raw) is None


@given(st.binary(max_size=200))
def test_no_bytes_make_it_fall_over(raw: bytes) -> None:
    xml.read(raw)
    xml.read(b"<xml><A>" + raw + b"</A></xml>")


@pytest.mark.parametrize(
    ("written", "number"),
    [("7", "7"), (" 7 ", "7"), ("0", ""), ("-1", ""), ("1e3", ""), ("９", ""), ("9" * 30, "")],
)
def test_ids_are_whole_numbers_that_a_store_takes(written: str, number: str) -> None:
    assert xml.id_in({"MsgId": written}, "MsgId") == number


@pytest.mark.parametrize("written", ["nan", "inf", "91", "", "north"])
def test_what_is_no_latitude_is_none(written: str) -> None:
    assert xml.degrees_in({"X": written}, "X", 90) is None
