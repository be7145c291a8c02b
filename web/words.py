"""What the pages say, in the language of who reads them."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from models.people import Language
from services.clock import SHANGHAI
from services.drawing.charts import write
from services.texts import board, briefs, desk
from services.texts.casework import board_cases, meetings
from services.texts.languages import NAMES
from services.texts.pages import (
    admin_pages,
    announcement_pages,
    board_pages,
    case_list_pages,
    case_pages,
    figure_pages,
    follow_pages,
    graph_words,
    import_pages,
    member_pages,
    notice_pages,
    pages,
    post_pages,
    posters,
    queue_pages,
    seat_pages,
    sheet_words,
    triage_pages,
)
from services.texts.pages.pages import CHIPS, SCRIPT_WORDS
from services.texts.phrases import Argument, Phrase, Template, put_into_words

WORDS: Mapping[str, Template] = {
    **pages.WORDS,
    **admin_pages.WORDS,
    **board.WORDS,
    **board_cases.WORDS,
    **board_pages.WORDS,
    **announcement_pages.WORDS,
    **desk.WORDS,
    **queue_pages.WORDS,
    **seat_pages.WORDS,
    **graph_words.WORDS,
    **figure_pages.WORDS,
    **briefs.WORDS,
    **posters.WORDS,
    **posters.AT_WORDS,
    **follow_pages.WORDS,
    **triage_pages.WORDS,
    **meetings.WORDS,
    **case_pages.WORDS,
    **case_list_pages.WORDS,
    **import_pages.WORDS,
    **notice_pages.WORDS,
    **post_pages.WORDS,
    **member_pages.WORDS,
    **sheet_words.WORDS,
}
"""What stands on every page, by the name its template gives it."""

_TAGS = {Language.SIMPLIFIED: "zh-CN", Language.TRADITIONAL: "zh-Hant", Language.ENGLISH: "en"}
"""As pages name a language to screen readers and spelling."""

_NAMES = {language: put_into_words(name) for language, name in NAMES.items()}


def words_in(language: Language) -> Mapping[str, Any]:
    """Give templates their words.

    `t(name, ...)` says what stands on the page, `say(phrase)` what a service said; `day`, `moment`
    and `clock` write an instant or a day in the street's zone.
    """

    def t(name: str, /, **arguments: Argument) -> str:
        return put_into_words(WORDS[name](**arguments), language=language)

    def say(phrase: Phrase | str) -> str:
        return phrase if isinstance(phrase, str) else put_into_words(phrase, language=language)

    def chips(names: str) -> list[tuple[str, str]]:
        return [(it, put_into_words(CHIPS[it](), language=language)) for it in names.split()]

    def worded(options: Sequence[tuple[object, Phrase]]) -> list[tuple[object, str]]:
        return [(value, say(phrase)) for value, phrase in options]

    return {
        "t": t,
        "say": say,
        "worded": worded,
        "day": write_day,
        "moment": write_moment,
        "clock": write_clock,
        "write_value": _write_value,
        "chips": chips,
        "language": _TAGS[language],
        "chosen": language,
        "languages": [(it, _NAMES[it]) for it in Language],
        "script_words": _for_script(t),
    }


def write_day(at: datetime | date | None) -> str:
    """Write a day as 2026-11-22, the same in every language; nothing for none."""
    if at is None:
        return ""
    return f"{at.astimezone(SHANGHAI) if isinstance(at, datetime) else at:%Y-%m-%d}"


def write_moment(at: datetime | None) -> str:
    """Write an instant as 2026-11-22 09:30; nothing for none."""
    return "" if at is None else f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def write_clock(at: datetime | None) -> str:
    """Write the time of day as 09:30; nothing for none."""
    return "" if at is None else f"{at.astimezone(SHANGHAI):%H:%M}"


def _write_value(value: int | None, is_rate: bool) -> str:
    """Write a value of a chart in its table."""
    return write(value, is_rate=is_rate)


def _for_script(say: Callable[..., str]) -> str:
    places = {"percent": "{percent}", "count": "{count}"}
    return json.dumps({name: say(name, **places) for name in SCRIPT_WORDS}, ensure_ascii=False)
