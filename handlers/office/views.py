"""Who saw contact data: shown to the person it is of, and to whoever oversees the office."""

from handlers.talking.messages import Reply, reply
from handlers.talking.talk import Talk
from services.case_files import contacts
from services.case_files.contacts import View
from services.casework import cases
from services.office import staff_names
from services.texts import erasing as texts
from services.texts.menu import ROLE_LABELS
from services.texts.phrases import Phrase

SHOWN = 20
"""Views that are listed, the newest."""


def count_own(talk: Talk, person_id: int) -> tuple[Phrase, ...]:
    """Say how often somebody's own contact data was seen, and when last."""
    seen = contacts.list_views_of(talk.session, person_id)
    return (texts.VIEWS(count=len(seen)), _own(seen[-1])) if seen else ()


def list_own(talk: Talk, person_id: int) -> tuple[Phrase, ...]:
    """List when somebody's own contact data was seen: by what role, of where."""
    seen = contacts.list_views_of(talk.session, person_id)
    return (texts.VIEWS(count=len(seen)), *map(_own, seen[-SHOWN:])) if seen else ()


def who_saw(talk: Talk) -> Reply:
    """List by name who saw the contact data of a case."""
    case = cases.get_visible_case(talk.session, talk.number("case"), talk.caller.person_id)
    seen = contacts.list_views(talk.session, case, talk.caller.person_id or 0)
    lines = [
        texts.SEEN(at=it.at, name=staff_names.name_of(talk.session, it.viewer_id), who=_who(it))
        for it in seen[-SHOWN:]
    ]
    said = texts.SEEN_BY(number=case.number, count=len(seen))
    return reply(said, *lines, case_id=case.id)


def _own(seen: View) -> Phrase:
    return texts.VIEW(at=seen.at, who=_who(seen), number=seen.number)


def _who(seen: View) -> Phrase:
    if seen.role is None:
        return texts.FORMER()
    return texts.VIEWER(area=seen.area, role=ROLE_LABELS[seen.role]())
