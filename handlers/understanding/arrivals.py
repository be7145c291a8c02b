"""Photos, voices, files and stickers as they come in: where each belongs, and what is said."""

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from handlers.dialogues import TAKES_ATTACHMENTS
from handlers.people.short_menu import short_menu
from handlers.talking.asking import Given
from handlers.talking.conversation import Conversation
from handlers.talking.frames import DANGER, MOST_ATTACHMENTS, REPORT, Frame
from handlers.talking.messages import Heard, Kind
from handlers.understanding.follow_ups import begin_with_attachments, take_attachments_about
from handlers.understanding.labels import find_choice
from handlers.understanding.meaning import understand
from handlers.understanding.sayings import Danger, Doubtful, FollowUp, Question, Words
from models.errors import Invalid
from models.media import MediaKind
from services.attachments import media
from services.delivery.outbox import find_case_of_message
from services.texts import attachments as texts
from services.texts.phrases import Phrase, put_into_words
from services.texts.refusals import refusals

KINDS = {Kind.PHOTO: MediaKind.PHOTO, Kind.VOICE: MediaKind.VOICE}

SPOKEN_TO = frozenset(
    {REPORT, "confirm_report", DANGER, "supplement", "add_words", "not_solved", "nobody_came"}
)
"""Dialogues in which a voice answers where words are asked for; staff write their answers."""

_STORY = ("words", "more", "rest")
"""Begin the keys of questions for words of a case."""


def hear_thing(
    conversation: Conversation, heard: Heard, hear_words: Callable[[Heard], Heard | None]
) -> Heard | None:
    """Take what is not text; words under it count like any others.

    Args:
        conversation: where it was sent.
        heard: what came in.
        hear_words: takes words as if they had been written.
    """
    if heard.kind is Kind.PLACE:
        return _hear_place(conversation, heard)
    if heard.kind in KINDS and (heard.attachment or heard.content):
        return _hear_attachment(conversation, heard, hear_words)
    if heard.kind is Kind.FILE:
        _say_once(conversation, texts.NO_FILES())
    if heard.words:
        return hear_words(replace(heard, kind=Kind.TEXT))
    if conversation.state.question is not None:
        return conversation.run(None if heard.kind is Kind.FILE else Given(heard))
    if heard.kind is not Kind.FILE:
        conversation.say(texts.NO_STICKERS(), choices=short_menu())
    return None


def settle(conversation: Conversation) -> None:
    """Find a place for what was brought, if nothing that its words began took it."""
    brought, frames = conversation.brought, conversation.state.frames
    if not brought:
        return
    if _is_recognised(conversation.heard):
        conversation.act(lambda: media.forget(conversation.session, brought))
        return  # what it said was heard
    if not frames:
        begin_with_attachments(conversation, None)
        return
    if frames[-1].dialogue in TAKES_ATTACHMENTS:
        if not frames[-1].join(brought):
            _say_full(conversation, frames[-1])
    else:
        conversation.say(texts.NOT_HERE())
    conversation.run(None)


def keep_attachment(conversation: Conversation, heard: Heard) -> int:
    """Keep a photo or voice that was heard.

    Raises:
        Invalid: it is too large, or nothing to fetch it by was said.
    """

    def keep() -> int:
        return media.keep(
            conversation.session,
            conversation.caller.account_id,
            KINDS[heard.kind],
            conversation.clock,
            handle=heard.attachment,
            content=heard.content,
            size=heard.size,
            seconds=heard.seconds,
        )

    return cast("int", conversation.act(keep))


def _hear_place(conversation: Conversation, heard: Heard) -> Heard | None:
    if conversation.state.question is not None:
        return conversation.run(Given(heard))
    if heard.latitude is not None and heard.longitude is not None:
        return conversation.start_at(heard.latitude, heard.longitude, heard.words)
    return None


def _hear_attachment(
    conversation: Conversation, heard: Heard, hear_words: Callable[[Heard], Heard | None]
) -> Heard | None:
    if _is_recognised(heard) and not _tells_something(conversation, heard.words):
        return hear_words(replace(heard, kind=Kind.TEXT))
    case_id = _case_replied_to(conversation, heard)
    frame = _joined(conversation, heard, case_id)
    if frame is None and case_id is None and not heard.words and conversation.state.frames:
        return conversation.run(Given(heard))
    is_kept = _keep(conversation, heard, frame)
    if heard.words:
        return hear_words(replace(heard, kind=Kind.TEXT))
    if not is_kept:
        is_full = frame is not None and len(frame.attachments) >= MOST_ATTACHMENTS
        return None if is_full or not conversation.state.frames else conversation.run(None)
    words = _voice_words(heard)
    if frame is not None:
        return _go_on(conversation, frame, heard, words)
    if case_id is not None:
        take_attachments_about(conversation, case_id, words)
    else:
        begin_with_attachments(conversation, words)
    return None


def _case_replied_to(conversation: Conversation, heard: Heard) -> int | None:
    """Rule 4: the case that a reply is about, unless it is what is being talked of."""
    if not heard.replied_to:
        return None
    session, account_id = conversation.session, conversation.caller.account_id
    case_id = find_case_of_message(session, account_id, conversation.chat, heard.replied_to)
    frames = conversation.state.frames
    return None if frames and frames[-1].about.get("case") == case_id else case_id


def _joined(conversation: Conversation, heard: Heard, case_id: int | None) -> Frame | None:
    """Give the open dialogue that a photo joins."""
    frames = conversation.state.frames
    if not frames or case_id is not None or frames[-1].dialogue not in TAKES_ATTACHMENTS:
        return None
    is_danger = bool(heard.words) and isinstance(understand(heard.words), Danger)
    return None if is_danger and frames[-1].dialogue != DANGER else frames[-1]


def _keep(conversation: Conversation, heard: Heard, frame: Frame | None) -> bool:
    """Keep a photo or voice with a dialogue, or for the one that it begins."""
    if frame is not None and len(frame.attachments) >= MOST_ATTACHMENTS:
        _say_full(conversation, frame)
        return False

    try:
        kept = keep_attachment(conversation, heard)
    except Invalid as refusal:
        _say_once(conversation, refusals.told(refusal))
        return False
    (conversation.brought if frame is None else frame.attachments).append(kept)
    return True


def _go_on(
    conversation: Conversation, frame: Frame, heard: Heard, words: str | None
) -> Heard | None:
    """Ask again with what has joined; a voice may be the answer."""
    question = frame.question
    is_asked = question is not None and question.takes_words and question.key.startswith(_STORY)
    if words is None or not is_asked or frame.dialogue not in SPOKEN_TO:
        return conversation.run(None)
    return conversation.run(Given(replace(heard, kind=Kind.TEXT, words=words)))


def _is_recognised(heard: Heard) -> bool:
    """Tell whether it is a voice that the platform has put into words."""
    return heard.kind is Kind.VOICE and bool(heard.words)


def _tells_something(conversation: Conversation, words: str) -> bool:
    """Tell whether a voice is worth keeping: one that only says 提交 or 进度 is not."""
    question = conversation.state.question
    if question is not None and find_choice(question, words) is not None:
        return False
    return isinstance(understand(words), Words | Doubtful | FollowUp | Question | Danger)


def _voice_words(heard: Heard) -> str | None:
    """Give what stands for a voice that nobody has put into words yet."""
    if heard.kind is not Kind.VOICE:
        return None
    seconds = heard.seconds
    return put_into_words(texts.VOICE_ALONE(seconds=seconds) if seconds else texts.VOICE_UNTIMED())


def _say_full(conversation: Conversation, frame: Frame) -> None:
    if conversation.state.take_once(f"full{frame.attachments[0]}"):
        conversation.say(texts.NO_MORE(limit=MOST_ATTACHMENTS))


def _say_once(conversation: Conversation, phrase: Phrase) -> None:
    """Say something of many things that came in a row."""
    if all(phrase not in said.saying.phrases for said in conversation.said):
        conversation.say(phrase)
