"""Choices as numbered lines, for doors without buttons: `1 提交`, one a line."""

from collections.abc import Sequence

from bot.doors import Button
from models.people import Language
from services.texts import numbered as texts
from services.texts.phrases import AS_WRITTEN, put_into_words


def lines(
    buttons: Sequence[Button], first_number: int = 1, language: Language = AS_WRITTEN
) -> str:
    """Write choices one a line; below them what opens a private chat, and the ways out.

    Args:
        buttons: each with a token may be chosen by its number, in their order.
        first_number: of the first.
        language: what is read.
    """
    by_word = [it.label for it in buttons if it.is_by_word]
    chosen = [it for it in buttons if it.token and not (it.is_way_out or it.is_by_word)]
    said = [_line(number, it.label) for number, it in enumerate(chosen, first_number)]
    if by_word:
        labels = put_into_words(texts.COMMA(), language=language).join(by_word)
        said.append(put_into_words(texts.BY_WORD(labels=labels), language=language))
    said += [
        put_into_words(texts.TELL_PRIVATELY(label=it.label, link=it.link), language=language)
        for it in buttons
        if it.link
    ]
    out = [it.label for it in buttons if it.is_way_out]
    match out:
        case [back, cancel]:
            said.append(
                put_into_words(texts.BACK_OR_CANCEL(back=back, cancel=cancel), language=language)
            )
        case [cancel]:
            said.append(put_into_words(texts.CANCEL(cancel=cancel), language=language))
        case _:
            pass
    return "\n".join(said)


def _line(number: int, label: str) -> str:
    """A list whose labels begin with their numbers has them already."""
    return label if label.startswith(f"{number} ") else f"{number} {label}"


def with_lines(
    text: str, buttons: Sequence[Button], first_number: int = 1, language: Language = AS_WRITTEN
) -> str:
    """Put choices below a text as numbered lines."""
    below = lines(buttons, first_number, language)
    return "\n\n".join(part for part in (text, below) if part)
