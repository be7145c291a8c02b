"""Sealed calls: what is under a right seal is heard, and nothing else."""

from collections.abc import AsyncIterator, Iterator

import pytest

from services.sealing import Vault
from services.store import Store
from tests.servers.crypt import Cipher
from tests.support.builders import SECRET
from tests.support.wechat_bodies import BOMB, a_text
from tests.support.wechat_house import House, a_house, post, signed
from tests.wechat_server import AES_KEY, WeChatServer


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    store = Store(sqlite_url, Vault(SECRET))
    yield store
    store.close()


@pytest.fixture
async def safe(store: Store) -> AsyncIterator[House]:
    with WeChatServer(aes_key=AES_KEY) as server:
        async with a_house(store, server, text="收到") as house:
            yield house


def sealed(words: bytes, cipher: Cipher, **changes: str) -> tuple[bytes, dict[str, str]]:
    """Seal a body; give it with a query that is signed for it."""
    ciphertext = cipher.seal(words.decode())
    query = signed()
    query["msg_signature"] = cipher.sign(query["timestamp"], query["nonce"], ciphertext)
    body = f"<xml><ToUserName>x</ToUserName><Encrypt>{ciphertext}</Encrypt></xml>"
    return body.encode(), query | changes


async def test_with_a_key_only_what_is_sealed_is_heard(safe: House) -> None:
    assert (await post(safe, a_text("路灯不亮"), signed())).status_code == 400
    assert safe.kept == []


async def test_the_plain_half_of_a_call_is_not_believed(safe: House) -> None:
    body, query = sealed(a_text("是我"), safe.server.cipher)
    forged = body.replace(b"</xml>", a_text("不是我", FromUserName="other")[5:])
    assert (await post(safe, forged, query)).status_code == 200
    (kept,) = safe.kept
    assert safe.adapter.hear(kept.payload).words == "是我"
    assert b"other" not in kept.payload


async def test_a_wrong_seal_is_refused(safe: House) -> None:
    cipher, account = safe.server.cipher, safe.server.account
    body, query = sealed(a_text("路灯不亮"), cipher)
    assert (await post(safe, body, query | {"msg_signature": "0" * 40})).status_code == 403
    assert (await post(safe, body.replace(b"<Encrypt>", b"<Encrypt>A"), query)).status_code == 403
    foreign = Cipher(account.token, AES_KEY, "wx-of-somebody-else")
    assert (await post(safe, *sealed(a_text("路灯不亮"), foreign))).status_code == 403
    other_key = Cipher(account.token, AES_KEY[::-1], account.app_id)
    assert (await post(safe, *sealed(a_text("路灯不亮"), other_key))).status_code in {400, 403}
    assert safe.kept == []


async def test_what_is_sealed_and_no_message_is_refused_and_a_broken_one_kept(safe: House) -> None:
    for words in (b"junk", BOMB, b"<xml/>x"):
        assert (await post(safe, *sealed(words, safe.server.cipher))).status_code == 400
    assert safe.kept == []
    cut = a_text("路灯不亮")[:-3]
    assert (await post(safe, *sealed(cut, safe.server.cipher))).status_code == 200
    kept = [(it.payload, it.sender, it.is_readable) for it in safe.kept]
    assert kept == [(cut, "", False)]


async def test_nobody_can_read_the_answer_without_the_key(safe: House) -> None:
    zhang = await safe.follower()
    delivery = await safe.hears(zhang.says("路灯不亮"))
    assert delivery.tries[-1].answer is not None
    assert "收到".encode() not in delivery.tries[-1].answer.body
    assert zhang.sees("收到").kind == "passive"


async def test_without_a_key_what_is_sealed_is_brought_again_and_the_door_says_why(
    store: Store,
) -> None:
    with WeChatServer(aes_key=AES_KEY) as server:
        async with a_house(store, server, aes_key="") as house:
            zhang = server.person("张奶奶")
            zhang.follows()
            delivery = await house.hears(zhang.says("路灯不亮"))
            assert [it.failure for it in delivery.tries] == ["HTTP 400"] * 3
            assert house.kept == []
            assert house.adapter.fault is not None
            assert "AES_KEY" in house.adapter.fault
            assert (await post(house, a_text("路灯不亮"), signed())).status_code == 200
            assert house.adapter.fault is None
