"""The methods that change what is already there: messages, reactions, pins, presses."""

from collections.abc import Callable, Mapping
from typing import cast

from tests.telegram_server.chat import Message
from tests.telegram_server.entities import message_caption, message_text
from tests.telegram_server.errors import JsonObject, bad_request
from tests.telegram_server.methods import Params
from tests.telegram_server.world import World

LONGEST_CALLBACK_ANSWER = 200
ANSWERABLE_SECONDS = 600
"""The real one's patience is not documented; it is some minutes."""
DELETABLE_SECONDS = 48 * 3600
_EMOJIS = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤\u200d🔥 🌚 🌭 💯 "
    "🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 "
    "☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷\u200d♂ 🤷 🤷\u200d♀ 😡"
)
REACTIONS = frozenset(_EMOJIS.split())
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


def edit_text(world: World, params: Params) -> object:
    """Replace a message's text; a keyboard that is not given again goes away."""
    content = message_text(params["text"], params.get("parse_mode"), params.get("entities"))
    message = _editable(world, params)
    if "text" not in message.raw:
        raise bad_request("there is no text in the message to edit")
    return _edit(world, message, content, params.get("reply_markup"))


def edit_caption(world: World, params: Params) -> object:
    """Replace the words under a file."""
    content = message_caption(
        params.get("caption"), params.get("parse_mode"), params.get("caption_entities")
    )
    message = _editable(world, params)
    if not message.raw.keys() & {"photo", "voice", "document", "video", "audio"}:
        raise bad_request("there is no caption in the message to edit")
    return _edit(world, message, content, params.get("reply_markup"))


def edit_markup(world: World, params: Params) -> object:
    """Replace or take away a message's buttons."""
    message = _editable(world, params)
    markup = cast("JsonObject | None", params.get("reply_markup"))
    if _rows(markup) == message.keyboards[-1]:
        raise bad_request(_NOT_MODIFIED)
    message.change_keyboard(markup)
    message.raw["edit_date"] = world.now()
    world.changed.notify_all()
    return message.raw


def delete_message(world: World, params: Params) -> object:
    """Delete a message that is not older than 48 hours."""
    chat = world.open_chat(params["chat_id"])
    message = world.find_message(chat, params["message_id"], "message to delete")
    is_own = message.raw["from"]["id"] == world.bot["id"]
    if not is_own and chat.kind != "private" and chat.standing != "administrator":
        raise bad_request("message can't be deleted")
    if world.now() - cast("int", message.raw["date"]) > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    message.is_deleted = True
    world.changed.notify_all()
    return True


def answer_callback_query(world: World, params: Params) -> object:
    """Answer a press, once and in time."""
    if len(params.get("text", "")) > LONGEST_CALLBACK_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    tap = world.taps.get(params["callback_query_id"])
    is_late = tap is not None and world.clock() - tap.at > ANSWERABLE_SECONDS
    if tap is None or tap.is_expired or tap.is_answered or is_late:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    tap.is_answered = True
    tap.answer = params.get("text", "")
    tap.is_alert = params.get("show_alert", False)
    world.changed.notify_all()
    return True


def set_reaction(world: World, params: Params) -> object:
    """Put one emoji on a message, or take it away."""
    chat = world.open_chat(params["chat_id"])
    message = world.find_message(chat, params["message_id"], "message to react")
    reactions = cast("list[JsonObject]", params.get("reaction", []))
    emojis = [cast("str", reaction.get("emoji", "")) for reaction in reactions]
    if len(emojis) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(emoji not in REACTIONS for emoji in emojis):
        raise bad_request("REACTION_INVALID")
    message.reactions = emojis
    world.changed.notify_all()
    return True


def pin(world: World, params: Params) -> object:
    """Pin a message; in a group only an administrator may."""
    chat = world.open_chat(params["chat_id"])
    message = world.find_message(chat, params["message_id"], "message to pin")
    if chat.kind != "private" and chat.standing != "administrator":
        raise bad_request("not enough rights to manage pinned messages in the chat")
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
    chat.pinned.append(message.id)
    world.changed.notify_all()
    return True


def unpin(world: World, params: Params) -> object:
    """Unpin a message, or the newest pinned one."""
    chat = world.open_chat(params["chat_id"])
    if chat.kind != "private" and chat.standing != "administrator":
        raise bad_request("not enough rights to manage pinned messages in the chat")
    message_id = params.get("message_id", chat.pinned[-1] if chat.pinned else 0)
    world.find_message(chat, message_id, "message to unpin")
    if message_id in chat.pinned:
        chat.pinned.remove(message_id)
    world.changed.notify_all()
    return True


def _editable(world: World, params: Params) -> Message:
    chat = world.find_chat(params["chat_id"])
    if chat.kind != "private":
        chat = world.open_chat(chat.id)
    message = world.find_message(chat, params["message_id"], "message to edit")
    if message.raw["from"]["id"] != world.bot["id"] or message.has_fixed_keyboard:
        raise bad_request("message can't be edited")
    return message


def _edit(
    world: World, message: Message, content: JsonObject, markup: JsonObject | None
) -> JsonObject:
    same = all(
        message.raw.get(name) == content.get(name)
        for name in ("text", "entities", "caption", "caption_entities")
    )
    if same and _rows(markup) == message.keyboards[-1]:
        raise bad_request(_NOT_MODIFIED)
    message.change(content, markup)
    message.raw["edit_date"] = world.now()
    message.chat.show(message, is_from_bot=True)
    world.changed.notify_all()
    return message.raw


def _rows(markup: JsonObject | None) -> list[list[JsonObject]]:
    return cast("list[list[JsonObject]]", (markup or {}).get("inline_keyboard", []))


EDITING: Mapping[str, Callable[[World, Params], object]] = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete_message,
    "answerCallbackQuery": answer_callback_query,
    "setMessageReaction": set_reaction,
    "pinChatMessage": pin,
    "unpinChatMessage": unpin,
}
