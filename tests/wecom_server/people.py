"""A member of the corp with WeCom on the phone: says, taps, and reads what comes."""

from typing import cast

from tests.servers.errors import JsonObject
from tests.servers.running import PATIENCE
from tests.servers.xml import Fields
from tests.wecom_server.aibot import BOT_NAME, BotGroup, Place, SmartBot
from tests.wecom_server.callbacks import AppAddress
from tests.wecom_server.cards import Button
from tests.wecom_server.orders import Task
from tests.wecom_server.outside import Outside
from tests.wecom_server.reading import Reader, Somewhere, find_button, find_number
from tests.wecom_server.screen import Message, Screen
from tests.wecom_server.world import Member


class Person(Reader):
    """A member; the own chat with the app is where all verbs act unless a group is named."""

    def __init__(self, member: Member, app: AppAddress, bot: SmartBot, outside: Outside) -> None:
        """Pick up the phone."""
        super().__init__(member, app.world)
        self.bot_chat = Screen(self.world.changed, f"{member.name} and the bot")
        self._app = app
        self._bot = bot
        self._outside = outside

    def joins(self) -> None:
        """Come into the app's visible scope: `subscribe`."""
        with self.world.changed:
            self.member.is_in_scope = True
        self._app.event(self.userid, "subscribe", {})

    def leaves(self) -> None:
        """Go out of the app's visible scope: `unsubscribe`."""
        with self.world.changed:
            self.member.is_in_scope = False
        self._app.event(self.userid, "unsubscribe", {})

    def enters(self) -> None:
        """Open the chat with the app: `enter_agent`."""
        self._app.event(self.userid, "enter_agent", {"EventKey": ""})

    def says(
        self, text: str, *, group: BotGroup | None = None, to_bot: bool = False, quote: str = ""
    ) -> None:
        """Send text to the app, to the smart bot, or into a group where the bot may hear it."""
        screen = group.screen if group else self.bot_chat if to_bot else self.member.screen
        with self.world.changed:
            number = self.world.new_id("said-")
            screen.show(Message(number, "text", {"content": text}, self.name))
        if group is not None or to_bot:
            if to_bot or f"@{BOT_NAME}" in text:
                place = Place(self.userid, screen, group.chat_id if group else "")
                self._bot.hears(place, text, quote)
            return
        self._app.message(self.userid, "text", {"Content": text})

    def repeats(self) -> None:
        """Have the last thing posted once more, with the same number."""
        self._app.again(self.userid)

    def sends_photo(self, content: bytes, name: str = "photo.jpg") -> str:
        """Send a picture; return its media_id."""
        media_id = self._stores("image", name, "image/jpeg", content)
        url = f"{self._bot.origin}/wwmedia/{media_id}"
        return self._sends("image", {"PicUrl": url, "MediaId": media_id})

    def sends_voice(self, content: bytes = b"#!AMR\nhello") -> str:
        """Send a voice message; WeCom gives no words with it."""
        media_id = self._stores("voice", "voice.amr", "audio/amr", content)
        return self._sends("voice", {"MediaId": media_id, "Format": "amr"})

    def sends_video(self, content: bytes = b"....ftypisom") -> str:
        """Send a video."""
        media_id = self._stores("video", "video.mp4", "video/mp4", content)
        thumb = self._stores("image", "thumb.jpg", "image/jpeg", b"\xff\xd8\xff")
        return self._sends("video", {"MediaId": media_id, "ThumbMediaId": thumb})

    def sends_file(self, content: bytes = b"content", name: str = "表.xlsx") -> str:
        """Send a file."""
        media_id = self._stores("file", name, "application/octet-stream", content)
        return self._sends("file", {"MediaId": media_id, "Title": name})

    def sends_link(self, title: str, url: str) -> None:
        """Send a link."""
        content: Fields = {"Title": title, "Description": "", "Url": url, "PicUrl": ""}
        self._sends("link", content)

    def shares_location(self, latitude: float, longitude: float, label: str = "") -> None:
        """Send a point on the map."""
        point: Fields = {"Location_X": float(latitude), "Location_Y": float(longitude)}
        self._sends("location", {**point, "Scale": 16, "Label": label, "AppType": "wxwork"})

    def reports_location(self, latitude: float, longitude: float) -> None:
        """Have the phone tell where it is: the event `LOCATION`."""
        point: Fields = {"Latitude": float(latitude), "Longitude": float(longitude)}
        self._app.event(self.userid, "LOCATION", {**point, "Precision": 65.0, "AppType": "wxwork"})

    def taps(self, label: str, *, group: Somewhere = None, within: float = PATIENCE) -> Message:
        """Press the newest card's button with this label, or else beginning with it."""
        message, button = self.waits_for(
            lambda: find_button(self.screen_of(group), label, lambda it: it.card_buttons),
            f"no button {label!r}",
            group,
            within,
        )
        self.presses(message, button)
        return message

    def presses(self, message: Message, button: Button) -> None:
        """Press a button, be it on a card that no longer shows it."""
        if message.id.startswith("bot-"):
            screen = next(
                (it for it in self._bot.groups.values() if message in it.screen.messages), None
            )
            place = Place(self.userid, screen.screen if screen else self.bot_chat)
            place.chat_id = screen.chat_id if screen else ""
            self._bot.is_pressed(place, message, button)
            return
        self._card_event("template_card_event", message, button)

    def chooses(self, label: str, within: float = PATIENCE) -> None:
        """Choose an item of the newest card's menu: `template_card_menu_event`."""
        message, item = self.waits_for(
            lambda: find_button(self.member.screen, label, lambda it: it.menu),
            f"no item {label!r}",
            None,
            within,
        )
        self._card_event("template_card_menu_event", message, item)

    def picks(self, label: str, within: float = PATIENCE) -> None:
        """Say the number of the newest line `N label`."""
        number = self.waits_for(
            lambda: find_number(self.member.screen, label), f"no line {label!r}", None, within
        )
        self.says(number)

    def clicks(self, key: str) -> None:
        """Press an item of the app's menu, by its name or key."""
        item = self._menu_item(key, "click")
        self._app.event(self.userid, "click", {"EventKey": item.get("key", key)})

    def views(self, url: str) -> None:
        """Open a link of the app's menu, by its name or address."""
        item = self._menu_item(url, "view")
        self._app.event(self.userid, "view", {"EventKey": item.get("url", url)})

    def enters_bot(self) -> None:
        """Open the chat with the smart bot, the first time today."""
        self._bot.is_entered(Place(self.userid, self.bot_chat))

    def confirms(self) -> int:
        """Send what waits for the residents' groups; return how many messages went out."""
        return self._outside.confirm(self.userid)

    @property
    def tasks(self) -> list[Task]:
        """The messages for residents' groups that wait for this employee."""
        with self.world.changed:
            return self._outside.waiting(self.userid)

    def _stores(self, kind: str, name: str, mime_type: str, content: bytes) -> str:
        with self.world.changed:
            return self.world.store(kind, name, mime_type, content)

    def _sends(self, kind: str, content: Fields) -> str:
        with self.world.changed:
            number = self.world.new_id("said-")
            self.member.screen.show(Message(number, kind, {}, self.name))
        self._app.message(self.userid, kind, content)
        return cast("str", content.get("MediaId", ""))

    def _card_event(self, event: str, message: Message, button: Button) -> None:
        with self.world.changed:
            card = self.world.card_of(message)
            content: Fields = {
                "EventKey": button.key,
                "TaskId": cast("str", message.content.get("task_id", "")),
                "CardType": cast("str", message.content["card_type"]),
                "ResponseCode": self.world.new_code(card),
            }
        self._app.event(self.userid, event, content, card)

    def _menu_item(self, name: str, kind: str) -> JsonObject:
        with self.world.changed:
            menu = self.world.apps[self._app.agent_id].menu
        buttons = cast("list[JsonObject]", menu.get("button", []))
        items: list[JsonObject] = [
            it for button in buttons for it in (button, *button.get("sub_button", []))
        ]
        for item in items:
            if item.get("type") == kind and name in {
                item["name"],
                item.get("key"),
                item.get("url"),
            }:
                return item
        if items:
            raise AssertionError(f"{self.name}: the menu has no {kind} {name!r}")
        return {}
