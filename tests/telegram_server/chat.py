"""Chats and messages as they stand on the server."""

from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias, cast

from tests.telegram_server.errors import JsonObject

Rows: TypeAlias = list[list[JsonObject]]


class Message:
    """A message in a chat; edits show in place, as on a screen."""

    def __init__(self, chat: "Chat", raw: JsonObject, markup: JsonObject | None) -> None:
        """Keep the Bot API's Message object and the keyboard it came with."""
        self.chat = chat
        self.raw = raw
        self.is_deleted = False
        self.reactions: list[str] = []
        self.revisions: list[str] = [self.text]
        self.has_fixed_keyboard = bool(markup and {"keyboard", "force_reply"} & markup.keys())
        self.keyboards: list[Rows] = [cast("Rows", (markup or {}).get("inline_keyboard", []))]

    @property
    def id(self) -> int:
        """The message's number in its chat."""
        return cast("int", self.raw["message_id"])

    @property
    def text(self) -> str:
        """The text, or the caption of a file."""
        return cast("str", self.raw.get("text", self.raw.get("caption", "")))

    @property
    def rows(self) -> list[list[str]]:
        """The labels of the buttons under it now, row by row."""
        return [[cast("str", button["text"]) for button in row] for row in self.keyboards[-1]]

    @property
    def buttons(self) -> list[str]:
        """The labels of the buttons under it now."""
        return [label for row in self.rows for label in row]

    @property
    def is_edited(self) -> bool:
        """Whether its words were changed after sending."""
        return len(self.revisions) > 1

    def button(self, label: str) -> JsonObject | None:
        """Return the button with this label, or else the first that begins with it."""
        buttons = [button for row in self.keyboards[-1] for button in row]
        return find_button(buttons, label)

    def former_button(self, label: str) -> JsonObject | None:
        """Return such a button from any keyboard it has had, the newest first."""
        for rows in reversed(self.keyboards):
            found = find_button([button for row in rows for button in row], label)
            if found is not None:
                return found
        return None

    def change(self, content: JsonObject, markup: JsonObject | None) -> None:
        """Put new words and a new keyboard in place of the old ones."""
        for name in ("text", "entities", "caption", "caption_entities", "link_preview_options"):
            self.raw.pop(name, None)
        self.raw.update(content)
        self.change_keyboard(markup)
        self.revisions.append(self.text)

    def change_keyboard(self, markup: JsonObject | None) -> None:
        """Put another keyboard, or none, under the message."""
        rows = cast("Rows", (markup or {}).get("inline_keyboard", []))
        self.raw.pop("reply_markup", None)
        if rows:
            self.raw["reply_markup"] = markup
        self.keyboards.append(rows)


def find_button(buttons: list[JsonObject], label: str) -> JsonObject | None:
    """Return the button with exactly this label, or else the first that begins with it."""
    for button in buttons:
        if button["text"] == label:
            return button
    for button in buttons:
        if cast("str", button["text"]).startswith(label):
            return button
    return None


class Sight(NamedTuple):
    """Something that appeared on the screen: a new message or a new state of an old one."""

    message: Message
    text: str
    is_from_bot: bool


@dataclass
class Member:
    """A person in a group, or the bot itself."""

    user: JsonObject
    status: str = "member"

    def json(self) -> JsonObject:
        """Return the ChatMember object."""
        member: JsonObject = {"status": self.status, "user": self.user}
        if self.status == "creator":
            member["is_anonymous"] = False
        elif self.status == "kicked":
            member["until_date"] = 0
        elif self.status == "restricted":
            member |= {"is_member": True, "until_date": 0} | _NO_RIGHTS
        elif self.status == "administrator":
            member |= {"can_be_edited": False, "is_anonymous": False} | _ADMIN_RIGHTS
        return member


_RIGHTS = (
    "can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members "
    "can_promote_members can_change_info can_invite_users can_post_stories "
    "can_edit_stories can_delete_stories can_pin_messages can_manage_topics"
)
_ADMIN_RIGHTS = dict.fromkeys(_RIGHTS.split(), True)
_ABILITIES = (
    "can_send_messages can_send_audios can_send_documents can_send_photos can_send_videos "
    "can_send_video_notes can_send_voice_notes can_send_polls can_send_other_messages "
    "can_add_web_page_previews can_change_info can_invite_users can_pin_messages "
    "can_manage_topics can_edit_tag can_react_to_messages"
)
_NO_RIGHTS = dict.fromkeys(_ABILITIES.split(), False)


@dataclass
class Chat:
    """A private chat with a person, or a group."""

    id: int
    kind: str
    title: str
    username: str | None = None
    is_forum: bool = False
    standing: str = "member"
    """The bot's own status in it; `kicked` in a private chat means blocked."""
    members: dict[int, Member] = field(default_factory=dict[int, Member])
    topics: dict[int, str] = field(default_factory=dict[int, str])
    closed_topics: set[int] = field(default_factory=set[int])
    messages: dict[int, Message] = field(default_factory=dict[int, Message])
    sights: list[Sight] = field(default_factory=list[Sight])
    pinned: list[int] = field(default_factory=list[int])
    actions: list[str] = field(default_factory=list[str])
    keyboard: Rows = field(default_factory=list[list[JsonObject]])
    """The reply keyboard shown now."""
    migrated_to: int | None = None

    def json(self) -> JsonObject:
        """Return the Chat object."""
        chat: JsonObject = {"id": self.id, "type": self.kind}
        chat["first_name" if self.kind == "private" else "title"] = self.title
        if self.username:
            chat["username"] = self.username
        if self.is_forum:
            chat["is_forum"] = True
        return chat

    def show(self, message: Message, *, is_from_bot: bool) -> None:
        """Note that a message, or its new state, has appeared."""
        self.sights.append(Sight(message, message.text, is_from_bot))
