"""Staff who write down in the chat what others said."""

import re

from tests.support.chat import Person

NUMBER = "HF-2026-000001"


def enters(
    clerk: Person, channel: str = "来电", who: str = "张奶奶 138 0000 0001", *, words: str = ""
) -> None:
    """Write down what somebody said, up to the card."""
    clerk.says("代录")
    clerk.taps(channel)
    clerk.says(words or "荷花小区三号楼楼道灯不亮")
    clerk.sees("是谁反映的")
    if who:
        clerk.says(who)
        clerk.taps("本人同意")
    else:
        clerk.taps("不留联系方式")


def receipt_of(clerk: Person) -> str:
    """Read the query code that the clerk is shown."""
    found = re.search(r"查询码 (\w{8})", clerk.sees("已登记").text)
    assert found is not None
    return found[1]
