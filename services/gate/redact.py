"""The gate: personal data in a Chinese text, by rules.

It sees what the public would see and knows nothing of anybody: numbers that are somebody's in all
the ways people write them, plates, addresses, names and doors. It errs towards finding: what was
found for nothing costs a press of somebody who answers for it by name. Its time is linear.
"""

from collections.abc import Collection, Sequence

from services.gate.redact_names import find_names
from services.gate.redact_numbers import find_numbers
from services.gate.redact_places import find_places
from services.gate.redact_text import Finding, make_plain
from services.sealing import canonical, digest
from services.wording import squeeze

ROUNDS = 4
"""What is masked may stand beside something else then; so often it is looked at again."""

__all__ = ["Finding", "digest_of", "find", "mask", "mask_all"]


def find(text: str, public: Collection[str] = ()) -> Sequence[Finding]:
    """Find personal data, in the order of the text; no two findings overlap.

    Args:
        text: as it was written.
        public: what is known to be everybody's, such as the phone of the office.
    """
    plain = make_plain(text)
    found = [*find_numbers(text, plain), *find_places(text, plain), *find_names(text, plain)]
    found.sort(key=lambda each: (each.start, -each.end))
    known = {_bare(each) for each in public}
    kept: list[Finding] = []
    for each in found:
        if _bare(each.text) not in known and (not kept or each.start >= kept[-1].end):
            kept.append(each)
        elif kept and each.start < kept[-1].end < each.end:  # the rest of it is personal, too
            last, rest = kept[-1], text[kept[-1].end : each.end]
            kept[-1] = Finding(last.kind, last.start, each.end, last.text + rest, last.shown)
    return kept


def mask(text: str, findings: Sequence[Finding]) -> str:
    """Give the text with something that names nobody in the place of each finding."""
    parts: list[str] = []
    at = 0
    for each in findings:
        parts += text[at : each.start], each.shown
        at = each.end
    return "".join(parts) + text[at:]


def mask_all(text: str, public: Collection[str] = (), kept: Collection[str] = ()) -> str:
    """Mask until nothing is found any more, but for what somebody answers for (`kept`)."""
    for _ in range(ROUNDS):
        found = [each for each in find(text, public) if digest_of(each) not in kept]
        if not found:
            break
        text = mask(text, found)
    return text


def digest_of(finding: Finding) -> str:
    """Give what tells one finding from another, and says nothing itself."""
    return digest(canonical([finding.kind, finding.text])).hex()


def _bare(words: str) -> str:
    return "".join(each for each in squeeze(words) if each.isalnum())
