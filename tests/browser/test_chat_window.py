"""The whole loop in one window, as a newcomer plays it after `make run`."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE, Program, Window

NUMBER = re.compile(r"YSHF-\d{4}-\d{6}")


def become(window: Window, key: str) -> None:
    """Press somebody's name; in a wide window their screen may be there already."""
    if not window.page.locator(f"section[data-as={key}]").is_visible():
        window.page.locator(f"[data-person={key}]").click()
        window.page.locator(f"section[data-as={key}]").wait_for()


def test_report_sign_answer_confirm_in_one_window(window: Window) -> None:
    window.page.goto("/")
    window.page.get_by_role("link", name="进入演示").click()
    zhang, li = window.panel("zhang"), window.panel("li")
    zhang.says("二单元楼道灯不亮，晚上看不见")
    zhang.sees("请看一下")
    zhang.taps("提交")
    zhang.sees("已提交")
    number = NUMBER.findall(zhang.lines()[-1])[0]
    become(window, "li")
    li.sees(number)
    li.taps("签收")
    li.sees("已签收，由您办理")
    li.taps("答复")
    li.sees("办了什么")
    li.says("灯泡和声控开关都换了。")
    li.sees("的答复已发给反映人")
    become(window, "zhang")
    zhang.sees("灯泡和声控开关都换了")
    zhang.taps("解决了")
    zhang.sees("您满意吗")
    zhang.taps("满意")
    zhang.sees("记下了")
    become(window, "li")
    li.sees(f"{number} 反映人确认已解决")


def test_the_page_fits_and_its_buttons_are_large(window: Window) -> None:
    window.page.goto("/chat")
    width = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert window.page.evaluate(width)
    for button in window.page.locator(".panel button:visible, .people a:visible").all():
        box = button.bounding_box()
        assert box
        assert box["height"] >= 44, button.inner_text()
    size = "parseFloat(getComputedStyle(document.querySelector('.bubble')).fontSize)"
    assert window.page.evaluate(size) >= 19


def test_a_newcomer_agrees_once_and_shows_where_they_are(window: Window) -> None:
    window.page.goto("/chat?as=me")
    me = window.panel("me")
    me.says("路灯杆歪了，怕倒下来")
    me.sees("记录您的原话")
    me.taps("同意")
    me.sees("哪个小区")
    me.page.locator("section[data-as=me]").get_by_role("button", name="发位置").click()
    me.sees("请看一下")
    assert "您发的位置" in me.lines()[-1]
    me.taps("提交")
    me.sees("已提交")


def test_a_late_press_leaves_the_open_question_its_buttons(desktop: Window) -> None:
    desktop.page.goto("/chat?as=me")
    me = desktop.panel("me")
    me.says("路灯杆歪了，怕倒下来")
    me.sees("记录您的原话")
    screen = desktop.page.locator("section[data-as=me]")
    agree = screen.get_by_role("button", name="同意").first
    token = agree.get_attribute("value")
    agree.click()
    me.sees("哪个小区")
    screen.get_by_role("button", name="发位置").click()
    me.sees("请看一下")
    form = "new URLSearchParams({as: 'me', token})"
    desktop.page.evaluate(f"token => fetch('/chat/say', {{method: 'POST', body: {form}}})", token)
    me.sees("过期")
    screen.get_by_role("button", name="提交").click()
    me.sees("已提交")


def test_a_badge_counts_what_others_were_told(desktop: Window) -> None:
    desktop.page.goto("/chat?as=chen&with=li")
    badge = desktop.page.locator("[data-person=zhou] .badge")
    badge.wait_for()
    before = int(badge.inner_text())
    chen = desktop.panel("chen")
    chen.says("桂园2号楼一单元门锁坏了")
    chen.sees("请看一下")
    chen.taps("提交")
    chen.sees("已提交")
    expect(badge).to_have_text(str(before + 1), timeout=PATIENCE)
    desktop.page.locator("[data-person=zhou]").click()
    desktop.panel("zhou").sees("门锁坏了")
    assert badge.is_hidden()


def test_two_tabs_show_the_same_lines(desktop: Window) -> None:
    desktop.page.goto("/chat?as=me")
    other = Window(desktop.context, desktop.context.new_page()).panel("me")
    other.page.goto("/chat?as=me")
    one = desktop.panel("me")
    one.says("你好")
    one.sees("有什么事")
    other.sees("有什么事")
    other.says("在吗")
    other.sees("在的")
    one.sees("在的")
    assert one.lines() == other.lines()
    assert one.lines()[-4::2] == ["你好", "在吗"]


def test_an_hour_offline_loses_and_doubles_nothing(desktop: Window, program: Program) -> None:
    desktop.page.clock.install()
    desktop.page.goto("/chat?as=me")
    me = desktop.panel("me")
    me.says("你好")
    me.sees("有什么事")
    desktop.context.set_offline(True)
    me.says("在吗")
    desktop.page.get_by_text("网络断了").wait_for()
    other = desktop.context.browser
    assert other is not None
    elsewhere = other.new_context(
        base_url=program.origin, storage_state=desktop.context.storage_state()
    )
    phone = Window(elsewhere, elsewhere.new_page()).panel("me")
    phone.page.goto("/chat?as=me")
    phone.says("谢谢")
    phone.sees("不客气")
    desktop.page.clock.fast_forward("01:00:00")
    desktop.context.set_offline(False)
    desktop.page.clock.fast_forward(15_000)
    me.sees("在的")
    assert desktop.page.get_by_text("网络断了").is_hidden()
    said = [re.split(r"[，。！]", it)[0] for it in me.lines()]
    assert sorted(said) == sorted(["你好", "您好", "谢谢", "不客气", "在吗", "在的"])
    desktop.page.reload()
    assert [re.split(r"[，。！]", it)[0] for it in me.lines()] == said
    elsewhere.close()


def test_a_restart_of_the_program_loses_nothing(desktop: Window, program: Program) -> None:
    desktop.page.goto("/chat?as=me")
    me = desktop.panel("me")
    me.says("你好")
    me.sees("有什么事")
    program.stop()
    me.says("在吗")
    desktop.page.get_by_text("还没发出").wait_for()
    program.start()
    me.sees("在的")
    assert [it for it in me.lines() if it == "在吗"] == ["在吗"]
    desktop.faults[:] = [it for it in desktop.faults if "ERR_" not in it]


def test_enter_sends_and_what_is_too_long_comes_back(desktop: Window) -> None:
    desktop.page.goto("/chat?as=me")
    here = desktop.page.locator("section[data-as=me]")
    here.locator("textarea").fill("你好")
    here.locator("textarea").press("Shift+Enter")
    here.locator("textarea").press("Enter")
    desktop.panel("me").sees("有什么事")
    here.locator("textarea").fill("灯" * 5001)
    here.locator("textarea").press("Enter")
    here.get_by_text("每条不超过 5000 个字").wait_for()
    assert len(here.locator("textarea").input_value()) == 5001
    desktop.faults[:] = [it for it in desktop.faults if "413" not in it]


def test_it_works_without_scripts(desktop: Window, program: Program) -> None:
    assert desktop.context.browser is not None
    plain = desktop.context.browser.new_context(base_url=program.origin, java_script_enabled=False)
    plain.set_default_timeout(PATIENCE)
    window = Window(plain, plain.new_page())
    window.page.goto("/chat?as=me")
    me = window.panel("me")
    me.says("一楼下水道堵了")
    me.sees("记录您的原话")
    me.taps("同意")
    me.sees("哪个小区")
    me.says("荷花小区1号楼")
    me.sees("请看一下")
    me.taps("提交")
    me.sees("已提交")
    window.page.get_by_role("link", name="看新消息").first.click()
    me.sees("已提交")
    plain.close()


def test_a_link_is_followed_once(desktop: Window) -> None:
    desktop.page.goto("/chat?as=me&start=area-NOPE")
    start = desktop.page.locator("button.start")
    start.click()
    desktop.panel("me").sees("您好")
    expect(start).to_be_hidden()
    assert "start=" not in desktop.page.url
    assert "as=me" in desktop.page.url
