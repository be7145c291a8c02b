"""What those hear of a case who did not report it: no personal data, and nothing once private."""

from dataclasses import replace

from sqlmodel import Session

from models.cases import Case
from models.following import Follower
from services import facts
from services.board.showing import hide_case
from services.casework import permits
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Saying
from services.gate import redact
from services.reporters import followers
from services.texts.casework import following as texts
from services.texts.labels import STATUS_LABELS, STEP_LABELS
from services.texts.phrases import Argument, Phrase

PUBLIC_ARGUMENTS = frozenset({"number", "into", "name"})
"""Numbers of cases, and under which name a worker is shown publicly."""


def mask_words(session: Session, words: str) -> str:
    """Mask what staff wrote for one person before another reads it."""
    return redact.mask_all(words, (facts.office_phone(session),))


def mask_phrase(session: Session, phrase: Phrase) -> Phrase:
    """Give a phrase as others may read it: every word that somebody wrote is masked."""
    return replace(
        phrase,
        arguments={
            name: it if name in PUBLIC_ARGUMENTS else _mask(session, it)
            for name, it in phrase.arguments.items()
        },
    )


def tell_followers(
    session: Session, case: Case, phrase: Phrase, saying: Saying, clock: Clock
) -> None:
    """Tell all who follow a case what its reporter was told, as far as it is theirs to know.

    Of a case that is not public whoever has their own in it hears where that stands.
    """
    if not followers.is_public(case):
        end_following(session, case, clock)
    recused = permits.list_recused(session, case)
    masked = mask_phrase(session, phrase)
    for row in followers.list_followers(session, case.id):
        if row.person_id in recused:
            continue
        said = masked if followers.is_public(case) else _step_of_own(session, case, row)
        about = replace(saying, phrases=(said, *saying.phrases))
        outbox.tell(session, row.person_id, about, clock)


def make_private(session: Session, case: Case, clock: Clock) -> None:
    """Keep a case from all but its reporter; who only followed it hears that, and no more."""
    case.is_private = True
    hide_case(session, case.id)
    end_following(session, case, clock)


def end_following(session: Session, case: Case, clock: Clock) -> None:
    """Let nobody follow a case any more but those whose own is part of it; each is told once."""
    recused = permits.list_recused(session, case)
    for row in followers.list_followers(session, case.id):
        if row.own_case_id is not None:
            continue
        row.until = clock.now()
        if row.person_id not in recused:
            phrase = texts.NOT_PUBLIC_NOW(number=case.number)
            outbox.tell(session, row.person_id, Saying((phrase,)), clock)
    session.flush()


def _step_of_own(session: Session, case: Case, row: Follower) -> Phrase:
    own = case if row.own_case_id is None else session.get_one(Case, row.own_case_id)
    return texts.MERGED_STEP(
        number=own.number, step=STEP_LABELS[case.step](), status=STATUS_LABELS[case.status]()
    )


def _mask(session: Session, value: Argument) -> Argument:
    match value:
        case str():
            return mask_words(session, value)
        case Phrase():
            return mask_phrase(session, value)
        case _:
            return value
