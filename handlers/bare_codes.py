"""Codes that were typed alone: a query code (查询码) or a code that links an account (关联码)."""

from handlers.conversation import Conversation
from handlers.receipts import show_by_receipt
from services.identity.links import is_link_code


def take_bare_code(conversation: Conversation, words: str) -> bool:
    """Do what a code stands for; False: these words are none, or answer a question."""
    if conversation.state.question is None and is_link_code(words):
        conversation.start("link", {"argument": words})
        return True
    return show_by_receipt(conversation, words)
