"""A document that the program made, on the chat page of whom it is for, and of nobody else."""

import re
from datetime import date
from urllib.parse import unquote

import pytest
from sqlmodel import SQLModel, col, select

from models.people import Account
from services.attachments.documents import file_name, keep_document
from services.delivery import outbox
from services.delivery.messages import Saying
from services.drawing.certificate import Certificate, print_certificate
from services.sealing import sealer_of
from services.texts.phrases import verbatim
from tests.support.visitors import House, Visitor

NAME = "年度鉴定-陈卫国-2026.pdf"
PRINTED = print_certificate(
    Certificate("清河街道", "三中", "陈卫国", 2026, ("好。",), (), "1", date(2026, 12, 20))
)


@pytest.fixture
async def zhang(house: House) -> Visitor:
    """Give somebody on whose page a document stands."""
    zhang = await house.comes()
    await zhang.says("您好")
    with house.store.write() as session:
        account = session.exec(select(Account).order_by(col(Account.id))).one()
        number = keep_document(session, account.id, PRINTED, house.clock)
        address = outbox.Address(account.id, account.outer_id, sealer_of(session, account.key_id))
        saying = Saying((verbatim("您的鉴定"),), attachments=(number,), file_name=NAME)
        outbox.post(session, address, saying, house.clock)
    await house.think()
    await zhang.opens()
    return zhang


def address_in(page: str) -> str:
    """Find where the document is to be had."""
    found = re.search(r'<a class="file" href="([^"]+)" download="([^"]+)">([^<]+)</a>', page)
    assert found is not None
    assert found[2] == found[3] == NAME
    return found[1].replace("&amp;", "&")


async def test_a_document_is_a_link_with_its_name_and_comes_as_it_was_printed(
    zhang: Visitor,
) -> None:
    answer = await zhang.client.get(address_in(zhang.page))
    assert answer.content == PRINTED
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"].startswith("private, ")
    kept = answer.headers["content-disposition"]
    assert unquote(kept) == f"attachment; filename*=UTF-8''{NAME}"


async def test_nobody_else_gets_a_document(house: House, zhang: Visitor) -> None:
    address = address_in(zhang.page)
    other = await house.comes()
    await other.says("您好")
    for stranger in (other, house.visitor()):
        assert (await stranger.client.get(address)).status_code == 404


async def test_the_store_does_not_keep_its_name_in_plain(house: House, zhang: Visitor) -> None:
    assert NAME in zhang.page
    with house.store.read() as session:
        tables = [*SQLModel.metadata.tables.values()]
        kept = [str(row) for each in tables for row in session.connection().execute(each.select())]
    written = "".join(kept)
    assert "application/pdf" in written
    for words in ("陈卫国", str("陈卫国".encode())[2:-1]):
        assert words not in written


def test_the_name_of_a_file_is_one_that_every_system_takes() -> None:
    assert file_name("年度鉴定", "陈卫国", "2026") == NAME
    assert file_name("年度/..\\鉴定", "", " 陈\n卫国. ") == "年度 .. 鉴定-陈 卫国.pdf"
    assert file_name("长" * 99) == "长" * 60 + ".pdf"
