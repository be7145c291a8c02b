"""The choice of a language: by its own name at any time, or from three buttons."""

from collections.abc import Mapping

from handlers.talking.messages import Reply, reply
from handlers.talking.talk import Talk
from handlers.understanding.vocabulary import LANGUAGE_WORDS
from models.people import Language
from services.delivery.messages import Choice, Command
from services.identity import people
from services.texts import languages as texts
from services.wording import squeeze

CHOOSE = Choice(texts.CHOOSE(), Command("language", {}))
"""The button that leads to the choice."""

_BY_WORD: Mapping[str, Language] = {
    squeeze(word): Language(code)
    for code, words in LANGUAGE_WORDS.items()
    for word in (code, *words.split())
}


def choose_language(talk: Talk) -> Reply:
    """Write in another language from now on; without its name the three are offered."""
    language = _BY_WORD.get(squeeze(str(talk.about.get("argument", ""))))
    if language is None:
        return reply(texts.WHICH(), choices=_OFFERED)

    def change() -> str:
        people.set_language(talk.session, talk.caller.account_id, language)
        talk.caller.language = language
        return language

    talk.do("change", change)
    return reply(texts.CHANGED())


_OFFERED = tuple(
    Choice(name, Command("language", {"argument": language}))
    for language, name in texts.NAMES.items()
)
