"""What those who publish do from the chat: notices go up, and objections are answered."""

from datetime import datetime
from itertools import count

from handlers.casework.handling import worker
from handlers.talking.asking import Option
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Pick, Words
from handlers.talking.talk import Talk
from models.cases import Case
from models.errors import NotFound
from models.notices import Notice, Objection
from services.areas import areas
from services.casework import cases
from services.clock import local
from services.delivery.messages import Choice, Command
from services.gate import redact
from services.notices import drafts as of_no_case
from services.notices import (
    notice_board,
    notice_cards,
    notice_editing,
    notice_words,
    notices,
    objections,
    overtaken,
    publishers,
)
from services.notices.notice_words import Hit
from services.texts import notice_board as board_texts
from services.texts import notices as texts
from services.texts.casework import composing, steps
from services.texts.phrases import Phrase
from services.texts.posts import claim_lists as list_texts
from services.wording import clip


def to_publish(talk: Talk) -> Reply:
    """List the drafts and objections that wait for somebody, a page at a time."""
    me, after = worker(talk), talk.about.get("after", 0)
    after = after if isinstance(after, int) else 0
    drafts, total = notices.list_waiting(talk.session, me, after)
    choices = [
        Choice(_open_label(talk, case), Command("notice_of_case", {"notice": each.id}))
        for each, case in drafts
    ]
    left = total - after - len(drafts)
    if drafts and left > 0:
        rest = Command("to_publish", {"after": after + len(drafts)})
        choices.append(Choice(steps.THE_REST(count=left), rest))
    lists = of_no_case.list_drafts(talk.session, me) if after == 0 else ()
    choices += [open_list(talk, each) for each in lists]
    said = [_waiting_line(talk, each, case) for each, case in drafts]
    open_ = objections.list_waiting(talk.session, me, publishers.MOST_WAITING)
    if not choices and open_:
        shown = objections.show(talk.session, open_[0])
        return Reply(shown.phrases, shown.choices, shown.case_id)
    if open_:
        label = texts.OBJECTIONS_WAITING(count=len(open_))
        choices.append(Choice(label, Command("reject", {"objection": open_[0].id, "look": 1})))
    if not choices:
        return reply(texts.WAITING_NONE())
    return Reply((board_texts.WAITING_SOME(count=total + len(lists)), *said), tuple(choices))


def _open_label(talk: Talk, case: Case) -> Phrase:
    return board_texts.OPEN_DRAFT(number=case.number, day=_day(talk, case.answered_at))


def open_list(talk: Talk, notice: Notice) -> Choice:
    """Offer to look at a list of claimed posts, or at what a colleague composed."""
    about: dict[str, str | int] = {"notice": notice.id}
    if notice.composed_by is not None:
        label = composing.OPEN(title=notice.title)
        return Choice(label, Command("notice_of_case", about))
    area = areas.area_of(talk.session, notice.area_id).name
    return Choice(list_texts.OPEN(area=area), Command("notice_of_case", about))


def _waiting_line(talk: Talk, notice: Notice, case: Case) -> Phrase:
    return board_texts.DRAFT_LINE(
        number=case.number,
        day=_day(talk, case.answered_at),
        title=notice.title,
        words=clip(notice.words, 100),
    )


def _day(talk: Talk, at: datetime | None) -> Phrase | str:
    if at is None:
        return ""
    here = local(at, talk.clock)
    return board_texts.DAY(month=here.month, day=here.day)


def notice_of_case(talk: Talk) -> Reply:
    """Open the notice of a case, or one by its own number."""
    me = worker(talk)
    if "notice" in talk.about:
        return _card(talk, notices.get_notice(talk.session, talk.number("notice")), me)
    case = cases.get_visible_case(talk.session, talk.number("case"), me)
    found = notices.find_of_case(talk.session, case)
    if found is None:
        raise NotFound("notice_unknown")
    return _card(talk, found, me)


def publish(talk: Talk) -> Reply:
    """Put up what was read: another text is not approved by this press."""
    notice_id, me, seen = talk.number("notice"), worker(talk), talk.text("seen")

    def write() -> int:
        session, clock = talk.session, talk.clock
        return notices.approve_and_publish(session, notice_id, me, clock, seen).id

    talk.do("publish", write)
    notice = notices.get_notice(talk.session, notice_id)
    case = _case(talk, notice)
    what = notice.title if case is None else case.number
    has_groups = bool(notice_cards.list_groups(talk.session, notice))
    published = board_texts.PUBLISHED if has_groups else board_texts.PUBLISHED_ALONE
    said = published(what=what, until=_day(talk, notice.ends_at))
    return reply(said, case_id=notice.case_id)


def edit_notice(talk: Talk) -> Reply:
    """Take other words; what the gate finds in them is masked or answered for first."""
    notice_id, me = talk.number("notice"), worker(talk)
    talk.once("checked", lambda: _require(talk, notice_id, me))
    words = talk.ask("words", Words((texts.EDIT_WHAT(),), least=4, keeps_words=False))
    waived: list[str] = []
    for number in count():
        found = notice_words.find(talk.session, words)
        if not found:
            break
        hits = [Hit(each, is_waived=False, is_masked=False) for each in found]
        said = texts.HITS_OPEN(count=len(hits), hits=publishers.describe(hits))
        options = (
            Option(texts.MASK(), "mask"),
            Option(texts.WAIVE(), "waive"),
            Option(texts.EDIT(), "edit"),
        )
        way = talk.ask(f"hits{number}", Pick[str]((said,), options))
        if way == "mask":
            words = notice_words.mask(talk.session, words)
            break
        if way == "waive":
            waived = [redact.digest_of(each) for each in found]
            break
        question = Words((texts.EDIT_WHAT(),), least=4, keeps_words=False)
        words = talk.ask(f"words{number}", question)
    text = words

    def write() -> None:
        session, clock = talk.session, talk.clock
        notice_editing.edit_words(session, notice_id, me, text, clock, waived=waived)

    talk.do("edit", write)
    return _card(talk, notices.get_notice(talk.session, notice_id), me)


def mask_notice(talk: Talk) -> Reply:
    """Mask everything that was found, also what somebody answered for."""
    notice_id, me = talk.number("notice"), worker(talk)
    talk.do("mask", lambda: notice_editing.mask_again(talk.session, notice_id, me))
    return _card(talk, notices.get_notice(talk.session, notice_id), me)


def waive_finding(talk: Talk) -> Reply:
    """Answer by name for one finding (放行)."""
    notice_id, me = talk.number("notice"), worker(talk)
    _require(talk, notice_id, me)
    notice = notices.get_notice(talk.session, notice_id)
    hits = notice_words.list_hits(talk.session, notice, _case(talk, notice))
    options = [
        Option(texts.WAIVE_ONE(text=hit.finding.text), redact.digest_of(hit.finding))
        for hit in hits
        if not hit.is_waived
    ]
    if not options and not talk.has("which"):
        return _card(talk, notice, me)
    none = Option(texts.NONE_OF_THEM(), "")
    which = talk.ask("which", Pick[str]((texts.WAIVE_WHICH(),), (*options, none)))
    if which:
        talk.do(
            "waive",
            lambda: notice_editing.waive(talk.session, notice_id, me, which, talk.clock),
        )
    return _card(talk, notices.get_notice(talk.session, notice_id), me)


def keep_private(talk: Talk) -> Reply:
    """Do not publish a case (不公开), with a reason."""
    notice_id, me = talk.number("notice"), worker(talk)
    talk.once("checked", lambda: _require(talk, notice_id, me))
    why = talk.ask("words", Words((texts.WHY_PRIVATE(),), least=2, keeps_words=False))
    talk.do("keep", lambda: notices.keep_private(talk.session, notice_id, me, why, talk.clock))
    case = _case(talk, notices.get_notice(talk.session, notice_id))
    return reply(texts.KEPT_PRIVATE(number="" if case is None else case.number))


def withdraw_notice(talk: Talk) -> Reply:
    """Take a notice down (撤下), with a reason."""
    notice_id, me = talk.number("notice"), worker(talk)
    talk.once("checked", lambda: _require(talk, notice_id, me))
    why = talk.ask("words", Words((texts.WHY_WITHDRAW(),), least=2, keeps_words=False))
    talk.do("withdraw", lambda: notices.withdraw(talk.session, notice_id, me, why, talk.clock))
    return reply(texts.WITHDRAWN())


def attach_photos(talk: Talk) -> Reply:
    """Have the reporter asked whether photos may be shown (附照片)."""
    notice_id, me = talk.number("notice"), worker(talk)

    def ask() -> bool | None:
        return notice_board.ask_for_photos(talk.session, notice_id, me, talk.clock)

    may = talk.do("ask", ask)
    return reply(texts.PHOTOS_SHOWN() if may else texts.PHOTOS_ASKED())


def uphold(talk: Talk) -> Reply:
    """Find an objection right: its case is done again."""
    return _answer(talk, is_upheld=True)


def reject(talk: Talk) -> Reply:
    """Find an objection wrong, with an answer."""
    if "look" in talk.about:
        objection_id = talk.number("objection")
        me = worker(talk)
        found = objections.get_objection_for(talk.session, objection_id, me)
        shown = objections.show(talk.session, found)
        return Reply(shown.phrases, shown.choices, shown.case_id)
    return _answer(talk, is_upheld=False)


def _answer(talk: Talk, *, is_upheld: bool) -> Reply:
    objection_id, me = talk.number("objection"), worker(talk)

    def close() -> str:
        return overtaken.close_overtaken(talk.session, objection_id, me, talk.clock)

    if title := talk.do("overtaken", close):
        return reply(texts.OVERTAKEN(title=title))
    found = talk.session.get_one(Objection, objection_id)
    notice, case = objections.case_of(talk.session, found)
    question = objections.ask_answer(notice, case, is_upheld=is_upheld)
    words = talk.ask("words", Words((question,), least=2))

    def write() -> None:
        objections.answer_objection(
            talk.session, objection_id, me, words, talk.clock, is_upheld=is_upheld
        )

    talk.do("answer", write)
    return reply(texts.ANSWERED())


def _card(talk: Talk, notice: Notice, me: int) -> Reply:
    _require(talk, notice.id, me)
    case = _case(talk, notice)
    shown = publishers.show(talk.session, notice, case)
    offered = publishers.list_choices(talk.session, notice, case)
    return Reply(
        (texts.STATE_LABELS[notice.state](), *shown),
        offered,
        notice.case_id,
        attachments=tuple(notice_board.list_photos(talk.session, notice)),
    )


def _require(talk: Talk, notice_id: int, me: int) -> None:
    notice = notices.get_notice(talk.session, notice_id)
    notices.require_publisher(talk.session, notice, me)


def _case(talk: Talk, notice: Notice) -> Case | None:
    return None if notice.case_id is None else talk.session.get(Case, notice.case_id)
