"""Places as residents give them: in their own words, by a pin, or known from the poster."""

from dataclasses import replace

from handlers.talking.asking import Option
from handlers.talking.prompts import Place, Spot
from handlers.talking.talk import Talk
from models.areas import Area
from services.areas import areas
from services.groups import groups
from services.texts.casework import reporting as texts
from services.texts.phrases import Phrase, put_into_words


def know_place(talk: Talk, words: str) -> Spot | None:
    """Give the place as far as it is known: from the words, a pin, or where they live."""
    area_id = find_said(talk, words)
    if area_id is None:
        area_id = talk.caller.area_id
    spot = with_pin(talk, Spot(area_id=area_id))
    return None if spot == Spot() else spot


def ask_place(
    talk: Talk, key: str, *question: Phrase, words: str = "", extra: tuple[Option, ...] = ()
) -> Spot:
    """Ask for the place; what was said before may name the building in the estate."""
    return talk.ask(key, Place(question, lambda said: _find_both(talk, said, words), extra))


def with_pin(talk: Talk, spot: Spot) -> Spot:
    """Give the place with the pin that was sent meanwhile."""
    if talk.pin is None or spot.latitude is not None:
        return spot
    latitude, longitude = talk.pin
    said = spot.words or talk.pin_label
    return replace(spot, words=said, latitude=latitude, longitude=longitude)


def find_said(talk: Talk, words: str) -> int | None:
    """Recognise the area that a pin's label names, or else what was said of it."""
    label = talk.pin_label

    def find() -> int | None:
        found = _find_both(talk, label, words) if label else None
        return find_area_id(talk, words) if found is None else found

    return talk.once(f"place{label}", find)


def find_area_id(talk: Talk, words: str) -> int | None:
    """Recognise the area that words speak of, near where they live."""
    near = talk.caller.area_id
    home = _of_group(talk) if near is None else talk.session.get(Area, near)
    area = areas.find_place(talk.session, words, home)
    return None if area is None else area.id


def id_of_group_area(talk: Talk) -> int | None:
    """Give the area that answers where nothing more is known: that of the group."""
    area = _of_group(talk)
    return None if area is None else area.id


def _of_group(talk: Talk) -> Area | None:
    """Give the area of the group in which it was first said, if it has but one."""
    group = talk.about.get("group")
    places = groups.areas_of(talk.session, group) if isinstance(group, int) else ()
    return places[0] if len(places) == 1 else None


def place_for_reporter(talk: Talk, spot: Spot) -> str:
    """Put a place into words for whoever gave it."""
    language = talk.caller.language
    has_pin = spot.latitude is not None
    pin = put_into_words(texts.YOUR_PIN(), language=language) if has_pin else ""
    words = f"{_in_words(talk, spot)} {pin}".strip()
    return words or put_into_words(texts.PLACE_NOT_SAID(), language=language)


def place_for_staff(talk: Talk, spot: Spot) -> str:
    """Put a place into words for whoever goes there; empty when nothing is known."""
    if spot.latitude is None:
        return _in_words(talk, spot)
    pin = put_into_words(texts.PIN(pin=f"{spot.latitude:.5f},{spot.longitude:.5f}"))
    return f"{_in_words(talk, spot)} {pin}".strip()


def _in_words(talk: Talk, spot: Spot) -> str:
    if spot.words or spot.area_id is None:
        return spot.words
    return areas.full_name(talk.session, areas.area_of(talk.session, spot.area_id))


def _find_both(talk: Talk, said: str, words: str) -> int | None:
    """Recognise 「荷花小区」 after 「三号楼灯不亮」 as the building, if it stands there."""
    found = find_area_id(talk, said)
    if found is None:
        return None
    deeper = find_area_id(talk, f"{said} {words}")
    if deeper is None or deeper == found:
        return found
    whole, part = (areas.area_of(talk.session, each) for each in (found, deeper))
    return deeper if whole.contains(part) else found
