"""How each kind of file stands in a Message object."""

from tests.telegram_server.errors import JsonObject
from tests.telegram_server.world import StoredFile, World

PHOTO_SIZES = ((90, 67), (1280, 960))
VIDEO_NOTE_SIZE = 240
STICKER_SIZE = 512
MIME_TYPES = {
    "photo": ("photo.jpg", "image/jpeg"),
    "voice": ("voice.oga", "audio/ogg"),
    "video": ("video.mp4", "video/mp4"),
    "video_note": ("note.mp4", "video/mp4"),
    "audio": ("audio.mp3", "audio/mpeg"),
    "animation": ("animation.mp4", "video/mp4"),
    "sticker": ("sticker.webp", "image/webp"),
    "document": ("file.pdf", "application/pdf"),
}


def file_content(world: World, kind: str, file: StoredFile) -> JsonObject:
    """Return the part of a Message that holds a file of this kind."""
    body = file.json()
    if kind == "photo":
        return {"photo": _photo_sizes(world, file)}
    if kind == "document":
        return {"document": body | {"file_name": file.name, "mime_type": file.mime_type}}
    if kind == "sticker":
        look = {"width": STICKER_SIZE, "height": STICKER_SIZE, "emoji": "👍"}
        flags = {"type": "regular", "is_animated": False, "is_video": False}
        return {"sticker": body | look | flags}
    body |= {"duration": 3}
    if kind == "video_note":
        return {"video_note": body | {"length": VIDEO_NOTE_SIZE}}
    body |= {"mime_type": file.mime_type}
    if kind in {"video", "animation"}:
        width, height = PHOTO_SIZES[-1]
        body |= {"width": width, "height": height}
    return {kind: body}


def _photo_sizes(world: World, file: StoredFile) -> list[JsonObject]:
    (width, height), (full_width, full_height) = PHOTO_SIZES
    small = world.store(file.content, file.name, file.mime_type, "thumbnails")
    return [
        small.json() | {"width": width, "height": height},
        file.json() | {"width": full_width, "height": full_height},
    ]
