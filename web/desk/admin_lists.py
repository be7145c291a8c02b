"""What the street looks after at the desk as tables: areas, groups, people, codes, what failed."""

from collections.abc import Iterator, Mapping, Sequence

from services import running
from services.areas import areas
from services.groups import group_lists
from services.office import appointing
from services.texts.groups import KIND_LABELS
from services.texts.menu import ROLE_LABELS
from services.texts.operator import LEVEL_LABELS
from web.desk.areas import list_tree
from web.desk.sheets import Cell, sheet_file
from web.desk.visits import File, View, Visit
from web.words import WORDS

Rows = Iterator[Sequence[Cell]]


def _areas(visit: Visit) -> File:
    """Give the tree of areas, in a form that may be imported again."""
    codes = {it.id: it.code for it in areas.list_areas(visit.session)}
    rows: Rows = (
        (it.code, it.name, LEVEL_LABELS[it.level](), codes.get(it.parent_id or 0, ""))
        for it in list_tree(visit)
    )
    names = ["areas.code", "areas.name", "areas.level", "sheets.parent"]
    return sheet_file(visit, "desk.areas", names, rows)


def _groups(visit: Visit) -> File:
    """Give the groups bound in the areas that somebody looks after."""
    found = group_lists.list_bound(visit.session, visit.person_id, list_tree(visit))
    rows: Rows = (
        (
            it.group.title or str(it.group.id),
            KIND_LABELS[it.group.kind](),
            "、".join(place.name for place in it.places),
            WORDS["sheets.by_bot" if it.group.account_id else "areas.by_hand"](),
        )
        for it in found
    )
    names = ["areas.group", "areas.kind", "areas.where", "sheets.sent_by"]
    return sheet_file(visit, "areas.groups", names, rows)


def _staff(visit: Visit) -> File:
    """Give who is what where somebody gives roles; phones are masked as on the page."""
    names = {it.code: it.name for it in areas.list_areas(visit.session)}
    rows: Rows = (
        (it.name, ROLE_LABELS[it.role](), names.get(it.area, ""), it.area, it.phone)
        for it in appointing.list_posts(visit.session, visit.person_id)
    )
    heads = ["staff.name", "staff.role", "staff.area", "areas.code", "staff.phone"]
    return sheet_file(visit, "staff.list", heads, rows)


def _codes(visit: Visit) -> File:
    """Give the invitations that nobody used yet; the codes themselves nobody knows any more."""
    rows: Rows = (
        (
            ROLE_LABELS[it.invitation.role](),
            it.area.name,
            it.invitation.created_at,
            it.invitation.expires_at,
        )
        for it in appointing.list_open(visit.session, visit.person_id, visit.clock)
    )
    heads = ["staff.role", "staff.area", "staff.made", "staff.until"]
    return sheet_file(visit, "staff.open", heads, rows)


def _letters(visit: Visit) -> File:
    """Give the letters that failed, without what was written."""
    rows: Rows = (
        (it.event_id, str(it.door), it.received_at, it.fault)
        for it in running.list_letters(visit.session, visit.person_id)
    )
    heads = ["system.number", "system.door", "system.at", "system.why"]
    return sheet_file(visit, "system.letters", heads, rows)


def _messages(visit: Visit) -> File:
    """Give the messages that failed, without what they say."""
    rows: Rows = (
        (it.id, it.created_at, it.tries, it.fault)
        for it in running.list_messages(visit.session, visit.person_id)
    )
    heads = ["system.number", "system.at", "system.tries", "system.why"]
    return sheet_file(visit, "system.messages", heads, rows)


def _held(visit: Visit) -> File:
    """Give the messages that wait for somebody to write, without what they say."""
    rows: Rows = (
        (it.id, str(it.door), it.case_number, it.created_at)
        for it in running.list_held(visit.session, visit.person_id)
    )
    heads = ["system.number", "system.door", "system.case", "system.at"]
    return sheet_file(visit, "system.held", heads, rows)


ADMIN_LISTS: Mapping[str, View] = {
    "areas": _areas,
    "groups": _groups,
    "staff": _staff,
    "invitations": _codes,
    "letters": _letters,
    "messages": _messages,
    "held": _held,
}
