"""Photos and groups in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator

from tests.browser.conftest import PATIENCE, Program, Window
from tests.browser.test_chat_window import NUMBER, become
from tests.support.pictures import A_ZIP, a_photo

IS_DRAWN = "image => image.complete && image.naturalWidth > 0"


@pytest.fixture
def photos(tmp_path: Path) -> list[str]:
    """Two photos as a phone keeps them."""
    files = [tmp_path / "one.jpg", tmp_path / "two.jpg"]
    for file, colour in zip(files, ("orange", "teal"), strict=True):
        file.write_bytes(a_photo(colour, "JPEG"))
    return [str(file) for file in files]


def chooses(window: Window, key: str, files: list[str]) -> None:
    """Choose photos for one screen."""
    window.page.locator(f"section[data-as={key}] input[type=file]").set_input_files(files)


def images(window: Window, key: str, whose: str) -> Locator:
    """Give the photos on a screen that came from there."""
    return window.page.locator(f"section[data-as={key}] .line.{whose}[id] .photo img")


def sees_photo(window: Window, image: Locator) -> None:
    """Wait until a photo is drawn."""
    image.wait_for()
    handle = image.element_handle()
    window.page.wait_for_function(IS_DRAWN, arg=handle)


def test_a_photo_is_handed_in_and_seen_by_the_grid_manager(
    window: Window, photos: list[str]
) -> None:
    window.page.goto("/chat?as=zhang&with=li")
    before = images(window, "zhang", "own").count()
    zhang, li = window.panel("zhang"), window.panel("li")
    zhang.says("一单元门口的路灯坏了，晚上看不见")
    zhang.sees("请看一下")
    chooses(window, "zhang", photos[:1])
    sees_photo(window, images(window, "zhang", "own").nth(before))
    card = window.page.locator("section[data-as=zhang] .line.ours", has_text="照片 1 张").last
    card.get_by_role("button", name="提交").click()
    zhang.sees("已提交")
    become(window, "li")
    sees_photo(window, images(window, "li", "ours").last)
    assert "照片" in "".join(li.lines())


def test_what_is_no_photo_gets_a_word_at_once(desktop: Window, tmp_path: Path) -> None:
    wrong = tmp_path / "photo.jpg"
    wrong.write_bytes(A_ZIP)
    desktop.page.goto("/chat?as=me")
    chooses(desktop, "me", [str(wrong)])
    desktop.page.get_by_text("这张照片打不开，换一张试试。").wait_for()
    assert desktop.page.locator(".pending").count() == 0
    desktop.faults[:] = [it for it in desktop.faults if "415" not in it]


def test_photos_wait_until_the_browser_is_back(
    desktop: Window, program: Program, photos: list[str]
) -> None:
    desktop.page.goto("/chat?as=me")
    desktop.panel("me").says("你好")
    desktop.panel("me").sees("有什么事")
    desktop.context.set_offline(True)
    chooses(desktop, "me", photos)
    desktop.panel("me").says("在吗")
    desktop.page.get_by_text("还没发出").nth(1).wait_for()
    other = Window(desktop.context, desktop.context.new_page())
    desktop.context.set_offline(False)
    for number in range(2):
        sees_photo(desktop, images(desktop, "me", "own").nth(number))
    desktop.page.locator(".pending").first.wait_for(state="detached")
    other.page.goto(f"{program.origin}/chat?as=me")
    for number in range(2):
        sees_photo(other, images(other, "me", "own").nth(number))
    assert images(other, "me", "own").count() == images(desktop, "me", "own").count() == 2
    said = [it for it in other.panel("me").lines() if it == "在吗"]
    assert said == ["在吗"]
    desktop.faults[:] = [it for it in desktop.faults if "ERR_" not in it]


def test_where_no_stream_is_to_be_had_news_are_asked_for(desktop: Window) -> None:
    desktop.page.route("**/chat/events?*", lambda route: route.fulfill(status=503))
    desktop.page.goto("/chat?as=me")
    desktop.panel("me").says("你好")
    desktop.panel("me").sees("有什么事")
    assert desktop.page.get_by_text("网络断了").is_hidden()
    desktop.faults[:] = [it for it in desktop.faults if "503" not in it]


def test_a_photo_goes_without_scripts(
    desktop: Window, program: Program, photos: list[str]
) -> None:
    assert desktop.context.browser is not None
    plain = desktop.context.browser.new_context(base_url=program.origin, java_script_enabled=False)
    plain.set_default_timeout(PATIENCE)
    window = Window(plain, plain.new_page())
    window.page.goto("/chat?as=me")
    chooses(window, "me", photos)
    window.panel("me").says("路边的井盖坏了")
    images(window, "me", "own").nth(1).wait_for()
    link = images(window, "me", "own").first.get_attribute("src")
    assert link is not None
    assert plain.request.get(link).headers["content-type"] == "image/jpeg"
    for language, write in (("English", "Write here"), ("简体中文", "在这里写")):
        window.page.get_by_label("语言 Language").click()
        window.page.get_by_role("button", name=language).click()
        window.page.get_by_placeholder(write).first.wait_for()
    plain.close()


def test_a_group_hears_what_is_for_it_and_leads_into_the_own_chat(window: Window) -> None:
    window.page.goto("/chat?as=zhang&with=li")
    window.page.locator("[data-person=group-residents]").click()
    group = window.panel("group-residents")
    here = window.page.locator("section[data-as=group-residents]")
    here.get_by_placeholder("以张奶奶的身份在群里说").wait_for()
    group.says("今天的水有点黄")
    here.locator(".line.own[id]", has_text="今天的水有点黄").last.wait_for()
    group.says("@民情直通车 二楼的水管漏水")
    group.sees("私下跟我说")
    group.taps("私下接着说")
    window.page.locator("section[data-as=group-residents]").wait_for(state="detached")
    window.panel("zhang").sees("二楼的水管漏水")
    window.panel("zhang").says("取消")  # the next test begins with nothing open
    window.panel("zhang").sees("")


def test_a_card_is_signed_in_the_group_and_changes_in_every_tab(
    window: Window, program: Program
) -> None:
    window.page.goto("/chat?as=li&in=group-managers")
    other = window.context.new_page()
    other.goto(f"{program.origin}/chat?as=zhou&in=group-managers")
    number = report(window)
    window.page.goto("/chat?as=li&in=group-managers")
    cards = "section[data-as=group-managers] .line[id]"  # others may come meanwhile
    here = window.page.locator(cards, has_text=number)
    there = other.locator(cards, has_text=number)
    there.get_by_role("button", name="签收").wait_for()
    here.get_by_role("button", name="签收").click()
    for line in (here, there):
        line.get_by_text("李敏").wait_for()
        assert line.get_by_role("button", name="签收").count() == 0
    note = window.page.locator("section[data-as=group-managers] .note")
    note.get_by_text("签收").wait_for()
    assert other.locator("section[data-as=group-managers] .note").is_hidden()


def report(window: Window) -> str:
    """Let 张奶奶 report something; give its number."""
    window.page.goto("/chat?as=zhang&with=li")
    zhang = window.panel("zhang")
    zhang.says("三楼楼道灯不亮，晚上看不见")
    zhang.sees("请看一下")
    zhang.taps("提交")
    zhang.sees("已提交")
    found = NUMBER.search(zhang.lines()[-1])
    assert found is not None
    return found[0]
