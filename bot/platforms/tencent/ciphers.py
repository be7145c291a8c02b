"""The library's cipher, which has no types: AES-256-CBC started with the key's first 16 bytes."""

# pyright: reportMissingTypeStubs=false

from typing import Any, cast

from wechatpy.crypto import base, pkcs7

_cipher: Any = cast("Any", base).WeChatCipher
_padding: Any = cast("Any", pkcs7).PKCS7Encoder


def encrypt(key: bytes, plain: bytes) -> bytes:
    """Pad to blocks of 32 bytes and encrypt."""
    return cast("bytes", _cipher(key).encrypt(_padding.encode(plain)))


def decrypt(key: bytes, ciphertext: bytes) -> bytes:
    """Decrypt whole blocks; the padding is left on."""
    return cast("bytes", _cipher(key).decrypt(ciphertext))
