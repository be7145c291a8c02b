"""Photos and voices in answers: whole, or the part that a player asks for."""

import re

from fastapi import Request, Response

from services.attachments import pictures

KEPT = "private, max-age=86400, immutable"
"""For the browser of one visitor, who sees it in their own chat."""

ASKED_ANEW = "private, no-cache"
"""For a desk that several share: nothing is shown from the cache to whoever sits there next."""

KNOWN = ("image/jpeg", "audio/ogg", "audio/mpeg", "audio/mp4", "audio/amr", "audio/webm")
"""What lies on the shelf, and is never anything that a browser would run."""

_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")


def kind_of(data: bytes) -> str:
    """Tell what something from the shelf is."""
    mime = pictures.sniff(data)
    return mime if mime in KNOWN else "application/octet-stream"


def give_shown(request: Request, found: Response) -> Response:
    """Give what a page found on the shelf, or its word that it is not theirs or not there."""
    if found.status_code != 200:  # noqa: PLR2004 - the page says why
        return found
    return give_part(request, bytes(found.body), found.media_type or "", ASKED_ANEW)


def give_part(request: Request, data: bytes, mime: str, kept: str = KEPT) -> Response:
    """Give all of it, or the part that is asked for: some players ask piece by piece."""
    headers = {"Cache-Control": kept, "Accept-Ranges": "bytes"}
    wanted = _RANGE.fullmatch(request.headers.get("Range", ""))
    if wanted is None:
        return Response(data, media_type=mime, headers=headers)
    first, last = int(wanted[1]), min(int(wanted[2] or len(data)), len(data) - 1)
    if first > last:
        return Response(status_code=416, headers={"Content-Range": f"bytes */{len(data)}"})
    headers["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
    return Response(data[first : last + 1], status_code=206, media_type=mime, headers=headers)
