"""Danger first: the number to call, before consent, menus and everything else."""

from handlers.cases import Draft, file_draft, filed_phrase
from handlers.frames import Json
from handlers.messages import Reply
from handlers.prompts import Pick, Place, Spot, Words
from handlers.talk import Option, Talk
from models.areas import Area
from services import areas, people
from services.texts import cases as texts
from services.texts.phrases import phrase_from_json, phrase_to_json


def danger(talk: Talk) -> Reply:
    """Say whom to call at once; then tell the grid manager, or take the words as usual."""
    words = talk.ask("words", Words((texts.WHAT_HAPPENED(),)))
    call = texts.DANGER.get(str(talk.about["kind"]), texts.DANGER_OTHERWISE)
    options = (Option(texts.DANGER_CALLED(), True), Option(texts.DANGER_FALSE(), False))
    if not talk.ask("called", Pick[bool]((call(),), options)):
        talk.hand_back(words)
    home = talk.caller.area_id
    known = talk.once("place", lambda: _find(talk, words) or home)
    spot = Spot(area_id=known) if known is not None else _ask_place(talk)

    def write() -> list[Json]:
        """File without asking for consent: somebody may come to harm meanwhile."""
        caller = talk.caller
        person = people.remember(talk.session, caller.account_id, caller.name, talk.clock)
        talk.know(person.id, has_consented=caller.has_consented)
        filed = file_draft(talk, person.id, Draft(words, spot), is_urgent=True)
        return [filed.case_id, phrase_to_json(filed_phrase(filed, texts.DANGER_FILED))]

    case_id, said = talk.do("file", write)
    return Reply((phrase_from_json(said),), case_id=case_id, is_urgent=True)


def _ask_place(talk: Talk) -> Spot:
    return talk.ask("place", Place((texts.DANGER_PLACE(),), lambda said: _find(talk, said)))


def _find(talk: Talk, words: str) -> int | None:
    area_id = talk.caller.area_id
    near = None if area_id is None else talk.session.get(Area, area_id)
    area = areas.find_place(talk.session, words, near)
    return None if area is None else area.id
