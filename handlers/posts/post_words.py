"""Words for a kind of post that a member writes alone (巡逻、绿化): what is open of it.

Residents' words stay reports; a member's too, by one press.
"""

from dataclasses import replace

from sqlmodel import Session

from handlers.posts.posts import posts
from handlers.talking.messages import Reply
from handlers.talking.talk import Talk
from models.access import Action
from services.delivery.messages import Choice, Command
from services.office import access
from services.posts import kinds
from services.texts import menu as texts


def is_for_posts(session: Session, person_id: int | None, words: str) -> bool:
    """Tell whether a member's whole message is exactly a word for a kind of post."""
    if person_id is None or not kinds.is_word(session, words):
        return False
    return bool(access.areas_where(session, person_id, Action.CLAIM_POST))


def post_word(talk: Talk) -> Reply:
    """Show the posts that a word means, always with a way to report it instead."""
    shown = posts(talk)
    about = {"words": str(talk.about.get("argument", ""))}
    instead = Choice(texts.NOT_MY_QUESTION(), Command("report", about))
    return replace(shown, choices=(*shown.choices, instead))
