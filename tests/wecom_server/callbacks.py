"""The app's callback address: the check of it, messages and events, replies in the answer."""

import secrets
from collections.abc import Callable
from urllib.parse import urlencode

from tests.servers.asking import Answer, NoAnswer, Question, ask
from tests.servers.calls import Call, Refused
from tests.servers.crypt import BadCipher, Cipher
from tests.servers.errors import WeixinError
from tests.servers.xml import BadXml, Fields, Node, read_xml, write_xml
from tests.wecom_server.messages import LONGEST_TEXT
from tests.wecom_server.posting import Letter, Poster
from tests.wecom_server.screen import Message
from tests.wecom_server.sending import Sending
from tests.wecom_server.world import Card, World

FIRST_MESSAGE_ID = 7_300_000_000_000_000_000
CHECK_WITHIN = 1.0


class BadReply(Exception):
    """An answer of the program that the platform cannot use; its text says why."""


class Address:
    """An address of the program: what is sealed for it and what it answers."""

    def __init__(
        self, world: World, cipher: Cipher, poster: Poster, refused: list[Refused]
    ) -> None:
        """Post nothing until `url` is set."""
        self.world = world
        self.cipher = cipher
        self.poster = poster
        self.refused = refused
        self.url = ""

    def sealed_query(self, ciphertext: str, **more: str) -> str:
        """Return the query that goes with a ciphertext."""
        timestamp = str(int(self.world.now()))
        nonce = str(1_000_000_000 + secrets.randbelow(9_000_000_000))
        signed = self.cipher.sign(timestamp, nonce, ciphertext)
        values = {"msg_signature": signed, "timestamp": timestamp, "nonce": nonce, **more}
        joiner = "&" if "?" in self.url else "?"
        return f"{self.url}{joiner}{urlencode(values)}"

    async def check(self, within: float = CHECK_WITHIN) -> None:
        """Ask as the console does when the address is saved; AssertionError says what is wrong."""
        words = str(secrets.randbelow(10**19))
        ciphertext = self.cipher.seal(words)
        question = Question("GET", self.sealed_query(ciphertext, echostr=ciphertext))
        try:
            answer = await ask(question, within)
        except NoAnswer as error:
            raise AssertionError(f"the address did not answer: {error}") from error
        if answer.status != 200 or answer.body != words.encode():
            got = f"{answer.status} {answer.body[:80]!r}"
            raise AssertionError(f"the address must answer the bare words {words}, not {got}")

    def send(
        self,
        lane: str,
        plain: str,
        write: Callable[[str], Question],
        read: Callable[[str], None],
        delay: float = 0.0,
    ) -> None:
        """Post words, sealed anew for each try; what is wrong with the answer is recorded."""

        def take(answer: Answer) -> None:
            try:
                read(answer.body.decode())
            except (BadReply, BadXml, BadCipher, WeixinError, ValueError) as error:
                call = Call(self.url, {}, {"answer": repr(answer.body[:2000])}, self.world.now())
                self.refused.append(Refused(call, 200, f"bad reply: {error}"))

        letter = Letter(plain, lambda: write(plain) if self.url else None, take)
        self.poster.post(lane, letter, delay)


class AppAddress(Address):
    """The XML callback of the app."""

    def __init__(
        self, world: World, cipher: Cipher, poster: Poster, refused: list[Refused]
    ) -> None:
        """Post nothing until `url` is set."""
        super().__init__(world, cipher, poster, refused)
        self.agent_id = 0
        self._last: dict[str, tuple[str, Card | None]] = {}
        """By userid: what was posted last."""
        self.sending = Sending(world)

    def message(self, userid: str, kind: str, content: Fields) -> None:
        """Post what a member sent to the app."""
        number = FIRST_MESSAGE_ID + self.world.next_number()
        self._post(userid, {"MsgType": kind, **content, "MsgId": number})

    def event(self, userid: str, event: str, content: Fields, card: Card | None = None) -> None:
        """Post what a member did; `sys` is the platform itself."""
        self._post(userid, {"MsgType": "event", "Event": event, **content}, card)

    def _post(self, userid: str, content: Fields, card: Card | None = None) -> None:
        fields: Fields = {
            "ToUserName": self.world.corp_id,
            "FromUserName": userid,
            "CreateTime": int(self.world.now()),
            **content,
            "AgentID": self.agent_id,
        }
        self._last[userid] = (write_xml(fields), card)
        self.again(userid)

    def again(self, userid: str) -> None:
        """Post the last thing once more, as it was."""
        plain, card = self._last[userid]
        self.send(userid, plain, self._write, lambda body: self._read(userid, body, card))

    def _write(self, plain: str) -> Question:
        ciphertext = self.cipher.seal(plain)
        outer: Fields = {
            "ToUserName": self.world.corp_id,
            "AgentID": str(self.agent_id),
            "Encrypt": ciphertext,
        }
        return Question("POST", self.sealed_query(ciphertext), write_xml(outer).encode())

    def _read(self, userid: str, body: str, card: Card | None) -> None:
        if body in {"", "success"}:
            return
        outer = read_xml(body.encode())
        ciphertext = outer.words("Encrypt")
        timestamp, nonce = str(outer.number("TimeStamp")), outer.words("Nonce")
        if self.cipher.sign(timestamp, nonce, ciphertext) != outer.words("MsgSignature"):
            raise BadReply("the signature is wrong")
        inner = read_xml(self.cipher.open(ciphertext).encode())
        if (
            inner.words("ToUserName") != userid
            or inner.words("FromUserName") != self.world.corp_id
        ):
            raise BadReply("it goes from or to somebody else")
        inner.number("CreateTime")
        self._obey(userid, inner, card)

    def _obey(self, userid: str, inner: Node, card: Card | None) -> None:
        kind = inner.words("MsgType")
        member = self.world.members[userid.lower()]
        if kind == "text":
            words = inner.words("Content")
            if not 0 < len(words.encode()) <= LONGEST_TEXT:
                raise BadReply("Content must have 1 to 2048 bytes")
            message = Message(self.world.new_id("reply-"), "text", {"content": words})
            member.screen.show(message)
        elif kind == "image":
            image = inner.child("Image")
            media_id = image.words("MediaId") if image else ""
            message = Message(self.world.new_id("reply-"), "image", {"media_id": media_id})
            message.media = self.world.file(media_id, "image").content
            member.screen.show(message)
        elif kind == "update_button" and card is not None:
            button = inner.child("Button")
            name = button.words("ReplaceName") if button else ""
            self.sending.change(card, userid.lower(), {"button": {"replace_name": name}})
        else:
            raise BadReply(f"a {kind} is no answer to this")
