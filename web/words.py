"""What the pages say, in the language of who reads them."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from models.people import Language
from services.texts.languages import NAMES
from services.texts.pages import CHIPS, SCRIPT_WORDS, WORDS
from services.texts.phrases import Argument, put_into_words

_TAGS = {Language.SIMPLIFIED: "zh-CN", Language.TRADITIONAL: "zh-Hant", Language.ENGLISH: "en"}
"""As pages name a language to screen readers and spelling."""

_NAMES = {language: put_into_words(name) for language, name in NAMES.items()}


def words_in(language: Language) -> Mapping[str, Any]:
    """Give templates their words."""

    def say(name: str, /, **arguments: Argument) -> str:
        return put_into_words(WORDS[name](**arguments), language=language)

    def chips(names: str) -> list[tuple[str, str]]:
        return [(it, put_into_words(CHIPS[it](), language=language)) for it in names.split()]

    return {
        "t": say,
        "chips": chips,
        "language": _TAGS[language],
        "chosen": language,
        "languages": [(it, _NAMES[it]) for it in Language],
        "script_words": _for_script(say),
    }


def _for_script(say: Callable[..., str]) -> str:
    places = {"percent": "{percent}", "count": "{count}"}
    return json.dumps({name: say(name, **places) for name in SCRIPT_WORDS}, ensure_ascii=False)
