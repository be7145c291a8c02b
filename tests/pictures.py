"""Photos and voices to send."""

from io import BytesIO

from PIL import Image

A_ZIP = b"PK\x03\x04" + b"\0" * 200
A_VOICE = b"OggS" + b"\0" * 24 + b"OpusHead" + b"\1" * 400


def a_photo(colour: str = "red", form: str = "PNG") -> bytes:
    """Draw a small photo."""
    written = BytesIO()
    Image.new("RGB", (64, 48), colour).save(written, form)
    return written.getvalue()
