"""Roles as an operator writes them: the code, or the Chinese word."""

from collections.abc import Mapping

import typer

from models.access import Role
from services.texts.menu import ROLE_LABELS
from services.texts.phrases import put_into_words

HELP = "身份：" + "、".join(role for role in Role)


SECRETARY = frozenset({"secretary", "书记", "社区书记"})
"""Words for a clerk with that title."""


def label(role: Role) -> str:
    """Give what people call a role."""
    return put_into_words(ROLE_LABELS[role]())


def read_role(word: str) -> Role:
    """Read a role; for typer, which refuses a wrong one with exit code 2."""
    known: Mapping[str, Role] = {label(role): role for role in Role} | {
        str(role): role for role in Role
    }
    if word in SECRETARY:
        clerk = f"{label(Role.CLERK)}（{Role.CLERK}）"
        raise typer.BadParameter(f"社区书记是{clerk}，请写 {Role.CLERK}")
    if word not in known:
        raise typer.BadParameter(f"不认识的身份“{word}”；{HELP}，或写中文，如 网格员")
    return known[word]
