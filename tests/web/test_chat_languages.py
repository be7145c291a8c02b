"""The pages in three languages."""

from sqlmodel import select

from models.people import Account, Language
from services.identity import links, people
from tests.support.builders import an_account
from tests.support.visitors import House, Visitor
from web.pages import TEMPLATES

SCRIPT = {"Accept": "application/json"}


async def chooses(visitor: Visitor, language: str, back: str = "/chat", **headers: str) -> None:
    """Press a language in the header."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    form = {"language": language, "back": back}
    answer = await visitor.client.post("/chat/language", data=form, headers=named)
    assert answer.status_code == 303
    await visitor.opens(answer.headers["location"])


async def test_a_newcomer_chooses_a_language_and_keeps_it(house: House) -> None:
    john = house.visitor()
    await john.opens()
    assert '<html lang="zh-CN">' in john.page
    await chooses(john, "en")
    assert '<html lang="en">' in john.page
    assert "Write here" in john.page
    assert not [it for it in "发送写照片您好" if it in john.page.split("</header>")[1]]
    await john.says("hello")
    with house.store.read() as session:
        assert session.exec(select(Account.language)).one() is Language.ENGLISH
    assert john.last.text.startswith("Hello!")
    await john.says("x" * 5001)
    assert john.status == 413
    assert "5001" in john.reader().note
    assert "characters" in john.reader().note
    answer = await john.posts({"text": ""}, **SCRIPT)
    assert answer.json()["note"].isascii()


async def test_who_is_known_reads_what_their_account_says(house: House) -> None:
    zhang = house.visitor()
    await zhang.opens()
    await zhang.says("你好")
    await chooses(zhang, "zh-Hant")
    assert '<html lang="zh-Hant">' in zhang.page
    assert "發送" in zhang.page
    await zhang.says("English")
    assert '<html lang="en">' in zhang.page
    await chooses(zhang, "zh-Hans")
    assert "发送" in zhang.page


async def test_simplified_is_a_choice_too_and_stays_when_another_door_is_joined(
    house: House,
) -> None:
    with house.store.write() as session:
        john = an_account(session, "tg", language=Language.ENGLISH)
        person_id = people.consent(session, john.id, "John", house.clock)
        code = links.issue_code(session, person_id, john.id, house.clock)
    visitor = house.visitor()
    await chooses(visitor, "en")
    await chooses(visitor, "zh-Hans")
    await visitor.says("你好")
    await visitor.client.post("/chat/enter", data={"code": code})
    await visitor.opens()
    assert '<html lang="zh-CN">' in visitor.page


async def test_a_door_on_which_none_was_chosen_follows_the_other(house: House) -> None:
    with house.store.write() as session:
        john = an_account(session, "tg", language=Language.ENGLISH)
        person_id = people.consent(session, john.id, "John", house.clock)
        code = links.issue_code(session, person_id, john.id, house.clock)
    visitor = house.visitor()
    await visitor.opens()
    await visitor.says("你好")
    await visitor.client.post("/chat/enter", data={"code": code})
    await visitor.opens()
    assert '<html lang="en">' in visitor.page


async def test_the_front_page_has_the_language_too(house: House) -> None:
    john = house.visitor()
    await john.opens("/")
    await chooses(john, "en", back="/")
    assert '<html lang="en">' in john.page
    assert "Say it now" in john.page


async def test_a_choice_leads_nowhere_else_and_nobody_chooses_for_others(house: House) -> None:
    john = house.visitor()
    for back in ("https://evil.test/", "//evil.test", "/chat?x=\r\nA: b", "", "/chat/../x"):
        form = {"language": "en", "back": back}
        answer = await john.client.post("/chat/language", data=form)
        assert answer.headers["location"] == "/chat"
    other = house.visitor()
    await chooses(other, "en", Origin="https://evil.test")
    assert '<html lang="zh-CN">' in other.page
    for wrong in ("", "fr", "x" * 5000):
        await chooses(other, wrong)
        assert '<html lang="zh-CN">' in other.page


async def test_in_the_demonstration_everybody_reads_what_the_browser_chose(
    demonstration: House,
) -> None:
    john = demonstration.visitor()
    await chooses(john, "en", back="/chat?as=zhang&with=li")
    await john.posts({**john.reader().composers["zhang"], "text": "hello"})
    assert john.on("zhang")[-1].text.startswith("Hello!")
    await john.opens("/chat?as=li&in=group-residents")
    assert '<html lang="en">' in john.page
    await john.posts({**john.reader().composers["group-residents"], "text": "/help"})
    assert john.on("group-residents")[-1].text.isascii()


def test_no_template_says_anything_by_itself() -> None:
    for name in TEMPLATES.env.list_templates():
        assert TEMPLATES.env.loader is not None
        source = TEMPLATES.env.loader.get_source(TEMPLATES.env, name)[0]
        said = {it for it in source if "\u4e00" <= it <= "\u9fff"}
        assert said <= set("语言文@民情直通车"), name
