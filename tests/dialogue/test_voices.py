"""Voices: filed as they are, passed on to staff, and put into words by them."""

from sqlmodel import select

from handlers.talking.messages import Kind
from models.media import Attachment, MediaKind
from models.timeline import Act
from tests.support.chat import Person, Street
from tests.support.enclosed import attachments

NUMBER = "HF-2026-000001"
VOICE = MediaKind.VOICE


def files_a_voice(street: Street) -> Person:
    """Let a resident file a voice."""
    zhang = street.resident("张奶奶")
    zhang.sends(Kind.VOICE, seconds=12)
    zhang.taps("同意")
    zhang.taps("提交")
    zhang.sees("已提交")
    return zhang


def test_a_voice_without_words_is_filed_as_voice(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.sends(Kind.VOICE, seconds=12)
    zhang.taps("同意")
    card = zhang.sees("请看一下").text
    assert "（语音，12 秒）" in card
    assert "大概是" not in card
    zhang.taps("提交")
    assert attachments(street, NUMBER) == [VOICE]
    assert "（语音，12 秒）" in wang.sees("待签收").text


def test_the_place_of_a_voice_is_asked(street: Street) -> None:
    zhao = street.person("赵大爷")
    zhao.sends(Kind.VOICE)
    zhao.taps("同意")
    zhao.sees_now("哪个小区")
    zhao.sends(Kind.VOICE, seconds=3)
    zhao.sees_now("哪个小区")
    zhao.says("荷花小区")
    card = zhao.sees_now("请看一下").text
    assert "（语音）" in card
    assert "语音 2 段" in card


def test_a_voice_that_was_recognised_is_words_and_voice(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.sends(Kind.VOICE, "楼道灯不亮", seconds=4)
    zhang.taps("同意")
    card = zhang.sees("请看一下").text
    assert "楼道灯不亮" in card
    assert "（语音" not in card.split("地点")[0]
    zhang.taps("提交")
    assert attachments(street, NUMBER) == [VOICE]


def test_a_recognised_voice_that_only_answers_is_no_part_of_the_case(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    zhang.sees("请看一下")
    zhang.sends(Kind.VOICE, "提交。", seconds=1)
    zhang.sees_now("已提交")
    assert attachments(street, NUMBER) == []


def test_a_recognised_voice_that_asks_begins_no_report(street: Street) -> None:
    zhang = files_a_voice(street)
    for words in ("我的网格员。", "谁是我的网格员？"):
        zhang.sends(Kind.VOICE, words, seconds=1)
        zhang.sees_now("网格员")
    with street.store.read() as session:
        assert len(session.exec(select(Attachment)).all()) == 1


def test_a_recognised_voice_that_tells_more_joins_the_draft(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    zhang.sends(Kind.VOICE, "三楼和四楼的都不亮", seconds=3)
    assert "三楼和四楼的都不亮" in zhang.sees_now("请看一下").text
    zhang.taps("提交")
    assert attachments(street, NUMBER) == [VOICE]


def test_a_cry_for_help_by_voice_is_heard(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.sends(Kind.VOICE, "着火了，救命。", seconds=2)
    zhang.sees("119")


def test_a_voice_answers_what_the_photo_is(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.sends(Kind.PHOTO)
    zhang.sends(Kind.VOICE, seconds=9)
    zhang.taps("同意")
    assert "（语音，9 秒）" in zhang.sees("请看一下").text
    zhang.taps("提交")
    assert attachments(street, NUMBER) == [MediaKind.PHOTO, VOICE]


def test_words_join_a_voice(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.sends(Kind.VOICE, seconds=12, pause=0.2)
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    assert "（语音，12 秒）\n楼道灯不亮" in zhang.sees("请看一下").text


def test_a_voice_is_added_to_a_case(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports()
    zhang.taps("补充")
    zhang.sends(Kind.VOICE, seconds=5)
    zhang.sees_now("记下了")
    wang.sees("反映人补充：\n（语音，5 秒）")
    assert attachments(street, NUMBER) == [VOICE]


def test_staff_write_their_answers(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    street.resident("张奶奶").reports()
    wang.taps("当场办结")
    wang.sends(Kind.VOICE, seconds=5)
    wang.sees_now("请再写一句结果")
    wang.says("灯已换好")
    assert street.acts(NUMBER) == [Act.REPORTED, Act.SETTLED]


def test_staff_put_a_voice_into_words(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    sun = street.staff("孙社工", "clerk", "HF")
    zhang = files_a_voice(street)
    wang.taps("签收")
    assert "写成文字" in wang.sees("已签收").buttons
    sun.says("待办")
    sun.says(NUMBER)
    sun.sees("语音 1 段")
    wang.taps("写成文字")
    wang.sees_now("照原话写下来")
    wang.says("三号楼二楼的灯不亮")
    typed = wang.sees_now("写成文字了")
    assert "写成文字" not in typed.buttons
    assert street.acts(NUMBER)[-1] is Act.TRANSCRIBED
    zhang.says("进度")
    assert "转写：三号楼二楼的灯不亮" in zhang.last.text
    sun.says(NUMBER)
    shown = sun.sees_now("语音里说：三号楼二楼的灯不亮")
    assert "写成文字" not in shown.buttons


def test_whoever_has_the_case_hears_what_a_colleague_typed(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    sun = street.staff("孙社工", "clerk", "HF")
    files_a_voice(street)
    sun.says(NUMBER)
    typing = sun.last
    wang.taps("签收")
    sun.taps("写成文字", typing)
    sun.says("三号楼二楼的灯不亮")
    sun.sees("写成文字了")
    wang.sees("孙社工写成了文字：\n三号楼二楼的灯不亮")


def test_a_case_without_a_voice_offers_nothing_to_type(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.sends(Kind.PHOTO, "楼道灯不亮")
    zhang.taps("同意")
    zhang.taps("提交")
    wang.taps("签收")
    assert "写成文字" not in wang.sees("已签收").buttons


def test_only_those_who_handle_it_may_type_it(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    files_a_voice(street)
    wang.taps("签收")
    signed = wang.last
    street.dismisses("王网格", "grid_manager", "HF-01")
    wang.taps("写成文字", signed)
    assert Act.TRANSCRIBED not in street.acts(NUMBER)
    wang.sees("没有找到这件民情")
