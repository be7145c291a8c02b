"""Phrases: kept as key and arguments, put into words when they are said."""

import json
from datetime import UTC, datetime
from string import Formatter
from zoneinfo import ZoneInfo

import pytest

from models.errors import Invalid, NotFound
from services.texts.casework import cases as texts
from services.texts.phrases import (
    Phrase,
    Template,
    join_words,
    known_templates,
    phrase_from_json,
    phrase_to_json,
    put_into_words,
    verbatim,
)
from services.texts.refusals import refusals
from tests.support.sentences import every_template

NIGHT = datetime(2026, 12, 31, 16, 5, tzinfo=UTC)


def kept(phrase: Phrase) -> Phrase:
    return phrase_from_json(json.loads(json.dumps(phrase_to_json(phrase))))


def test_an_instant_is_said_as_the_streets_wall_clock_shows_it() -> None:
    phrase = texts.URGED(number="HF-2026-000001", due=NIGHT)
    assert "答复期限：1月1日0:05。" in put_into_words(phrase)
    assert "12月31日22:05" in put_into_words(phrase, ZoneInfo("Asia/Urumqi"))


def test_a_phrase_inside_a_phrase_is_said_inside_it() -> None:
    alert = texts.RETURNED_TO_YOU(name="王", reason="不归我", alert=texts.WITHDRAWN(number="X"))
    assert put_into_words(kept(alert)) == "王退回，原因：不归我\nX 反映人已撤回，不用再办。"


@pytest.mark.parametrize(
    "words", ["{number}", "{}", "{0.__class__}", "}{", "%s", "\\n", "\u202eab", "", "灯\n坏了"]
)
def test_a_persons_own_words_are_said_as_they_stand(words: str) -> None:
    assert put_into_words(kept(verbatim(words))) == words
    said = put_into_words(kept(texts.SUPPLEMENTED(number="X", words=words)))
    assert said == f"X 反映人补充：\n{words}"


def test_a_phrase_is_kept_with_all_its_arguments() -> None:
    for phrase in (
        texts.SIGN(),
        texts.UNSIGNED(count=3),
        texts.URGED(number="X", due=NIGHT),
        texts.RETURNED_TO_YOU(name="王", reason="=", alert=verbatim("X")),
    ):
        assert kept(phrase) == phrase


def test_what_an_older_release_said_is_passed_over() -> None:
    assert put_into_words(Phrase("a.template.that.is.gone")) == ""
    assert join_words([Phrase("gone"), texts.SIGN(), texts.WAS_CONTACTED(), verbatim("X")]) == (
        "签收\nX"
    )


def test_no_two_templates_have_one_key() -> None:
    with pytest.raises(ValueError, match=r"case\.sign"):
        Template("case.sign", "另一句", "Another sentence")
    assert known_templates()["case.sign"] is texts.SIGN


def test_every_template_can_be_formatted() -> None:
    assert len(every_template()) > 2000
    for template in every_template().values():
        fields = [
            name for _, name, _, _ in Formatter().parse(template.chinese) if name is not None
        ]
        assert all(name.isidentifier() for name in fields), template.key
        assert template.chinese.format(**dict.fromkeys(fields, "")) is not None


def test_a_refusal_is_told_with_what_it_names() -> None:
    told = refusals.told(NotFound("area_unknown", code="X"))
    assert put_into_words(told) == "没有找到这个地方。"
    assert "不能这样办" in put_into_words(refusals.told(Invalid("nobody wrote this")))
