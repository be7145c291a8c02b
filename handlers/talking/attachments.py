"""Photos and voices inside a dialogue: how they are spoken of, and handed in with a case."""

from handlers.talking.asking import Option
from handlers.talking.prompts import Words
from handlers.talking.talk import Talk
from services.attachments import media
from services.casework import cases, enclosures
from services.texts import attachments as texts
from services.texts import media as media_texts
from services.texts.phrases import Phrase, Template, put_into_words

_ONE_PHOTO = media_texts.PHOTOS(count=1)


def describe(talk: Talk) -> tuple[Phrase, ...]:
    """Say in one line what waits to be handed in; nothing when nothing does."""
    what = enclosures.describe(talk.session, talk.attachments) if talk.attachments else None
    return () if what is None else (what,)


def note(talk: Talk, template: Template, **fields: str) -> tuple[Phrase, ...]:
    """Say that photos came, where there are any; the template's `what` are they."""
    return tuple(
        template(what=texts.A_PHOTO() if what == _ONE_PHOTO else what, **fields)
        for what in describe(talk)
    )


def ask_more(talk: Talk, words: str, question: Template) -> str:
    """Wait for the rest of an album whose first photo carried the words."""
    if not talk.attachments or not talk.expects_more("rest"):
        return words
    more = talk.ask("rest", Words(note(talk, question), extra=(THAT_IS_ALL,)))
    return f"{words}\n{more}" if more else words


def in_words(talk: Talk, words: str) -> str:
    """Give what was said; of photos alone, that they are photos."""
    return words or "".join(put_into_words(texts.ALONE(what=what)) for what in describe(talk))


def hand_in(talk: Talk, case_id: int, *, to_reporter: bool = False) -> None:
    """Hand in with a case what was sent; to be called in what `do` writes, before the words.

    So photos stand above the buttons that belong to the words.
    """
    if ids := talk.take_attachments():
        case = cases.get_case(talk.session, case_id)
        media.attach(
            talk.session,
            ids,
            case,
            talk.clock,
            to_reporter=to_reporter,
            actor_id=talk.caller.person_id,
        )


def hand_in_rest(talk: Talk, case_id: int) -> None:
    """Hand in what was sent after the case was filed."""
    if talk.attachments:
        talk.do(f"attach{talk.attachments[0]}", lambda: hand_in(talk, case_id))


THAT_IS_ALL = Option(texts.THAT_IS_ALL(), "")
