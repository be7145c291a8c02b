"""Temporary files: kinds, sizes, formats, three days of life."""

from functools import partial
from typing import NamedTuple

from tests.servers.api import Ask, File, Route
from tests.servers.errors import JsonObject, WeixinError
from tests.wechat_server.world import StoredMedia, World

MEGABYTE = 1024 * 1024
_ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "audio/amr": "amr",
    "audio/mp3": "mp3",
    "audio/mpeg": "mp3",
    "video/mp4": "mp4",
    "video/mpeg4": "mp4",
}
_STARTS = {
    "jpg": b"\xff\xd8\xff",
    "png": b"\x89PNG\r\n\x1a\n",
    "gif": b"GIF8",
    "bmp": b"BM",
    "amr": b"#!AMR",
}
"""How a file of this ending begins; a name alone does not make a picture."""


class _Kind(NamedTuple):
    most: int
    endings: frozenset[str]
    too_large: int


_KINDS = {
    "image": _Kind(10 * MEGABYTE, frozenset({"jpg", "png", "gif", "bmp"}), 40009),
    "voice": _Kind(2 * MEGABYTE, frozenset({"amr", "mp3"}), 40010),
    "video": _Kind(10 * MEGABYTE, frozenset({"mp4"}), 40011),
    "thumb": _Kind(64 * 1024, frozenset({"jpg"}), 40012),
}


def upload(world: World, ask: Ask) -> JsonObject:
    """Answer /cgi-bin/media/upload."""
    kind = _KINDS.get(ask.query["type"])
    if kind is None:
        raise WeixinError(40004, "invalid media type")
    if set(ask.uploads) != {"media"} or ask.body:
        raise WeixinError(41005, "media data missing")
    file = ask.uploads["media"]
    ending = _ENDINGS.get(file.mime_type, "")
    named = file.name.rpartition(".")[2].lower().replace("jpeg", "jpg")
    if ending not in kind.endings or named != ending:
        raise WeixinError(40005, "invalid file type")
    if not file.content or not file.content.startswith(_STARTS.get(ending, b"")):
        raise WeixinError(40005, "invalid file type")
    if len(file.content) > kind.most:
        raise WeixinError(kind.too_large, f"invalid {ask.query['type']} size")
    media = world.store(ask.query["type"], file.content, file.mime_type)
    name = "thumb_media_id" if media.kind == "thumb" else "media_id"
    return {"type": media.kind, name: media.media_id, "created_at": int(media.at)}


def get(world: World, ask: Ask) -> JsonObject | File:
    """Answer /cgi-bin/media/get: the file, or for a video its address."""
    media = world.find_media(ask.query["media_id"])
    if media.kind == "video":
        return {"video_url": f"{world.origin}/mmvideo/{media.media_id}"}
    return as_file(media)


def as_file(media: StoredMedia) -> File:
    """Return a file with its headers."""
    ending = _ENDINGS.get(media.content_type, "bin")
    return File(media.content, media.content_type, f"{media.media_id}.{ending}")


def routes(world: World) -> dict[str, Route]:
    """Return the paths of this module."""
    token = "access_token"
    return {
        "/cgi-bin/media/upload": Route(
            "POST", partial(upload, world), query=frozenset({token, "type"}), is_upload=True
        ),
        "/cgi-bin/media/get": Route(
            "GET", partial(get, world), query=frozenset({token, "media_id"})
        ),
    }


def open_file(world: World, path: str) -> Route | None:
    """Return the route of a picture's or a video's own address."""
    folder, _, media_id = path.strip("/").partition("/")
    media = world.media.get(media_id.removesuffix("/0"))
    if media is None or folder not in {"mmbiz_jpg", "mmvideo"}:
        return None

    def answer(_ask: Ask) -> File:
        return as_file(media)

    return Route("GET", answer, query=frozenset(), needs_token=False)
