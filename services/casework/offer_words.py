"""The sentence under which a case is put before members: nothing in it tells who reported it."""

import re
from collections.abc import Sequence

from sqlmodel import Session

from models.case_offers import LONGEST_SUMMARY
from models.cases import Case
from models.errors import Invalid
from services import facts
from services.casework import alerts
from services.gate import redact
from services.identity import people
from services.wording import clean, squeeze

QUOTED = 6
"""So many characters in a row of what the reporter wrote are their words."""

_BUILDING = re.compile(
    r"(?:[0-9]{1,4}|[一二三四五六七八九十百]{1,4}|[A-Za-z甲乙丙丁])(?:号楼|栋|幢|座|单元)"
)


def check_summary(session: Session, case: Case, summary: str) -> str:
    """Give a summary as it will be read; refuse one that says who reported it, or how.

    Raises:
        Invalid: offer_summary_missing, offer_names_somebody or offer_quotes, with what was found.
    """
    said = clean(summary)
    if not 0 < len(said) <= LONGEST_SUMMARY:
        raise Invalid("offer_summary_missing", most=LONGEST_SUMMARY)
    found = [it.text for it in redact.find(said, (facts.office_phone(session),))]
    found += [it[0] for it in _BUILDING.finditer(said)]
    words, place = alerts.words_of(session, case)
    found += [it for it in _names_in(session, case, words) if it in said]
    found += [it for it in re.split(r"[\s,，。;；]+", place) if len(it) > 1 and it in said]
    if found:
        raise Invalid("offer_names_somebody", words="、".join(dict.fromkeys(found)))
    if quoted := _quoted(said, words):
        raise Invalid("offer_quotes", words=quoted)
    return said


def _names_in(session: Session, case: Case, words: str) -> Sequence[str]:
    """List what names the reporter, and whatever else is personal in their words."""
    parted = re.sub(r"\d+", "，", words)  # a name that runs into a number is one, too
    named = [it.text for it in (*redact.find(words), *redact.find(parted))]
    if case.reporter_id is not None:
        named.append(people.contact_of(session, case.reporter_id).name)
    return [it for it in named if len(it) > 1]


def _quoted(said: str, words: str) -> str:
    """Give what a summary has in common with what the reporter wrote, where that is a phrase."""
    here, theirs = squeeze(said), squeeze(words)
    for at in range(len(here) - QUOTED + 1):
        if (part := here[at : at + QUOTED]) in theirs:
            return part
    return ""
