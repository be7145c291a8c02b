"""A case put before members from the chat, for the dialogue tests."""

from sqlmodel import select

from models.people import Account
from tests.support.chat import Person, Street
from tests.support.group_chat import Group
from tests.support.screens import Shown

NUMBER = "HF-2026-000001"
WORDS = "我家门口垃圾桶满了三天没人收，味道很大，我叫张桂兰13800000000"
SUMMARY = "垃圾桶需要清运"
OF_THE_REPORTER = ("三天没人收", "味道", "张桂兰", "1380", "3号楼", "张奶奶")


def put_before_members(li: Person, summary: str = SUMMARY) -> None:
    """Let the manager put the newest case before members."""
    li.says(NUMBER)
    li.taps("更多")
    li.taps("发布待认领")
    li.sees("请写一句话")
    li.says(summary)


def card_of(group: Group) -> Shown:
    """Give the card in a group, as it looks now."""
    (found,) = [it for it in group.screen if SUMMARY in it.text]
    return found


def id_of(street: Street, person: Person) -> int | None:
    """Give who somebody is in the store."""
    with street.store.read() as session:
        account = session.exec(select(Account).where(Account.outer_id == person.outer_id)).one()
        return account.person_id
