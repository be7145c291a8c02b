"""Words over the columns of lists that are kept as tables, where their pages have none."""

from services.texts.pages.page_words import page_words

WORDS = page_words(
    "sheets",
    (
        ("marks", "标记", "Marks"),
        ("owner", "承办", "With"),
        ("list", "哪一类", "List"),
        ("stage", "到哪一步", "Stage"),
        ("parent", "上级编码", "Code above"),
        ("sent_by", "谁带去", "Carried by"),
        ("by_bot", "机器人", "the bot"),
    ),
)
