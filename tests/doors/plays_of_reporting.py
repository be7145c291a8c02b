"""From the first words to a number, as scripts for every door."""

from collections.abc import Mapping
from io import BytesIO

from PIL import ExifTags, Image

from models.access import Role
from models.timeline import Act
from tests.doors.stages import Scene, Script
from tests.doors.steps import hands_in


def with_the_place_asked(scene: Scene) -> None:
    wang, zhang = scene.manager(), scene.enters("张奶奶")
    zhang.brings_up("楼道灯不亮，晚上看不见")
    zhang.sees("记录您的原话")
    zhang.taps("同意")
    zhang.sees("哪个小区")
    zhang.says(scene.town.home)
    assert scene.town.home in zhang.sees("请看一下")
    zhang.taps("提交")
    zhang.sees("已提交")
    assert scene.town.home in wang.sees("待签收")


def in_several_lines(scene: Scene) -> None:
    wang, zhang = scene.manager(), scene.resident("张奶奶")
    zhang.brings_up("楼道灯不亮")
    zhang.sees("记录您的原话")
    zhang.taps("同意")
    zhang.sees("请看一下")
    zhang.says("三天了", "晚上看不见", "老人怕摔")
    zhang.sees("老人怕摔")
    zhang.taps("提交")
    zhang.sees("已提交")
    assert "三天了\n晚上看不见\n老人怕摔" in wang.sees("待签收")


def changed_on_the_card(scene: Scene) -> None:
    li = scene.staff("李网格", Role.GRID_MANAGER, scene.town.other_grid)
    zhang = scene.resident("张奶奶")
    zhang.brings_up("楼道灯不亮")
    zhang.sees("记录您的原话")
    zhang.taps("同意")
    zhang.sees("请看一下")
    zhang.taps("改")
    zhang.sees("要改哪里")
    zhang.taps("改内容")
    zhang.sees("重新说说")
    zhang.says("单元门关不上")
    zhang.sees("单元门关不上")
    zhang.taps("改")
    zhang.sees("要改哪里")
    zhang.taps("改地点")
    zhang.sees("哪个小区")
    zhang.says(scene.town.garden)
    zhang.sees(f"地点：{scene.town.garden}")
    zhang.taps("提交")
    zhang.sees("已提交")
    assert "单元门关不上" in li.sees("待签收")


def kept_private_with_a_phone(scene: Scene) -> None:
    wang, zhang = scene.manager(), scene.resident("张奶奶")
    zhang.brings_up("楼道灯不亮")
    zhang.sees("记录您的原话")
    zhang.taps("同意")
    zhang.sees("请看一下")
    zhang.taps("更多")
    zhang.sees("还可以")
    zhang.taps("不对外公开")
    zhang.sees("不对外公开")
    zhang.taps("更多")
    zhang.sees("还可以")
    zhang.taps("留电话")
    zhang.sees("电话号码")
    zhang.says("一三八")
    zhang.sees("不像电话号码")
    zhang.says("138 0013 8000")
    zhang.sees("回电：13800138000")
    zhang.taps("提交")
    zhang.sees("已提交")
    wang.sees("待签收")
    wang.taps("联系居民")
    wang.sees("13800138000")
    wang.taps("不用")
    wang.sees("好的")


def cried_out(scene: Scene) -> None:
    wang, zhang = scene.manager(), scene.enters("张奶奶")
    zhang.brings_up(f"{scene.town.home}着火了，快来人")
    zhang.sees("119")
    zhang.taps("已报警")
    zhang.sees("已按紧急登记")
    wang.sees("【紧急")
    wang.taps("签收")
    wang.sees("已签收")


def asked_to_be_called(scene: Scene) -> None:
    wang, zhang = scene.manager(), scene.resident("张奶奶")
    zhang.says("人工")
    zhang.sees("要找人请打")
    zhang.taps("请社区回电")
    zhang.sees("记录您的原话")
    zhang.taps("同意")
    zhang.sees("电话号码")
    zhang.says("0571-88886666")
    zhang.sees("已请社区回电")
    wang.sees("待签收")
    wang.taps("联系居民")
    wang.sees("057188886666")
    wang.taps("不用")
    wang.sees("好的")


def asked_and_then_reported(scene: Scene) -> None:
    wang, zhang = scene.manager(), scene.resident("张奶奶")
    zhang.says("垃圾站几点上班")
    zhang.sees("9:00")
    zhang.taps("不是问这个")
    hands_in(zhang)
    wang.sees("垃圾站几点上班")


def left_and_taken_up(scene: Scene) -> None:
    wang, zhang = scene.manager(), scene.resident("张奶奶")
    zhang.brings_up("楼道灯不亮")
    zhang.sees("记录您的原话")
    zhang.taps("同意")
    zhang.sees("请看一下")
    zhang.says("取消")
    zhang.sees("替您留一天")
    zhang.says("我要反映")
    zhang.sees("没提交的事")
    zhang.taps("接着写")
    zhang.sees("请看一下")
    zhang.shares(30.25, 120.16)
    zhang.sees("您发的位置")
    zhang.taps("提交")
    zhang.sees("已提交")
    assert "30.25000,120.16000" in wang.sees("待签收")


def with_photos(scene: Scene) -> None:
    wang, zhang = scene.manager(), scene.resident("张奶奶")
    zhang.brings_up("楼道灯不亮")
    zhang.sees("记录您的原话")
    zhang.taps("同意")
    zhang.sees("请看一下")
    zhang.sends_photo(a_photo((200, 30, 30)))
    zhang.sees("照片 1 张")
    zhang.sends_photo(a_photo((30, 30, 200)), "是二楼这盏灯")
    assert "是二楼这盏灯" in zhang.sees("照片 2 张")
    zhang.taps("提交")
    zhang.sees("已提交")
    assert "照片 2 张" in wang.sees("待签收")


def a_photo(colour: tuple[int, int, int]) -> bytes:
    """Give a photo of one colour that tells where it was taken."""
    taken = Image.Exif()
    taken.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (30.0, 15.0, 0.0)
    stream = BytesIO()
    Image.new("RGB", (64, 48), colour).save(stream, "JPEG", exif=taken)
    return stream.getvalue()


REPORTING: Mapping[str, Script] = {
    "with the place asked": Script(with_the_place_asked, (Act.REPORTED,)),
    "in several lines": Script(in_several_lines, (Act.REPORTED,)),
    "changed on the card": Script(changed_on_the_card, (Act.REPORTED,)),
    "kept private with a phone": Script(
        kept_private_with_a_phone, (Act.REPORTED, Act.CONTACT_VIEWED)
    ),
    "cried out": Script(cried_out, (Act.REPORTED, Act.ACCEPTED, Act.ASSIGNED, Act.SIGNED)),
    "asked to be called": Script(asked_to_be_called, (Act.REPORTED, Act.CONTACT_VIEWED)),
    "asked and then reported": Script(asked_and_then_reported, (Act.REPORTED,)),
    "left and taken up": Script(left_and_taken_up, (Act.REPORTED,)),
}

PHOTOS: Mapping[str, Script] = {"with photos": Script(with_photos, (Act.REPORTED,))}
"""For doors that take photos."""
