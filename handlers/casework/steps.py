"""On the way to an answer: progress, more time, the plan, an explanation, a call afterwards."""

from datetime import date

from handlers.casework.handling import in_hand, visible, worker
from handlers.talking.asking import Option
from handlers.talking.attachments import hand_in
from handlers.talking.days import Day, MonthsOrDay
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Number, Pick, Words
from handlers.talking.talk import Talk
from models.errors import Invalid
from services.case_files import contacts
from services.casework import alerts, extensions, handling, offers, permits, progress, shelving
from services.clock import today
from services.reporters import callbacks, calls
from services.rules import rules_of
from services.texts import talk as talk_texts
from services.texts.casework import cases as case_texts
from services.texts.casework import steps as texts
from services.texts.phrases import Phrase, verbatim
from services.texts.refusals.refusals import told
from services.wording import clip

SHOWN = 300
REPORTED = 100
DAYS = (3, 5, 10)
MONTHS = ((1, texts.ONE_MONTH), (3, texts.THREE_MONTHS), (6, texts.HALF_A_YEAR))


def note_progress(talk: Talk) -> Reply:
    """Note how far it is (记进展)."""
    case, me = in_hand(talk, permits.HOLDS), worker(talk)
    words = talk.ask("words", Words((texts.PROGRESS_WHAT(number=case.number),), least=2))

    def write() -> str:
        hand_in(talk, case.id)
        return progress.record_progress(talk.session, case.id, me, words, talk.clock)

    number = talk.do("progress", write)
    return reply(texts.PROGRESS_DONE(number=number), case_id=case.id)


def ask_extension(talk: Talk) -> Reply:
    """Ask those above for more time (申请延期)."""
    case, me = in_hand(talk), worker(talk)
    talk.once("may", lambda: _may_ask(talk, case.id, me))
    question = texts.EXTENSION_DAYS(number=case.number, due=case.due_at)
    options = [Option(texts.DAYS(days=days), days) for days in DAYS]
    options.append(Option(texts.OTHER_DAYS(), 0))
    days = talk.ask("days", Pick[int]((question,), options, has_no_out=True))
    if not days:
        most = rules_of(talk.session).extension_days
        days = talk.ask("number", Number((texts.HOW_MANY_DAYS(most=most),), 1, most))
    reason = talk.ask("reason", Words((texts.EXTENSION_WHY(),), least=2))

    def write() -> int:
        return extensions.ask_extension(talk.session, case.id, me, days, reason, talk.clock).id

    talk.do("extension", write)
    return reply(texts.EXTENSION_SENT(number=case.number, due=case.due_at), case_id=case.id)


def to_grant(talk: Talk) -> Reply:
    """Put a request for more time before those above."""
    case = extensions.get_to_grant(talk.session, talk.number("case"), worker(talk))
    shown = extensions.to_grant(talk.session, case)
    return reply(shown, choices=extensions.grant_choices(case), case_id=case.id)


def grant_extension(talk: Talk) -> Reply:
    """Give more time (同意)."""
    case_id, me = talk.number("case"), worker(talk)

    def write() -> int:
        extensions.check_is_asked(
            talk.session, case_id, me, talk.number("asked"), talk.number("round")
        )
        return extensions.grant_extension(talk.session, case_id, me, talk.clock).id

    talk.do("grant", write)
    case = visible(talk)
    return reply(texts.GRANTED(number=case.number, due=case.due_at), case_id=case_id)


def refuse_extension(talk: Talk) -> Reply:
    """Give no more time, and say why (不同意)."""
    case_id, me = talk.number("case"), worker(talk)
    case = visible(talk)
    asked, round_ = talk.number("asked"), talk.number("round")
    talk.once("may", lambda: extensions.check_is_asked(talk.session, case_id, me, asked, round_))
    reason = talk.ask("reason", Words((texts.REFUSE_WHY(number=case.number),), least=2))

    def write() -> int:
        return extensions.refuse_extension(talk.session, case_id, me, reason, talk.clock).id

    talk.do("refuse", write)
    return reply(texts.REFUSED(number=case.number), case_id=case_id)


def shelve(talk: Talk) -> Reply:
    """Put a case into the plan (列入计划)."""
    case, me = in_hand(talk), worker(talk)
    plan = talk.ask("plan", Words((texts.SHELVE_PLAN(number=case.number),), least=2))
    options = [*(Option(label(), months) for months, label in MONTHS)]
    options.append(Option(texts.WRITE_DAY(), 0))
    now = date.fromisoformat(talk.once("today", lambda: today(talk.clock).isoformat()))
    written = Day((texts.WHICH_DAY(),), now, shelving.months_on(now, 12), _REFUSED)
    said = talk.ask("months", MonthsOrDay((texts.REVIEW_WHEN(),), tuple(options), written))
    if isinstance(said, date):
        review = said
    else:
        review = shelving.months_on(now, said) if said else talk.ask("day", written)

    def write() -> int:
        return shelving.shelve_case(talk.session, case.id, me, plan, review, talk.clock).id

    talk.do("shelve", write)
    day = shelving.day_of(review)
    return reply(texts.SHELVED_DONE(number=case.number, day=day), case_id=case.id)


def take_up(talk: Talk) -> Reply:
    """Take a planned case up before its day (提前办理)."""
    case_id, me = talk.number("case"), worker(talk)
    talk.do("take_up", lambda: shelving.take_up_case(talk.session, case_id, me, talk.clock).id)
    case = visible(talk)
    choices = offers.list_first(talk.session, case)
    taken = texts.TAKEN_UP(number=case.number, due=case.due_at)
    return reply(taken, choices=choices, case_id=case_id)


def explain(talk: Talk) -> Reply:
    """Answer that it cannot be solved, and why (不能解决，说明原因)."""
    case, me = in_hand(talk), worker(talk)
    words = talk.ask("words", Words((texts.EXPLAIN_WHY(number=case.number),), least=2))

    def write() -> None:
        handling.answer_case(talk.session, case.id, me, words, talk.clock, is_explained=True)

    talk.do("explain", write)
    return reply(case_texts.ANSWER_SENT(number=case.number), case_id=case.id)


def phone_back(talk: Talk) -> Reply:
    """Call the reporter after an answer and write down what they say (电话回访)."""
    case_id, me = talk.number("case"), worker(talk)

    def view() -> str:
        callbacks.get_to_call(talk.session, case_id, me)
        return contacts.view(talk.session, case_id, me, talk.clock)[0]

    number = talk.do("view", view)
    heard = callbacks.Heard(talk.ask("heard", _call(talk, number)))
    satisfaction = 0
    words = ""
    if heard is callbacks.Heard.SOLVED:
        satisfaction = talk.ask("satisfaction", _HOW_SATISFIED)
    elif heard is callbacks.Heard.NOT_SOLVED:
        skip = Option(talk_texts.SKIP(), "")
        words = talk.ask("words", Words((texts.WHAT_IS_MISSING(),), extra=(skip,)))

    def write() -> str:
        return callbacks.record_call(
            talk.session,
            case_id,
            me,
            heard,
            talk.clock,
            satisfaction=satisfaction or None,
            words=words,
        )

    talk.do("call", write)
    return reply(_CALLED[heard](number=number), case_id=case_id)


def _may_ask(talk: Talk, case_id: int, me: int) -> None:
    extensions.check_may_ask(talk.session, case_id, me, talk.clock)


def _call(talk: Talk, number: str) -> Pick[str]:
    case_id, me = talk.number("case"), worker(talk)
    found = contacts.view_again(talk.session, case_id, me)
    said = calls.answer_of(talk.session, visible(talk))
    who: Phrase = verbatim(f"{found.name} {found.phone}".strip())
    if not found.phone:
        who = texts.LEFT_NO_PHONE(name=found.name)
    words = clip(alerts.words_of(talk.session, visible(talk))[0], REPORTED)
    question = texts.CALL_ASK(number=number, who=who, words=words, answer=clip(said, SHOWN))
    options = (
        Option(case_texts.SOLVED(), str(callbacks.Heard.SOLVED)),
        Option(case_texts.NOT_SOLVED(), str(callbacks.Heard.NOT_SOLVED)),
        Option(texts.NOT_REACHED(), str(callbacks.Heard.NOT_REACHED)),
        Option(texts.NO_WAY_TO_CALL(), str(callbacks.Heard.NO_WAY)),
    )
    return Pick((question,), options, has_no_out=True)


_HOW_SATISFIED = Pick[int](
    (texts.HOW_SATISFIED(),),
    (
        Option(case_texts.VERY_SATISFIED(), 3),
        Option(case_texts.SATISFIED(), 2),
        Option(case_texts.UNSATISFIED(), 1),
        Option(texts.NOT_SAID(), 0),
    ),
    has_no_out=True,
)
_REFUSED = told(Invalid("review_day"))
_CALLED = {
    callbacks.Heard.SOLVED: texts.CALL_SOLVED,
    callbacks.Heard.NOT_SOLVED: texts.CALL_NOT_SOLVED,
    callbacks.Heard.NOT_REACHED: texts.CALL_NOT_REACHED,
    callbacks.Heard.NO_WAY: texts.CALL_NO_WAY,
}
