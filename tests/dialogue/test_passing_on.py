"""What was sent reaches those who need it: the voice staff, the evidence the reporter."""

from handlers.talking.messages import Heard, Kind
from models.timeline import Act
from services.case_files import timeline
from tests.support.chat import Person, Street

NUMBER = "HF-2026-000001"


def sends_stored(person: Person, kind: Kind, seconds: int = 0) -> None:
    """Send something that the door itself put on the shelf."""
    person.events(Heard(kind, name=person.name, content="ab" * 32, seconds=seconds))
    person.waits(3)


def test_staff_get_the_voice_and_may_put_it_into_words_at_once(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    sends_stored(zhang, Kind.VOICE, seconds=5)
    zhang.taps("同意")
    zhang.taps("提交")
    voice = wang.sees("反映人发来：语音 1 段")
    assert len(voice.attachments) == 1
    assert list(voice.buttons) == ["写成文字"]
    wang.taps("写成文字", voice)
    wang.says("楼道灯不亮")
    wang.sees_now("写成文字了")
    assert street.acts(NUMBER) == [Act.REPORTED, Act.TRANSCRIBED]


def test_a_written_label_is_enough_to_begin_typing(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    sends_stored(zhang, Kind.VOICE, seconds=5)
    zhang.taps("同意")
    zhang.taps("提交")
    wang.says("写成文字")
    wang.sees_now("照原话写下来")


def test_the_reporter_gets_the_evidence_with_the_answer(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    zhang.reports()
    wang.taps("当场办结")
    sends_stored(wang, Kind.PHOTO)
    wang.says("灯已换好")
    assert len(zhang.sees("社区发来：照片 1 张").attachments) == 1
    assert "解决了" in zhang.sees_now("灯已换好").buttons  # below the photo, where a thumb is


def test_a_photo_with_a_word_that_is_passed_on_reaches_the_reporter(street: Street) -> None:
    street.staff("王网格", "grid_manager", "HF-01")
    sun = street.staff("孙社工", "clerk", "HF")
    zhang = street.resident("张奶奶")
    zhang.reports()
    sun.says(NUMBER)
    sun.taps("联系居民")
    sends_stored(sun, Kind.PHOTO)
    sun.sees_now("照片收到，请再写一句话")
    sun.says("是这盏灯吗？")
    zhang.sees("社区发来：照片 1 张")
    zhang.sees("是这盏灯吗")


def test_what_was_typed_is_forgotten_with_its_reporter(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张奶奶")
    sends_stored(zhang, Kind.VOICE, seconds=5)
    zhang.taps("同意")
    zhang.taps("提交")
    wang.taps("写成文字")
    wang.says("三单元的灯不亮")
    zhang.says("我的资料")
    zhang.taps("导出")
    assert "三单元的灯不亮" in zhang.last.text
    assert "语音 1 段" in zhang.last.text
    zhang.taps("撤回同意并删除")
    zhang.taps("撤回这些事")
    zhang.sees("已经删除")
    case = street.case(NUMBER)
    with street.store.read() as session:
        assert timeline.words_of(session, case, Act.TRANSCRIBED) == []
        assert timeline.is_intact(session, case)
