"""The buttons of a reporter's own case: what they may do, as own_file.py says."""

from collections.abc import Iterator, Mapping, Sequence

from sqlmodel import Session

from models.cases import Case, Status
from services.casework import alerts, offers
from services.delivery.messages import Choice, Command
from services.reporters import followers
from services.reporters.own_file import Deed, list_deeds
from services.texts.casework import cases as texts
from services.texts.casework import intake as intake_texts
from services.texts.phrases import Template

_JUDGED = frozenset({Deed.SOLVED, Deed.NOT_SOLVED, Deed.NOBODY_CAME})
_LABELS: Mapping[Deed, tuple[Template, str]] = {
    Deed.SUPPLEMENT: (texts.SUPPLEMENT, "supplement"),
    Deed.URGE: (texts.URGE, "urge"),
    Deed.WITHDRAW: (texts.WITHDRAW, "withdraw"),
    Deed.SOLVED: (texts.SOLVED, "solved"),
    Deed.NOT_SOLVED: (texts.NOT_SOLVED, "not_solved"),
    Deed.NOBODY_CAME: (texts.NOBODY_CAME, "nobody_came"),
    Deed.DISPUTE: (intake_texts.DISPUTE, "dispute"),
}


def list_choices(session: Session, case: Case) -> Sequence[Choice]:
    """Give a press for each thing that the reporter of a case may do now.

    已经好了 is among the answers to whether they are sure (撤回), as it is on the page.
    """
    deeds = [it for it in list_deeds(session, case) if it is not Deed.ALL_WELL]
    return [it for deed in deeds for it in _choices(session, case, deed)]


def _choices(session: Session, case: Case, deed: Deed) -> Iterator[Choice]:
    about = {"case": case.id}
    if deed is Deed.RATE:
        yield from offers.degrees(case.id, case.round)
        return
    label, dialogue = _LABELS[deed]
    if deed in _JUDGED and case.status is Status.MERGED:
        root = followers.root_of(session, case)
        asked = Choice(label(), Command(dialogue, {"case": root.id, "round": root.round}))
        yield from alerts.for_followers((asked,))
    elif deed in _JUDGED:
        yield Choice(label(), Command(dialogue, about | {"round": case.round}))
    else:
        yield Choice(label(), Command(dialogue, about))
