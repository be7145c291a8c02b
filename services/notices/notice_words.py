"""What a notice says, and what the gate still holds against it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models.areas import Area, Level
from models.cases import Case
from models.notices import Notice, NoticeClaim, Waiver
from models.posts import Claim
from models.timeline import Act
from services import facts
from services.areas import areas
from services.case_files import timeline
from services.gate import redact
from services.gate.redact import Finding
from services.notices.approving import digest_of_words
from services.texts import notices as texts
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.phrases import put_into_words
from services.wording import clip, count_meaningful

LONGEST_TITLE = 200
LONGEST_SUBJECT = 20
LEAST_SUBJECT = 3
"""Meaningful characters that say what was done."""

RESULT = "【结果】"
_CLAUSES = re.compile(r"[，。；！？：,;!?\n]")
_POLITE = re.compile(r"您好|你好|尊敬|感谢|谢谢|亲爱")
_ANSWERS = frozenset({Act.ANSWERED, Act.SETTLED})


@dataclass(frozen=True, slots=True)
class Hit:
    """A finding in what a notice was made of, and what became of it."""

    finding: Finding
    is_waived: bool
    is_masked: bool


def digest_of(notice: Notice) -> str:
    """Give the digest of what a notice says, which is what somebody approves."""
    return digest_of_words(notice.title, notice.words)


def place_of(session: Session, case: Case) -> Area:
    """Give the place that may be named: never smaller than an estate."""
    area = areas.area_of(session, case.area_id)
    if area.level is Level.BUILDING:
        return areas.TREE.get(session).above(area, Level.ESTATE) or area
    return area


def title_of(session: Session, case: Case, words: str | None = None) -> str:
    """Give the title of a case's notice: the place, and the first clause of the answer, masked.

    Args:
        session: the open transaction.
        case: what was answered.
        words: what the notice is to say instead of the answer.
    """
    area = place_of(session, case).name
    said = answer_of(session, case) if words is None else words.rpartition(RESULT)[2]
    subject = _subject(mask(session, said))
    phrase = texts.TITLE_SAYS(area=area, subject=subject)
    title = put_into_words(phrase)
    if not subject or find(session, title):
        category = CATEGORY_LABELS[case.category]()
        title = put_into_words(texts.TITLE(area=area, category=category))
    return title[:LONGEST_TITLE]


def place_in(title: str) -> str:
    """Give what a title says of the place alone."""
    return title.partition(" · ")[0]


def answer_of(session: Session, case: Case) -> str:
    """Give what the office answered last."""
    lines = timeline.list_lines(session, case)
    told = [line.told for line in lines if line.act in _ANSWERS and line.told]
    return str(told[-1].get("words", "")) if told else ""


def _subject(answer: str) -> str:
    """Give the first clause of an answer that says something."""
    for clause in _CLAUSES.split(answer):
        if count_meaningful(clause) >= LEAST_SUBJECT and not _POLITE.match(clause.strip()):
            return clip(clause.strip(), LONGEST_SUBJECT)
    return ""


def compose(session: Session, case: Case) -> str:
    """Give the words of a case's notice before the gate: kind, place and answer.

    The reporter's own words are never among them.
    """
    phrase = texts.WORDS(
        area=place_of(session, case).name,
        category=CATEGORY_LABELS[case.category](),
        answer=answer_of(session, case),
    )
    return put_into_words(phrase)


def mask(session: Session, words: str, waived: Collection[str] = ()) -> str:
    """Mask words as far as nobody answers for them."""
    return redact.mask_all(words, public_numbers(session), waived)


def find(session: Session, words: str) -> Sequence[Finding]:
    """Find personal data in words; the office's own phone is everybody's."""
    return redact.find(words, public_numbers(session))


def public_numbers(session: Session) -> Sequence[str]:
    """List the numbers that are no secret."""
    return (facts.office_phone(session),)


def waived_of(session: Session, notice_id: int) -> frozenset[str]:
    """List the findings that somebody answered for."""
    return frozenset(session.exec(select(Waiver.finding).where(Waiver.notice_id == notice_id)))


def chosen_of(session: Session, notice: Notice) -> frozenset[str]:
    """List the findings that are how somebody on a list of claims chose to be named."""
    named = (
        select(Claim.person_id)
        .join(NoticeClaim, col(NoticeClaim.claim_id) == Claim.id)
        .where(NoticeClaim.notice_id == notice.id)
    )
    theirs = select(Waiver.finding).where(
        Waiver.notice_id == notice.id, col(Waiver.waived_by).in_(named)
    )
    return frozenset(session.exec(theirs) if notice.case_id is None else ())


def list_open(session: Session, notice: Notice) -> Sequence[Finding]:
    """List the findings that are neither masked nor waived: none may be when it is published."""
    waived = waived_of(session, notice.id)
    said = f"{notice.title}\n{notice.words}"
    return [each for each in find(session, said) if redact.digest_of(each) not in waived]


def list_hits(session: Session, notice: Notice, case: Case | None) -> Sequence[Hit]:
    """List what the gate found in what a notice was made of; once edited, in what it says."""
    waived = waived_of(session, notice.id)
    made_of = f"{notice.title}\n{notice.words}"
    if case is not None:
        composed = compose(session, case)
        if mask(session, composed, waived) == notice.words:
            made_of = composed
    hits = {redact.digest_of(each): each for each in find(session, made_of)}
    is_masked = made_of != f"{notice.title}\n{notice.words}"
    return [
        Hit(each, key in waived, is_masked and key not in waived) for key, each in hits.items()
    ]
