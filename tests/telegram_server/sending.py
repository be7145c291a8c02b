"""The methods that put a message into a chat."""

from collections.abc import Callable, Mapping
from typing import cast

from tests.servers.forms import Upload
from tests.telegram_server.chat import Chat
from tests.telegram_server.entities import message_caption, message_text
from tests.telegram_server.errors import JsonObject, bad_request
from tests.telegram_server.media import file_content
from tests.telegram_server.methods import Params
from tests.telegram_server.world import StoredFile, World

LARGEST_PHOTO = 10 * 1024 * 1024
_PLACE = (
    "latitude",
    "longitude",
    "horizontal_accuracy",
    "live_period",
    "heading",
    "proximity_alert_radius",
)


def send_message(world: World, params: Params) -> object:
    """Send text."""
    content = message_text(params["text"], params.get("parse_mode"), params.get("entities"))
    if "link_preview_options" in params:
        content["link_preview_options"] = params["link_preview_options"]
    return _send(world, params, content)


def send_photo(world: World, params: Params) -> object:
    """Send a photo, at most 10 MB."""
    return _send_file(world, params, "photo")


def send_voice(world: World, params: Params) -> object:
    """Send a voice message."""
    return _send_file(world, params, "voice")


def send_document(world: World, params: Params) -> object:
    """Send a file."""
    return _send_file(world, params, "document")


def send_location(world: World, params: Params) -> object:
    """Send a point on the map."""
    return _send(world, params, {"location": {k: params[k] for k in _PLACE if k in params}})


def send_media_group(world: World, params: Params) -> object:
    """Send an album of 2-10 files: documents only with documents."""
    media = cast("list[JsonObject]", params["media"])
    kinds = {cast("str", item["type"]) for item in media}
    for kind in ("document", "audio"):
        if kind in kinds and len(kinds) > 1:
            raise bad_request(f"{kind} can't be mixed with other media types")
    contents = [
        file_content(world, item["type"], _file(world, item["media"], item["type"]))
        | message_caption(
            item.get("caption"), item.get("parse_mode"), item.get("caption_entities")
        )
        for item in media
    ]
    group = {"media_group_id": str(13_000_000_000_000_000 + world.next_number())}
    return [_send(world, params, content | group) for content in contents]


def _send_file(world: World, params: Params, kind: str) -> object:
    caption = message_caption(
        params.get("caption"), params.get("parse_mode"), params.get("caption_entities")
    )
    content = file_content(world, kind, _file(world, params[kind], kind))
    if "duration" in params:
        content[kind]["duration"] = params["duration"]
    for name in ("show_caption_above_media", "has_spoiler"):
        if params.get(name):
            key = "has_media_spoiler" if name == "has_spoiler" else name
            content[key] = True
    return _send(world, params, content | caption)


def _file(world: World, given: Upload | str, kind: str) -> StoredFile:
    """Return the file of a call: uploaded, known by its id, or fetched from an address."""
    if isinstance(given, Upload):
        if not given.content:
            raise bad_request("file must be non-empty")
        if kind == "photo" and len(given.content) > LARGEST_PHOTO:
            raise bad_request(f"file of size {len(given.content)} bytes is too big for a photo")
        return world.store(given.content, given.name, given.mime_type, f"{kind}s")
    if given.startswith(("http://", "https://")):
        return world.store(given.encode(), given.rpartition("/")[2], "image/jpeg", f"{kind}s")
    if given not in world.files:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return world.files[given]


def _send(world: World, params: Params, content: JsonObject) -> JsonObject:
    chat = world.open_chat(params["chat_id"])
    if chat.standing == "restricted":
        what = "photos" if "photo" in content else "text messages"
        raise bad_request(f"not enough rights to send {what} to the chat")
    place = _topic(chat, params.get("message_thread_id"))
    reply = _replied(world, chat, params.get("reply_parameters"))
    if params.get("protect_content"):
        content["has_protected_content"] = True
    markup = params.get("reply_markup")
    _check_requests(chat, markup)
    return world.post(chat, world.bot, place | reply | content, markup).raw


def _topic(chat: Chat, topic: int | None) -> JsonObject:
    if topic is None or chat.kind == "group":
        return {}
    if topic not in chat.topics:
        if chat.kind == "supergroup" and not chat.is_forum:
            return {}
        raise bad_request("message thread not found")
    if topic in chat.closed_topics and chat.standing != "administrator":
        raise bad_request("TOPIC_CLOSED")
    return {"message_thread_id": topic, "is_topic_message": True}


def _replied(world: World, chat: Chat, reply: JsonObject | None) -> JsonObject:
    if reply is None:
        return {}
    where = world.find_chat(reply["chat_id"]) if "chat_id" in reply else chat
    message = where.messages.get(reply["message_id"])
    if message is None or message.is_deleted:
        if reply.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    if reply.get("quote") and reply["quote"] not in message.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    quoted = {k: v for k, v in message.raw.items() if k != "reply_to_message"}
    return {"reply_to_message": quoted}


def _check_requests(chat: Chat, markup: JsonObject | None) -> None:
    """Contact and location can be asked for in private chats only."""
    if chat.kind == "private" or not markup:
        return
    words = {"request_contact": "phone number", "request_location": "location"}
    for row in cast("list[list[JsonObject]]", markup.get("keyboard", [])):
        for button in row:
            for name, word in words.items():
                if button.get(name):
                    raise bad_request(f"{word} can be requested in private chats only")


SENDING: Mapping[str, Callable[[World, Params], object]] = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendVoice": send_voice,
    "sendDocument": send_document,
    "sendLocation": send_location,
    "sendMediaGroup": send_media_group,
}
