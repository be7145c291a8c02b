"""The case file (一号一档): /console/cases/{number}, its photos, its paper, and what is done."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Request, Response

from models.access import Action
from models.cases import Case, CaseClass, Status, Step
from models.categories import Category
from models.errors import NotFound
from models.figures import ExclusionState
from services.case_files import case_files, contacts
from services.case_files import file_paper as papers
from services.case_files.case_files import CaseFile
from services.case_offers import case_results, claimants
from services.casework import assigning, deeds, permits
from services.office import staff_names
from services.reporters.callbacks import Heard
from services.texts.casework import assigning as assigning_texts
from services.texts.casework import cases as case_texts
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.labels import CHANNEL_LABELS, CLASS_LABELS, STATUS_LABELS, STEP_LABELS
from services.texts.menu import ROLE_LABELS
from services.texts.pages import case_pages as texts
from services.texts.phrases import Phrase
from services.triage import deciding, sifting
from web.desk import case_doing
from web.desk.case_doing import DEEDS, Deed
from web.desk.parts import ROOT, Desk
from web.desk.showing import change, show
from web.desk.visits import LONGEST_NUMBER, Change, Done, File, Page, Prepare, View, Visit
from web.media import give_shown, kind_of

CASES = f"{ROOT}/cases"


def case_file_routes(desk: Desk) -> APIRouter:
    """Give the routes of one case."""
    routes = APIRouter(prefix=ROOT)

    @routes.get("/cases/{number}")
    def _show(request: Request, number: str) -> Response:
        return show(desk, request, _page(number))

    @routes.get("/cases/{number}/file.pdf")
    def _print(request: Request, number: str) -> Response:
        return show(desk, request, lambda visit: _paper(visit, number))

    @routes.get("/media/{number}/{attachment}")
    def _media(request: Request, number: str, attachment: str) -> Response:
        found = show(desk, request, lambda visit: _medium(visit, number, attachment))
        return give_shown(request, found)

    @routes.post("/cases/{number}/contact")
    async def _contact(request: Request, number: str) -> Response:
        return await change(desk, request, lambda it: _contact_of(it, number), _page(number))

    @routes.post("/cases/{number}/do/{deed}")
    async def _do(request: Request, number: str, deed: str) -> Response:
        prepare, act = _steps_of(number, deed)
        return await change(desk, request, act, _page(number), prepare, takes_files=True)

    return routes


def _page(number: str) -> View:
    return lambda visit: _show_file(visit, number)


def _paper(visit: Visit, number: str) -> File:
    file = case_files.read(visit.session, number, visit.person_id, visit.clock)
    printed = papers.print_file(visit.session, file, visit.person_id, visit.clock)
    return File(printed, "application/pdf", f"{file.case.number}.pdf", is_inline=True)


def _medium(visit: Visit, number: str, attachment: str) -> File:
    if not attachment.isascii() or not attachment.isdecimal() or len(attachment) > LONGEST_NUMBER:
        raise NotFound("case_unknown")
    _, data = case_files.find_media(visit.session, number, int(attachment), visit.person_id)
    return File(data, kind_of(data), f"{number}-{attachment}", is_inline=True)


def _contact_of(visit: Visit, number: str) -> Page:
    """Show contact data once, written down first."""
    case = case_files.find_for(visit.session, number, visit.person_id)
    _, found = contacts.view(visit.session, case.id, visit.person_id, visit.clock)
    page = _show_file(visit, number)
    return Page(page.template, {**page.shown, "contact": found}, page.here)


def _steps_of(number: str, name: str) -> tuple[Prepare, Change]:
    return (
        lambda visit: case_doing.get_ready(visit, _find(visit, number, name)[1]),
        lambda visit: _act(visit, number, name),
    )


def _find(visit: Visit, number: str, name: str) -> tuple[Case, Deed]:
    """Find the case, for whoever may see it, and what is to be done with it."""
    deed = DEEDS.get(name)
    case = case_files.find_for(visit.session, number, visit.person_id)
    if deed is None:
        raise NotFound("case_unknown")
    return case, deed


def _act(visit: Visit, number: str, name: str) -> Done:
    case, deed = _find(visit, number, name)
    seen = visit.number("seen")
    if seen is not None:
        sifting.check_stands(visit.session, case, seen, deed.besides(visit))
    is_told = deed.act(visit, case)
    template = texts.TO_NOBODY if is_told is False else texts.DONE
    is_theirs = permits.may(visit.session, visit.person_id, Action.VIEW_CASE, case)
    to = visit.fields.get("back", "")
    if not to.startswith(f"{ROOT}/"):
        to = f"{CASES}/{case.number}" if is_theirs else ROOT
    return Done(to, template(number=case.number))


def _show_file(visit: Visit, number: str) -> Page:
    file = case_files.read(visit.session, number, visit.person_id, visit.clock)
    names = deeds.list_deeds(visit.session, file.case, visit.person_id)
    shown: dict[str, Any] = {
        "file": file,
        "case": file.case,
        "labels": labels(),
        "steps": _steps(file.case),
        "deeds": [
            (name, _label(file.case, name), DEEDS[name].fields) for name in names if name in DEEDS
        ],
        "can_contact": "contact" in names,
        "contact": None,
        "saw": _saw(visit, file),
        "choices": _choices(visit, file, names),
        "result": _result(visit, file) if "agree_result" in names else "",
        "is_asked_out": _is_asked_out(file),
        "doing": visit.fields.get("deed", ""),
        "publishes": permits.may(visit.session, visit.person_id, Action.PUBLISH, file.case),
    }
    return Page("desk/case.html", shown, here="cases")


def _label(case: Case, name: str) -> Phrase:
    """Name a deed; who took a case in may still sort it anew."""
    is_sorted_again = name == "accept" and case.status is Status.ACCEPTED
    return texts.SORT_AGAIN() if is_sorted_again else DEEDS[name].label()


def labels() -> Mapping[str, Mapping[Any, Phrase]]:
    """Give what stands for the words of a case on every page that shows some."""
    return {
        "status": {it: label() for it, label in STATUS_LABELS.items()},
        "step": {it: label() for it, label in STEP_LABELS.items()},
        "channel": {it: label() for it, label in CHANNEL_LABELS.items()},
        "category": {it: label() for it, label in CATEGORY_LABELS.items()},
        "class": {it: label() for it, label in CLASS_LABELS.items()},
        "notice": {it: label() for it, label in texts.NOTICE_STATES.items()},
        "level": {it: label() for it, label in texts.LEVELS.items()},
        "exclusion": {it: label() for it, label in texts.EXCLUSIONS.items()},
    }


def _steps(case: Case) -> Sequence[tuple[Phrase, str]]:
    """Give the five steps: those behind, the present one, those to come."""
    order = list(Step)
    now = order.index(case.step)
    return [
        (STEP_LABELS[step](), "done" if at < now else "now" if at == now else "")
        for at, step in enumerate(order)
    ]


def _saw(visit: Visit, file: CaseFile) -> Sequence[tuple[Any, str, Phrase | str, str]] | None:
    if file.views is None:
        return None
    return [
        (
            it.at,
            staff_names.name_of(visit.session, it.viewer_id),
            "" if it.role is None else ROLE_LABELS[it.role](),
            it.area,
        )
        for it in file.views
    ]


def _choices(
    visit: Visit, file: CaseFile, names: Sequence[str]
) -> Mapping[str, Sequence[tuple[str, Phrase | str]]]:
    targets: list[tuple[str, Phrase | str]] = []
    if "assign" in names or "reassign" in names:
        for it in assigning.list_candidates(visit.session, file.case, visit.person_id):
            named = assigning_texts.CANDIDATE(name=it.name, post=it.post)
            targets.append((deciding.key_of(it.target), named))
    return {
        "target": targets,
        "category": [(it.value, CATEGORY_LABELS[it]()) for it in Category],
        "class": [("", "—"), *((it.value, CLASS_LABELS[it]()) for it in CaseClass)],
        "heard": [(it.value, texts.HEARD[it]()) for it in Heard],
        "satisfaction": [
            ("3", case_texts.VERY_SATISFIED()),
            ("2", case_texts.SATISFIED()),
            ("1", case_texts.UNSATISFIED()),
        ],
    }


def _result(visit: Visit, file: CaseFile) -> str:
    offer = claimants.find_open(visit.session, file.case)
    return "" if offer is None else case_results.result_of(visit.session, file.case, offer)


def _is_asked_out(file: CaseFile) -> bool:
    return file.exclusion is not None and file.exclusion[0].state is ExclusionState.ASKED
