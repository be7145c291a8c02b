"""The message encryption of Tencent's callbacks, written from its description alone.

AES-256-CBC; the key is the 43 characters and "=" in base64, the vector its first 16 bytes.
Inside: 16 random bytes, the length (4 bytes, big end first), the words, the receiver's id,
filled to a multiple of 32 with bytes that say how many they are. The signature is the SHA-1
of token, timestamp, nonce and ciphertext, sorted and joined.
"""

import base64
import hashlib
import os

from cryptography.hazmat.primitives.ciphers import Cipher as Aes
from cryptography.hazmat.primitives.ciphers import algorithms, modes

BLOCK = 32
_RANDOM = 16
_LENGTH = 4
_KEY_LENGTH = 43


class BadCipher(Exception):
    """A ciphertext that is not ours; its text says why."""


def signature(*words: str) -> str:
    """Return the SHA-1 of the words, sorted and joined."""
    return hashlib.sha1("".join(sorted(words)).encode()).hexdigest()  # noqa: S324 -- theirs


class Cipher:
    """Seals and opens the messages of one account."""

    def __init__(self, token: str, aes_key: str, receiver: str) -> None:
        """Take the token, the 43 characters of the EncodingAESKey and the app's or corp's id."""
        if len(aes_key) != _KEY_LENGTH:
            raise ValueError("an EncodingAESKey has 43 characters")
        self._token = token
        self._receiver = receiver.encode()
        key = base64.b64decode(aes_key + "=")
        self._aes = Aes(algorithms.AES(key), modes.CBC(key[:16]))

    def sign(self, timestamp: str, nonce: str, ciphertext: str) -> str:
        """Return the msg_signature."""
        return signature(self._token, timestamp, nonce, ciphertext)

    def seal(self, words: str) -> str:
        """Return the ciphertext in base64."""
        inner = words.encode()
        plain = os.urandom(_RANDOM) + len(inner).to_bytes(_LENGTH, "big") + inner + self._receiver
        fill = BLOCK - len(plain) % BLOCK
        return self.seal_raw(plain + bytes([fill]) * fill)

    def seal_raw(self, plain: bytes) -> str:
        """Return the ciphertext of any bytes that fill whole blocks, sound inside or not."""
        encryptor = self._aes.encryptor()
        return base64.b64encode(encryptor.update(plain) + encryptor.finalize()).decode()

    def open(self, ciphertext: str) -> str:
        """Return the words; refuse wrong filling, a wrong length and another receiver."""
        try:
            raw = base64.b64decode(ciphertext, validate=True)
        except ValueError as error:
            raise BadCipher("not base64") from error
        if not raw or len(raw) % BLOCK:
            raise BadCipher("not whole blocks of 32 bytes")
        decryptor = self._aes.decryptor()
        plain = decryptor.update(raw) + decryptor.finalize()
        fill = plain[-1]
        if not 1 <= fill <= BLOCK or plain[-fill:] != bytes([fill]) * fill:
            raise BadCipher("wrong filling")
        inner = plain[_RANDOM:-fill]
        size = int.from_bytes(inner[:_LENGTH], "big")
        words, receiver = inner[_LENGTH : _LENGTH + size], inner[_LENGTH + size :]
        if len(words) != size or receiver != self._receiver:
            raise BadCipher("a wrong length or another receiver")
        return words.decode()
