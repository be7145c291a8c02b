"""What a reporter adds to their own cases: words, photos, voices (补充)."""

from handlers.reporting.cases import SHOWN, report
from handlers.talking.asking import Option
from handlers.talking.attachments import THAT_IS_ALL, ask_more, describe, hand_in, in_words, note
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Pick, Words
from handlers.talking.talk import Talk
from models.cases import ENDED, Case, Status
from models.errors import Conflict, NotFound
from services.casework import cases
from services.reporters import feedback
from services.texts import attachments as attachment_texts
from services.texts.casework import cases as texts
from services.wording import clip


def supplement(talk: Talk) -> Reply:
    """Add words or photos to one's case (补充)."""
    own_case(talk)
    return add(talk, ask_more(talk, _words(talk), attachment_texts.ANYTHING_MORE))


def add_words(talk: Talk) -> Reply:
    """What probably belongs to a case: add it, or make another one (rules 4 and 7)."""
    found = visible_case(talk)
    is_alone = bool(talk.attachments) and not talk.has("words")
    words = "" if is_alone else talk.ask("words", Words((texts.SUPPLEMENT_WHAT(),)))
    if found.reporter_id != talk.caller.person_id or found.status in ENDED - {Status.MERGED}:
        return report(talk)
    if "sure" in talk.about:
        return add(talk, ask_more(talk, words, attachment_texts.ANYTHING_MORE))
    question = (
        note(talk, attachment_texts.IS_IT_ABOUT, number=found.number)
        if is_alone
        else (
            texts.ADD_OR_NEW(number=found.number, words=clip(words, SHOWN)),
            *describe(talk),
        )
    )
    options = (Option(texts.ADD_TO_THIS(), True), Option(texts.ANOTHER(), False))
    return add(talk, words) if talk.ask("which", Pick[bool](question, options)) else report(talk)


def add(talk: Talk, words: str) -> Reply:
    """Write it down; whoever has the case is told."""
    me, case_id, said = person(talk), talk.number("case"), in_words(talk, words)

    def write() -> str:
        hand_in(talk, case_id)
        return feedback.supplement_case(talk.session, case_id, me, said, talk.clock)

    number = talk.do("supplement", write)
    return reply(texts.SUPPLEMENT_DONE(number=number), case_id=case_id)


def visible_case(talk: Talk) -> Case:
    """Give the case that the dialogue is about, to somebody who may see it."""
    return cases.get_visible_case(talk.session, talk.number("case"), talk.caller.person_id)


def own_case(talk: Talk) -> Case:
    """Give the reporter's own case, before they are asked for a word about it."""
    found = visible_case(talk)
    if found.reporter_id != talk.caller.person_id:
        raise NotFound("case_unknown")
    if found.status is Status.CLOSED:
        raise Conflict("case_closed", number=found.number)
    return found


def person(talk: Talk) -> int:
    """Give whoever is speaking; who is unknown has no cases."""
    if talk.caller.person_id is None:
        raise NotFound("case_unknown")
    return talk.caller.person_id


def _words(talk: Talk) -> str:
    """Ask for words; once photos came, none are needed."""
    if not talk.attachments:
        return talk.ask("words", Words((texts.SUPPLEMENT_WHAT(),)))
    question = note(talk, attachment_texts.ANYTHING_MORE)
    return talk.ask("words", Words(question, extra=(THAT_IS_ALL,), takes_numbers=True))
