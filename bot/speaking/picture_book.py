"""The photos, voices and documents of a message, read from the shelf."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from bot.doors import Picture
from models.errors import NotFound
from models.media import MediaKind
from services.attachments import media, pictures
from services.attachments.documents import PDF
from services.store import Store

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PictureBook:
    """Finds what attachments show."""

    store: Store

    def find(self, attachment_ids: Sequence[int]) -> Sequence[Picture]:
        """Read what is stored of some attachments, in their order; what is missing is left out."""
        shelf = self.store.shelf
        if shelf is None:
            return ()
        with self.store.read() as session:
            stored = media.list_stored(session, attachment_ids)
        found: list[Picture] = []
        for kind, content in stored[: media.AT_A_TIME]:
            try:
                data = shelf.get(content)
            except (NotFound, OSError) as error:
                logger.warning("a file is missing on the shelf (%s)", type(error).__name__)
                continue
            mime = PDF if kind is MediaKind.DOCUMENT else pictures.sniff(data)
            found.append(Picture(kind, mime, data, content))
        return found
