"""The door of WeCom's app against the stand-in, and calls as WeCom makes them."""

from datetime import timedelta

from bot.doors import Button, Outgoing
from bot.platforms.wecom import WecomAdapter, make_wecom
from bot.setting_wecom import Wecom
from services.clock import Clock
from services.store import Store
from tests.servers.crypt import Cipher
from tests.servers.xml import write_xml
from tests.wecom_server import AES_KEY, AGENT_ID, CORP_ID, SECRET, TOKEN, Person
from web.callbacks import Called

SETTINGS = {
    "corp_id": CORP_ID,
    "agent_id": AGENT_ID,
    "secret": SECRET,
    "token": TOKEN,
    "aes_key": AES_KEY,
}
CIPHER = Cipher(TOKEN, AES_KEY, CORP_ID)
NONCE = "1372623149"


def an_adapter(origin: str, store: Store, clock: Clock, **others: object) -> WecomAdapter:
    """Make the door of the app that the stand-in knows."""
    settings = Wecom.model_validate(SETTINGS | {"api_url": origin} | others)
    adapter = make_wecom(settings, store, clock)
    assert adapter is not None
    return adapter


def a_call(
    plain: bytes, clock: Clock, cipher: Cipher = CIPHER, age: timedelta = timedelta()
) -> Called:
    """Seal what WeCom says, as it posts it."""
    return a_sealed_call(cipher.seal(plain.decode()), clock, cipher, age)


def a_sealed_call(
    ciphertext: str, clock: Clock, cipher: Cipher = CIPHER, age: timedelta = timedelta()
) -> Called:
    """Post a ciphertext under a right signature."""
    stamp = str(int((clock.now() - age).timestamp()))
    query = {
        "msg_signature": cipher.sign(stamp, NONCE, ciphertext),
        "timestamp": stamp,
        "nonce": NONCE,
    }
    outer = {"ToUserName": CORP_ID, "AgentID": str(AGENT_ID), "Encrypt": ciphertext}
    return Called("POST", query, write_xml(outer).encode())


def a_check(words: str, clock: Clock, cipher: Cipher = CIPHER) -> Called:
    """Ask as the console does when the address is saved."""
    ciphertext = cipher.seal(words)
    query = a_sealed_call(ciphertext, clock, cipher).query
    return Called("GET", {**query, "echostr": ciphertext})


def to(
    person: Person, text: str, *labels: str, key: str = "17.0.abc", edits: str = ""
) -> Outgoing:
    """Make one part of a message to a member."""
    buttons = [Button(label, f"m1.{at}") for at, label in enumerate(labels)]
    return Outgoing(person.userid, "", text, buttons, key, edits=edits)
