"""The draft of a notice whose case went on meanwhile."""

from tests.support.chat import Street


def test_a_press_on_a_draft_says_that_its_case_is_done_again(street: Street) -> None:
    li = street.staff("李敏", "grid_manager", "HF-01")
    sun = street.staff("孙洁", "clerk", "HF")
    wang = street.resident("王婶")
    number = wang.reports("3号楼楼道灯不亮")
    li.taps("当场办结")
    li.says("灯已换好")
    draft = sun.sees("【待公示】")
    wang.taps("没解决")
    wang.says("还是不亮")
    sun.taps("公示", on=draft)
    sun.sees_now(f"{number} 已办结、重办或改为不公开，不能公示了")
