"""What is meant for the bot among the talk of a group, and who says it there.

Kept are commands, words that name the bot, replies to it, presses, and what happens to the group
itself. Everything else is the neighbours' own talk and is never stored.
"""

import re
from dataclasses import dataclass, replace

from bot.doors import Envelope
from bot.names import tidy_name
from bot.platforms.telegram.fields import Json, id_of, object_in, objects_in, text_in
from handlers.talking.messages import Heard, Kind

GROUPS = frozenset({"group", "supergroup"})

_COMMAND = re.compile(r"/[A-Za-z0-9_]{1,64}(?:@([A-Za-z0-9_]+))?(?=\s|$)")
_AWAY = frozenset({"left", "kicked"})
_PRESENT = frozenset({"creator", "administrator", "member"})


@dataclass(frozen=True, slots=True)
class Us:
    """Our own account: its number, and its name once Telegram has told it.

    Before that any bot's name may be ours: better one message too many than one lost.
    """

    number: str = ""
    username: str = ""

    def is_named(self, name: str) -> bool:
        """Tell whether a user name (without the @) is ours."""
        name = name.casefold()
        return name == self.username.casefold() if self.username else name.endswith("bot")

    def is_author(self, message: Json) -> bool:
        """Tell whether a message is ours."""
        author = object_in(message, "from")
        if author.get("is_bot") is not True:
            return False
        return not self.number or id_of(author.get("id")) == self.number


STRANGER = Us()
"""Nothing is known yet of our own account."""


def is_in_group(event: Json) -> bool:
    """Tell whether something happened in a group."""
    return text_in(object_in(event, "chat"), "type") in GROUPS


def of_group_message(message: Json, key: str, raw: bytes, us: Us) -> Envelope | None:
    """Tell who speaks to us in a group; None for what is not meant for us."""
    chat = id_of(object_in(message, "chat").get("id"))
    if moved := id_of(message.get("migrate_to_chat_id")):
        return _of_group(key, raw, moved, moved_from=chat)
    if not chat:
        return None
    if origin := id_of(message.get("migrate_from_chat_id")):
        return _of_group(key, raw, chat, moved_from=origin)
    if message.get("is_automatic_forward") is True or not _is_for_us(message, us):
        return None
    topic = topic_of(message)
    if is_unnamed(message):
        return _of_group(key, raw, chat, topic)
    sender = sender_of(message)
    return Envelope(key, raw, sender, chat, topic, is_private=False) if sender else None


def of_group_press(press: Json, key: str, raw: bytes) -> Envelope | None:
    """Tell who pressed in a group: always a person, also when they write without a name."""
    message = object_in(press, "message")
    sender, chat = sender_of(press), id_of(object_in(message, "chat").get("id"))
    if not sender or not chat:
        return None
    return Envelope(key, raw, sender, chat, topic_of(message), is_private=False)


def of_group_standing(change: Json, key: str, raw: bytes) -> Envelope:
    """Say that a group let us in or out: the group itself says so."""
    return _of_group(key, raw, id_of(object_in(change, "chat").get("id")))


def sender_of(event: Json) -> str:
    """Give the person something comes from; empty for a bot, and for nobody."""
    person = object_in(event, "from")
    return "" if person.get("is_bot") is True else id_of(person.get("id"))


def topic_of(message: Json) -> str:
    """Give the forum topic of a message; replies have a thread too, which is none."""
    if message.get("is_topic_message") is not True:
        return ""
    return id_of(message.get("message_thread_id"))


def is_unnamed(message: Json) -> bool:
    """Tell whether it was said in the name of a group or a channel: no person stands behind."""
    return bool(object_in(message, "sender_chat"))


def heard_in_group(update: Json, heard: Heard, us: Us) -> Heard:
    """Say of what was read that it was said in a group, and leave out that we were named."""
    if press := object_in(update, "callback_query"):
        title = _title(object_in(press, "message"))
        return replace(heard, press=text_in(press, "id"), chat_title=title)
    if change := object_in(update, "my_chat_member"):
        title = _title(change)
        return Heard(_change(change), name=title, chat_title=title)
    message = object_in(update, "message")
    title = _title(message)
    if "migrate_to_chat_id" in message or "migrate_from_chat_id" in message:
        return Heard(Kind.OTHER, name=title, chat_title=title)
    return replace(
        heard,
        words=_without_our_name(message, heard.words, us),
        replied_to=_replied_to(message, us),
        name=title if is_unnamed(message) else heard.name,
        chat_title=title,
    )


def _of_group(
    key: str, raw: bytes, chat: str, topic: str = "", *, moved_from: str = ""
) -> Envelope:
    return Envelope(
        key, raw, chat, chat, topic, is_private=False, moved_from=moved_from, is_group=bool(chat)
    )


def _is_for_us(message: Json, us: Us) -> bool:
    if command := _COMMAND.match(_words(message)):
        return command[1] is None or us.is_named(command[1])
    return bool(_replied_to(message, us) or _mentions(message, us))


def _replied_to(message: Json, us: Us) -> str:
    original = object_in(message, "reply_to_message")
    # Whatever is written in a forum topic "replies" to the beginning of that topic.
    if "forum_topic_created" in original or not us.is_author(original):
        return ""
    return id_of(original.get("message_id"))


def _mentions(message: Json, us: Us) -> list[tuple[int, int]]:
    """Find where we are named, in bytes of UTF-16."""
    units = _units(message)
    found: list[tuple[int, int]] = []
    for entity in objects_in(message, "entities" if "text" in message else "caption_entities"):
        start, length = id_of(entity.get("offset")), id_of(entity.get("length"))
        if not start.isdecimal() or not length.isdecimal():
            continue
        begin, end = 2 * int(start), 2 * (int(start) + int(length))
        if _is_us(entity, units[begin:end].decode("utf-16-le", "replace"), us):
            found.append((begin, end))
    return found


def _is_us(entity: Json, words: str, us: Us) -> bool:
    match entity.get("type"):
        case "mention":
            return us.is_named(words.removeprefix("@"))
        case "text_mention":
            return us.is_author({"from": entity.get("user")})
        case _:
            return False


def _without_our_name(message: Json, read: str, us: Us) -> str:
    if "text" not in message and "caption" not in message:
        return read
    units, mentions = _units(message), _mentions(message, us)
    for begin, end in sorted(mentions, reverse=True):
        before, after = (
            part.decode("utf-16-le", "replace") for part in (units[:begin], units[end:])
        )
        joined = f"{before.rstrip(' ')} {after.lstrip(' ')}".strip()
        units = joined.encode("utf-16-le", "replace")
    words = units.decode("utf-16-le", "replace") if mentions else _words(message)
    command = _COMMAND.match(words)
    if command is None or command[1] is None:
        return words
    return words[: command.start(1) - 1] + words[command.end(1) :]


def _change(change: Json) -> Kind:
    before, now = (
        _is_there(object_in(change, it)) for it in ("old_chat_member", "new_chat_member")
    )
    if now is False:
        return Kind.LEFT
    return Kind.CAME_BACK if now and not before else Kind.OTHER


def _is_there(member: Json) -> bool | None:
    """Tell whether we are in the group; None when it is not said."""
    status = text_in(member, "status")
    if status == "restricted":
        return member.get("is_member") is True
    if status in _AWAY:
        return False
    return True if status in _PRESENT else None


def _title(event: Json) -> str:
    return tidy_name(text_in(object_in(event, "chat"), "title"))


def _words(message: Json) -> str:
    return text_in(message, "text") or text_in(message, "caption")


def _units(message: Json) -> bytes:
    return _words(message).encode("utf-16-le", "replace")
