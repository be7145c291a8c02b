"""Photos and voices made in code."""

import io
import zipfile

from PIL import Image

from tests.support.sounds import an_ogg

VOICE = an_ogg()
GPS_IFD = 0x8825
SECRET_PLACE = "30.1234567"


def a_photo(
    size: tuple[int, int] = (40, 30), form: str = "JPEG", colour: str = "red", mode: str = "RGB"
) -> bytes:
    """Make a photo of one colour."""
    written = io.BytesIO()
    Image.new(mode, size, colour).save(written, form)
    return written.getvalue()


def a_photo_with_notes(orientation: int = 1) -> bytes:
    """Make a photo, its left half black, that tells where it was taken, and more."""
    image = Image.new("RGB", (40, 20), "white")
    image.paste("black", (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(GPS_IFD)[29] = SECRET_PLACE
    written = io.BytesIO()
    image.save(
        written,
        "JPEG",
        exif=exif,
        comment=b"SecretComment",
        icc_profile=b"SecretProfile",
        xmp=b"<x:xmpmeta>SecretXmp</x:xmpmeta>",
    )
    return written.getvalue()


def a_zip() -> bytes:
    """Make a zip with a name that says otherwise in it."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        made.writestr("photo.jpg", "no photo at all")
    return written.getvalue()
