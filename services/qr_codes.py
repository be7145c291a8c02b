"""QR codes: a link as a picture that any phone's camera opens."""

from io import BytesIO

import segno

from models.media import MediaKind
from services.attachments.pictures import clean

PIXELS = 10
"""Of one module; a printed or forwarded picture still scans."""


def draw_code(link: str) -> bytes:
    """Draw the QR code of a link, as a JPEG like every other picture."""
    drawn = BytesIO()
    segno.make(link, error="m").save(drawn, kind="png", scale=PIXELS)
    return clean(drawn.getvalue(), MediaKind.PHOTO).data
