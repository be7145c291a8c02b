"""How a case is quoted under what is asked or said of it."""

from services.texts.phrases import Template

ORIGINAL = Template(
    "quoting.original",
    "原来反映：{words}\n地点：{place}\n答复期限：{due}",
    "First reported: {words}\nPlace: {place}\nAnswer by: {due}",
)
QUOTE = Template("quoting.quote", "{number}「{words}」", "{number} “{words}”")
