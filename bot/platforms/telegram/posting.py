"""Putting words into chats: new messages, changed ones, and what only who pressed gets to see."""

from telegram import Bot, LinkPreviewOptions

from bot.doors import Outgoing
from bot.platforms.telegram.media import Showing
from bot.platforms.telegram.sending import in_our_words, in_topic, keyboard, says
from models.errors import Rejected

LONGEST_ANSWER = 200
"""Characters that pop up over a button (Bot API, answerCallbackQuery)."""

_TOO_LATE = ("query is too old", "query id is invalid", "query_id_invalid")
_UNCHANGED = ("message is not modified",)
_NOT_EDITABLE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def post(bot: Bot, outgoing: Outgoing, username: str, showing: Showing) -> str:
    """Say one part; give Telegram's id of the message, nothing for an answer to a press.

    Args:
        bot: who says it.
        outgoing: what.
        username: of the bot, for buttons that lead into the private chat.
        showing: shows the pictures of a message before its words.

    Raises:
        DeliveryError: one of its kinds; nothing else.
    """
    if outgoing.answers:
        await _answer(bot, outgoing)
        return ""
    if outgoing.edits and await _edit(bot, outgoing, username):
        return outgoing.edits
    chat, topic = place_of(outgoing)
    if outgoing.pictures and (shown := await showing.show(outgoing, chat, topic)):
        return shown
    message = await in_topic(
        topic,
        lambda thread: bot.send_message(
            chat,
            outgoing.text,
            message_thread_id=thread,
            reply_markup=keyboard(outgoing.buttons, username),
            link_preview_options=_NO_PREVIEW,
        ),
    )
    return str(message.message_id)


def place_of(outgoing: Outgoing) -> tuple[int, int | None]:
    """Give chat and topic as Telegram numbers them.

    Raises:
        Rejected: it is a chat of another door.
    """
    try:
        return int(outgoing.chat), int(outgoing.topic or 0) or None
    except ValueError:
        raise Rejected("not a chat of Telegram") from None


async def _answer(bot: Bot, outgoing: Outgoing) -> None:
    """Show words to who pressed; after some minutes nobody waits for them any more."""
    text = outgoing.text[:LONGEST_ANSWER]
    try:
        await in_our_words(
            bot.answer_callback_query(outgoing.answers, text or None, show_alert=bool(text))
        )
    except Rejected as error:
        if not says(error, _TOO_LATE):
            raise


async def _edit(bot: Bot, outgoing: Outgoing, username: str) -> bool:
    """Put new words in the place of a message; tell whether it was still there."""
    chat, _ = place_of(outgoing)
    try:
        message_id = int(outgoing.edits)
    except ValueError:
        return False
    try:
        await in_our_words(
            bot.edit_message_text(
                outgoing.text,
                chat,
                message_id,
                reply_markup=keyboard(outgoing.buttons, username),
                link_preview_options=_NO_PREVIEW,
            )
        )
    except Rejected as error:
        if says(error, _NOT_EDITABLE):
            return False
        if not says(error, _UNCHANGED):
            raise
    return True
