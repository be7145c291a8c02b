"""Taking a form with files apart while it comes in: never more in memory than a piece.

A file waits in a temporary file of its own until the rest of the form is checked.
"""

import asyncio
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from fastapi import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect

from services.attachments import voices
from services.texts import chat as texts
from services.texts.pages import pages
from web.wrong import Wrong

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

LARGEST_FILE = 20 * 2**20
LARGEST_VOICE = voices.LARGEST
"""Kept as it is, which a photo is not; five minutes of a phone's best."""

MOST_FILES = 10
LARGEST_UPLOAD = 100 * 2**20
"""Bytes of a whole form; beyond that nobody reads on."""

LARGEST_FORM = 2**18
"""Bytes of all fields that are no files; a text of 5,000 characters takes at most 60,000."""

MOST_FIELDS = 20
KEPT_IN_MEMORY = 2**18
PIECE_SECONDS = 20.0
"""Until the next piece must have come."""

UPLOAD_SECONDS = 600.0
START_SECONDS = 20.0
SLOWEST = 10 * 2**10
"""Bytes a second that must come on the average, once `START_SECONDS` are over."""


def _open_file() -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(KEPT_IN_MEMORY)  # its form closes it


@dataclass(slots=True)
class Upload:
    """A file of a form. `mime` is what the browser says it is."""

    mime: str
    file: IO[bytes] = field(default_factory=_open_file)
    size: int = 0

    @property
    def is_too_large(self) -> bool:
        """Whether it was larger than we take; then it is not kept."""
        return self.size > (LARGEST_VOICE if self.is_voice else LARGEST_FILE)

    @property
    def is_voice(self) -> bool:
        """Whether it is to be listened to."""
        return self.mime.startswith("audio/")

    def write(self, piece: bytes) -> None:
        """Add a piece."""
        self.size += len(piece)
        if not self.is_too_large:
            self.file.write(piece)

    def read(self) -> bytes:
        """Give the whole file."""
        self.file.seek(0)
        return self.file.read()


@dataclass(slots=True)
class Parts:
    """What a form holds."""

    fields: Mapping[str, str]
    uploads: Sequence[Upload] = ()

    def close(self) -> None:
        """Let go of the files."""
        for upload in self.uploads:
            upload.file.close()


def is_multipart(request: Request) -> bool:
    """Whether a form may hold files."""
    return request.headers.get("Content-Type", "").startswith("multipart/form-data")


async def read_parts(request: Request) -> Parts:
    """Read a form with files.

    Raises:
        Wrong: it is no form, it has no end, or it does not come on.
    """
    _, options = parse_options_header(request.headers.get("Content-Type", ""))
    reader = _Reader(options.get(b"boundary", b""))
    try:
        async with asyncio.timeout(UPLOAD_SECONDS):
            await _feed(request, reader)
    except TimeoutError as error:
        reader.close()
        raise Wrong(408, texts.NOT_UNDERSTOOD()) from error
    except ClientDisconnect as error:
        reader.close()
        raise Wrong(400, texts.NOT_UNDERSTOOD()) from error
    except BaseException:
        reader.close()
        raise
    return Parts(reader.fields(), reader.uploads)


async def _feed(request: Request, reader: "_Reader") -> None:
    pieces = request.stream()
    total = 0
    loop = asyncio.get_running_loop()
    started = loop.time()
    while True:
        latest = started + START_SECONDS + total / SLOWEST
        async with asyncio.timeout_at(min(loop.time() + PIECE_SECONDS, latest)):
            piece = await anext(pieces, None)
        if piece is None:
            break
        total += len(piece)
        if total > LARGEST_UPLOAD:
            raise Wrong(413, pages.TOO_LARGE(limit=LARGEST_FILE // 2**20))
        reader.feed(piece)
    reader.end()


class _Reader:
    """Follows the parser through the parts of a form."""

    def __init__(self, boundary: bytes) -> None:
        if not boundary:
            raise Wrong(400, texts.NOT_UNDERSTOOD())
        self.uploads: list[Upload] = []
        self._fields: dict[str, bytearray] = {}
        self._length = self._count = 0
        self._header = bytearray()
        self._value = bytearray()
        self._headers: dict[bytes, bytes] = {}
        self._into: Upload | bytearray = bytearray()
        self._is_whole = False
        try:
            self._parser = MultipartParser(boundary, self._callbacks())
        except FormParserError as error:
            raise Wrong(400, texts.NOT_UNDERSTOOD()) from error

    def feed(self, piece: bytes) -> None:
        """Take a piece of the form."""
        try:
            self._parser.write(piece)
        except FormParserError as error:
            raise Wrong(400, texts.NOT_UNDERSTOOD()) from error

    def end(self) -> None:
        """Say that nothing more comes."""
        if not self._is_whole:
            raise Wrong(400, texts.NOT_UNDERSTOOD())

    def fields(self) -> dict[str, str]:
        """Give the fields that are no files."""
        return {name: value.decode(errors="replace") for name, value in self._fields.items()}

    def close(self) -> None:
        """Let go of the files."""
        for upload in self.uploads:
            upload.file.close()

    def _callbacks(self) -> "MultipartCallbacks":
        return {
            "on_part_begin": self._headers.clear,
            "on_header_field": lambda data, start, end: self._header.extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
            "on_header_end": self._end_header,
            "on_headers_finished": self._begin_part,
            "on_part_data": self._take_piece,
            "on_end": self._end,
        }

    def _end_header(self) -> None:
        self._headers[bytes(self._header).lower()] = bytes(self._value)
        self._header.clear()
        self._value.clear()

    def _begin_part(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        name = options.get(b"name", b"").decode(errors="replace")
        if b"filename" not in options:
            self._count += 1
            if self._count > MOST_FIELDS:
                raise Wrong(400, texts.NOT_UNDERSTOOD())
            self._into = bytearray()
            if not self._fields.get(name):  # as `first_of` does
                self._fields[name] = self._into
        elif not options[b"filename"]:
            self._into = bytearray()  # no file was chosen
        else:
            if len(self.uploads) >= MOST_FILES:
                raise Wrong(413, pages.TOO_MANY_FILES(limit=MOST_FILES))
            mime = self._headers.get(b"content-type", b"").decode(errors="replace")
            self._into = Upload(mime)
            self.uploads.append(self._into)

    def _take_piece(self, data: bytes, start: int, end: int) -> None:
        if isinstance(self._into, Upload):
            self._into.write(data[start:end])
            return
        self._length += end - start
        if self._length > LARGEST_FORM:
            raise Wrong(413, texts.NOT_UNDERSTOOD())
        self._into.extend(data[start:end])

    def _end(self) -> None:
        self._is_whole = True
