"""What the store remembers about itself, one line each."""

from sqlalchemy import delete
from sqlmodel import Session, select

from models.base import table
from models.facts import Mark


def get_mark(session: Session, name: str) -> str | None:
    """Give what is remembered under a name."""
    return session.exec(select(Mark.value).where(Mark.name == name)).first()


def set_mark(session: Session, name: str, value: str) -> None:
    """Remember a value under a name."""
    mark = session.exec(select(Mark).where(Mark.name == name)).first()
    if mark is None:
        session.add(Mark(name=name, value=value))
    else:
        mark.value = value
    session.flush()


def remove_mark(session: Session, name: str) -> None:
    """Forget a name."""
    session.connection().execute(delete(table(Mark)).where(table(Mark).c.name == name))
