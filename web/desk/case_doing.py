"""What the forms on the page of a case do: each a verb of a service, none a rule of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from models.cases import Case, CaseClass
from models.categories import Category
from models.errors import Invalid, NotFound
from services.attachments import desk_photos, media
from services.case_offers import case_claims, case_offers, case_results
from services.casework import (
    assigning,
    cases,
    declining,
    extensions,
    handling,
    intake,
    progress,
    shelving,
    transfers,
)
from services.casework.assigning import Target
from services.figures import exclusions
from services.notices import notices
from services.reporters import anonymity, callbacks
from services.reporters.callbacks import Heard
from services.texts import attachments as attachment_texts
from services.texts import figures as figure_texts
from services.texts.casework import assigning as assigning_texts
from services.texts.casework import case_offers as offer_texts
from services.texts.casework import cases as case_texts
from services.texts.casework import following as follow_texts
from services.texts.casework import intake as intake_texts
from services.texts.casework import steps
from services.texts.pages import case_pages as texts
from services.texts.phrases import Template
from services.triage import case_merging, deciding, recurring
from web.desk.visits import Visit


class Deed(NamedTuple):
    """One form: the word on its button, its fields, and what it does; False: nobody was told.

    `besides` gives the other cases that it changes.
    """

    label: Template
    fields: tuple[str, ...]
    act: Callable[[Visit, Case], object]
    besides: Callable[[Visit], Sequence[int]] = lambda _visit: ()


def _said(visit: Visit, name: str = "words") -> str:
    return visit.fields.get(name, "")


def get_ready(visit: Visit, deed: Deed) -> Sequence[bytes]:
    """Make the photos of a form safe, before anything is written."""
    handed_in = visit.files.get("photos", ()) if "photos" in deed.fields else ()
    return desk_photos.clean([it.content for it in handed_in])


def _hand_in(visit: Visit, case: Case, *, to_reporter: bool) -> None:
    """Hand photos in above the words that they belong to, as the chat does."""
    kept = desk_photos.keep(visit.session, visit.person_id, visit.ready, visit.clock)
    held = cases.get_case(visit.session, case.id)
    who = visit.person_id
    media.attach(visit.session, kept, held, visit.clock, to_reporter=to_reporter, actor_id=who)


def _accept(visit: Visit, case: Case) -> object:
    triage = intake.triage_of(case)
    with_class = visit.fields.get("class", "")
    decided = replace(
        triage,
        category=_word(Category, visit, "category") or triage.category,
        is_urgent="urgent" in visit.fields,
        is_complex="complex" in visit.fields,
        triage_class=CaseClass(with_class) if with_class in set(CaseClass) else None,
    )
    intake.accept_case(visit.session, case.id, visit.person_id, decided, visit.clock)
    return True


def _word(kind: type[Category], visit: Visit, name: str) -> Category | None:
    said = visit.fields.get(name, "")
    return kind(said) if said in set(kind) else None


def _settle(visit: Visit, case: Case) -> object:
    _hand_in(visit, case, to_reporter=True)
    handling.settle_case(visit.session, case.id, visit.person_id, _said(visit), visit.clock)
    return True


def _answer(visit: Visit, case: Case) -> object:
    _hand_in(visit, case, to_reporter=True)
    handling.answer_case(visit.session, case.id, visit.person_id, _said(visit), visit.clock)
    return True


def _explain(visit: Visit, case: Case) -> object:
    handling.answer_case(
        visit.session, case.id, visit.person_id, _said(visit), visit.clock, is_explained=True
    )
    return True


def _progress(visit: Visit, case: Case) -> object:
    _hand_in(visit, case, to_reporter=False)
    me = visit.person_id
    return progress.record_progress(visit.session, case.id, me, _said(visit), visit.clock)


def _decline(visit: Visit, case: Case) -> object:
    where = _said(visit, "where")
    return declining.decline_case(
        visit.session, case.id, visit.person_id, _said(visit), where, visit.clock
    )


def _extension(visit: Visit, case: Case) -> object:
    days = visit.number("days") or 0
    return extensions.ask_extension(
        visit.session, case.id, visit.person_id, days, _said(visit), visit.clock
    )


def _decide_extension(*, grants: bool) -> Callable[[Visit, Case], object]:
    def act(visit: Visit, case: Case) -> object:
        asked, round_ = visit.number("asked"), visit.number("round")
        about = (-1 if asked is None else asked, round_ or 0)
        extensions.check_is_asked(visit.session, case.id, visit.person_id, *about)
        all_ = (visit.session, case.id, visit.person_id)
        if grants:
            return extensions.grant_extension(*all_, visit.clock)
        return extensions.refuse_extension(*all_, _said(visit), visit.clock)

    return act


def _shelve(visit: Visit, case: Case) -> object:
    try:
        review = date.fromisoformat(_said(visit, "review"))
    except ValueError as error:
        raise Invalid("review_day") from error
    return shelving.shelve_case(
        visit.session, case.id, visit.person_id, _said(visit), review, visit.clock
    )


def _call(visit: Visit, case: Case) -> object:
    said = _said(visit, "heard")
    if said not in set(Heard):
        raise Invalid("button_outdated")
    return callbacks.record_call(
        visit.session,
        case.id,
        visit.person_id,
        Heard(said),
        visit.clock,
        satisfaction=visit.number("satisfaction") or None,
        words=_said(visit),
    )


def _merge(visit: Visit, case: Case) -> object:
    [into_id] = _into(visit)
    return case_merging.merge_case(visit.session, case.id, into_id, visit.person_id, visit.clock)


def _into(visit: Visit) -> Sequence[int]:
    return [deciding.find_by_number(visit.session, _said(visit, "into"), visit.person_id).id]


def _target(visit: Visit) -> Target:
    return deciding.target_of(_said(visit, "target"), _said(visit, "summary"))


def _assign(visit: Visit, case: Case) -> object:
    return assigning.assign_case(
        visit.session, case.id, visit.person_id, _target(visit), visit.clock
    ).is_told


def _reassign(visit: Visit, case: Case) -> object:
    return assigning.reassign_case(
        visit.session, case.id, visit.person_id, _target(visit), _said(visit), visit.clock
    ).is_told


def _decide_exclusion(*, accepts: bool) -> Callable[[Visit, Case], object]:
    def act(visit: Visit, case: Case) -> object:
        appeal = exclusions.find(visit.session, case.id)
        if appeal is None:
            raise NotFound("exclusion_unknown")
        return exclusions.decide(
            visit.session,
            appeal.id,
            visit.person_id,
            visit.clock,
            accepts=accepts,
            reason=_said(visit),
        )

    return act


Worded = Callable[..., object]


def _noticed(verb: Worded) -> Callable[[Visit, Case], object]:
    """Do with the notice of a case what takes one sentence."""

    def act(visit: Visit, case: Case) -> object:
        notice = notices.find_of_case(visit.session, case)
        if notice is None:
            raise NotFound("notice_unknown")
        verb(visit.session, notice.id, visit.person_id, _said(visit), visit.clock)
        return True

    return act


def _worded(verb: Worded) -> Callable[[Visit, Case], object]:
    """Do what takes one sentence."""
    return lambda it, case: verb(it.session, case.id, it.person_id, _said(it), it.clock)


def _pressed(verb: Worded) -> Callable[[Visit, Case], object]:
    """Do what takes one press."""
    return lambda it, case: verb(it.session, case.id, it.person_id, it.clock)


def _agree(visit: Visit, case: Case) -> object:
    return case_results.agree_result(
        visit.session, case.id, visit.person_id, visit.clock, words=_said(visit)
    )


_TRIAGED = ("category", "class", "urgent", "complex")

DEEDS: Mapping[str, Deed] = {
    "sign": Deed(case_texts.SIGN, (), _pressed(handling.sign_case)),
    "settle": Deed(case_texts.SETTLE, ("words", "photos"), _settle),
    "answer": Deed(case_texts.ANSWER, ("words", "photos"), _answer),
    "return": Deed(case_texts.RETURN, ("words",), _worded(handling.return_case)),
    "type_out": Deed(attachment_texts.TYPE_OUT, ("words",), _worded(handling.transcribe_case)),
    "relay": Deed(case_texts.REMARK_RELAY, ("words",), _worded(handling.relay)),
    "accept": Deed(intake_texts.ACCEPT, _TRIAGED, _accept),
    "ask_info": Deed(intake_texts.ASK_INFO, ("words",), _worded(intake.ask_info)),
    "decline": Deed(intake_texts.DECLINE, ("words", "where"), _decline),
    "assign": Deed(assigning_texts.ASSIGN, ("target", "summary"), _assign),
    "reassign": Deed(assigning_texts.REASSIGN, ("target", "summary", "words"), _reassign),
    "offer_case": Deed(offer_texts.OFFER, ("words",), _worded(case_offers.offer_case)),
    "progress": Deed(steps.PROGRESS, ("words", "photos"), _progress),
    "extension": Deed(steps.EXTENSION, ("days", "words"), _extension),
    "grant_extension": Deed(steps.GRANT, ("asked",), _decide_extension(grants=True)),
    "refuse_extension": Deed(steps.REFUSE, ("asked", "words"), _decide_extension(grants=False)),
    "shelve": Deed(steps.SHELVE, ("words", "review"), _shelve),
    "take_up_early": Deed(steps.TAKE_UP, (), _pressed(shelving.take_up_case)),
    "explain": Deed(steps.EXPLAIN, ("words",), _explain),
    "phone_back": Deed(steps.PHONE_BACK, ("heard", "satisfaction", "words"), _call),
    "merge": Deed(follow_texts.MERGE, ("into",), _merge, _into),
    "part": Deed(follow_texts.PART, ("words",), _worded(case_merging.part_case)),
    "recur": Deed(follow_texts.RECUR, (), _pressed(recurring.recur_case)),
    "lift_anonymity": Deed(intake_texts.LIFT, ("words",), _worded(anonymity.lift_anonymity)),
    "exclude": Deed(figure_texts.EXCLUDE, ("words",), _worded(exclusions.ask)),
    "exclude_yes": Deed(figure_texts.EXCLUDE_YES, (), _decide_exclusion(accepts=True)),
    "exclude_no": Deed(figure_texts.EXCLUDE_NO, ("words",), _decide_exclusion(accepts=False)),
    "letter_sent": Deed(assigning_texts.LETTER_SENT, (), _pressed(transfers.note_sent)),
    "letter_chased": Deed(assigning_texts.CHASED, (), _pressed(transfers.note_chased)),
    "agree_result": Deed(offer_texts.AGREE, ("words",), _agree),
    "send_result_back": Deed(offer_texts.MORE_WORK, ("words",), _worded(case_results.send_back)),
    "give_back_case": Deed(offer_texts.GIVE_BACK, ("words",), _worded(case_claims.give_back)),
    "keep_private": Deed(texts.KEEP_PRIVATE, ("words",), _noticed(notices.keep_private)),
    "withdraw_notice": Deed(texts.WITHDRAW_NOTICE, ("words",), _noticed(notices.withdraw)),
}
"""By the names of the dialogues that do the same in the chat, see services/casework/deeds.py."""
