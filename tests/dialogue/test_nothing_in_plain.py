"""Nothing that tells of a resident stands anywhere in plain: no table, no file, no log.

Whoever adds a way to say something plays it in `a_rich_life`: the rest looks by itself. The words
of a notice are the only exception, as everybody may read them.
"""

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect, make_url, text
from sqlmodel import Session, select

from handlers.talking.messages import Kind
from models.cases import Case
from models.notices import Notice
from services.areas import areas
from services.erasing import erasure
from services.identity import people
from services.store import Store
from tests.support.chat import Person, Street

NAME, PHONE, ID_NUMBER = "欧阳紫藤", "13898765432", "11010519491231002X"
WORDS = (
    "葡萄架的灯一直不亮",
    "在七单元门口的石阶边上",
    "灯罩上还有蜘蛛网",
    "没修好，晚上还是黑的",
    "从前院的葡萄架照的",
    "石榴树也歪了",
    "雨棚的螺丝松了很久",
)
EXCEPT = {("notices", "words"), ("notices", "title")}


@pytest.fixture
def wang(street: Street) -> Person:
    """The grid manager."""
    return street.staff("王网格", "grid_manager", "HF-01")


def a_rich_life(street: Street, wang: Person) -> set[str]:
    """Say everything a resident may say, and handle it; give the secrets besides the words."""
    zhang = street.resident(NAME)
    zhang.says(WORDS[0])
    zhang.taps("同意")
    zhang.taps("提交")
    code = re.search(r"查询码：? ?([A-Z0-9]{8})", zhang.transcript())
    assert code
    zhang.taps("补充")
    zhang.says(WORDS[1])
    zhang.taps("催一下")
    zhang.sends(Kind.PHOTO, WORDS[4])
    zhang.says("取消")
    zhang.says("我的资料")
    zhang.taps("改电话")
    zhang.says(PHONE)
    wang.taps("签收")
    wang.taps("联系")
    assert PHONE in wang.last.text
    wang.says("您在家吗？")
    zhang.taps("补充")
    zhang.says(f"{WORDS[2]}，身份证{ID_NUMBER}")
    wang.taps("答复")
    wang.says("灯泡换过了")
    zhang.taps("没解决")
    zhang.says(WORDS[3])
    zhang.says(WORDS[5])  # left as a draft
    stranger = street.person("石榴")
    stranger.says(WORDS[6])  # who never agrees
    street.passes(days=1, hours=1)
    return {code[1]}


def a_notice(session: Session) -> None:
    """Put up a notice that tells, masked or not, what the case was."""
    case = session.exec(select(Case)).first()
    street = areas.get_street(session)
    assert case is not None
    session.add(
        Notice(
            area_id=street.id,
            case_id=case.id,
            round=case.round,
            title="葡萄架",
            words=WORDS[0],
            drafted_at=case.reported_at,
        )
    )


def forms(secret: str) -> Iterator[bytes]:
    """Give how a secret would look if it stood somewhere."""
    yield secret.encode()
    yield json.dumps(secret)[1:-1].encode()
    yield secret.encode("utf-16-le")


def found_in(content: bytes, secrets: set[str]) -> set[str]:
    return {it for it in secrets if any(form in content for form in forms(it))}


def find_in_tables(store: Store, secrets: set[str]) -> set[tuple[str, str, str]]:
    """Look through every column of every table."""
    found: set[tuple[str, str, str]] = set()
    with store.read() as session:
        connection = session.connection()
        for name in inspect(connection).get_table_names():
            for row in connection.execute(text(f'SELECT * FROM "{name}"')).mappings():  # noqa: S608
                for column, value in row.items():
                    content = value if isinstance(value, bytes) else str(value).encode()
                    found |= {(name, column, it) for it in found_in(content, secrets)}
    return {(name, column, it) for name, column, it in found if (name, column) not in EXCEPT}


def on_disk(store: Store) -> dict[str, bytes]:
    """Read the files of a store: the database, what is to be written into it, the list."""
    file = Path(make_url(store.url).database or "")
    return {each.name: each.read_bytes() for each in file.parent.glob(f"{file.name}*")}


def test_a_resident_stands_nowhere_in_plain(
    street: Street, wang: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secrets = {NAME, PHONE, ID_NUMBER, *WORDS} | a_rich_life(street, wang)
    with street.store.read() as session:
        assert [it.number for it in session.exec(select(Case))] != []
    assert find_in_tables(street.store, secrets) == set()
    files = on_disk(street.store)
    assert {name for name in files if name.endswith("-wal")}
    assert {
        name: found_in(it, secrets) for name, it in files.items() if found_in(it, secrets)
    } == {}
    assert found_in(caplog.text.encode(), secrets) == set()


def test_what_stands_in_plain_is_found(street: Street, wang: Person) -> None:
    secrets = {NAME, PHONE, *WORDS} | a_rich_life(street, wang)
    with street.store.write() as session:
        a_notice(session)
    assert find_in_tables(street.store, secrets) == set()  # everybody may read it
    assert any(found_in(it, secrets) == {WORDS[0]} for it in on_disk(street.store).values())
    with street.store.write() as session:
        session.connection().execute(text("UPDATE cases SET source = :it"), {"it": f"来自{NAME}"})
    assert find_in_tables(street.store, secrets) == {("cases", "source", NAME)}


def test_once_erased_no_key_that_opened_it_is_left_on_the_disk(
    street: Street, wang: Person
) -> None:
    a_rich_life(street, wang)
    with street.store.write() as session:
        reporter = session.exec(select(Case.reporter_id)).first()
        assert reporter is not None
        key_id, _ = people.key_of(session, reporter)
        held = "SELECT wrapped FROM keys WHERE id = :it"
        wrapped = session.connection().execute(text(held), {"it": key_id}).scalar_one()
        erasure.erase_absent(session, reporter, street.clock)
    with street.store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    assert [name for name, it in on_disk(street.store).items() if wrapped in it] == []
