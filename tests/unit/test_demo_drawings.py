"""The drawings of the demonstration: one for every scene, before and after, always the same."""

from services.demo.album import find_scene
from services.demo.drawings import Scene, draw
from services.demo.matters import MATTERS


def test_every_scene_looks_another_way_once_it_is_mended() -> None:
    drawn = {draw(it, is_mended=mended) for it in Scene for mended in (False, True)}
    assert len(drawn) == 2 * len(Scene)


def test_a_scene_is_drawn_the_same_way_every_time() -> None:
    first = draw(Scene.LAMP, is_mended=False)
    draw.cache_clear()
    assert draw(Scene.LAMP, is_mended=False) == first


def test_every_scene_is_told_of_by_somebody() -> None:
    assert {find_scene(words) for words, _ in MATTERS} == {*Scene, None}
