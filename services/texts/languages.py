"""The choice of a language; each is named in itself, so that whoever reads it finds it."""

from collections.abc import Mapping

from models.people import Language
from services.texts.phrases import Phrase, Template, verbatim

NAMES: Mapping[Language, Phrase] = {
    Language.SIMPLIFIED: verbatim("简体中文"),
    Language.TRADITIONAL: verbatim("繁體中文"),
    Language.ENGLISH: verbatim("English"),
}
CHOOSE = Template("language.choose", "语言 Language", "Language")
WHICH = Template("language.which", "请选择语言：", "Please choose a language:")
CHANGED = Template(
    "language.changed",
    "好的，以后这样写给您。要换，发“语言”。",
    "All right, it is English from now on. To change it, send “Language”.",
)
