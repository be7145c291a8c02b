"""The sentence under which a case is put before members names nobody, however it is written."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import object_session
from sqlmodel import Session

from models.cases import Case
from models.errors import Invalid
from services.case_offers import offer_words
from services.store import Store
from tests.support.offer_office import CLOCK
from tests.support.offices import a_case, a_resident
from tests.support.towns import a_town

WORDS = "我家门口垃圾桶满了三天没人收，味道很大，我叫张桂兰13800000000，王建国师傅也知道"


@pytest.fixture
def case(sqlite_store: Store) -> Iterator[Case]:
    """What somebody reported of their own door."""
    with sqlite_store.write() as session:
        a_town(session)
        yield a_case(
            session, a_resident(session, "李秀英"), CLOCK, words=WORDS, place="荷花巷东头"
        )


def _check(case: Case, summary: str) -> str:
    session = object_session(case)
    assert isinstance(session, Session)
    return offer_words.check_summary(session, case, summary)


@pytest.mark.parametrize(
    "summary",
    [
        "李 秀 英家的垃圾要清运",
        "李-秀-英家的垃圾要清运",
        "秀英家的垃圾要清运",
        "張桂蘭家的垃圾要清运",
        "张 桂 兰家的垃圾要清运",
        "桂兰家的垃圾要清运",
        "建国说垃圾要清运",
        "荷 花 巷，东 头的垃圾要清运",
        "荷花巷東頭的垃圾要清运",
        "3 号 楼下的垃圾要清运",
        "③号楼下的垃圾要清运",
        "⑫号楼下的垃圾要清运",
        "叁号楼下的垃圾要清运",
        "3#楼下的垃圾要清运",
        "3＃的垃圾要清运",
        "三號樓下的垃圾要清运",
        "B 栋下的垃圾要清运",
        "二·单·元的垃圾要清运",
    ],
)
def test_who_reported_it_is_found_however_it_is_written(case: Case, summary: str) -> None:
    with pytest.raises(Invalid) as refused:
        _check(case, summary)
    assert refused.value.reason == "offer_names_somebody"


@pytest.mark.parametrize(
    "summary", ["满了、三天、没人收要清", "满 了 3 天 没 人 收", "滿了三天沒人收"]
)
def test_their_words_are_theirs_with_other_marks_between(case: Case, summary: str) -> None:
    with pytest.raises(Invalid) as refused:
        _check(case, summary)
    assert refused.value.reason == "offer_quotes"


@pytest.mark.parametrize(
    "summary",
    ["垃圾桶需要清运", "请师傅去清一下垃圾桶", "垃圾桶满 3 天了，5 个桶", "国家要求清垃圾"],
)
def test_what_names_nobody_is_kept_as_it_was_written(case: Case, summary: str) -> None:
    assert _check(case, summary) == summary
