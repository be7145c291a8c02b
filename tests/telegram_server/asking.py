"""The methods about the bot itself, chats, members and files."""

from collections.abc import Callable, Mapping
from typing import cast

from tests.telegram_server.errors import JsonObject, bad_request
from tests.telegram_server.methods import Params
from tests.telegram_server.updates import dumps
from tests.telegram_server.world import World

LARGEST_DOWNLOAD = 20 * 1024 * 1024
_ADMINS = frozenset({"creator", "administrator"})
_ABILITIES = (
    "can_read_all_group_messages supports_inline_queries can_connect_to_business "
    "has_main_web_app has_topics_enabled allows_users_to_create_topics can_manage_bots"
)
_GIFTS = "unlimited_gifts limited_gifts unique_gifts premium_subscription gifts_from_channels"


def get_me(world: World, _params: Params) -> object:
    """Say who the bot is."""
    return world.bot | {"can_join_groups": True} | dict.fromkeys(_ABILITIES.split(), False)


def set_commands(world: World, params: Params) -> object:
    """Set the commands of a scope and language."""
    world.profile.commands[_scope(world, params)] = params["commands"]
    return True


def delete_commands(world: World, params: Params) -> object:
    """Forget the commands of a scope and language."""
    world.profile.commands.pop(_scope(world, params), None)
    return True


def get_commands(world: World, params: Params) -> object:
    """Return the commands of a scope and language."""
    return world.profile.commands.get(_scope(world, params), [])


def set_description(world: World, params: Params) -> object:
    """Set what a person sees before the first message."""
    language = params.get("language_code", "")
    world.profile.descriptions[language] = params.get("description", "")
    return True


def set_short_description(world: World, params: Params) -> object:
    """Set what stands on the bot's page."""
    language = params.get("language_code", "")
    world.profile.short_descriptions[language] = params.get("short_description", "")
    return True


def set_menu_button(world: World, params: Params) -> object:
    """Set the button beside the input field, for one person or for all."""
    chat_id = params.get("chat_id", 0)
    if chat_id and chat_id not in world.chats:
        raise bad_request("user not found")
    world.profile.menu_buttons[chat_id] = params.get("menu_button", {"type": "default"})
    return True


def send_action(world: World, params: Params) -> object:
    """Show that the bot is typing."""
    world.open_chat(params["chat_id"]).actions.append(params["action"])
    world.changed.notify_all()
    return True


def get_file(world: World, params: Params) -> object:
    """Prepare a file of up to 20 MB for download."""
    file = world.files.get(params["file_id"])
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.content) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return file.json() | {"file_path": file.path}


def get_chat(world: World, params: Params) -> object:
    """Return a chat with all that is known about it."""
    chat = world.find_chat(params["chat_id"])
    full = chat.json() | {"accent_color_id": 0, "max_reaction_count": 11}
    full["accepted_gift_types"] = dict.fromkeys(_GIFTS.split(), False)
    if chat.pinned:
        full["pinned_message"] = chat.messages[chat.pinned[-1]].raw
    return full


def get_member(world: World, params: Params) -> object:
    """Return what a person is in a chat."""
    chat = world.find_chat(params["chat_id"])
    member = chat.members.get(params["user_id"])
    if member is not None:
        return member.json()
    user = world.users.get(params["user_id"])
    if user is None:
        raise bad_request("user not found")
    if chat.kind == "private":
        raise bad_request("member not found")
    return {"status": "left", "user": user}


def get_administrators(world: World, params: Params) -> object:
    """Return a group's owner and administrators."""
    chat = world.open_chat(params["chat_id"])
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    return [member.json() for member in chat.members.values() if member.status in _ADMINS]


def leave_chat(world: World, params: Params) -> object:
    """Leave a group."""
    chat = world.open_chat(params["chat_id"])
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.standing = "left"
    chat.members[cast("int", world.bot["id"])].status = "left"
    return True


def webhook_info(world: World, _params: Params) -> object:
    """Say where updates go and how many wait."""
    hook = world.webhook
    info: JsonObject = {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }
    if hook.url:
        info |= {"max_connections": hook.max_connections, "ip_address": "127.0.0.1"}
    if hook.last_error_message:
        info["last_error_date"] = hook.last_error_date
        info["last_error_message"] = hook.last_error_message
    if world.updates.allowed_given:
        info["allowed_updates"] = world.updates.allowed_given
    return info


def _scope(world: World, params: Params) -> tuple[str, str]:
    scope = cast("JsonObject", params.get("scope", {"type": "default"}))
    if "chat_id" in scope:
        world.find_chat(scope["chat_id"])
    return dumps(scope).decode(), params.get("language_code", "")


ASKING: Mapping[str, Callable[[World, Params], object]] = {
    "getMe": get_me,
    "setMyCommands": set_commands,
    "deleteMyCommands": delete_commands,
    "getMyCommands": get_commands,
    "setMyDescription": set_description,
    "setMyShortDescription": set_short_description,
    "setChatMenuButton": set_menu_button,
    "sendChatAction": send_action,
    "getFile": get_file,
    "getChat": get_chat,
    "getChatMember": get_member,
    "getChatAdministrators": get_administrators,
    "leaveChat": leave_chat,
    "getWebhookInfo": webhook_info,
}
