"""Sealing: words and contact data are kept encrypted, under a key for each person, account, case.

The master key comes from SECRET_KEY and only wraps those keys: to erase a person is to destroy
one row. AES-256-GCM with a random 96-bit nonce before each ciphertext; a key seals far fewer
than the 2**32 messages that NIST SP 800-38D (8.3) allows under random nonces.
"""

import hashlib
import hmac
import json
import os
from functools import lru_cache
from typing import cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import insert
from sqlmodel import Session

from models.base import table
from models.errors import MinqingError
from models.keys import Key

NONCE_BYTES = 12
KEY_BYTES = 32


class Unreadable(MinqingError):
    """The key is gone or is not the one that sealed this."""


class Sealer:
    """Seals and opens under one key."""

    __slots__ = ("_cipher",)

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal_bytes(self, content: bytes) -> bytes:
        """Seal bytes; the result is 28 bytes longer."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, content, None)

    def open_bytes(self, sealed: bytes) -> bytes:
        """Open what `seal_bytes` gave.

        Raises:
            Unreadable: another key sealed it, or it was changed.
        """
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None)
        except (InvalidTag, ValueError) as error:
            raise Unreadable("sealed with another key, or damaged") from error

    def seal(self, words: str) -> bytes:
        """Seal a text."""
        return self.seal_bytes(words.encode())

    def open(self, sealed: bytes) -> str:
        """Open a sealed text."""
        return self.open_bytes(sealed).decode()


class Vault:
    """What the master key can do: make, wrap and open keys, and hash what must be found again.

    `own` seals what belongs to nobody, such as an event that could not be read.
    """

    def __init__(self, secret: str) -> None:
        master = secret.encode()
        self._wrapper = Sealer(_derive(master, b"minqing wrap 1"))
        self._finder = _derive(master, b"minqing find 1")
        self.fingerprint = hmac.digest(self._finder, b"fingerprint", "sha256").hex()[:32]
        self.own = Sealer(_derive(master, b"minqing own 1"))
        self._opened = lru_cache(maxsize=8192)(self._open_key)

    def wrap_new_key(self) -> bytes:
        """Make a key; only its wrapped form ever leaves."""
        return self._wrapper.seal_bytes(os.urandom(KEY_BYTES))

    def sealer(self, wrapped: bytes | None) -> Sealer:
        """Open a wrapped key for use.

        Raises:
            Unreadable: the key was destroyed, or wrapped under another SECRET_KEY.
        """
        if wrapped is None:
            raise Unreadable("the key was destroyed")
        return self._opened(wrapped)

    def find_hash(self, kind: str, value: str) -> str:
        """Hash a phone or a code so that it can be found again, and not read."""
        return hmac.digest(self._finder, f"{kind}:{value}".encode(), "sha256").hex()

    def _open_key(self, wrapped: bytes) -> Sealer:
        return Sealer(self._wrapper.open_bytes(wrapped))


def vault_of(session: Session) -> Vault:
    """Give the vault of the store this session belongs to."""
    return cast("Vault", session.info["vault"])


def add_key(session: Session) -> tuple[int, Sealer]:
    """Make and store a key; give its id and its use."""
    vault = vault_of(session)
    wrapped = vault.wrap_new_key()
    added = session.connection().execute(_ADD_KEY, {"wrapped": wrapped}).inserted_primary_key
    return cast("tuple[int]", added)[0], vault.sealer(wrapped)


def sealer_of(session: Session, key_id: int) -> Sealer:
    """Give the use of a stored key.

    Raises:
        Unreadable: it was destroyed.
    """
    key = session.get(Key, key_id)
    return vault_of(session).sealer(key.wrapped if key else None)


def digest(*parts: bytes) -> bytes:
    """SHA-256 over parts, each with its length before it so that none can shift."""
    sha = hashlib.sha256()
    for part in parts:
        sha.update(len(part).to_bytes(8, "big"))
        sha.update(part)
    return sha.digest()


def canonical(value: object) -> bytes:
    """Write JSON in its one form: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


_ADD_KEY = insert(table(Key))


def _derive(master: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(master)
