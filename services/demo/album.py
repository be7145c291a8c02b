"""Photos of the demonstration street: drawn, and handed in as anybody hands one in."""

from collections.abc import Sequence
from functools import cache

from sqlmodel import Session

from services.attachments import desk_photos
from services.attachments.shelf import shelf_of
from services.clock import Clock
from services.demo import drawings
from services.demo.drawings import Scene

EVERY = 2
"""One report of so many comes with a photo, of those that a scene fits."""

_TOLD_BY: Sequence[tuple[Scene, tuple[str, ...]]] = (
    (Scene.LAMP, ("灯不亮", "楼道灯", "路灯")),
    (Scene.BINS, ("垃圾", "清运")),
    (Scene.STAIRS, ("楼道里堆", "飞线")),
    (Scene.WALL, ("小广告",)),
    (Scene.WATER, ("漏水", "堵了", "冒水", "滴")),
    (Scene.ROAD, ("路面", "井盖")),
    (Scene.TREE, ("树枝",)),
    (Scene.BENCH, ("器材", "长椅")),
    (Scene.CARS, ("停车", "盲道")),
)
"""By which words a scene is known; the first that fits."""


class Album:
    """Gives photos of what a report is about."""

    def __init__(self, session: Session) -> None:
        self._session = session
        shelf = shelf_of(session)
        self._can_keep = shelf is not None and shelf.has_room()
        self._asked = 0

    def picture(self, words: str) -> Scene | None:
        """Give what is to be seen in the photo of a report; most have none."""
        scene = find_scene(words)
        if scene is None or not self._can_keep:
            return None
        self._asked += 1
        return None if self._asked % EVERY else scene

    def take(
        self, scene: Scene | None, person_id: int, clock: Clock, *, is_mended: bool
    ) -> Sequence[int]:
        """Have somebody take a photo of a scene; give what may be handed in with the case."""
        if scene is None or not self._can_keep:
            return ()
        photo = _clean(scene, is_mended=is_mended)
        return desk_photos.keep(self._session, person_id, [photo], clock)


def find_scene(words: str) -> Scene | None:
    """Give the scene that fits what somebody reported, if any does."""
    return next((it for it, signs in _TOLD_BY if any(sign in words for sign in signs)), None)


@cache
def _clean(scene: Scene, *, is_mended: bool) -> bytes:
    """Make a drawing safe like any photo; once, it is the same every time."""
    [cleaned] = desk_photos.clean([drawings.draw(scene, is_mended=is_mended)])
    return cleaned
