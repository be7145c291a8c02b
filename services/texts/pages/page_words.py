"""What stands on pages, by the name their templates give it: `t('board.notices')`.

Each noun keeps its words in a module of its own; web/words.py joins them.
"""

from collections.abc import Mapping, Sequence

from services.texts.phrases import Template


def page_words(prefix: str, words: Sequence[tuple[str, str, str]]) -> Mapping[str, Template]:
    """Give the words of some pages (name, Chinese, English) by their names after the prefix."""
    return {
        f"{prefix}.{name}": Template(f"pages.{prefix}.{name}", chinese, english)
        for name, chinese, english in words
    }
