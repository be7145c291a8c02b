"""What waits for a person (待办): a line and a press for each, the most pressing first."""

from collections.abc import Mapping

from handlers.talking.messages import Reply, reply
from handlers.talking.talk import Talk
from services import waiting
from services.casework import alerts, entering, todo_lines
from services.casework import todo as todos
from services.casework.todo import Item, Wait
from services.delivery.messages import Choice, Command
from services.texts import notices as notice_texts
from services.texts.casework import cases as texts
from services.texts.casework import steps
from services.texts.members import enrolling as enrolling_texts
from services.texts.phrases import Phrase, Template, put_into_words

_PRESSES: Mapping[Wait, tuple[Template, str]] = {
    Wait.SIGN: (steps.DO_SIGN, "sign"),
    Wait.ANSWER: (steps.DO_ANSWER, "handle"),
    Wait.GRANT: (steps.DO_GRANT, "to_grant"),
    Wait.CALL: (steps.DO_CALL, "phone_back"),
}
_MARKS = (steps.URGENT, steps.URGED, steps.OVERDUE, steps.DISPUTED)


def todo(talk: Talk) -> Reply:
    """List what waits for this person, a page at a time."""
    person_id, after = talk.caller.person_id, talk.about.get("after", 0)
    if person_id is None or not isinstance(after, int):
        return reply(texts.NOTHING_TO_DO())
    page = todos.list_items(talk.session, person_id, talk.clock, after)
    notices = waiting.list_notices(talk.session, person_id)
    others = waiting.list_others(talk.session, person_id, talk.clock)
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
    presses = (_press(talk, item, person_id) for item in page.items)
    choices = (*presses, *rest, *notices, *others, *to_enter)
    return Reply((texts.TO_DO(count=page.total), *lines), choices)


def _press(talk: Talk, item: Item, me: int) -> Choice:
    is_opened = todo_lines.is_to_take_in(talk.session, item, me)
    label, command = _PRESSES[Wait.ANSWER if is_opened else item.wait]
    return Choice(label(number=item.case.number), Command(command, {"case": item.case.id}))


def _line(talk: Talk, item: Item) -> Phrase:
    case = item.case
    words, _ = alerts.words_of(talk.session, case)
    return steps.LINE(
        number=case.number,
        marks=_marks(talk, item),
        status=todo_lines.status_of(talk.session, item),
        due=todo_lines.due_of(item, talk.clock),
        words=todos.in_short(words),
    )


def _marks(talk: Talk, item: Item) -> str:
    marks = zip(todo_lines.marks_of(item, talk.clock), _MARKS, strict=True)
    language = talk.caller.language
    return "".join(put_into_words(mark(), language=language) for is_so, mark in marks if is_so)
