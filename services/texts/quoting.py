"""How a case is quoted under what is asked or said of it."""

from services.texts.phrases import Template

QUOTE = Template("quoting.quote", "{number}「{words}」", "{number} “{words}”")
