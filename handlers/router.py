"""What to do with what came in (product.md, "Talking with people").

Order: a button; danger; 取消 and 返回; a slash command; a reply to a message about a case; the
open question; and only then what the words mean by themselves.
"""

from handlers import beginnings
from handlers.buttons import MessageButton, QuestionButton, read_token
from handlers.conversation import Conversation
from handlers.frames import Question
from handlers.meaning import understand
from handlers.messages import Heard, Kind
from handlers.prompts import choose
from handlers.sayings import Back, CaseNumber, Command, Danger, Leave, Meaning, Words
from handlers.talk import Given
from services import people
from services.outbox import find_case_of_message, find_offer
from services.texts import talk as texts

TAKE_UP = "take_up"
"""Offered by the reminder of a draft: ask its open question again."""


def hear(conversation: Conversation, heard: Heard, *, is_early: bool) -> None:
    """Take in one event.

    Args:
        conversation: where it was said.
        heard: what came in.
        is_early: it was written before the open question went out, so it does not answer it.
    """
    handed: str | None = None
    match heard.kind:
        case Kind.LEFT | Kind.CAME_BACK:
            people.note_reachable(
                conversation.session,
                conversation.caller.account_id,
                conversation.clock,
                is_reachable=heard.kind is Kind.CAME_BACK,
            )
        case Kind.PRESS:
            handed = _press(conversation, heard)
        case Kind.EDIT:
            handed = _edit(conversation, heard)
        case Kind.TEXT:
            handed = _text(conversation, heard, is_early=is_early)
        case Kind.PLACE | Kind.PHOTO | Kind.VOICE | Kind.OTHER:
            handed = _thing(conversation, heard)
    if handed is not None:
        _words(conversation, Heard(Kind.TEXT, handed, name=heard.name), is_early=False)


def _press(conversation: Conversation, heard: Heard) -> str | None:
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
            if offer is not None and offer.dialogue == TAKE_UP:
                return conversation.take_up()
            if offer is not None:
                return conversation.start(offer.dialogue, offer.about)
            conversation.say(texts.OLD_BUTTON())
        case None:
            conversation.say(texts.OLD_BUTTON())
    return None


def _press_answer(conversation: Conversation, heard: Heard, turn: int, index: int) -> str | None:
    frames = conversation.state.frames
    for depth, frame in enumerate(frames):
        question = frame.question
        if question is not None and question.turn == turn and index < len(question.values):
            del frames[depth + 1 :]
            return conversation.answer(index, heard)
    conversation.say(texts.OLD_BUTTON())
    return None


def _edit(conversation: Conversation, heard: Heard) -> str | None:
    for frame in reversed(conversation.state.frames):
        if frame.reword(heard.outer_id, heard.words):
            return conversation.run(None)
    return conversation.start("edited", words=heard.words) if heard.words else None


def _thing(conversation: Conversation, heard: Heard) -> str | None:
    if conversation.state.question is not None:
        return conversation.run(Given(heard))
    if heard.kind is Kind.PLACE:
        conversation.say(texts.PIN_WITHOUT_WORDS())
    else:
        conversation.say(texts.WORDS_INSTEAD())
    return None


def _text(conversation: Conversation, heard: Heard, *, is_early: bool) -> str | None:
    meaning = understand(heard.words)
    if isinstance(meaning, Danger):
        return _danger(conversation, heard, meaning)
    return _words(conversation, heard, is_early=is_early, meaning=meaning)


def _danger(conversation: Conversation, heard: Heard, danger: Danger) -> str | None:
    frames = conversation.state.frames
    if frames and frames[-1].dialogue == "danger":
        frames[-1].add_words(heard.words, heard.outer_id)
        return conversation.run(None)
    return conversation.start(
        "danger", {"kind": danger.kind}, words=heard.words, outer_id=heard.outer_id
    )


def _words(
    conversation: Conversation,
    heard: Heard,
    *,
    is_early: bool,
    meaning: Meaning | None = None,
) -> str | None:
    question = conversation.state.question
    match meaning:
        case Leave() if question is not None:
            return conversation.leave()
        case Back() if question is not None:
            return conversation.back()
        case Command() if question is None or heard.words.lstrip().startswith("/"):
            return conversation.start(meaning.name, {"argument": meaning.argument})
        case _:
            pass
    if question is not None:
        return _answer(conversation, heard, question, meaning, is_early=is_early)
    if heard.replied_to:
        case_id = find_case_of_message(
            conversation.session, conversation.caller.account_id, heard.replied_to
        )
        if case_id is not None:
            return conversation.start("add_words", {"case": case_id}, words=heard.words)
    return beginnings.begin(conversation, heard, meaning or Words(heard.words))


def _answer(
    conversation: Conversation,
    heard: Heard,
    question: Question,
    meaning: Meaning | None,
    *,
    is_early: bool,
) -> str | None:
    frame = conversation.state.frames[-1]
    index = choose(question.labels, heard.words)
    if is_early and frame.add_words(heard.words, heard.outer_id):
        return conversation.run(None)
    if index is not None:
        return conversation.answer(index, heard)
    if question.takes_words:
        return conversation.run(Given(heard))
    match meaning:
        case Command() | CaseNumber():
            return beginnings.begin(conversation, heard, meaning)
        case Words() if frame.add_words(heard.words, heard.outer_id):
            return conversation.run(None)
        case _:
            return conversation.run(Given(heard))
