"""What a test looks at in the store, beside what people see."""

from pathlib import Path

from sqlalchemy import make_url
from sqlmodel import select

from models.cases import Case
from models.timeline import Act
from services.case_files import timeline
from services.store import Store


class Ledger:
    """A store, read."""

    store: Store

    def case(self, number: str) -> Case:
        """Read a case as it stands."""
        with self.store.read() as session:
            found = session.exec(select(Case).where(Case.number == number)).one()
            session.expunge(found)
        return found

    def acts(self, number: str) -> list[Act]:
        """Read what was done with a case, oldest first; its file must be whole."""
        with self.store.read() as session:
            found = session.exec(select(Case).where(Case.number == number)).one()
            assert timeline.is_intact(session, found)
            return [line.act for line in timeline.list_lines(session, found)]

    def count_cases(self) -> int:
        """Count all cases."""
        with self.store.read() as session:
            return len(session.exec(select(Case.id)).all())

    def stored_bytes(self) -> bytes:
        """Read everything that lies on disk."""
        file = Path(make_url(self.store.url).database or "")
        return b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))
