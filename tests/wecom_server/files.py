"""Files on the server: uploaded for three days, fetched by media_id."""

from tests.servers.api import Ask, File, Route
from tests.servers.errors import JsonObject
from tests.servers.forms import Upload
from tests.wecom_server.errors import (
    EMPTY_FILE,
    INVALID_FILE_SIZE,
    INVALID_MEDIA_TYPE,
    INVALID_TYPE,
    refusal,
)
from tests.wecom_server.world import World

SMALLEST = 6
LARGEST = {"image": 10 << 20, "voice": 2 << 20, "video": 10 << 20, "file": 20 << 20}
ENDINGS = {"image": (".jpg", ".jpeg", ".png"), "voice": (".amr",), "video": (".mp4",)}
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


def is_picture(content: bytes) -> bool:
    """Tell whether this begins as a JPG or a PNG does."""
    return content.startswith(_PICTURES)


def the_upload(ask: Ask) -> Upload:
    """Return the file of a call, which stands in the part `media`."""
    upload = ask.uploads.get("media")
    if upload is None or not upload.name or len(ask.uploads) != 1:
        raise refusal(EMPTY_FILE, "there must be one part: media, with a filename")
    return upload


def check_file(kind: str, upload: Upload) -> None:
    """Refuse a file that is too small, too large or no such thing."""
    size = len(upload.content)
    if not size:
        raise refusal(EMPTY_FILE)
    if not SMALLEST <= size <= LARGEST[kind]:
        raise refusal(INVALID_FILE_SIZE, f"{size} bytes")
    if kind in ENDINGS and not upload.name.lower().endswith(ENDINGS[kind]):
        raise refusal(INVALID_MEDIA_TYPE, upload.name)
    if kind == "image" and not is_picture(upload.content):
        raise refusal(INVALID_MEDIA_TYPE, "neither JPG nor PNG")
    if kind == "voice" and not upload.content.startswith(b"#!AMR"):
        raise refusal(INVALID_MEDIA_TYPE, "not AMR")


class Files:
    """media/upload and media/get."""

    def __init__(self, world: World) -> None:
        """Keep the files in this world."""
        self._world = world

    def routes(self) -> dict[str, Route]:
        """Return what answers which path."""
        names = frozenset({"access_token"})
        return {
            "/cgi-bin/media/upload": Route(
                "POST", self.upload, query=names | {"type"}, is_upload=True
            ),
            "/cgi-bin/media/get": Route("GET", self.get, query=names | {"media_id"}),
        }

    def upload(self, ask: Ask) -> JsonObject:
        """Keep a file."""
        kind, upload = ask.query["type"], the_upload(ask)
        if kind not in LARGEST:
            raise refusal(INVALID_TYPE, kind)
        check_file(kind, upload)
        media_id = self._world.store(kind, upload.name, upload.mime_type, upload.content)
        created = str(int(self._world.now()))
        answer: JsonObject = {"errcode": 0, "errmsg": "ok", "type": kind, "media_id": media_id}
        return answer | {"created_at": created}

    def get(self, ask: Ask) -> File:
        """Give a file back."""
        file = self._world.file(ask.query["media_id"])
        return File(file.content, file.mime_type, file.name)
