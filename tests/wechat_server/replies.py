"""What the program may answer to a callback: nothing, or one message, in the right wrapping."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from tests.servers.asking import Answer
from tests.servers.crypt import BadCipher, Cipher
from tests.servers.errors import JsonObject, WeixinError
from tests.servers.xml import BadXml, Node, read_xml
from tests.wechat_server.world import Follower, World

LONGEST_TEXT = 2048
_NOTHING = frozenset({b"", b"success"})
_COMMON = frozenset({"ToUserName", "FromUserName", "CreateTime", "MsgType"})
_INSIDE: Mapping[str, frozenset[str]] = {
    "text": frozenset({"Content"}),
    "image": frozenset({"Image"}),
    "voice": frozenset({"Voice"}),
    "video": frozenset({"Video"}),
    "music": frozenset({"Music"}),
    "news": frozenset({"ArticleCount", "Articles"}),
    "transfer_customer_service": frozenset({"TransInfo"}),
}
_ENVELOPE = frozenset({"Encrypt", "MsgSignature", "TimeStamp", "Nonce"})


class Malformed(Exception):
    """An answer the platform does not take; its text says why."""


class Reply(NamedTuple):
    """The message in an answer."""

    type: str
    raw: JsonObject
    """In the form of a customer-service message of the same type."""


def read_answer(
    world: World, person: Follower, answer: Answer, cipher: Cipher | None, mode: str
) -> Reply | None:
    """Return the reply, None for a polite nothing; refuse everything else."""
    if answer.status != 200:
        raise Malformed(f"HTTP {answer.status}")
    if answer.body in _NOTHING:
        return None
    try:
        node = read_xml(answer.body)
        if node.child("Encrypt") is not None:
            node = _open(node, cipher)
        elif mode == "safe":
            raise Malformed("a plain reply in safe mode")
        return _read_reply(world, person, node)
    except (BadXml, BadCipher, UnicodeDecodeError) as error:
        raise Malformed(str(error)) from error
    except WeixinError as error:
        raise Malformed(f"{error.errcode} {error.errmsg}") from error


def _open(node: Node, cipher: Cipher | None) -> Node:
    if cipher is None:
        raise Malformed("an encrypted reply in plain mode")
    _only(node, _ENVELOPE)
    ciphertext, nonce = node.words("Encrypt"), node.words("Nonce")
    timestamp = str(node.number("TimeStamp"))
    if node.words("MsgSignature") != cipher.sign(timestamp, nonce, ciphertext):
        raise Malformed("wrong MsgSignature")
    return read_xml(cipher.open(ciphertext).encode())


def _read_reply(world: World, person: Follower, node: Node) -> Reply:
    if node.words("ToUserName") != person.openid:
        raise Malformed("ToUserName is not who asked")
    if node.words("FromUserName") != world.account.original_id:
        raise Malformed("FromUserName is not the account")
    kind, created = node.words("MsgType"), node.number("CreateTime")
    if len(str(created)) != len("1750000000"):
        raise Malformed("CreateTime is not in seconds since 1970")
    if kind not in _INSIDE:
        raise Malformed(f"unknown MsgType {kind}")
    _only(node, _COMMON | _INSIDE[kind])
    return Reply(kind, {"touser": person.openid, "msgtype": kind} | _inside(world, kind, node))


def _inside(world: World, kind: str, node: Node) -> JsonObject:
    if kind == "text":
        words = node.words("Content")
        if not words:
            raise Malformed("an empty text")
        if len(words.encode()) > LONGEST_TEXT:
            raise Malformed(f"a text over {LONGEST_TEXT} bytes")
        return {"text": {"content": words}}
    if kind in {"image", "voice", "video"}:
        holder = node.child(kind.capitalize())
        if holder is None:
            raise Malformed(f"no {kind.capitalize()}")
        media = world.find_media(holder.words("MediaId"))
        if media.kind != kind:
            raise Malformed(f"MediaId is no {kind}")
        return {kind: {"media_id": media.media_id}}
    if kind == "news":
        return {"news": {"articles": [_article(node)]}}
    return {kind: {it.name: it.text for it in node.children if it.name not in _COMMON}}


def _article(node: Node) -> JsonObject:
    articles = node.child("Articles")
    items = articles.children if articles else []
    if node.number("ArticleCount") != 1 or [it.name for it in items] != ["item"]:
        raise Malformed("one article and no more")
    _only(items[0], frozenset({"Title", "Description", "PicUrl", "Url"}))
    return {
        "title": items[0].words("Title"),
        "description": items[0].words("Description"),
        "picurl": items[0].words("PicUrl"),
        "url": items[0].words("Url"),
    }


def _only(node: Node, names: frozenset[str]) -> None:
    unknown = {it.name for it in node.children} - names
    if unknown:
        raise Malformed(f"unknown elements {json.dumps(sorted(unknown))}")
