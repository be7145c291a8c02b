"""Handing a case on from the chat: to whom, why, and the letter to an outside body."""

from collections.abc import Sequence
from itertools import count

from handlers.casework.handling import in_hand, visible, worker
from handlers.talking.asking import Option
from handlers.talking.messages import Reply, reply
from handlers.talking.paging import PickFrom
from handlers.talking.prompts import Words
from handlers.talking.talk import Talk
from models.access import Action
from models.cases import Case
from models.errors import Invalid
from models.units import TransferLetter, UnitKind
from services.casework import assigning, permits, transfers
from services.casework.assigning import Candidate, Target
from services.office import units
from services.texts.casework import assigning as texts
from services.texts.phrases import Phrase, verbatim
from services.texts.refusals import refusals

FIND = "find"


def assign(talk: Talk) -> Reply:
    """Hand a case on that nobody has (转办)."""
    case, me = _to_hand_on(talk), worker(talk)
    target, name = _whom(talk, case)

    def write() -> bool:
        return assigning.assign_case(talk.session, case.id, me, target, talk.clock).is_told

    return _handed_on(talk, case, name, is_told=talk.do("assign", write))


def reassign(talk: Talk) -> Reply:
    """Hand a case to another than has it, with a reason (改派)."""
    case, me = _to_hand_on(talk), worker(talk)
    target, name = _whom(talk, case)
    question = texts.WHY_REASSIGN(number=case.number, name=name)
    reason = talk.ask("reason", Words((question,), least=2))

    def write() -> bool:
        done = assigning.reassign_case(talk.session, case.id, me, target, reason, talk.clock)
        return done.is_told

    return _handed_on(talk, case, name, is_told=talk.do("reassign", write))


def show_letter(talk: Talk) -> Reply:
    """Show the letter of a case again (转办函)."""
    return _letter(talk, visible(talk).id)


def letter_sent(talk: Talk) -> Reply:
    """Note that the letter went out (已发出)."""
    case, me = in_hand(talk), worker(talk)
    talk.do("sent", lambda: _note(transfers.note_sent(talk.session, case.id, me, talk.clock)))
    letter = transfers.find_letter(talk.session, case)
    due = case.due_at if letter is None or letter.chase_at is None else letter.chase_at
    return reply(texts.SENT_DONE(number=case.number, due=due), case_id=case.id)


def letter_chased(talk: Talk) -> Reply:
    """Note that the outside body was reminded (已催)."""
    case, me = in_hand(talk), worker(talk)
    talk.do("chased", lambda: _note(transfers.note_chased(talk.session, case.id, me, talk.clock)))
    letter = transfers.find_letter(talk.session, case)
    times = 0 if letter is None else letter.chased
    due = case.due_at if letter is None or letter.chase_at is None else letter.chase_at
    said = texts.CHASED_DONE(number=case.number, count=times, due=due)
    return reply(said, case_id=case.id)


def _note(letter: TransferLetter) -> int:
    return letter.chased


def _to_hand_on(talk: Talk) -> Case:
    case, me = visible(talk), worker(talk)
    talk.once("may", lambda: permits.require(talk.session, me, Action.ASSIGN_CASE, case))
    return case


def _whom(talk: Talk, case: Case) -> tuple[Target, str]:
    """Ask who is to have it: a person, a unit by name, and for a letter what it says."""
    near = assigning.list_candidates(talk.session, case, worker(talk))
    find = Option(texts.FIND_UNIT(), FIND)
    question = (texts.TO_WHOM(number=case.number),)
    options = _options(near)
    said = talk.ask("whom", PickFrom(question, options, extra=(find,)))
    if said == FIND:
        said = _find_unit(talk)
    target = _target(said)
    name = assigning.check_target(talk.session, case, target)
    if target.unit_id is not None:
        unit = units.unit_of(talk.session, target.unit_id)
        if unit.kind is UnitKind.OUTSIDE:
            target = target._replace(summary=_summary(talk, case, name))
    return target, name


def _summary(talk: Talk, case: Case, name: str) -> str:
    """Ask what the letter says happened, until it does not show who reported it."""
    question: tuple[Phrase, ...] = (texts.LETTER_SUMMARY(name=name),)
    kind = Option(texts.ONLY_KIND(), "")
    for attempt in count():
        words = talk.ask(f"summary{attempt}", Words(question, extra=(kind,)))
        try:
            transfers.check_summary(talk.session, case, words)
        except Invalid as refusal:
            question = (refusals.told(refusal),)
        else:
            return words
    raise AssertionError


def _find_unit(talk: Talk) -> str:
    question: tuple[Phrase, ...] = (texts.UNIT_NAME(),)
    for attempt in count():
        words = talk.ask(f"unit{attempt}", Words(question, keeps_words=False))
        found = [assigning.candidate_unit(it) for it in units.find_units(talk.session, words)]
        if len(found) == 1:
            return _value(found[0])
        if found:
            prompt = PickFrom((texts.WHICH_UNIT(),), _options(found))
            return talk.ask(f"which{attempt}", prompt)
        question = (texts.NO_UNIT(words=words),)
    raise AssertionError


def _options(candidates: Sequence[Candidate]) -> Sequence[Option]:
    return [
        Option(texts.CANDIDATE(name=each.name, post=each.post), _value(each))
        for each in candidates
    ]


def _value(candidate: Candidate) -> str:
    target = candidate.target
    return f"p{target.person_id}" if target.unit_id is None else f"u{target.unit_id}"


def _target(value: str) -> Target:
    which = int(value[1:])
    return Target(which) if value.startswith("p") else Target(unit_id=which)


def _handed_on(talk: Talk, case: Case, name: str, *, is_told: bool) -> Reply:
    letter = transfers.find_letter(talk.session, case) if case.unit_id is not None else None
    if letter is not None and case.owner_id == worker(talk):
        return _letter(talk, case.id)
    said = texts.ASSIGNED if is_told else texts.ASSIGNED_UNREACHED
    return reply(said(number=case.number, name=name), case_id=case.id)


def _letter(talk: Talk, case_id: int) -> Reply:
    letter, words = transfers.read_letter(talk.session, case_id, worker(talk))
    case = visible(talk)
    name = units.unit_of(talk.session, letter.unit_id).name
    written = texts.LETTER_WRITTEN(number=case.number, name=name)
    choices = tuple(transfers.choices(case, letter))
    return reply(written, verbatim(words), choices=choices, case_id=case_id)
