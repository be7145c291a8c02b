"""From a number to its end, as scripts for every door."""

from collections.abc import Mapping

from models.access import Role
from models.timeline import Act
from tests.doors.stages import Scene, Script
from tests.doors.steps import answers, files, settles, signs


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
    wang.sees("话已发出")
    zhang.sees("请问您下午在家吗？")
    zhang.says("在家")
    zhang.sees("记下了")
    wang.sees("在家")


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


TAKEN_ON = (Act.ACCEPTED, Act.ASSIGNED, Act.SIGNED)
TAKEN_ON_AGAIN = (Act.ASSIGNED, Act.SIGNED)

HANDLING: Mapping[str, Script] = {
    "solved": Script(solved, (Act.REPORTED, *TAKEN_ON, Act.ANSWERED, Act.CONFIRMED, Act.RATED)),
    "not solved at first": Script(
        not_solved_at_first,
        (
            *(Act.REPORTED, Act.SETTLED, Act.REOPENED, Act.SUPPLEMENTED),
            *(*TAKEN_ON_AGAIN, Act.ANSWERED, Act.CONFIRMED),
        ),
    ),
    "nobody came": Script(nobody_came, (Act.REPORTED, *TAKEN_ON, Act.ANSWERED, Act.REOPENED)),
    "hurried": Script(hurried, (Act.REPORTED, *TAKEN_ON, Act.URGED)),
    "taken back": Script(taken_back, (Act.REPORTED, Act.WITHDRAWN)),
    "returned to the community": Script(
        returned_to_the_community, (Act.REPORTED, *TAKEN_ON, Act.RETURNED, *TAKEN_ON_AGAIN)
    ),
    "settled on the spot": Script(
        settled_on_the_spot, (Act.REPORTED, Act.SETTLED, Act.CONFIRMED, Act.RATED)
    ),
    "passed on and answered": Script(
        passed_on_and_answered,
        (
            *(Act.REPORTED, Act.SUPPLEMENTED, *TAKEN_ON),
            *(Act.CONTACT_VIEWED, Act.RELAYED, Act.SUPPLEMENTED),
        ),
    ),
    "mended itself and another matter": Script(
        mended_itself_and_another_matter, (Act.REPORTED, Act.WITHDRAWN, Act.REPORTED)
    ),
}
