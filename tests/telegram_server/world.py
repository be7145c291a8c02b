"""Everything the server knows: its bot, the chats, the files, the pressed buttons."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.telegram_server.chat import Chat, Message
from tests.telegram_server.errors import JsonObject, bad_request, forbidden, upgraded
from tests.telegram_server.updates import Updates

FIRST_MESSAGE_ID = 101
FIRST_UPDATE_ID = 700_000_001


class StoredFile(NamedTuple):
    """A file on the server."""

    file_id: str
    unique_id: str
    path: str
    content: bytes
    name: str
    mime_type: str

    def json(self) -> JsonObject:
        """Return the fields that every file object has."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.content),
        }


@dataclass
class Tap:
    """A button that a person pressed, and what the bot answered to the press."""

    id: str
    data: str
    message: Message
    url: str = ""
    at: float = 0.0
    is_answered: bool = False
    is_expired: bool = False
    answer: str = ""
    is_alert: bool = False


@dataclass
class Profile:
    """What the bot has said about itself."""

    commands: dict[tuple[str, str], list[JsonObject]] = field(
        default_factory=dict[tuple[str, str], list[JsonObject]]
    )
    """By scope (as JSON text) and language."""
    descriptions: dict[str, str] = field(default_factory=dict[str, str])
    short_descriptions: dict[str, str] = field(default_factory=dict[str, str])
    menu_buttons: dict[int, JsonObject] = field(default_factory=dict[int, JsonObject])
    """By chat; 0 is the default one."""


@dataclass
class Webhook:
    """Where updates are posted; no address means polling."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error_date: int = 0
    last_error_message: str = ""


class World:
    """The state behind the calls; whoever touches it holds `changed`."""

    def __init__(self, bot: JsonObject, clock: Callable[[], float]) -> None:
        """Start empty."""
        self.changed = threading.Condition()
        self.bot = bot
        self.clock = clock
        self.updates = Updates(FIRST_UPDATE_ID)
        self.webhook = Webhook()
        self.profile = Profile()
        self.chats: dict[int, Chat] = {}
        self.users: dict[int, JsonObject] = {}
        self.files: dict[str, StoredFile] = {}
        self.taps: dict[str, Tap] = {}
        self._next_shared_id = FIRST_MESSAGE_ID
        self._counter = 0

    def now(self) -> int:
        """Return the time as the Bot API writes it: whole Unix seconds."""
        return int(self.clock())

    def next_number(self) -> int:
        """Return a number not used before, for ids without a meaning."""
        self._counter += 1
        return self._counter

    def find_chat(self, chat_id: int | str) -> Chat:
        """Return a chat that the bot may know of."""
        if isinstance(chat_id, str):
            name = chat_id.removeprefix("@").lower()
            for chat in self.chats.values():
                if chat.kind != "private" and (chat.username or "").lower() == name:
                    return chat
            raise bad_request("chat not found")
        if chat_id in self.chats:
            return self.chats[chat_id]
        if any(chat_id in chat.members for chat in self.chats.values()):
            raise forbidden("bot can't initiate conversation with a user")
        raise bad_request("chat not found")

    def open_chat(self, chat_id: int | str) -> Chat:
        """Return a chat that the bot may write to now."""
        chat = self.find_chat(chat_id)
        if chat.migrated_to is not None:
            raise upgraded(chat.migrated_to)
        if chat.standing == "kicked":
            if chat.kind == "private":
                raise forbidden("bot was blocked by the user")
            raise forbidden(f"bot was kicked from the {chat.kind} chat")
        if chat.standing == "left":
            raise forbidden(f"bot is not a member of the {chat.kind} chat")
        return chat

    def find_message(self, chat: Chat, message_id: int, what: str) -> Message:
        """Return a message that is still there, or refuse: `what` not found."""
        message = chat.messages.get(message_id)
        if message is None or message.is_deleted:
            raise bad_request(f"{what} not found")
        return message

    def post(
        self, chat: Chat, sender: JsonObject, content: JsonObject, markup: JsonObject | None
    ) -> Message:
        """Put a message into a chat; `content` is all that is not id, date, chat and sender."""
        raw: JsonObject = {
            "message_id": self._next_message_id(chat),
            "from": sender,
            "chat": chat.json(),
            "date": self.now(),
        } | content
        if markup and markup.get("inline_keyboard"):
            raw["reply_markup"] = markup
        message = Message(chat, raw, markup)
        chat.messages[message.id] = message
        is_from_bot = sender["id"] == self.bot["id"]
        if is_from_bot and markup and "inline_keyboard" not in markup:
            chat.keyboard = markup.get("keyboard", [])
        chat.show(message, is_from_bot=is_from_bot)
        self.changed.notify_all()
        return message

    def store(self, content: bytes, name: str, mime_type: str, folder: str) -> StoredFile:
        """Keep a file and give it its ids and path."""
        number = self.next_number()
        ending = name.rpartition(".")[2] if "." in name else "bin"
        file = StoredFile(
            file_id=f"AgACAgUAAxkBAAI{number:08d}{folder}",
            unique_id=f"AQAD{number:08d}",
            path=f"{folder}/file_{number}.{ending}",
            content=content,
            name=name,
            mime_type=mime_type,
        )
        self.files[file.file_id] = file
        return file

    def _next_message_id(self, chat: Chat) -> int:
        """Supergroups number for themselves; all other chats of a bot share one row of numbers."""
        if chat.kind == "supergroup":
            return max(chat.messages, default=0) + 1
        self._next_shared_id += 1
        return self._next_shared_id - 1
