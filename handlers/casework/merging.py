"""Several cases that are one matter, from the chat of staff: 合并, 分开, 算复发, an outage."""

from itertools import count

from handlers.casework.handling import worker
from handlers.reporting.cases import SHOWN
from handlers.talking.asking import Option
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Pick, Words
from handlers.talking.talk import Talk
from handlers.understanding.meaning import understand
from handlers.understanding.sayings import CaseNumber
from models.access import Action
from models.cases import Case
from models.errors import Refusal
from services.areas import areas
from services.casework import alerts, cases, offers, permits
from services.casework.todo import in_short
from services.delivery.messages import Choice, Command
from services.texts.casework import cases as case_texts
from services.texts.casework import following as texts
from services.texts.phrases import Phrase
from services.texts.refusals import refusals
from services.triage import case_merging, likeness, outage_cards, outages, recurring
from services.wording import clip

NOT_LISTED = 0
LISTED = 10


def merge(talk: Talk) -> Reply:
    """Merge a case into another that is the same matter: a likely one, or by its number."""
    case, me = _to_merge(talk), worker(talk)
    into_id = talk.ask("into", Pick[int](_question(talk, case), _likely(talk, case)))
    if into_id == NOT_LISTED:
        into_id = _ask_number(talk)
    chosen = into_id

    def write() -> str:
        return case_merging.merge_case(talk.session, case.id, chosen, me, talk.clock)

    into = talk.do("merge", write)
    open_it = Choice(case_texts.OPEN_CASE(number=into), Command("handle", {"case": chosen}))
    return reply(texts.MERGED(number=case.number, into=into), choices=(open_it,))


def part(talk: Talk) -> Reply:
    """Let a merged case be handled by itself again (分开)."""
    case, me = _to_merge(talk), worker(talk)
    why = talk.ask("words", Words((texts.PART_WHY(number=case.number),), least=2))
    talk.do("part", lambda: case_merging.part_case(talk.session, case.id, me, why, talk.clock))
    parted = cases.get_visible_case(talk.session, case.id, me)
    offered = offers.list_first(talk.session, parted)
    return reply(texts.PARTED(number=parted.number), choices=offered, case_id=case.id)


def recur(talk: Talk) -> Reply:
    """Take a new report for the return of what is watched there (算复发)."""
    case, me = _visible(talk), worker(talk)
    tracked_id = talk.do(
        "recur", lambda: recurring.recur_case(talk.session, case.id, me, talk.clock).id
    )
    tracked = cases.get_visible_case(talk.session, tracked_id, me)
    said = texts.RECURRED(into=tracked.number, round=tracked.round, number=case.number)
    offered = offers.list_first(talk.session, tracked)
    return reply(said, choices=offered, case_id=tracked.id)


def merge_outage(talk: Talk) -> Reply:
    """Merge all reports of an outage into the first (合并)."""
    outage_id, me = talk.number("outage"), worker(talk)

    def write() -> list[int | str]:
        return list(outages.merge_outage(talk.session, outage_id, me, talk.clock))

    merged, number = talk.do("merge", write)
    return reply(texts.OUTAGE_MERGED(count=merged, number=number))


def list_outage(talk: Talk) -> Reply:
    """List the reports of an outage (看清单)."""
    me = worker(talk)
    outage = outages.get_outage(talk.session, talk.number("outage"), me)
    found = [
        case
        for case in outage_cards.list_cases(talk.session, outage)
        if permits.may(talk.session, me, Action.VIEW_CASE, case)
    ]
    area = areas.area_of(talk.session, outage.area_id)
    title = texts.OUTAGE_LISTED(
        area=areas.full_name(talk.session, area),
        kind=outage_cards.kind_of(outage),
        count=len(found),
    )
    lines = [_line(talk, case) for case in found]
    choices = tuple(
        Choice(case_texts.OPEN_CASE(number=case.number), Command("handle", {"case": case.id}))
        for case in found[:LISTED]
    )
    return Reply((title, *lines), choices)


def _to_merge(talk: Talk) -> Case:
    case, me = _visible(talk), worker(talk)
    talk.once("may", lambda: permits.require(talk.session, me, Action.MERGE_CASE, case))
    return case


def _visible(talk: Talk) -> Case:
    return cases.get_visible_case(talk.session, talk.number("case"), talk.caller.person_id)


def _question(talk: Talk, case: Case) -> tuple[Phrase, ...]:
    words = alerts.words_of(talk.session, case)[0]
    question = texts.MERGE_WHICH(number=case.number)
    return (question, case_texts.WHICH_LINE(number="", words=clip(words, SHOWN)))


def _likely(talk: Talk, case: Case) -> list[Option]:
    """Offer the likely ones, the same when the dialogue runs again."""

    def read() -> list[int]:
        found = likeness.list_alike(talk.session, case, worker(talk), talk.clock)
        return [like.case.id for like in found]

    found = [talk.session.get_one(Case, each) for each in talk.once("likely", read)]
    options = [Option(_line(talk, each), each.id) for each in found]
    return [*options, Option(texts.WRITE_NUMBER(), NOT_LISTED)]


def _ask_number(talk: Talk) -> int:
    """Ask for a case number until it is one that this person may merge into."""
    question: tuple[Phrase, ...] = (texts.MERGE_WHICH_NUMBER(),)
    for attempt in count():
        said = talk.ask(f"number{attempt}", Words(question, keeps_words=False))
        found = _find(talk, said)
        if found is not None:
            return found.id
        question = (
            refusals.told(Refusal("case_unknown")),
            texts.MERGE_WHICH_NUMBER(),
        )
    raise AssertionError


def _find(talk: Talk, said: str) -> Case | None:
    number = understand(said)
    if not isinstance(number, CaseNumber):
        return None
    return cases.find_case(talk.session, worker(talk), number.serial, number.prefix, number.year)


def _line(talk: Talk, case: Case) -> Phrase:
    words = alerts.words_of(talk.session, case)[0]
    return texts.MERGE_LINE(number=case.number, words=in_short(words))
