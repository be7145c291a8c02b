"""A resident's words become a case, and the case comes back answered."""

import re

from tests.chat import Street


def test_a_report_goes_from_first_words_to_a_number_in_two_presses(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.person("张奶奶")
    zhang.says("三号楼楼道灯不亮，晚上看不见")
    zhang.sees("记录您的原话")
    zhang.taps("同意")
    zhang.sees("哪个小区")
    zhang.says("荷花小区3号楼")
    zhang.sees("请看一下")
    zhang.taps("提交")
    filed = zhang.sees("HF-2026-000001")
    assert "12345" in filed.text
    assert zhang.presses == 2
    wang.sees("待签收")
    wang.taps("签收")
    wang.sees("已签收")
    zhang.sees("已转王网格办理")
    wang.taps("答复")
    wang.says("灯已换好，师傅说能用两年。")
    wang.sees("答复已发给反映人")
    zhang.sees("灯已换好")
    zhang.taps("解决了")
    zhang.sees("谢谢您")
    zhang.taps("满意")
    zhang.sees("记下了")
    wang.sees("确认已解决")
    assert re.search(r"HF-2026-000001", filed.text)
