"""What waits for a person (待办): a line and a press for each, the most pressing first."""

from collections.abc import Mapping
from datetime import datetime

from handlers import claims, enrolling, rewards
from handlers.messages import Reply, reply
from handlers.talk import Talk
from models.access import Action
from models.cases import TO_BE_TAKEN_IN, Case
from services.casework import alerts, entering, permits, result_reviewers
from services.casework import todo as todos
from services.casework.todo import Item, Wait
from services.clock import local, today
from services.delivery.messages import Choice, Command
from services.notices import publishers
from services.office import units
from services.posts import to_do as posts_to_do
from services.texts import cases as texts
from services.texts import enrolling as enrolling_texts
from services.texts import notices as notice_texts
from services.texts import steps
from services.texts.labels import STATUS_LABELS
from services.texts.phrases import Phrase, Template, put_into_words

_PRESSES: Mapping[Wait, tuple[Template, str]] = {
    Wait.SIGN: (steps.DO_SIGN, "sign"),
    Wait.ANSWER: (steps.DO_ANSWER, "handle"),
    Wait.GRANT: (steps.DO_GRANT, "to_grant"),
    Wait.CALL: (steps.DO_CALL, "phone_back"),
}


def todo(talk: Talk) -> Reply:
    """List what waits for this person, a page at a time."""
    person_id, after = talk.caller.person_id, talk.about.get("after", 0)
    if person_id is None or not isinstance(after, int):
        return reply(texts.NOTHING_TO_DO())
    page = todos.list_items(talk.session, person_id, talk.clock, after)
    notices = publishers.list_to_do(talk.session, person_id)
    others = (
        *result_reviewers.list_to_review(talk.session, person_id),
        *claims.list_to_do(talk),
        *posts_to_do.list_to_do(talk.session, person_id, talk.clock),
        *enrolling.list_to_do(talk),
        *rewards.list_to_do(talk),
    )
    to_enter = entering.offer(talk.session, person_id)
    if not page.items:
        nothing = notice_texts.WAITING_LIST() if notices else texts.NOTHING_TO_DO()
        nothing = enrolling_texts.ALSO_WAITING() if others else nothing
        return reply(nothing, choices=(*notices, *others, *to_enter))
    left = page.total - after - len(page.items)
    rest = (
        (Choice(steps.THE_REST(count=left), Command("todo", {"after": after + todos.LISTED})),)
        if left > 0
        else ()
    )
    lines = [_line(talk, item) for item in page.items]
    choices = (*(_press(talk, item) for item in page.items), *rest, *notices, *others, *to_enter)
    return Reply((texts.TO_DO(count=page.total), *lines), choices)


def _press(talk: Talk, item: Item) -> Choice:
    label, command = _PRESSES[Wait.ANSWER if _is_to_take_in(talk, item) else item.wait]
    return Choice(label(number=item.case.number), Command(command, {"case": item.case.id}))


def _is_to_take_in(talk: Talk, item: Item) -> bool:
    """Tell whether this is somebody who first decides whose it is: they open it."""
    case, me = item.case, talk.caller.person_id
    is_new = case.owner_id is None and case.status in TO_BE_TAKEN_IN
    may = me is not None and permits.may(talk.session, me, Action.TRIAGE_CASE, case)
    return item.wait is Wait.SIGN and is_new and may


def _line(talk: Talk, item: Item) -> Phrase:
    case = item.case
    words, _ = alerts.words_of(talk.session, case)
    return steps.LINE(
        number=case.number,
        marks=_marks(talk, item),
        status=_status(talk, item),
        due=_when(talk, item),
        words=todos.in_short(words),
    )


def _when(talk: Talk, item: Item) -> Phrase:
    """Say until when, or since when it waits for a call; a day of another year names its year."""
    case = item.case
    is_call = item.wait is Wait.CALL and case.answered_at is not None
    at = case.answered_at if is_call and case.answered_at else case.due_at
    year = local(at, talk.clock).year
    said: Phrase | datetime = at if is_call else alerts.due_of(case)
    if year != today(talk.clock).year:
        said = steps.IN_YEAR(year=year, at=said)
    return (steps.ANSWERED_ON if is_call else steps.DUE_BY)(at=said)


def _marks(talk: Talk, item: Item) -> str:
    case = item.case
    is_late = item.wait is not Wait.CALL and talk.clock.now() > case.due_at
    marks = (
        (case.is_urgent, steps.URGENT),
        (case.urged_at is not None, steps.URGED),
        (is_late, steps.OVERDUE),
        (_is_disputed(item), steps.DISPUTED),
    )
    language = talk.caller.language
    said = (put_into_words(mark(), language=language) for is_so, mark in marks if is_so)
    return "".join(said)


def _is_disputed(item: Item) -> bool:
    return item.case.disputed_at is not None and item.case.status in TO_BE_TAKEN_IN


def _status(talk: Talk, item: Item) -> Phrase:
    case = item.case
    if item.wait is Wait.GRANT:
        return steps.WANTS_TIME(days=case.extension_asked or 0)
    if item.wait is Wait.CALL:
        return steps.TO_CALL()
    return _with_unit(talk, case, STATUS_LABELS[case.status]())


def _with_unit(talk: Talk, case: Case, status: Phrase) -> Phrase:
    if case.unit_id is None:
        return status
    return steps.UNITS(unit=units.unit_of(talk.session, case.unit_id).name, status=status)
