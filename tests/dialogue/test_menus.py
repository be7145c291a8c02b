"""What stands in the menus, and that every label that is written does what its button does."""

import pytest
from sqlmodel import col, select

from handlers.understanding.meaning import understand
from handlers.understanding.sayings import Command
from models.outbox import OutMessage
from models.people import Account
from services.delivery import messages
from services.delivery.messages import open_body
from services.sealing import sealer_of
from services.texts.phrases import put_into_words
from tests.support.chat import Person, Street

WORK = {"定岗", "岗位管理", "党员名册", "查四色卡", "公示认领名单"}
OF_SERVICE = {"时长", "待发放", "记活动"}


@pytest.mark.parametrize(
    ("role", "area"),
    [
        ("grid_manager", "HF-01"),
        ("clerk", "HF"),
        ("officer", "JD"),
        ("supervisor", "JD"),
        ("admin", "JD"),
    ],
)
@pytest.mark.parametrize("is_member", [False, True])
def test_no_menu_of_staff_has_more_than_eight_buttons(
    street: Street, role: str, area: str, *, is_member: bool
) -> None:
    somebody = street.staff("某某", role, area)
    if is_member:
        somebody.says(f"加入 {street.invitation('member', 'HF-01')}")
    somebody.says("菜单")
    assert len(somebody.last.buttons) <= 8
    assert "我要反映" in somebody.last.buttons
    offered = set(somebody.last.buttons)
    if "更多功能" in offered:
        somebody.taps("更多功能")
        offered |= set(somebody.last.buttons)
    assert {"我反映的事", "我的网格员", "看公示"} <= offered
    assert ("四色卡" in offered) is is_member


@pytest.mark.parametrize(
    ("role", "area", "expected"),
    [
        ("grid_manager", "HF-01", OF_SERVICE),
        ("clerk", "HF", WORK | OF_SERVICE),
        ("officer", "JD", WORK | OF_SERVICE),
    ],
)
def test_the_work_on_posts_is_behind_one_button(
    street: Street, role: str, area: str, expected: set[str]
) -> None:
    somebody = street.staff("某某", role, area)
    somebody.says("菜单")
    assert not (WORK | OF_SERVICE) & set(somebody.last.buttons)
    somebody.taps("岗位工作")
    assert set(somebody.last.buttons) == expected
    assert len(somebody.last.buttons) <= 8


@pytest.mark.parametrize("role", ["member", "supervisor", "admin"])
def test_who_has_no_work_on_posts_is_offered_none(street: Street, role: str) -> None:
    somebody = street.staff("某某", role, "HF")
    somebody.says("菜单")
    assert "岗位工作" not in somebody.last.buttons
    for said in ("岗位工作", "公示认领名单"):
        somebody.says(said)
        assert "不归您办" in somebody.last.text


EVERYBODY = [
    ((), ""),
    (("member",), "HF-01"),
    (("grid_manager",), "HF-01"),
    (("grid_manager", "member"), "HF-01"),
    (("clerk",), "HF"),
    (("clerk", "member"), "HF"),
    (("officer",), "JD"),
    (("supervisor",), "JD"),
]
MENUS = ("岗位工作", "更多功能")


def comes(street: Street, roles: tuple[str, ...], area: str) -> Person:
    """Let somebody come who has roles, or none."""
    somebody = street.resident("某某")
    for role in roles:
        somebody.says(f"加入 {street.invitation(role, area)}")
    return somebody


def offered_last(street: Street, person: Person) -> list[messages.Choice]:
    """Give what is offered under the newest message to somebody."""
    with street.store.read() as session:
        account = session.exec(select(Account).where(Account.outer_id == person.outer_id)).one()
        found = select(OutMessage).where(OutMessage.account_id == account.id)
        row = session.exec(found.order_by(col(OutMessage.id).desc())).first()
        assert row is not None
        assert row.body is not None
        return list(open_body(sealer_of(session, account.key_id), row.body).choices)


def list_labels(street: Street, person: Person) -> dict[str, str]:
    """Give every label of the menus of somebody, and what it starts."""
    found: dict[str, str] = {}
    for menu in ("菜单", *MENUS):
        if menu == "菜单" or menu in found:
            person.says(menu)
            for choice in offered_last(street, person):
                assert choice.command is not None
                found[put_into_words(choice.label)] = choice.command.dialogue
    return found


@pytest.mark.parametrize(("roles", "area"), EVERYBODY)
def test_every_label_of_the_menus_is_a_command_word(
    street: Street, roles: tuple[str, ...], area: str
) -> None:
    labels = list_labels(street, comes(street, roles, area))
    assert len(labels) >= 4
    for label, dialogue in labels.items():
        meant = understand(label)
        assert isinstance(meant, Command), label
        assert (label, meant.name) == (label, dialogue)


@pytest.mark.parametrize(("roles", "area"), EVERYBODY)
def test_a_label_that_is_written_does_what_its_button_does(
    street: Street, roles: tuple[str, ...], area: str
) -> None:
    somebody = comes(street, roles, area)
    for label in list_labels(street, somebody):
        for menu in ("菜单", *MENUS):
            somebody.says(menu)
            if label in somebody.last.buttons:
                break
        somebody.taps(label)
        pressed = (somebody.last.text, list(somebody.last.buttons))
        somebody.says("取消")
        somebody.says(label)
        assert (somebody.last.text, list(somebody.last.buttons)) == pressed, label
        somebody.says("取消")


@pytest.mark.parametrize(
    ("label", "dialogue"),
    [
        ("Notices", "notices"),
        ("Posts", "posts"),
        ("My posts", "duty"),
        ("Four cards", "cards"),
        ("Work on posts", "post_work"),
        ("More functions", "more"),
        ("Open a post", "open_post"),
        ("Manage posts", "openings"),
    ],
)
def test_labels_of_the_posts_are_command_words_in_english_too(label: str, dialogue: str) -> None:
    meant = understand(label)
    assert isinstance(meant, Command)
    assert meant.name == dialogue
