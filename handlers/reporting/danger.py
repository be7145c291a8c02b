"""Danger first: the number to call, before consent, menus and everything else."""

from typing import Any, cast

from handlers.reporting.cases import Draft, edited, file_draft, filed_phrase
from handlers.reporting.places import ask_place, know_place, place_for_staff, with_pin
from handlers.talking.asking import Option
from handlers.talking.attachments import hand_in_rest
from handlers.talking.frames import Json
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Pick, Spot, Words
from handlers.talking.talk import Talk
from services.danger.dangers import DangerKind
from services.identity import people
from services.reporters import feedback
from services.texts.casework import reporting as texts
from services.texts.phrases import phrase_from_json, phrase_to_json


def danger(talk: Talk) -> Reply:
    """Say whom to call at once; then tell the grid manager, or take the words as usual.

    It is filed before the place is asked: somebody in danger may not answer any more.
    """
    words = talk.ask("words", Words((texts.WHAT_HAPPENED(),)))
    kind = talk.about.get("kind")
    call = texts.DANGER.get(str(kind), texts.DANGER_OTHERWISE)
    yes = texts.DANGER_CONTACT if kind == DangerKind.SUICIDE else texts.DANGER_CALLED
    options = (Option(yes(), True), Option(texts.DANGER_FALSE(), False))
    if not talk.ask("called", Pick[bool]((call(),), options)):
        if "edited" in talk.about:
            return edited(talk)
        talk.hand_back()
    known = know_place(talk, words)

    def write() -> Json:
        """File without asking for consent: somebody may come to harm meanwhile."""
        caller = talk.caller
        person = people.remember(talk.session, caller.account_id, caller.name, talk.clock)
        talk.know(person.id, has_consented=caller.has_consented)
        filed = file_draft(talk, person.id, Draft(words, known or Spot()), is_urgent=True)
        said = phrase_to_json(filed_phrase(filed, texts.DANGER_FILED))
        return {"case": filed.case_id, "said": said, "is_located": known is not None}

    done = cast("dict[str, Any]", talk.do("file", write))
    case_id, said = int(done["case"]), phrase_from_json(done["said"])
    if done["is_located"]:
        return Reply((said,), case_id=case_id, is_urgent=True)
    hand_in_rest(talk, case_id)
    spot = with_pin(talk, ask_place(talk, "place", said, texts.DANGER_PLACE()))
    place, person_id = place_for_staff(talk, spot), talk.caller.person_id
    if person_id is None or not place:
        return reply(texts.DANGER_NOT_LOCATED(), case_id=case_id)

    def locate() -> None:
        clock = talk.clock
        feedback.locate_case(talk.session, case_id, person_id, place, spot.area_id, clock)

    talk.do("locate", locate)
    return Reply((texts.DANGER_LOCATED(place=place),), case_id=case_id, is_urgent=True)
