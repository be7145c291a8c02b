"""What an import would do, before anything is stored (预览): it is done, and taken back."""

from collections.abc import Callable

from sqlmodel import Session

from services.areas.areas import TREE
from services.tables.area_import import ImportReport


def preview(session: Session, run: Callable[[], ImportReport]) -> ImportReport:
    """Run an import inside the open transaction and take back all that it wrote."""
    later = session.info.setdefault("afterwards", [])
    noted = len(later)
    savepoint = session.begin_nested()
    try:
        report = run()
        session.flush()
    finally:
        savepoint.rollback()
        session.expunge_all()
        del later[noted:]
    if report.added or report.changed:
        TREE.has_changed(session)  # it may have been read as it would have been
    return report
