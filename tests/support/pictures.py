"""Photos and voices to send."""

from io import BytesIO

from PIL import Image

from tests.support.sounds import an_ogg

A_ZIP = b"PK\x03\x04" + b"\0" * 200
A_VOICE = an_ogg()


def a_photo(colour: str = "red", form: str = "PNG") -> bytes:
    """Draw a small photo."""
    written = BytesIO()
    Image.new("RGB", (64, 48), colour).save(written, form)
    return written.getvalue()
