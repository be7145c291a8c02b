"""A person with WeChat on the phone: follows, says, presses, and reads what comes."""

import re
from collections.abc import Callable
from typing import TypeVar

from tests.servers.running import PATIENCE
from tests.servers.xml import Fields
from tests.wechat_server.gcj import gcj_from_wgs
from tests.wechat_server.menus import buttons_of
from tests.wechat_server.platform import Delivery
from tests.wechat_server.world import Follower, Shown, World

_LINE = re.compile(
    r"^\s*[\[【(（]?(?P<number>\d{1,3})(?:\ufe0f?\u20e3)?[\]】)）.、．:：\s]+(?P<label>.+)$"
)
_STICKER = "[收到不支持的消息类型，暂无法显示]"
_KEY_EVENTS = {"click": "CLICK", "view": "VIEW"}
_Found = TypeVar("_Found")


class Person:
    """Someone who uses WeChat; nothing can be said before following."""

    def __init__(
        self, world: World, follower: Follower, emit: Callable[[Follower, Fields], Delivery]
    ) -> None:
        """Pick up the phone."""
        self.world = world
        self.follower = follower
        self.openid = follower.openid
        self.name = follower.name
        self._emit = emit
        self._read = 0

    def follows(self, scene: str = "") -> Delivery:
        """Follow the account, by its name or by a code with a scene."""
        with self.world.changed:
            self.follower.is_following = True
            self.follower.followed_at = self.world.clock()
            self.follower.scene = scene
            self.world.allow(self.follower, is_message=False)
            key = f"qrscene_{scene}" if scene else ""
            return self._emit(self.follower, _event("subscribe", key) | self._ticket(scene))

    def unfollows(self) -> Delivery:
        """Leave; what the account wrote is gone, and it may write no more."""
        with self.world.changed:
            self._needs_to_follow()
            self.follower.is_following = False
            self.follower.grants.clear()
            return self._emit(self.follower, _event("unsubscribe", ""))

    def scans(self, scene: str) -> Delivery:
        """Scan a code with a scene; who does not follow yet then follows."""
        with self.world.changed:
            if not self.follower.is_following:
                return self.follows(scene)
            self.world.allow(self.follower, is_message=False)
            return self._emit(self.follower, _event("SCAN", scene) | self._ticket(scene))

    def clicks(self, key: str) -> Delivery:
        """Press the menu button with this key, or this address.

        Once the program has made a menu, only what is in it can be pressed.
        """
        with self.world.changed:
            self._needs_to_follow()
            kind = "click"
            if self.world.menu is not None:
                kind = self._kind_of_button(key)
            if kind != "view":
                self.world.allow(self.follower, is_message=False)
            return self._emit(self.follower, _event(_KEY_EVENTS.get(kind, kind), key))

    def says(self, text: str) -> Delivery:
        """Send text; do not wait for what comes back."""
        return self._sends("text", {"Content": text})

    def sends_photo(self, content: bytes, content_type: str = "image/jpeg") -> Delivery:
        """Send a picture; the program gets its address and its media_id."""
        with self.world.changed:
            media = self.world.store("image", content, content_type)
            url = f"{self.world.origin}/mmbiz_jpg/{media.media_id}/0"
            return self._sends("image", {"PicUrl": url, "MediaId": media.media_id})

    def sends_voice(self, content: bytes, recognition: str = "") -> Delivery:
        """Speak; with `recognition` the account has speech recognition switched on."""
        with self.world.changed:
            media = self.world.store("voice", content, "audio/amr")
            inside: Fields = {"MediaId": media.media_id, "Format": "amr"}
            if recognition:
                inside = {**inside, "Recognition": recognition}
            return self._sends("voice", inside)

    def shares_location(self, latitude: float, longitude: float, label: str = "") -> Delivery:
        """Send the place with these WGS-84 coordinates; WeChat shifts them to GCJ-02."""
        return self.shares_gcj_location(*gcj_from_wgs(latitude, longitude), label)

    def shares_gcj_location(self, latitude: float, longitude: float, label: str = "") -> Delivery:
        """Send a point as it stands on WeChat's map."""
        place: Fields = {"Location_X": float(latitude), "Location_Y": float(longitude)}
        return self._sends("location", {**place, "Scale": 16, "Label": label})

    def sends(self, kind: str) -> Delivery:
        """Send a video, shortvideo, link, sticker, file, or any kind the platform may invent."""
        with self.world.changed:
            if kind in {"video", "shortvideo"}:
                media = self.world.store("video", b"\0\0\0\x18ftypmp42", "video/mp4")
                thumb = self.world.store("thumb", b"\xff\xd8\xff", "image/jpeg")
                ids = {"MediaId": media.media_id, "ThumbMediaId": thumb.media_id}
                return self._sends(kind, ids)
            if kind == "link":
                words = {"Title": "一篇文章", "Description": "说点什么"}
                return self._sends(kind, {**words, "Url": "https://mp.weixin.qq.com/s/abc"})
            if kind == "sticker":
                return self._sends("text", {"Content": _STICKER})
            if kind == "file":
                about: Fields = {"Title": "表.xlsx", "Description": "", "FileKey": "k"}
                return self._sends(kind, {**about, "FileMd5": "0" * 32, "FileTotalLen": 9})
            return self._sends(kind, {})

    def accepts(self, template_id: str) -> Delivery:
        """Say yes to one subscription message of this template."""
        return self._answers_popup(template_id, "accept")

    def rejects(self, template_id: str) -> Delivery:
        """Say no to a subscription message."""
        return self._answers_popup(template_id, "reject")

    def switches_off(self, template_id: str) -> None:
        """Refuse all template messages of this template; the program is not told."""
        with self.world.changed:
            self.follower.refusals.add(template_id)

    @property
    def shown(self) -> list[Shown]:
        """All that stood on the phone, oldest first."""
        with self.world.changed:
            return list(self.follower.shown)

    def unread(self) -> list[Shown]:
        """Return what came since the last thing that `sees` returned."""
        with self.world.changed:
            return self.follower.shown[self._read :]

    def sees(self, words: str, within: float = PATIENCE, *, kind: str = "") -> Shown:
        """Wait for something that contains this, of one kind where it is given; return it.

        One reads downwards: what stands above it counts as read. Empty words take anything.
        """
        found = self._waits(lambda: self._find(words, kind), within)
        if found is None:
            raise AssertionError(self._failure(f"did not see {words!r} within {within} s"))
        return found

    def picks(self, label: str, within: float = PATIENCE) -> Delivery:
        """Say the number of the newest line `N label…`."""
        number = self._waits(lambda: self._number_of(label), within)
        if number is None:
            raise AssertionError(self._failure(f"no numbered line {label!r}"))
        return self.says(number)

    def transcript(self) -> str:
        """Return what was shown, as one would read it."""
        return "\n".join(f"  {it.kind}: {it.text}" for it in self.shown)

    def _sends(self, kind: str, inside: Fields) -> Delivery:
        with self.world.changed:
            self._needs_to_follow()
            self.world.allow(self.follower, is_message=True)
            number = 7_400_000_000_000_000_000 + self.world.next_number()
            return self._emit(self.follower, {"MsgType": kind, **inside, "MsgId": number})

    def _answers_popup(self, template_id: str, answer: str) -> Delivery:
        with self.world.changed:
            self._needs_to_follow()
            if answer == "accept":
                grants = self.follower.grants
                grants[template_id] = grants.get(template_id, 0) + 1
            row: Fields = {
                "TemplateId": template_id,
                "SubscribeStatusString": answer,
                "PopupScene": 1,
            }
            popup: Fields = {"List": row}
            event: Fields = {"Event": "subscribe_msg_popup_event"}
            return self._emit(self.follower, {**event, "SubscribeMsgPopupEvent": popup})

    def _ticket(self, scene: str) -> dict[str, str]:
        code = self.world.codes.get(scene)
        if code is not None and code.until <= self.world.clock():
            raise AssertionError(f"{self.name}: the code {scene!r} has expired")
        return {"Ticket": code.ticket if code else "gQprinted=="} if scene else {}

    def _kind_of_button(self, key: str) -> str:
        buttons = buttons_of(self.world.menu or {"button": []})
        for button in buttons:
            if key in {button.get("key"), button.get("url"), button.get("name")}:
                return str(button["type"])
        raise AssertionError(f"{self.name}: no {key!r} in the menu {buttons}")

    def _needs_to_follow(self) -> None:
        if not self.follower.is_following:
            raise AssertionError(f"{self.name} does not follow the account")

    def _find(self, words: str, kind: str) -> Shown | None:
        for index in range(self._read, len(self.follower.shown)):
            shown = self.follower.shown[index]
            if words in shown.text and kind in {"", shown.kind}:
                self._read = index + 1
                return shown
        return None

    def _number_of(self, label: str) -> str | None:
        for shown in reversed(self.follower.shown):
            lines = [m for line in shown.text.splitlines() if (m := _LINE.match(line))]
            for line in lines:
                if line["label"].strip() == label:
                    return line["number"]
            for line in lines:
                if line["label"].startswith(label):
                    return line["number"]
        return None

    def _waits(self, find: Callable[[], _Found | None], within: float) -> _Found | None:
        with self.world.changed:
            return self.world.changed.wait_for(find, within) or None

    def _failure(self, what: str) -> str:
        return f"{self.name}: {what}. On the phone:\n{self.transcript() or '(nothing)'}"


def _event(name: str, key: str) -> dict[str, str]:
    return {"Event": name, "EventKey": key}
