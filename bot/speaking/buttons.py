"""The buttons under a message in its reader's language, or the lines that stand for them."""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.doors import Button
from bot.speaking.numbered import with_lines
from handlers.groups import group_cards
from handlers.talking.buttons import message_token, question_token
from services.delivery.dispatch import Leased
from services.delivery.messages import Choice, Saying
from services.delivery.numbering import list_numbered
from services.texts.phrases import join_words, put_into_words


def buttons_of(
    message: Leased, saying: Saying, zone: ZoneInfo, *, is_numbered: bool = False
) -> Sequence[Button]:
    """Give the buttons under a message, in its reader's language.

    Where choices are numbered a link is one more choice in the private chat that it would open;
    in a group what no number can choose is left out, unless something sent in private does it.
    """
    choices = list(enumerate(saying.choices))
    if is_numbered and message.is_group:
        return _leading_away(message, saying, zone)
    if is_numbered:
        can_choose = set(list_numbered(saying.choices, is_private=message.is_private))
        has_one = message.turn is None or message.first_number is not None
        choices = [
            (place, replace(choice, link="") if place in can_choose else choice)
            for place, choice in choices
            if (place in can_choose and has_one)
            or choice.link
            or choice.is_way_out
            or choice.is_by_word
        ]
    return [
        Button(
            put_into_words(choice.label, zone, message.language),
            "" if choice.link else _token(message, saying.choices[place], place),
            choice.link,
            choice.is_way_out,
            choice.is_by_word,
        )
        for place, choice in choices
    ]


def _leading_away(message: Leased, saying: Saying, zone: ZoneInfo) -> Sequence[Button]:
    """Give what leads into the private chat: where nobody asked, nobody's number is heard."""
    led: dict[str, list[str]] = {}
    for choice in saying.choices:
        if link := choice.link or group_cards.link_of(choice.command):
            label = put_into_words(choice.label, zone, message.language)
            led.setdefault(link, []).append(label)
    return [Button("、".join(labels), "", link) for link, labels in led.items()]


def numbered_text(message: Leased, saying: Saying, zone: ZoneInfo) -> str:
    """Give a message in words, its choices as numbered lines below."""
    text = join_words(saying.phrases, zone, message.language)
    buttons = buttons_of(message, saying, zone, is_numbered=True)
    return with_lines(text, buttons, message.first_number or 1, message.language)


def _token(message: Leased, choice: Choice, index: int) -> str:
    is_answer = choice.command is None and not choice.link
    if is_answer and message.conversation_id is not None and message.turn is not None:
        return question_token(message.conversation_id, message.turn, index)
    return message_token(message.id, index)
