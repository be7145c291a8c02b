"""The triage screen (分办): every decision about what waits, in one place.

Each form does what the chat does, by the same verb; then the next case is shown.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from fastapi import APIRouter, Request, Response

from models.access import Action
from models.cases import Case, CaseClass
from models.categories import Category
from models.errors import Invalid, NotFound
from services.areas import areas
from services.case_offers import case_offers
from services.casework import declining, handling, intake, permits, shelving, transfers
from services.texts.labels import STATUS_LABELS
from services.texts.pages import triage_pages as texts
from services.texts.phrases import Phrase, put_into_words
from services.triage import case_merging, deciding, sifting
from services.triage.deciding import Sifted
from web.desk.parts import ROOT, Desk
from web.desk.several import change_each
from web.desk.showing import change, show
from web.desk.triage_views import TRIAGE, case_of, show_results, show_triage, stage_of
from web.desk.visits import Change, Done, Visit
from web.requests import Sent

Verb: TypeAlias = Callable[[Visit, Sifted], Phrase]


def triage_routes(desk: Desk) -> APIRouter:
    """Give the routes of the triage screen."""
    routes = APIRouter(prefix=f"{ROOT}/triage")

    @routes.get("")
    def _page(request: Request) -> Response:
        return show(desk, request, show_triage)

    @routes.post("/several/{verb}")
    async def _several(request: Request, verb: str) -> Response:
        act = SEVERAL.get(verb, _unknown)
        keys = _keys_to_merge if verb == "merge" else _keys
        return await change_each(
            desk, request, keys, lambda visit, key: act(visit, _ticked(key)), show_results
        )

    @routes.post("/{verb}")
    async def _decide(request: Request, verb: str) -> Response:
        return await change(desk, request, _then_next(verb), again=show_triage)

    return routes


def accept(visit: Visit, sifted: Sifted) -> Phrase:
    """Accept a case (受理)."""
    case = deciding.accept(visit.session, sifted, visit.person_id, visit.clock)
    if not permits.may(visit.session, visit.person_id, Action.TRIAGE_CASE, case):
        area = areas.area_of(visit.session, case.area_id)
        return texts.MOVED(number=case.number, area=area.name)
    return texts.ACCEPTED(number=case.number)


def assign(visit: Visit, sifted: Sifted) -> Phrase:
    """Hand a case on (转办)."""
    session, me = visit.session, visit.person_id
    target = deciding.target_of(visit.fields.get("target", ""), visit.fields.get("summary", ""))
    done = deciding.assign(session, sifted, me, target, visit.clock)
    case = session.get_one(Case, sifted.case_id)
    if case.owner_id == me and transfers.find_letter(session, case) is not None:
        return texts.LETTER(number=done.number, name=done.name)
    said = texts.ASSIGNED if done.is_told else texts.UNREACHED
    return said(number=done.number, name=done.name)


def merge(visit: Visit, sifted: Sifted) -> Phrase:
    """Merge a case into another (合并)."""
    return _merge(visit, sifted, visit.number("into"))


def merge_ticked(visit: Visit, sifted: Sifted) -> Phrase:
    """Merge what is ticked into the first of it in the list, or into what is named."""
    sent = Sent(visit.fields, visit.lists)
    return _merge(visit, sifted, _ticked(_first(sent)).case_id)


def _merge(visit: Visit, sifted: Sifted, into_id: int | None) -> Phrase:
    session, me = visit.session, visit.person_id
    case = sifting.get_to_sift(session, sifted.case_id, me)
    if number := visit.fields.get("into_number", ""):
        into_id = deciding.find_by_number(session, number, me).id
    if not into_id:
        raise Invalid("merge_into_missing")
    into = deciding.merge(session, sifted, into_id, me, visit.clock)
    return texts.MERGED(number=case.number, into=into)


def decline(visit: Visit, sifted: Sifted) -> Phrase:
    """Say why a case is not this street's, and whose (不予受理)."""
    sifting.check_seen(visit.session, sifted.case_id, sifted.seen, visit.person_id)
    why, where = visit.fields.get("reason", ""), visit.fields.get("next_door", "")
    number = declining.decline_case(
        visit.session, sifted.case_id, visit.person_id, why, where, visit.clock
    )
    return texts.DECLINED(number=number)


def shelve(visit: Visit, sifted: Sifted) -> Phrase:
    """Put a case into the plan (列入计划)."""
    review, plan = _day(visit.fields.get("review", "")), visit.fields.get("plan", "")
    case = deciding.shelve(visit.session, sifted, visit.person_id, plan, review, visit.clock)
    day = "" if review is None else shelving.day_of(review)
    return texts.SHELVED(number=case.number, day=day)


def ask(visit: Visit, sifted: Sifted) -> Phrase:
    """Ask the reporter one question (请补充)."""
    sifting.check_seen(visit.session, sifted.case_id, sifted.seen, visit.person_id)
    said = visit.fields.get("question", "")
    number = intake.ask_info(visit.session, sifted.case_id, visit.person_id, said, visit.clock)
    return texts.ASKED(number=number)


def offer(visit: Visit, sifted: Sifted) -> Phrase:
    """Put a case before members (发布待认领)."""
    sifting.check_seen(visit.session, sifted.case_id, sifted.seen, visit.person_id)
    said = visit.fields.get("offer_summary", "")
    done = case_offers.offer_case(
        visit.session, sifted.case_id, visit.person_id, said, visit.clock
    )
    return texts.OFFERED(number=done.number)


def part(visit: Visit, sifted: Sifted) -> Phrase:
    """Let a merged case be handled by itself again (分开)."""
    why = visit.fields.get("part_why") or put_into_words(texts.PART_AT_ONCE())
    number = case_merging.part_case(
        visit.session, sifted.case_id, visit.person_id, why, visit.clock
    )
    case = visit.session.get_one(Case, sifted.case_id)
    return texts.PARTED(number=number, status=STATUS_LABELS[case.status]())


def take_up(visit: Visit, sifted: Sifted) -> Phrase:
    """Take a planned case up again (提前办理)."""
    case = shelving.take_up_case(visit.session, sifted.case_id, visit.person_id, visit.clock)
    return texts.TAKEN_UP(number=case.number, status=STATUS_LABELS[case.status]())


def type_voice(visit: Visit, sifted: Sifted) -> Phrase:
    """Write down what a voice says (转写)."""
    case = sifting.check_seen(visit.session, sifted.case_id, sifted.seen, visit.person_id)
    said = visit.fields.get("typed", "")
    handling.transcribe_case(visit.session, case.id, visit.person_id, said, visit.clock)
    return texts.TYPED(number=case.number)


SEVERAL: dict[str, Verb] = {
    "accept": accept,
    "assign": assign,
    "merge": merge_ticked,
    "decline": decline,
    "shelve": shelve,
}
"""What may be done with several at once."""

VERBS: dict[str, Verb] = {
    **SEVERAL,
    "merge": merge,
    "ask": ask,
    "offer": offer,
    "part": part,
    "take-up": take_up,
    "type": type_voice,
}
STAYS = frozenset({"part", "take-up", "type"})
"""After these the same case is shown."""


def _unknown(visit: Visit, sifted: Sifted) -> Phrase:  # noqa: ARG001 - as every verb
    raise NotFound("case_unknown")


def _then_next(verb: str) -> Change:
    act = VERBS.get(verb, _unknown)

    def decide(visit: Visit) -> Done:
        case_id = visit.number("case") or 0
        sifted = Sifted(case_id, visit.number("seen") or 0, _triage(visit, case_id))
        said = act(visit, sifted)
        stage = stage_of(visit)
        to = f"{TRIAGE}?stage={stage}" if stage else f"{TRIAGE}?"
        shown = case_id if verb in STAYS else visit.number("next")
        back = visit.number("back")  # a case that was split off is not the one being sifted
        if verb in STAYS and back:
            shown = back
        if shown:
            to += f"&case={shown}"
        if verb in {"merge", "shelve"}:
            to += f"&undo={verb}-{case_id}"
        return Done(to, said)

    return decide


def _triage(visit: Visit, case_id: int) -> intake.Triage | None:
    """Read what the form says of a case; None where it says nothing of it."""
    if "category" not in visit.fields:
        return None
    case = sifting.get_to_sift(visit.session, case_id, visit.person_id)
    said, class_ = visit.fields["category"], visit.fields.get("class", "")
    return replace(
        intake.triage_of(case),
        category=Category(said) if said in set(Category) else case.category,
        area_id=visit.number("area") or case.area_id,
        is_urgent="is_urgent" in visit.fields,
        is_complex="is_complex" in visit.fields,
        triage_class=CaseClass(class_) if class_ in set(CaseClass) else None,
    )


def _keys(sent: Sent) -> list[str]:
    """List what was ticked, singly or as a group of like cases, each once."""
    groups = (key for group in sent.lists.get("like", ()) for key in group.split(","))
    return list(dict.fromkeys(it for it in (*groups, *sent.lists.get("tick", ())) if it))


def _keys_to_merge(sent: Sent) -> list[str]:
    """List what is to be merged; without a number, into the first of them in the list."""
    keys = _keys(sent)
    into = "" if sent.fields.get("into_number") else _first(sent)
    return [it for it in keys if it != into]


def _first(sent: Sent) -> str:
    """Give what is ticked first in the list, whatever was pressed first."""
    keys = _keys(sent)
    order = [it for it in sent.fields.get("order", "").split(",") if it in keys]
    return next(iter(order or keys), "")


def _ticked(key: str) -> Sifted:
    return Sifted(*case_of(key))


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
