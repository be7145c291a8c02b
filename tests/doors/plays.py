"""The conversations of the first issue, written once and played at every door."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.access import Role
from models.cases import Act
from tests.doors.stages import Actor, Play, Scene


@dataclass(frozen=True)
class Script:
    """One conversation, and what the files of its cases then hold.

    Args:
        play: what everybody says and presses.
        acts: of every line of every case, in order.
    """

    play: Play
    acts: Sequence[Act]


def files(actor: Actor, words: str = "楼道灯不亮，晚上看不见") -> None:
    """Bring a matter up, agree, and hand it in."""
    actor.brings_up(words)
    hands_in(actor)


def hands_in(actor: Actor) -> None:
    """Agree, and hand in what stands on the card."""
    actor.sees("记录您的原话")
    actor.taps("同意")
    actor.sees("请看一下")
    actor.taps("提交")
    actor.sees("已提交")


def signs(actor: Actor) -> None:
    """Sign the case that was told of."""
    actor.sees("待签收")
    actor.taps("签收")
    actor.sees("已签收")


def answers(actor: Actor, words: str) -> None:
    """Answer the case one has."""
    actor.taps("答复")
    actor.sees("办了什么")
    actor.says(words)
    actor.sees("答复已发给反映人")


def settles(actor: Actor, words: str) -> None:
    """Settle a case on the spot."""
    actor.taps("当场办结")
    actor.sees("办了什么")
    actor.says(words)
    actor.sees("答复已发给反映人")


def solved(scene: Scene) -> None:
    wang, zhang = scene.manager(), scene.resident("张奶奶")
    files(zhang)
    signs(wang)
    zhang.sees("办理，最迟")
    answers(wang, "灯已换好，师傅说能用两年")
    zhang.sees("灯已换好")
    zhang.taps("解决了")
    zhang.sees("30 天")
    zhang.taps("满意")
    zhang.sees("记下了")
    wang.sees("确认已解决")


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


def not_solved_at_first(scene: Scene) -> None:
    wang, zhang = scene.manager(), scene.resident("张奶奶")
    files(zhang)
    wang.sees("待签收")
    settles(wang, "灯已换好")
    zhang.sees("请问解决了吗")
    zhang.taps("没解决")
    zhang.sees("第 2 次")
    zhang.says("二楼的还不亮")
    zhang.sees("记下了")
    wang.sees("【重办】")
    wang.sees("二楼的还不亮")
    wang.taps("签收")
    wang.sees("已签收")
    answers(wang, "二楼也换了")
    zhang.sees("二楼也换了")
    zhang.taps("解决了")
    zhang.sees("30 天")
    wang.sees("确认已解决")


def nobody_came(scene: Scene) -> None:
    wang, zhang = scene.manager(), scene.resident("张奶奶")
    files(zhang)
    signs(wang)
    answers(wang, "已联系您处理")
    zhang.sees("请问解决了吗")
    zhang.taps("没人联系我")
    zhang.sees("第 2 次")
    assert "没有人联系过" in wang.sees("【重办】")
    zhang.taps("跳过")
    zhang.sees("好的")


def hurried(scene: Scene) -> None:
    wang, zhang = scene.manager(), scene.resident("张奶奶")
    files(zhang)
    signs(wang)
    zhang.sees("办理，最迟")
    zhang.says("怎么还没来")
    zhang.sees("已替您催了")
    wang.sees("反映人在催")
    zhang.taps("催一下")
    zhang.sees("今天已经替您催过了")


def taken_back(scene: Scene) -> None:
    wang, zhang = scene.manager(), scene.resident("张奶奶")
    files(zhang)
    wang.sees("待签收")
    zhang.taps("撤回")
    zhang.sees("要撤回")
    zhang.taps("撤回")
    zhang.sees("已撤回")
    wang.sees("反映人已撤回")


def returned_to_the_community(scene: Scene) -> None:
    wang = scene.manager()
    sun = scene.staff("孙社工", Role.CLERK, scene.town.code)
    zhang = scene.resident("张奶奶")
    files(zhang)
    signs(wang)
    wang.taps("退回")
    wang.sees("为什么退回")
    wang.says("属于供电公司")
    wang.sees("另行安排")
    assert "属于供电公司" in sun.sees("王网格退回")
    sun.taps("签收")
    sun.sees("已签收")
    zhang.sees("已转孙社工办理")


def settled_on_the_spot(scene: Scene) -> None:
    wang, zhang = scene.manager(), scene.resident("张奶奶")
    files(zhang)
    wang.sees("待签收")
    settles(wang, "已经换了灯泡")
    zhang.sees("已经换了灯泡")
    zhang.says("谢谢")
    zhang.sees("不客气")
    zhang.says("好了")
    zhang.sees("30 天")
    zhang.taps("基本满意")
    zhang.sees("记下了")


def cried_out(scene: Scene) -> None:
    wang, zhang = scene.manager(), scene.enters("张奶奶")
    zhang.brings_up(f"{scene.town.home}着火了，快来人")
    zhang.sees("119")
    zhang.taps("已报警")
    zhang.sees("已按紧急登记")
    wang.sees("【紧急")
    wang.taps("签收")
    wang.sees("已签收")


def passed_on_and_answered(scene: Scene) -> None:
    wang, zhang = scene.manager(), scene.resident("张奶奶")
    files(zhang)
    zhang.taps("补充")
    zhang.sees("要补充什么")
    zhang.says("是二楼拐角那盏")
    zhang.sees("记下了")
    wang.sees("是二楼拐角那盏")
    wang.taps("签收")
    wang.sees("已签收")
    wang.taps("联系居民")
    wang.sees("没有留电话")
    wang.says("请问您下午在家吗？")
    wang.sees("已转告")
    zhang.sees("请问您下午在家吗？")
    zhang.says("在家")
    zhang.sees("记下了")
    wang.sees("在家")


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


def mended_itself_and_another_matter(scene: Scene) -> None:
    wang, zhang = scene.manager(), scene.resident("张奶奶")
    files(zhang)
    wang.sees("待签收")
    zhang.says("好了")
    zhang.sees("已经好了，不用再来人了")
    zhang.taps("是，已经好了")
    zhang.sees("不再办理")
    wang.sees("反映人说已经好了")
    zhang.brings_up("下水道堵了，污水漫出来")
    zhang.sees("请看一下")
    zhang.taps("提交")
    zhang.sees("-000002")
    wang.sees("下水道堵了")


A = Act

TAKEN_ON = (A.ACCEPTED, A.ASSIGNED, A.SIGNED)
TAKEN_ON_AGAIN = (A.ASSIGNED, A.SIGNED)

SCRIPTS: Mapping[str, Script] = {
    "solved": Script(solved, (A.REPORTED, *TAKEN_ON, A.ANSWERED, A.CONFIRMED, A.RATED)),
    "with the place asked": Script(with_the_place_asked, (A.REPORTED,)),
    "in several lines": Script(in_several_lines, (A.REPORTED,)),
    "changed on the card": Script(changed_on_the_card, (A.REPORTED,)),
    "kept private with a phone": Script(kept_private_with_a_phone, (A.REPORTED, A.CONTACT_VIEWED)),
    "not solved at first": Script(
        not_solved_at_first,
        (
            *(A.REPORTED, A.SETTLED, A.REOPENED, A.SUPPLEMENTED),
            *(*TAKEN_ON_AGAIN, A.ANSWERED, A.CONFIRMED),
        ),
    ),
    "nobody came": Script(nobody_came, (A.REPORTED, *TAKEN_ON, A.ANSWERED, A.REOPENED)),
    "hurried": Script(hurried, (A.REPORTED, *TAKEN_ON, A.URGED)),
    "taken back": Script(taken_back, (A.REPORTED, A.WITHDRAWN)),
    "returned to the community": Script(
        returned_to_the_community, (A.REPORTED, *TAKEN_ON, A.RETURNED, *TAKEN_ON_AGAIN)
    ),
    "settled on the spot": Script(
        settled_on_the_spot, (A.REPORTED, A.SETTLED, A.CONFIRMED, A.RATED)
    ),
    "cried out": Script(cried_out, (A.REPORTED, *TAKEN_ON)),
    "passed on and answered": Script(
        passed_on_and_answered,
        (
            *(A.REPORTED, A.SUPPLEMENTED, *TAKEN_ON),
            *(A.CONTACT_VIEWED, A.RELAYED, A.SUPPLEMENTED),
        ),
    ),
    "asked to be called": Script(asked_to_be_called, (A.REPORTED, A.CONTACT_VIEWED)),
    "asked and then reported": Script(asked_and_then_reported, (A.REPORTED,)),
    "left and taken up": Script(left_and_taken_up, (A.REPORTED,)),
    "mended itself and another matter": Script(
        mended_itself_and_another_matter, (A.REPORTED, A.WITHDRAWN, A.REPORTED)
    ),
}
