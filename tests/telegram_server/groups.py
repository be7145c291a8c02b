"""Groups: what the bot hears there, topics, the move to a supergroup, being put out."""

from typing import cast

from tests.telegram_server.chat import Chat, Member, Message
from tests.telegram_server.entities import entities_of_plain
from tests.telegram_server.errors import JsonObject
from tests.telegram_server.world import World

ANONYMOUS_ADMIN: JsonObject = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
CHANNEL_BOT: JsonObject = {
    "id": 136817688,
    "is_bot": True,
    "first_name": "Channel",
    "username": "Channel_Bot",
}
TELEGRAM: JsonObject = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
CHANNEL: JsonObject = {"id": -1_009_000_000_001, "type": "channel", "title": "街道频道"}
SUPERGROUP_BASE = -1_001_000_000_000
GROUP_BASE = -400_000


class Group:
    """A group that the bot was added to; `chat` is what persons speak in."""

    def __init__(self, world: World, chat: Chat) -> None:
        """Take over a chat that stands already."""
        self.world = world
        self.chat = chat

    def opens_topic(self, name: str) -> int:
        """Open a topic of a forum; return its number."""
        with self.world.changed:
            owner = next(iter(self.chat.members.values())).user
            created = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
            topic = self.world.post(self.chat, owner, created, None).id
            self.chat.topics[topic] = name
            return topic

    def closes_topic(self, topic: int) -> None:
        """Let only administrators write in a topic."""
        with self.world.changed:
            self.chat.closed_topics.add(topic)

    def deletes_topic(self, topic: int) -> None:
        """Take a topic away with all that was said in it."""
        with self.world.changed:
            del self.chat.topics[topic]
            for message in self.chat.messages.values():
                if topic in (message.id, message.raw.get("message_thread_id")):
                    message.is_deleted = True

    def anonymous_admin_says(self, text: str, *, topic: int | None = None) -> Message:
        """Let an administrator speak in the group's name."""
        return self._is_told(ANONYMOUS_ADMIN, self.chat.json(), text, topic)

    def channel_says(self, text: str) -> Message:
        """Let somebody speak in the name of a channel of theirs."""
        return self._is_told(CHANNEL_BOT, CHANNEL, text, None)

    def channel_posts(self, text: str) -> Message:
        """Let the linked channel publish something, which Telegram brings into the group."""
        return self._is_told(TELEGRAM, CHANNEL, text, None, is_automatic_forward=True)

    def migrates(self) -> Chat:
        """Become a supergroup with another id; both chats say so."""
        with self.world.changed:
            old = self.chat
            number = self.world.next_number()
            new = Chat(SUPERGROUP_BASE - number, "supergroup", old.title, members=old.members)
            new.standing = old.standing
            self.world.chats[new.id] = new
            owner = next(iter(old.members.values())).user
            leaving = self.world.post(old, owner, {"migrate_to_chat_id": new.id}, None)
            arrived = self.world.post(new, ANONYMOUS_ADMIN, {"migrate_from_chat_id": old.id}, None)
            old.migrated_to = new.id
            self.world.updates.add("message", leaving.raw, old.id)
            self.world.updates.add("message", arrived.raw, new.id)
            self.chat = new
            return new

    def makes_the_bot(self, standing: str) -> None:
        """Give the bot a status: administrator, member, restricted, left or kicked."""
        with self.world.changed:
            owner = next(iter(self.chat.members.values())).user
            set_standing(self.world, self.chat, owner, standing)

    def _is_told(
        self,
        sender: JsonObject,
        name: JsonObject,
        text: str,
        topic: int | None,
        **more: object,
    ) -> Message:
        with self.world.changed:
            entities = entities_of_plain(text)
            content: JsonObject = {"sender_chat": name, "text": text} | more
            content |= {"entities": entities} if entities else {}
            if topic is not None:
                content |= {"message_thread_id": topic, "is_topic_message": True}
            message = self.world.post(self.chat, sender, content, None)
            if hears(self.world, message):
                self.world.updates.add("message", message.raw, self.chat.id)
            return message


def open_group(world: World, title: str, people: list[JsonObject], kind: str) -> Group:
    """Make a group (or supergroup, or forum) of these people and add the bot to it."""
    with world.changed:
        base = GROUP_BASE if kind == "group" else SUPERGROUP_BASE
        chat_kind = "supergroup" if kind == "forum" else kind
        chat = Chat(base - world.next_number(), chat_kind, title, is_forum=kind == "forum")
        for user in people:
            chat.members[cast("int", user["id"])] = Member(user)
            world.users[cast("int", user["id"])] = user
        next(iter(chat.members.values())).status = "creator"
        world.chats[chat.id] = chat
        chat.standing = "left"
        set_standing(world, chat, people[0], "member")
        return Group(world, chat)


def set_standing(world: World, chat: Chat, by: JsonObject, standing: str) -> None:
    """Change the bot's own status in a chat and tell the bot."""
    old, new = Member(world.bot, chat.standing), Member(world.bot, standing)
    chat.standing = standing
    if chat.kind != "private":
        chat.members[cast("int", world.bot["id"])] = new
    change: JsonObject = {
        "chat": chat.json(),
        "from": by,
        "date": world.now(),
        "old_chat_member": old.json(),
        "new_chat_member": new.json(),
    }
    world.updates.add("my_chat_member", change, chat.id)
    world.changed.notify_all()


def hears(world: World, message: Message) -> bool:
    """Say whether a bot in privacy mode gets this message."""
    chat = message.chat
    if chat.kind == "private" or chat.standing == "administrator":
        return chat.standing != "kicked"
    if chat.standing not in {"member", "restricted"}:
        return False
    answered = cast("JsonObject", message.raw.get("reply_to_message", {}))
    if answered and answered["from"]["id"] == world.bot["id"]:
        return True
    name = f"@{world.bot['username']}".lower()
    text = message.text.lower()
    first_word = text.split(maxsplit=1)[0] if text else ""
    is_command = first_word.startswith("/") and (
        "@" not in first_word or first_word.endswith(name)
    )
    return is_command or name in _mentioned(text)


def _mentioned(text: str) -> list[str]:
    units = text.encode("utf-16-le", "surrogatepass")
    places = [
        (2 * cast("int", it["offset"]), 2 * cast("int", it["length"]))
        for it in entities_of_plain(text)
        if it["type"] == "mention"
    ]
    return [units[at : at + length].decode("utf-16-le") for at, length in places]
