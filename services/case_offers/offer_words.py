"""The sentence under which a case is put before members: nothing in it tells who reported it.

Compared is what is left of both without spaces and marks, numbers as digits. Whoever spells a
name in Latin letters is not found: who writes the sentence answers for it.
"""

import re
from collections.abc import Iterator, Sequence

from sqlmodel import Session

from models.case_offers import LONGEST_SUMMARY
from models.cases import Case
from models.errors import Invalid
from models.notices import FindingKind
from services import facts
from services.areas.places import numbered
from services.casework import alerts
from services.gate import redact
from services.gate.redact_words import DOUBLE_SURNAMES, POLITE
from services.identity import people
from services.wording import clean, squeeze

QUOTED = 6
"""So many characters in a row of what the reporter wrote are their words."""

LEAST_NAME = 2
"""Characters of a name, or of a given name alone, that tell who is meant."""

_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰〇○", "一二三四五六七八九十百零零")
_BUILDING = re.compile(r"(?:[0-9]{1,4}|[a-z甲乙丙丁])(?:号楼|号院|栋|幢|座|单元)")
_BUILDING_SHORT = re.compile(r"[0-9]{1,4}#|#[0-9]{1,4}楼")
_FORMS = sorted(POLITE, key=len, reverse=True)


def check_summary(session: Session, case: Case, summary: str) -> str:
    """Give a summary as it will be read; refuse one that says who reported it, or how.

    Raises:
        Invalid: offer_summary_missing, offer_names_somebody or offer_quotes, with what was found.
    """
    said = clean(summary)
    if not 0 < len(said) <= LONGEST_SUMMARY:
        raise Invalid("offer_summary_missing", most=LONGEST_SUMMARY)
    found = [it.text for it in redact.find(said, (facts.office_phone(session),))]
    bare = _bare(said)
    found += [it[0] for it in _BUILDING.finditer(bare)]
    found += [it[0] for it in _BUILDING_SHORT.finditer(_even(said))]
    words, place = alerts.words_of(session, case)
    theirs = (*_names_in(session, case, words), *re.split(r"[\s,，。;；、/]+", place))
    found += [it for it in theirs if len(_bare(it)) >= LEAST_NAME and _bare(it) in bare]
    if found:
        raise Invalid("offer_names_somebody", words="、".join(dict.fromkeys(found)))
    if quoted := _quoted(bare, _bare(words)):
        raise Invalid("offer_quotes", words=quoted)
    return said


def _even(text: str) -> str:
    """Give text with one way of writing each sign and number; the marks at its ends count, too."""
    return numbered(squeeze(f"x{text}x").translate(_FORMAL))[1:-1]


def _bare(text: str) -> str:
    return "".join(each for each in _even(text) if each.isalnum())


def _names_in(session: Session, case: Case, words: str) -> Sequence[str]:
    """List what names the reporter, and whatever else is personal in their words."""
    parted = re.sub(r"\d+", "，", words)  # a name that runs into a number is one, too
    found = [*redact.find(words), *redact.find(parted)]
    names = [it.text for it in found if it.kind is FindingKind.NAME]
    if case.reporter_id is not None:
        names.append(people.contact_of(session, case.reporter_id).name)
    parts = (part for name in names for part in _parts(name))
    return [*(it.text for it in found), *parts]


def _parts(name: str) -> Iterator[str]:
    """Give a name, without its form of address, and the given name alone."""
    yield name
    bare = _bare(name)
    called = next((bare.removesuffix(it) for it in _FORMS if bare.endswith(it)), bare)
    yield called
    yield called[2 if called[:2] in DOUBLE_SURNAMES else 1 :]


def _quoted(said: str, theirs: str) -> str:
    """Give what a summary has in common with what the reporter wrote, where that is a phrase."""
    for at in range(len(said) - QUOTED + 1):
        if (part := said[at : at + QUOTED]) in theirs:
            return part
    return ""
