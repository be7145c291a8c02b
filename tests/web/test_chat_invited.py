import re

from tests.support.visitors import House


async def test_the_link_of_an_invitation_says_that_one_is_invited(house: House) -> None:
    wang = house.visitor()
    await wang.opens("/chat?start=join-ABCDE-FGHJK")
    assert "邀请您加入民情直通车" in wang.page
    assert "三号楼楼道灯不亮" not in wang.page
    assert re.search(r'<button class="start"[^>]*>加入</button>', wang.page)
    await wang.opens("/chat?start=area-HF-HH")
    assert "邀请您加入" not in wang.page
    assert re.search(r'<button class="start"[^>]*>开始</button>', wang.page)
