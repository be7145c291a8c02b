"""Whose fault a database error is: what is nobody's is tried again, what is ours is not."""

from sqlmodel import Session, select

from models.facts import Mark
from services.marks import set_mark


def set_and_find(session: Session, name: str) -> int:
    set_mark(session, name, "1")
    return session.exec(select(Mark.id).where(Mark.name == name)).one()
