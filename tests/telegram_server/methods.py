"""The methods a service bot calls, each with its parameters, their kinds and limits."""

from collections.abc import Mapping
from typing import Any, TypeAlias, cast

from tests.telegram_server.entities import LINK_PREVIEW
from tests.telegram_server.errors import JsonObject, bad_request
from tests.telegram_server.forms import Form
from tests.telegram_server.kinds import (
    Field,
    Fields,
    array,
    boolean,
    integer,
    named,
    number,
    one_of,
    serialized,
    text,
)
from tests.telegram_server.parameters import (
    ACTIONS,
    BOT_COMMAND,
    CHAT_USER,
    ENTITIES,
    IN_CHAT,
    INLINE,
    MARKUP,
    MEDIA,
    MENU_BUTTON,
    REACTION,
    REPLY,
    SCOPE,
    file,
    language,
    secret,
)

Params: TypeAlias = dict[str, Any]

_CAPTION: Fields = {
    "caption": Field(text()),
    "parse_mode": Field(text()),
    "caption_entities": ENTITIES,
    "show_caption_above_media": Field(boolean),
}
_SENDING: Fields = {
    **IN_CHAT,
    "message_thread_id": Field(integer(1)),
    "disable_notification": Field(boolean),
    "protect_content": Field(boolean),
    "allow_paid_broadcast": Field(boolean),
    "message_effect_id": Field(text()),
    "reply_parameters": Field(serialized(REPLY, "reply parameters")),
}
_SENDING_ONE: Fields = {**_SENDING, "reply_markup": MARKUP}
_TEXT: Fields = {
    "text": Field(text(), True),
    "parse_mode": Field(text()),
    "entities": ENTITIES,
    "link_preview_options": Field(serialized(LINK_PREVIEW, "link preview options")),
}
_MESSAGE: Fields = {**IN_CHAT, "message_id": Field(integer(1), True)}
_UPDATE_KINDS = Field(serialized(array(text()), "allowed_updates"))
_COMMANDS_OF: Fields = {
    "scope": Field(serialized(SCOPE, "BotCommandScope")),
    "language_code": Field(language),
}
METHODS: Mapping[str, Fields] = {
    "getMe": {},
    "getUpdates": {
        "offset": Field(integer()),
        "limit": Field(integer(1, 100)),
        "timeout": Field(integer(0)),
        "allowed_updates": _UPDATE_KINDS,
    },
    "setWebhook": {
        "url": Field(text()),
        "certificate": Field(file),
        "ip_address": Field(text()),
        "max_connections": Field(integer(1, 100)),
        "allowed_updates": _UPDATE_KINDS,
        "drop_pending_updates": Field(boolean),
        "secret_token": Field(secret),
    },
    "deleteWebhook": {"drop_pending_updates": Field(boolean)},
    "getWebhookInfo": {},
    "setMyCommands": {
        "commands": Field(serialized(array(BOT_COMMAND, 0, 100), "commands"), True),
        **_COMMANDS_OF,
    },
    "deleteMyCommands": _COMMANDS_OF,
    "getMyCommands": _COMMANDS_OF,
    "setMyDescription": {
        "description": Field(text(0, 512)),
        "language_code": Field(language),
    },
    "setMyShortDescription": {
        "short_description": Field(text(0, 120)),
        "language_code": Field(language),
    },
    "sendMessage": {**_SENDING_ONE, **_TEXT},
    "editMessageText": {**_MESSAGE, **_TEXT, "reply_markup": INLINE},
    "editMessageReplyMarkup": {**_MESSAGE, "reply_markup": INLINE},
    "editMessageCaption": {**_MESSAGE, **_CAPTION, "reply_markup": INLINE},
    "deleteMessage": _MESSAGE,
    "answerCallbackQuery": {
        "callback_query_id": Field(text(1), True),
        "text": Field(text()),
        "show_alert": Field(boolean),
        "url": Field(text()),
        "cache_time": Field(integer(0)),
    },
    "sendPhoto": {
        **_SENDING_ONE,
        **_CAPTION,
        "photo": Field(file, True),
        "has_spoiler": Field(boolean),
    },
    "sendVoice": {
        **_SENDING_ONE,
        **_CAPTION,
        "voice": Field(file, True),
        "duration": Field(integer(0)),
    },
    "sendDocument": {
        **_SENDING_ONE,
        **_CAPTION,
        "document": Field(file, True),
        "thumbnail": Field(file),
        "disable_content_type_detection": Field(boolean),
    },
    "sendMediaGroup": {**_SENDING, "media": Field(serialized(array(MEDIA, 2, 10), "media"), True)},
    "sendLocation": {
        **_SENDING_ONE,
        "latitude": Field(number(-90, 90), True),
        "longitude": Field(number(-180, 180), True),
        "horizontal_accuracy": Field(number(0, 1500)),
        "live_period": Field(integer(60, 0x7FFFFFFF)),
        "heading": Field(integer(1, 360)),
        "proximity_alert_radius": Field(integer(1, 100_000)),
    },
    "sendChatAction": {
        **IN_CHAT,
        "action": Field(one_of(*ACTIONS), True),
        "message_thread_id": Field(integer(1)),
    },
    "getFile": {"file_id": Field(text(1), True)},
    "getChat": IN_CHAT,
    "getChatMember": CHAT_USER,
    "getChatAdministrators": {**IN_CHAT, "return_bots": Field(boolean)},
    "leaveChat": IN_CHAT,
    "setMessageReaction": {
        **_MESSAGE,
        "reaction": Field(serialized(array(REACTION, 0, 100), "reaction types")),
        "is_big": Field(boolean),
    },
    "pinChatMessage": {**_MESSAGE, "disable_notification": Field(boolean)},
    "unpinChatMessage": {**IN_CHAT, "message_id": Field(integer(1))},
    "setChatMenuButton": {
        "chat_id": Field(integer(1)),
        "menu_button": Field(serialized(MENU_BUTTON, "menu button")),
    },
}
METHOD_NAMES: Mapping[str, str] = {name.lower(): name for name in METHODS}

_WHEN_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "user_id": "invalid user_id specified",
    "photo": "there is no photo in the request",
    "voice": "there is no voice in the request",
    "document": "there is no document in the request",
    "latitude": "latitude is empty",
    "longitude": "longitude is empty",
    "action": "wrong parameter action in request",
    "file_id": "file_id not specified",
}


def read_parameters(method: str, form: Form) -> Params:
    """Return the typed parameters of a call; unknown ones are passed over."""
    given: JsonObject = {**form.values, **form.uploads}
    params: Params = {}
    for name, field in METHODS[method].items():
        value = given.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            value = form.uploads.get(value.removeprefix("attach://"))
        if value is None or value == "":
            if field.is_required:
                missing = f'parameter "{name}" is required'
                raise bad_request(_WHEN_MISSING.get(name, missing))
            continue
        params[name] = named(name, field.read, value)
    if "media" in params:
        params["media"] = [_with_upload(item, form) for item in params["media"]]
    return params


def _with_upload(item: JsonObject, form: Form) -> JsonObject:
    """Put the uploaded file in place of the name by which an album's item calls it."""
    given = cast("str", item["media"])
    if not given.startswith("attach://"):
        return item
    upload = form.uploads.get(given.removeprefix("attach://"))
    if upload is None:
        raise bad_request("can't parse InputMedia: media not found")
    return item | {"media": upload}
