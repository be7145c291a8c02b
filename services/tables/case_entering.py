"""Cases from a table, entered at the desk: by whoever may write one down, by their ways in."""

from dataclasses import replace

from sqlmodel import Session

from models.access import Action
from services.casework import entering
from services.clock import Clock
from services.office import access
from services.tables.area_import import ImportReport, RowNote
from services.tables.case_import import carry_out, plan_import
from services.tables.sheets import Columns
from services.texts.casework import case_tables as texts
from services.texts.labels import CHANNEL_LABELS
from services.texts.phrases import put_into_words


def enter_cases(session: Session, table: Columns, actor_id: int, clock: Clock) -> ImportReport:
    """File the rows of a table as written down by somebody; whole, or not at all.

    A row that names no way in came by the first of theirs; one of which nobody can tell where it
    lies goes to their own area. What was filed before is not filed again.

    Raises:
        NotAllowed: not_allowed; they may write nothing down.
    """
    channels = entering.list_channels(session, actor_id)
    held = access.areas_where(session, actor_id, Action.ENTER_CASE)
    plan = plan_import(session, table, clock, channels[0])
    report = ImportReport(extra_columns=plan.extra_columns, errors=plan.errors)
    for each in plan.incoming:
        if each.channel not in channels:
            channel = CHANNEL_LABELS[each.channel]()
            fault = put_into_words(texts.CHANNEL_NOT_YOURS(channel=channel))
            report.errors.append(RowNote(each.row, fault))
    if report.errors:
        return report
    for name, count in plan.unknown.items():
        note = put_into_words(texts.CATEGORY_GUESSED(category=name, count=count))
        report.notices.append(RowNote(0, note))
    plan.incoming = [replace(it, area_id=it.area_id or held[0].id) for it in plan.incoming]
    done = carry_out(session, plan, clock, entered_by_id=actor_id)
    report.added = done.added
    report.unchanged = plan.known + plan.repeats + done.known
    if done.untold:
        note = put_into_words(texts.NOBODY_TO_TELL(count=done.untold))
        report.notices.append(RowNote(0, note))
    return report
