"""Callbacks: proving that the platform calls, opening what it brings, sealing our answers.

The scheme is that of WeChat and WeCom alike (developers.weixin.qq.com and
developer.work.weixin.qq.com, "加解密方案"): the SHA-1 of the sorted token, timestamp, nonce and
ciphertext; AES-256 in CBC mode with the first 16 bytes of the key as its start; inside it 16
random bytes, the length, the text and whom it is for, padded to 32 bytes.

A nonce seen before is not refused: the platform repeats a call that was not answered, and a repeat
finds what is stored. What is older than five minutes is.
"""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from bot.platforms.tencent import xml
from bot.platforms.tencent.ciphers import decrypt, encrypt
from models.errors import MinqingError

AGE = timedelta(minutes=5)
"""How old a call may be, and how far ahead of our clock."""

RANDOM_BYTES = 16
LENGTH_BYTES = 4
BLOCK = 32
LONGEST_ECHO = 1024
LONGEST_STAMP = 20

FORBIDDEN, UNREADABLE = 403, 400

OFF_TIME = "the timestamp is more than five minutes off"
NOT_ENCRYPTED, ENCRYPTED = "not encrypted", "encrypted, and no AES_KEY is set"
WRONG_SIGNATURE = "wrong signature"
WRONG_PADDING, WRONG_LENGTH = "wrong padding", "wrong length"
FOR_OTHERS = "meant for somebody else"
"""Why calls are refused, as the log says it and the doctor explains it."""


class Refused(MinqingError):
    """A call that is not the platform's, or not meant for us.

    Args:
        status: to answer with.
        why: for the log; nothing of what was sent.
    """

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


@dataclass(frozen=True, slots=True)
class Sealed:
    """An answer as only the platform can read it."""

    encrypt: str
    signature: str
    timestamp: str
    nonce: str


class Callbacks:
    """What one address of ours needs to talk with the platform that calls it.

    Args:
        token: as set in the console.
        aes_key: 43 letters and digits as set there; empty where nothing is encrypted.
        receiver: whom calls are for: our AppID, our corporation's id, empty for a smart bot.
        now: tells the instant.
        signs_query: the platform signs the query by itself too (WeChat does, WeCom does not).
    """

    def __init__(
        self,
        token: str,
        aes_key: str,
        receiver: str,
        now: Callable[[], datetime],
        *,
        signs_query: bool,
    ) -> None:
        self._token = token
        self._key = base64.b64decode(aes_key + "=") if aes_key else b""
        self._receiver = receiver.encode()
        self._now = now
        self._signs_query = signs_query
        self._fault: str | None = None

    @property
    def is_encrypted(self) -> bool:
        """Whether only what is encrypted is heard."""
        return bool(self._key)

    @property
    def fault(self) -> str | None:
        """Say why nothing that is brought can be read; None when it can, as far as we know."""
        return self._fault

    def admit(self, query: Mapping[str, str]) -> None:
        """Look at the query of a call, before its body is read.

        Raises:
            Refused: it is old, or not signed as the platform signs.
        """
        stamp = query.get("timestamp", "")
        if not (stamp.isascii() and stamp.isdecimal() and len(stamp) <= LONGEST_STAMP):
            raise Refused(FORBIDDEN, "no timestamp")
        if abs(self._now().timestamp() - int(stamp)) > AGE.total_seconds():
            raise Refused(FORBIDDEN, OFF_TIME)
        if self._signs_query:
            self._check(query.get("signature", ""), query)
        elif not query.get("msg_signature"):
            raise Refused(FORBIDDEN, "no signature")

    def echo(self, query: Mapping[str, str]) -> str:
        """Give what the check of our address expects to hear.

        Raises:
            Refused: it is not the platform that asks.
        """
        self.admit(query)
        echo = query.get("echostr", "")
        if not 0 < len(echo) <= LONGEST_ECHO:
            raise Refused(UNREADABLE, "nothing to echo")
        if self._signs_query:
            return echo
        return self._open(query, echo).decode("utf-8", "replace")

    def open_xml(self, query: Mapping[str, str], body: bytes) -> bytes:
        """Give the plain XML that a call brings.

        Raises:
            Refused: it was not sealed by the platform for us.
        """
        if not self._key:
            plain = xml.read(body, may_repeat=True) or xml.NOTHING
            is_sealed = bool(xml.text_in(plain, "Encrypt")) and not xml.text_in(plain, "MsgType")
            self._fault = ENCRYPTED if is_sealed else None
            if is_sealed:
                raise Refused(UNREADABLE, ENCRYPTED)
            return body
        outer = xml.read(body, may_repeat=True)  # the signature is over the one that we take
        return self._open(query, xml.text_in(outer or xml.NOTHING, "Encrypt"))

    def open_json(self, query: Mapping[str, str], body: bytes) -> bytes:
        """Give the plain JSON that a call of a smart bot brings.

        Raises:
            Refused: it was not sealed by the platform for us.
        """
        try:
            found: object = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise Refused(UNREADABLE, "no JSON") from error
        holder = cast("xml.Fields", found) if isinstance(found, dict) else xml.NOTHING
        return self._open(query, xml.text_in(holder, "encrypt"))

    def seal(self, text: str) -> Sealed:
        """Seal an answer."""
        words = text.encode()
        plain = b"".join(
            (
                secrets.token_bytes(RANDOM_BYTES),
                len(words).to_bytes(LENGTH_BYTES, "big"),
                words,
                self._receiver,
            )
        )
        sealed = base64.b64encode(encrypt(self._key, plain)).decode()
        stamp, nonce = str(int(self._now().timestamp())), secrets.token_hex(8)
        return Sealed(sealed, sign(self._token, stamp, nonce, sealed), stamp, nonce)

    def _open(self, query: Mapping[str, str], sealed: str) -> bytes:
        if not sealed:
            raise Refused(UNREADABLE, NOT_ENCRYPTED)
        self._check(query.get("msg_signature", ""), query, sealed)
        try:
            ciphertext = base64.b64decode(sealed, validate=True)
        except (binascii.Error, ValueError) as error:
            raise Refused(UNREADABLE, "no ciphertext") from error
        if not ciphertext or len(ciphertext) % RANDOM_BYTES:
            raise Refused(UNREADABLE, "no ciphertext")
        return self._take_out(decrypt(self._key, ciphertext))

    def _take_out(self, plain: bytes) -> bytes:
        """Take the text out of its frame; the library would take any padding and any length."""
        padding = plain[-1]
        if not 1 <= padding <= BLOCK or plain[-padding:] != bytes([padding]) * padding:
            raise Refused(UNREADABLE, WRONG_PADDING)
        framed = plain[RANDOM_BYTES:-padding]
        length = int.from_bytes(framed[:LENGTH_BYTES], "big")
        text, receiver = framed[LENGTH_BYTES:][:length], framed[LENGTH_BYTES + length :]
        if len(framed) < LENGTH_BYTES + length:
            raise Refused(UNREADABLE, WRONG_LENGTH)
        if not hmac.compare_digest(receiver, self._receiver):
            raise Refused(FORBIDDEN, FOR_OTHERS)
        return text

    def _check(self, signature: str, query: Mapping[str, str], *more: str) -> None:
        stamp, nonce = query.get("timestamp", ""), query.get("nonce", "")
        expected = sign(self._token, stamp, nonce, *more)
        given = signature.encode("utf-8", "replace")
        if not hmac.compare_digest(given, expected.encode()):
            raise Refused(FORBIDDEN, WRONG_SIGNATURE)


def sign(*parts: str) -> str:
    """Sign as the platform does: SHA-1 of the sorted parts, in hex."""
    joined = "".join(sorted(parts)).encode("utf-8", "replace")
    return hashlib.sha1(joined, usedforsecurity=False).hexdigest()
