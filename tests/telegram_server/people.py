"""A person with a phone: says, taps, and reads what the bot sends."""

import re
from collections.abc import Callable
from typing import TypeVar, cast

from tests.servers.running import PATIENCE
from tests.telegram_server.chat import Chat, Message, Sight, find_button
from tests.telegram_server.entities import LONGEST_TEXT, entities_of_plain
from tests.telegram_server.errors import JsonObject
from tests.telegram_server.groups import hears, set_standing
from tests.telegram_server.media import MIME_TYPES, file_content
from tests.telegram_server.world import Tap, World

_START = re.compile(r"[A-Za-z0-9_-]{1,64}")
_ALWAYS_THERE = {"message_id", "from", "chat", "date", "edit_date"}
_Found = TypeVar("_Found")


class Person:
    """Someone who uses Telegram; the private chat opens with the first word."""

    def __init__(self, world: World, user: JsonObject) -> None:
        """Pick up the phone; the bot does not know the person yet."""
        self.world = world
        self.user = user
        self.id = cast("int", user["id"])
        self.name = cast("str", user["first_name"])
        self._seen: dict[int, int] = {}

    def says(self, text: str, *, chat: Chat | None = None, topic: int | None = None) -> Message:
        """Send text; the app cuts what is longer than 4096 characters. Return the last piece."""
        pieces = [text[at : at + LONGEST_TEXT] for at in range(0, len(text), LONGEST_TEXT)] or [""]
        return [self._posts(_text(piece), chat, _topic(topic)) for piece in pieces][-1]

    def opens(self, start_parameter: str = "") -> Message:
        """Follow t.me/BOT?start=PARAMETER and press Start."""
        return self.says(f"/start {start_parameter}".strip())

    def replies(self, message: Message, text: str) -> Message:
        """Answer a message, in its chat."""
        quoted = {k: v for k, v in message.raw.items() if k != "reply_to_message"}
        topic = cast("int | None", message.raw.get("message_thread_id"))
        return self._posts(_text(text), message.chat, {"reply_to_message": quoted} | _topic(topic))

    def edits(self, message: Message, text: str) -> None:
        """Change an own message."""
        with self.world.changed:
            message.change(_text(text), None)
            message.raw["edit_date"] = self.world.now()
            message.chat.show(message, is_from_bot=False)
            self._tells("edited_message", message)

    def shares_location(
        self, latitude: float, longitude: float, *, chat: Chat | None = None
    ) -> Message:
        """Send a point on the map."""
        return self._posts({"location": {"latitude": latitude, "longitude": longitude}}, chat, {})

    def shares_contact(self, phone: str) -> Message:
        """Send the own phone number."""
        contact = {"phone_number": phone, "first_name": self.name, "user_id": self.id}
        return self._posts({"contact": contact}, None, {})

    def sends(
        self,
        kind: str,
        content: bytes = b"content",
        *,
        caption: str = "",
        album: str = "",
        chat: Chat | None = None,
    ) -> Message:
        """Send a photo, voice, video, video_note, audio, animation, sticker, document or contact.

        Pieces with the same `album` come as separate messages with one media_group_id.
        """
        if kind == "contact":
            return self.shares_contact("13800000000")
        with self.world.changed:
            name, mime_type = MIME_TYPES[kind]
            file = self.world.store(content, name, mime_type, f"{kind}s")
            body = file_content(self.world, kind, file)
            if caption:
                body["caption"] = caption
            if album:
                body["media_group_id"] = album
            return self._posts(body, chat, {})

    def taps(
        self,
        label: str,
        *,
        on: Message | None = None,
        chat: Chat | None = None,
        within: float = PATIENCE,
    ) -> Tap:
        """Press the button with this label, or else beginning with it, on the newest message.

        With `on` the button may be one that the message no longer shows: an old screen.
        """
        if on is not None:
            button = on.former_button(label)
            if button is None:
                raise AssertionError(self._failure(f"no button {label!r} there", on.chat))
            return self._presses(on, button)
        found = self._waits(lambda: self._find_button(self._screen(chat), label), within)
        if found is None:
            raise AssertionError(self._failure(f"no button {label!r}", chat))
        message, button = found
        return self._presses(message, button)

    def skips(self, chat: Chat) -> None:
        """Read nothing of what stands in a chat so far."""
        with self.world.changed:
            self._seen[chat.id] = len(chat.sights)

    def blocks_the_bot(self) -> None:
        """Stop the bot."""
        self._stands("kicked")

    def unblocks_the_bot(self) -> None:
        """Let the bot in again."""
        self._stands("member")

    @property
    def private_chat(self) -> Chat:
        """The chat with the bot, opened if it is not yet."""
        with self.world.changed:
            if self.id not in self.world.chats:
                username = cast("str | None", self.user.get("username"))
                self.world.chats[self.id] = Chat(self.id, "private", self.name, username)
                self.world.users[self.id] = self.user
            return self.world.chats[self.id]

    @property
    def inbox(self) -> list[Message]:
        """What the bot wrote to this person and did not delete, as it stands now."""
        with self.world.changed:
            messages = self._screen(None).messages.values()
            return [it for it in messages if not it.is_deleted and self._is_from_bot(it)]

    def unread(self, chat: Chat | None = None) -> list[Sight]:
        """Return what the bot has shown since the last thing that `sees` returned."""
        with self.world.changed:
            screen = self._screen(chat)
            return [it for it in screen.sights[self._seen.get(screen.id, 0) :] if it.is_from_bot]

    def sees(self, text: str, within: float = PATIENCE, *, chat: Chat | None = None) -> Message:
        """Wait for a message, or a new state of one, that contains this; return it.

        One reads downwards: what stands above it counts as read. An empty text takes anything.
        """
        found = self._waits(lambda: self._find_sight(self._screen(chat), text), within)
        if found is None:
            raise AssertionError(self._failure(f"did not see {text!r} within {within} s", chat))
        return found

    def hears_back(self, tap: Tap, within: float = PATIENCE) -> str:
        """Wait until the bot has answered a press; return the words that popped up."""
        if self._waits(lambda: tap.is_answered or None, within) is None:
            raise AssertionError(self._failure(f"no answer to {tap.data!r}", tap.message.chat))
        return tap.answer

    def transcript(self, chat: Chat | None = None) -> str:
        """Return the chat as one would read it, with the buttons."""
        with self.world.changed:
            return "\n".join(_line(sight) for sight in self._screen(chat).sights)

    def _screen(self, chat: Chat | None) -> Chat:
        """Return the chat to read; reading does not open a chat with the bot."""
        return chat or self.world.chats.get(self.id) or Chat(self.id, "private", self.name)

    def _is_from_bot(self, message: Message) -> bool:
        return bool(message.raw["from"]["id"] == self.world.bot["id"])

    def _posts(self, content: JsonObject, chat: Chat | None, place: JsonObject) -> Message:
        with self.world.changed:
            message = self.world.post(chat or self.private_chat, self.user, place | content, None)
            self._tells("message", message)
            return message

    def _tells(self, kind: str, message: Message) -> None:
        if hears(self.world, message):
            self.world.updates.add(kind, message.raw, message.chat.id)

    def _find_button(self, screen: Chat, label: str) -> tuple[Message, JsonObject] | None:
        for message in reversed(screen.messages.values()):
            button = None if message.is_deleted else message.button(label)
            if button is not None:
                return message, button
        below = find_button([button for row in screen.keyboard for button in row], label)
        last = next(reversed(screen.messages.values()), None)
        return None if below is None or last is None else (last, below)

    def _presses(self, message: Message, button: JsonObject) -> Tap:
        """Do what the button is for; a button of the reply keyboard just speaks."""
        number = str(4_382_000_000_000_000_000 + self.world.next_number())
        data, url = button.get("callback_data", ""), button.get("url", "")
        tap = Tap(number, data, message, url, self.world.clock())
        if button.get("request_contact"):
            self.sends("contact")
        elif button.get("request_location"):
            self.shares_location(0.0, 0.0)
        elif tap.url:
            self._follows(tap.url)
        elif button.keys() <= {"text", "style", "icon_custom_emoji_id"}:
            self.says(button["text"], chat=message.chat)
        if not tap.data:
            return tap
        with self.world.changed:
            self.world.taps[tap.id] = tap
            query: JsonObject = {
                "id": tap.id,
                "from": self.user,
                "chat_instance": str(-message.chat.id),
                "data": tap.data,
                "message": message.raw,
            }
            if message.is_deleted:
                gone = {"chat": message.chat.json(), "message_id": message.id, "date": 0}
                query["message"] = gone
            self.world.updates.add("callback_query", query, message.chat.id)
        return tap

    def _follows(self, url: str) -> None:
        """Open an address; one of the bot itself opens the private chat and starts there."""
        name = cast("str", self.world.bot["username"])
        inside = re.fullmatch(rf"https://t\.me/{name}\?start=(.*)", url, re.IGNORECASE)
        if inside is None:
            return
        if _START.fullmatch(inside[1]) is None:
            raise AssertionError(f"{self.name}: Telegram does not start with {inside[1]!r}")
        self.opens(inside[1])

    def _stands(self, standing: str) -> None:
        with self.world.changed:
            set_standing(self.world, self.private_chat, self.user, standing)

    def _find_sight(self, screen: Chat, text: str) -> Message | None:
        for index in range(self._seen.get(screen.id, 0), len(screen.sights)):
            sight = screen.sights[index]
            if sight.is_from_bot and text in sight.text:
                self._seen[screen.id] = index + 1
                return sight.message
        return None

    def _waits(self, find: Callable[[], _Found | None], within: float) -> _Found | None:
        with self.world.changed:
            return self.world.changed.wait_for(find, within) or None

    def _failure(self, what: str, chat: Chat | None) -> str:
        return f"{self.name}: {what}. The chat:\n{self.transcript(chat) or '(nothing)'}"


def _text(text: str) -> JsonObject:
    entities = entities_of_plain(text)
    return {"text": text} | ({"entities": entities} if entities else {})


def _topic(topic: int | None) -> JsonObject:
    return {} if topic is None else {"message_thread_id": topic, "is_topic_message": True}


def _line(sight: Sight) -> str:
    sender = "  bot" if sight.is_from_bot else f"  {sight.message.raw['from']['first_name']}"
    words = sight.text or "(" + ", ".join(sorted(sight.message.raw.keys() - _ALWAYS_THERE)) + ")"
    buttons = "".join(f" [{label}]" for label in sight.message.buttons)
    return f"{sender}: {words}{buttons}"
