"""Every sentence of ours in three languages."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from string import Formatter

import pytest

from handlers.understanding.labels import OFFERED
from handlers.understanding.meaning import understand
from handlers.understanding.sayings import Back, Command, CommandName, Human, Leave, Meaning
from models.people import Language
from services.texts import commands, languages, menu, talk
from services.texts.casework import cases
from services.texts.phrases import (
    Phrase,
    Template,
    join_words,
    known_templates,
    put_into_words,
    to_traditional,
    verbatim,
)
from services.wording import squeeze
from tests.support.sentences import every_template

MORNING = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
OWN_WORDS = "网格员说：灯里面没电了，发{票}"


def said(phrase: Phrase, language: Language) -> str:
    return put_into_words(phrase, language=language)


def places(sentence: str) -> list[str]:
    """Give the places of a sentence, each as often as it stands there."""
    return sorted(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)


def templates() -> Iterator[Template]:
    return iter(every_template().values())


def test_every_sentence_stands_in_english_with_the_same_places() -> None:
    differing = {
        it.key: (it.chinese, it.english)
        for it in templates()
        if set(places(it.chinese)) != set(places(it.english))
    }
    assert differing == {}


def test_no_english_sentence_is_missing() -> None:
    assert [it.key for it in templates() if bool(it.english.strip()) != bool(it.chinese)] == []


def test_no_chinese_sign_stands_in_an_english_sentence() -> None:
    assert [it.key for it in templates() if CHINESE.search(it.english)] == []


def test_an_english_sentence_names_buttons_and_words_that_there_are() -> None:
    labels = {it.english for it in templates()}
    unknown = [
        (it.key, named)
        for it in templates()
        for named in re.findall("“([^“”{}]+)”", it.english)
        if named not in labels and not isinstance(understand(named), Command)
    ]
    assert unknown == []


def test_the_places_survive_the_traditional_characters() -> None:
    assert [
        it.key for it in templates() if places(to_traditional(it.chinese)) != places(it.chinese)
    ] == []


def test_what_reads_the_same_in_both_characters_is_compared_as_the_same() -> None:
    """So a label written in traditional characters needs no list of its own."""
    apart = {
        it.key: to_traditional(it.chinese)
        for it in templates()
        if squeeze(to_traditional(it.chinese)) != squeeze(it.chinese)
    }
    assert apart == {}


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("网格员", "網格員"),
        ("没解决", "沒解決"),
        ("进度", "進度"),
        ("这里、里面", "這裡、裡面"),
        ("请几分钟后再发", "請幾分鐘後再發"),
        ("您别着急，告诉我", "您別著急，告訴我"),
        ("街道干部", "街道幹部"),
        ("社区", "社區"),
        ("取消", "取消"),
    ],
)
def test_the_words_around_decide_which_traditional_character(
    simplified: str, traditional: str
) -> None:
    assert to_traditional(simplified) == traditional


@pytest.mark.parametrize("language", Language)
def test_what_people_wrote_is_said_as_they_wrote_it(language: Language) -> None:
    assert said(verbatim(OWN_WORDS), language) == OWN_WORDS
    assert said(cases.RELAYED(number="X", name="王网格", words=OWN_WORDS), language).endswith(
        f"\n{OWN_WORDS}"
    )
    assert said(menu.GRID_OF(area="和风网格"), language) == "和风网格"


def test_a_phrase_in_a_phrase_is_said_in_the_same_language() -> None:
    alert = cases.RETURNED_TO_YOU(name="王", reason="不归我", alert=cases.WITHDRAWN(number="X"))
    assert said(alert, Language.TRADITIONAL) == "王退回，原因：不归我\nX 反映人已撤回，不用再辦。"
    assert said(alert, Language.ENGLISH) == (
        "王 returned it. Reason: 不归我\nX was withdrawn by the reporter; nothing more to do."
    )
    both = join_words([talk.YES(), verbatim("没"), talk.SKIP()], language=Language.TRADITIONAL)
    assert both == "是\n没\n跳過"


def test_an_instant_is_told_as_the_language_tells_it() -> None:
    due = cases.URGED(number="X", due=MORNING)
    assert "11月23日9:30" in said(due, Language.SIMPLIFIED)
    assert "11月23日9:30" in said(due, Language.TRADITIONAL)
    assert said(due, Language.ENGLISH).endswith("Answer by: 23 Nov 09:30.")


def test_a_sentence_of_a_release_that_is_gone_is_passed_over_in_every_language() -> None:
    assert {said(Phrase("gone.for.ever"), language) for language in Language} == {""}


def test_a_sentence_without_english_cannot_be_written() -> None:
    with pytest.raises(TypeError):
        Template("test.language", "没有英文")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    assert "test.language" not in known_templates()


def test_each_language_is_named_in_itself_whatever_is_read() -> None:
    for language in Language:
        names = [said(name, language) for name in languages.NAMES.values()]
        assert names == ["简体中文", "繁體中文", "English"]


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("English", Language.ENGLISH),
        (" ENGLISH! ", Language.ENGLISH),
        ("英文", Language.ENGLISH),
        ("繁體", Language.TRADITIONAL),
        ("繁体", Language.TRADITIONAL),
        ("繁體中文", Language.TRADITIONAL),
        ("简体", Language.SIMPLIFIED),
        ("簡體", Language.SIMPLIFIED),
        ("简体中文", Language.SIMPLIFIED),
    ],
)
def test_the_name_of_a_language_alone_asks_for_it(words: str, language: Language) -> None:
    assert understand(words) == Command(CommandName.LANGUAGE, language)


@pytest.mark.parametrize(
    "words", ["孩子学English没地方", "English please help", "繁体字的招牌掉了"]
)
def test_the_name_of_a_language_in_a_sentence_does_not(words: str) -> None:
    assert not isinstance(understand(words), Command)


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("cancel", Leave()),
        ("Cancel.", Leave()),
        ("back", Back()),
        ("help", Command(CommandName.HELP)),
        ("menu", Command(CommandName.START)),
        ("report", Command(CommandName.REPORT)),
        ("STATUS", Command(CommandName.MINE)),
        ("language", Command(CommandName.LANGUAGE)),
        ("語言", Command(CommandName.LANGUAGE)),
    ],
)
def test_plain_english_words_alone_are_commands(words: str, meaning: Meaning) -> None:
    assert understand(words) == meaning


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("label", "meaning"),
    [
        (menu.TO_REPORT, Command(CommandName.REPORT)),
        (menu.MY_CASES, Command(CommandName.MINE)),
        (menu.TO_DO, Command(CommandName.TO_DO)),
        (menu.MY_GRID, Command(CommandName.GRID)),
        (languages.CHOOSE, Command(CommandName.LANGUAGE)),
        (talk.CANCEL, Leave()),
        (talk.BACK, Back()),
    ],
)
def test_a_button_of_the_menu_can_be_written_in_every_language(
    label: Template, meaning: Meaning, language: Language
) -> None:
    assert understand(said(label(), language)) == meaning


@pytest.mark.parametrize("language", Language)
def test_the_way_to_a_person_can_be_written_in_every_language(language: Language) -> None:
    meant = understand(said(menu.A_PERSON(), language))
    assert meant in (Human(), Command(CommandName.HELP))


@pytest.mark.parametrize("language", Language)
def test_a_label_that_was_offered_is_looked_up_in_every_language(language: Language) -> None:
    for label in (cases.SIGN, cases.NOT_SOLVED, cases.ANSWER, menu.CALL_ME):
        assert squeeze(said(label(), language)) in OFFERED


def test_the_commands_of_telegram_stand_in_every_language() -> None:
    english = commands.command_labels(Language.ENGLISH)
    traditional = commands.command_labels(Language.TRADITIONAL)
    assert list(english) == list(traditional) == list(commands.COMMANDS)
    assert traditional["grid"] == "我的網格員和社區電話"
    assert all(3 <= len(label) <= 256 for label in english.values())
