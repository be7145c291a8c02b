"""What to do with what came in (product.md, "Talking with people").

Order: a button; danger; 取消 and 返回; a slash command; a reply to a message about a case; the
open question; and only then what the words mean by themselves.
"""

from dataclasses import replace

from handlers.groups.groups import hear_in_group
from handlers.talking import numbers
from handlers.talking.asking import Given
from handlers.talking.buttons import MessageButton, QuestionButton, read_token
from handlers.talking.conversation import Conversation
from handlers.talking.frames import Question
from handlers.talking.messages import Heard, Kind
from handlers.understanding import beginnings
from handlers.understanding.arrivals import hear_thing, settle
from handlers.understanding.bare_codes import spell_out, take_bare_code
from handlers.understanding.follow_ups import reply_about
from handlers.understanding.labels import find_choice
from handlers.understanding.meaning import understand, without_command
from handlers.understanding.no_answers import is_code, is_no_answer
from handlers.understanding.overdue import say_over
from handlers.understanding.sayings import (
    Abuse,
    Back,
    CaseNumber,
    Command,
    CommandName,
    Danger,
    Doubtful,
    FollowUp,
    Human,
    Leave,
    Meaning,
    Stop,
    WhoAreYou,
    Words,
)
from handlers.understanding.sayings import Question as Asked
from services.delivery.messages import Command as Starts
from services.delivery.outbox import find_case_of_message, find_offer
from services.identity import people
from services.texts import numbered as numbered_texts
from services.texts import talk as texts
from services.wording import clean

TAKE_UP = "take_up"
"""Offered by the reminder of a draft: ask its open question again."""


def hear(conversation: Conversation, heard: Heard, *, is_early: bool) -> None:
    """Take in one event.

    Args:
        conversation: where it was said.
        heard: what came in.
        is_early: it was written before the open question went out, so it does not answer it.
    """
    heard = replace(heard, words=clean(heard.words))
    conversation.heard, conversation.brought = heard, []
    if not conversation.is_private:
        hear_in_group(conversation, heard)
        return
    handed: Heard | None = None
    match heard.kind:
        case Kind.LEFT | Kind.CAME_BACK:
            _note_reachable(conversation, is_reachable=heard.kind is Kind.CAME_BACK)
        case Kind.PRESS:
            handed = _press(conversation, heard)
        case Kind.EDIT:
            handed = _edit(conversation, heard)
        case Kind.TEXT:
            handed = _text(conversation, heard, is_early=is_early)
        case Kind.PLACE | Kind.PHOTO | Kind.VOICE | Kind.FILE | Kind.OTHER:
            handed = _thing(conversation, heard, is_early=is_early)
    while handed is not None:
        handed = _words(conversation, handed, Words(handed.words), is_early=False)
    settle(conversation)


def _note_reachable(conversation: Conversation, *, is_reachable: bool) -> None:
    def note() -> None:
        session, account_id = conversation.session, conversation.caller.account_id
        people.note_reachable(session, account_id, conversation.clock, is_reachable=is_reachable)

    conversation.act(note)


def _press(conversation: Conversation, heard: Heard) -> Heard | None:
    caller = conversation.caller
    match read_token(heard.token):
        case QuestionButton(conversation_id, turn, index):
            if conversation_id == conversation.conversation_id:
                return _press_answer(conversation, heard, turn, index)
            conversation.say(texts.NOT_YOUR_BUTTON())
        case MessageButton(message_id, index):
            offer = find_offer(
                conversation.session, caller.account_id, caller.sealer, message_id, index
            )
            if offer is not None:
                return _take_offer(conversation, offer, heard.token)
            conversation.say(texts.OLD_BUTTON())
        case None:
            conversation.say(texts.OLD_BUTTON())
    return None


def _take_offer(conversation: Conversation, offer: Starts, token: str) -> Heard | None:
    link = offer.about.get("argument")
    if offer.dialogue == CommandName.START and isinstance(link, str):
        return beginnings.begin(conversation, conversation.heard, Command(CommandName.START, link))
    if offer.dialogue == TAKE_UP:
        return conversation.take_up()
    if "words" in offer.about and not conversation.state.take_once(token):
        conversation.say(texts.OLD_BUTTON())
        return None
    return conversation.start(offer.dialogue, offer.about)


def _press_answer(conversation: Conversation, heard: Heard, turn: int, index: int) -> Heard | None:
    for depth, frame in enumerate(conversation.state.frames):
        for question in (frame.question, frame.card):
            if question is None or index >= len(question.values):
                continue
            if not question.is_asked_at(turn):
                continue
            conversation.leave_above(depth)
            if question is frame.question:
                return conversation.answer(index, heard)
            return conversation.answer_card(index, heard)
    conversation.say(say_over(conversation, turn))
    return None


def _edit(conversation: Conversation, heard: Heard) -> Heard | None:
    """Take a changed message: where it stands in something open it is changed there."""
    meaning = understand(heard.words)
    if isinstance(meaning, Danger):
        return conversation.start("danger", {"kind": meaning.kind, "edited": 1}, words=heard.words)
    for frame in reversed(conversation.state.frames):
        if frame.reword(heard.outer_id, heard.words):
            return conversation.run(None)
    if isinstance(meaning, Words | Doubtful | FollowUp | Asked):
        return conversation.start("edited", words=heard.words)
    return None


def _thing(conversation: Conversation, heard: Heard, *, is_early: bool) -> Heard | None:
    def hear_words(words: Heard) -> Heard | None:
        return _text(conversation, words, is_early=is_early)

    return hear_thing(conversation, heard, hear_words)


def _text(conversation: Conversation, heard: Heard, *, is_early: bool) -> Heard | None:
    heard = spell_out(conversation, heard)
    meaning = understand(heard.words)
    if heard.is_command:
        return beginnings.begin_pressed(conversation, heard, meaning)
    if isinstance(meaning, Danger):
        cry = replace(heard, words=without_command(heard.words))
        return _danger(conversation, cry, meaning)
    return _words(conversation, heard, meaning, is_early=is_early)


def _danger(conversation: Conversation, heard: Heard, danger: Danger) -> Heard | None:
    question, frames = conversation.state.question, conversation.state.frames
    if question is None or frames[-1].dialogue != "danger":
        about = {"kind": danger.kind}
        return conversation.start("danger", about, words=heard.words, outer_id=heard.outer_id)
    if question.takes_words:  # it is filed, and asks where
        return conversation.run(Given(heard))
    frames[-1].add_words(heard.words, heard.outer_id)
    return conversation.run(None)


def _words(
    conversation: Conversation, heard: Heard, meaning: Meaning, *, is_early: bool
) -> Heard | None:
    question = conversation.state.question
    match meaning:
        case Leave() | Back() if question is not None:
            return conversation.leave() if meaning == Leave() else conversation.back()
        case Command() if heard.words.startswith(("/", "／")) and not is_code(
            conversation, meaning
        ):
            return beginnings.begin(conversation, heard, meaning)
        case _ if take_bare_code(conversation, heard.words):
            return None
        case _:
            pass
    chosen = numbers.find_chosen(conversation, heard.words, meaning, is_early=is_early)
    if chosen is not None:
        return _choose(conversation, heard, chosen)
    if heard.replied_to and _reply(conversation, heard, meaning):
        return None
    return (
        _begin(conversation, heard, meaning)
        if question is None
        else _answer(conversation, heard, question, meaning, is_early=is_early)
    )


def _choose(conversation: Conversation, heard: Heard, chosen: numbers.Chosen) -> Heard | None:
    """Do what was chosen by what stands on it."""
    match chosen:
        case int():
            return conversation.answer(chosen, heard)
        case Starts():
            return _take_offer(conversation, chosen, heard.words + heard.outer_id)
        case numbers.Nothing():
            conversation.say(numbered_texts.NUMBER_GONE())
            return conversation.run(None) if conversation.state.question is not None else None
        case numbers.Beside(choices, case_id):
            numbers.say_again(conversation, choices, case_id)
            return None


def _aside(
    conversation: Conversation, heard: Heard, question: Question, meaning: Meaning
) -> Heard | None:
    """Do what was asked for in between, and ask the open question again."""
    handed = beginnings.begin(conversation, heard, meaning)
    if handed is None and conversation.state.question is question:
        return conversation.run(None)
    return handed


def _begin(conversation: Conversation, heard: Heard, meaning: Meaning) -> Heard | None:
    """Begin what is offered under a message, if its label was written instead of pressed."""
    offer = numbers.find_label(conversation, heard.words, meaning)
    if offer is not None:
        return _take_offer(conversation, offer, heard.words + heard.outer_id)
    return beginnings.begin(conversation, heard, meaning)


def _reply(conversation: Conversation, heard: Heard, meaning: Meaning) -> bool:
    """Rule 4: a reply to a message about a case goes to it, unless that is what is asked."""
    session, account_id = conversation.session, conversation.caller.account_id
    case_id = find_case_of_message(session, account_id, conversation.chat, heard.replied_to)
    frames = conversation.state.frames
    if case_id is None or (frames and frames[-1].about.get("case") == case_id):
        return False
    return reply_about(conversation, heard, meaning, case_id)


def _answer(
    conversation: Conversation,
    heard: Heard,
    question: Question,
    meaning: Meaning,
    *,
    is_early: bool,
) -> Heard | None:
    if question.takes_words and is_no_answer(conversation, question, meaning):
        return _aside(conversation, heard, question, meaning)
    frame = conversation.state.frames[-1]
    if is_early and heard.words and frame.add_words(heard.words, heard.outer_id):
        return conversation.run(None)
    if is_early and frame.is_full(heard.words):
        conversation.say(texts.DRAFT_FULL())
        return conversation.run(None)
    index = find_choice(question, heard.words, by_number=not numbers.is_numbered(conversation))
    if index is not None:
        return conversation.answer(index, heard)
    if question.takes_words:
        return conversation.run(Given(heard))
    return _beside(conversation, heard, question, meaning)


def _beside(
    conversation: Conversation, heard: Heard, question: Question, meaning: Meaning
) -> Heard | None:
    """Take words under a question that only a choice answers, and ask it again."""
    frame = conversation.state.frames[-1]
    match meaning:
        case CaseNumber(None) if (
            beginnings.find_case(conversation, meaning) is None  # a room, as in 「302」
            and frame.add_words(heard.words, heard.outer_id)
        ):
            return conversation.run(None, has_more_words=True)
        case Command() | CaseNumber() | Human() | Stop() | WhoAreYou() | Abuse():
            handed = beginnings.begin(conversation, heard, meaning)
        case Asked() if beginnings.ask_facts(conversation, heard, meaning):
            handed = None
        case Words() | Doubtful() | FollowUp() | Asked() if frame.add_words(
            heard.words, heard.outer_id
        ):
            return conversation.run(None, has_more_words=True)
        case Words() | Doubtful() | FollowUp() | Asked() if frame.is_full(heard.words):
            conversation.say(texts.DRAFT_FULL())
            handed = None
        case Words():
            return beginnings.begin(conversation, heard, meaning)
        case _:
            return conversation.run(Given(heard))
    if handed is None and conversation.state.question is question:
        return conversation.run(None)
    return handed
