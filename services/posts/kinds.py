"""The kinds of post: the ten, and what an operator made of them."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, delete, func, select

from models.categories import Category
from models.errors import Conflict, Invalid, NotFound
from models.posts import Post, PostCategory
from services.areas.areas import CODE, tidy
from services.clock import Clock
from services.wording import squeeze

LONGEST_NAME = 40
LONGEST_WORDS = 200

_BETWEEN = re.compile(r"[\s、，,;；/]+")


class KindChange(NamedTuple):
    """What a kind of post is to be from now on; None stays as it is."""

    name: str | None = None
    words: str | None = None
    categories: Sequence[Category] | None = None


def list_posts(session: Session, *, with_ended: bool = False) -> Sequence[Post]:
    """List the kinds of post in their order; those that ended only if asked for."""
    statement = select(Post).order_by(col(Post.position), col(Post.id))
    if not with_ended:
        statement = statement.where(col(Post.ended_at).is_(None))
    return session.exec(statement).all()


def find_post(session: Session, said: str, *, with_ended: bool = False) -> Post | None:
    """Find a kind by its code, its name, a part of its name, or any of its words, or several."""
    wanted = squeeze(said)
    found = list_posts(session, with_ended=with_ended)
    every = sorted(found, key=lambda post: post.ended_at is not None)
    for spoken in (_codes_and_names, _spoken):
        for post in every:
            if wanted and wanted in spoken(post):
                return post
    return next((post for post in every if wanted and _is_all_words(wanted, post)), None)


def is_word(session: Session, said: str) -> bool:
    """Tell whether something is exactly a name of a kind, or a word for it."""
    wanted = squeeze(said)
    return bool(wanted) and any(wanted in _spoken(post) for post in list_posts(session))


def get_post(session: Session, said: str, *, with_ended: bool = False) -> Post:
    """Give a kind, found as `find_post` does.

    Raises:
        NotFound: post_unknown.
    """
    post = find_post(session, said, with_ended=with_ended)
    if post is None:
        raise NotFound("post_unknown", post=said)
    return post


def categories_of(session: Session, post_id: int) -> Sequence[Category]:
    """List the categories of cases that fit a kind of post."""
    found = session.exec(
        select(PostCategory).where(PostCategory.post_id == post_id).order_by(col(PostCategory.id))
    )
    return [each.category for each in found]


def set_post(session: Session, code: str, change: KindChange) -> Post:
    """Add a kind of post, or change one; one that had ended is there again.

    Raises:
        Invalid: post_code, post_name or post_words.
        Conflict: post_word_taken; another kind is found by one of these words.
    """
    code = tidy(code)
    post = session.exec(select(Post).where(func.lower(Post.code) == code.lower())).first()
    if post is None:
        if not CODE.fullmatch(code):
            raise Invalid("post_code", code=code)
        last = session.exec(select(func.max(Post.position))).one() or 0
        post = Post(code=code, name="", position=last + 1)
    name = tidy(post.name if change.name is None else change.name)
    words = " ".join(_parts(post.words if change.words is None else change.words))
    _check(session, Post(id=post.id, code=post.code, name=name, words=words))
    post.name, post.words, post.ended_at = name, words, None
    session.add(post)
    session.flush()
    if change.categories is not None:
        _set_categories(session, post.id, change.categories)
    return post


def end_post(session: Session, said: str, clock: Clock) -> Post:
    """Let a kind be opened nowhere any more; where it is open it stays so to its end.

    Raises:
        NotFound: post_unknown.
    """
    post = get_post(session, said, with_ended=True)
    ended_at: datetime = post.ended_at or clock.now()
    post.ended_at = ended_at
    session.flush()
    return post


def _check(session: Session, wanted: Post) -> None:
    if not 0 < len(wanted.name) <= LONGEST_NAME:
        raise Invalid("post_name", code=wanted.code, limit=LONGEST_NAME)
    if len(wanted.words) > LONGEST_WORDS:
        raise Invalid("post_words", code=wanted.code, limit=LONGEST_WORDS)
    ours = _spoken(wanted)
    for other in list_posts(session):
        if other.id == wanted.id:
            continue
        if shared := ours & _spoken(other):
            raise Conflict("post_word_taken", word=min(shared), post=other.name)


def _set_categories(session: Session, post_id: int, wanted: Sequence[Category]) -> None:
    """Keep those that stay, so that what nobody changed is not written anew."""
    held = set(categories_of(session, post_id))
    session.exec(
        delete(PostCategory).where(
            col(PostCategory.post_id) == post_id, col(PostCategory.category).not_in(wanted)
        )
    )
    for category in dict.fromkeys(wanted):
        if category not in held:
            session.add(PostCategory(post_id=post_id, category=category))
    session.flush()


def _codes_and_names(post: Post) -> set[str]:
    return _squeezed((post.code, post.name))


def _spoken(post: Post) -> set[str]:
    return _squeezed((post.code, post.name, *_parts(post.name), *_parts(post.words)))


def _is_all_words(said: str, post: Post) -> bool:
    """Tell whether what is said is nothing but words of a kind: 治安巡逻."""
    words = sorted(map(re.escape, _spoken(post)), key=len, reverse=True)
    return re.fullmatch(f"(?:{'|'.join(words)})+", said) is not None


def _squeezed(words: Iterable[str]) -> set[str]:
    return {squeeze(word) for word in words} - {""}


def _parts(words: str) -> Sequence[str]:
    return [part for part in _BETWEEN.split(tidy(words)) if part]
