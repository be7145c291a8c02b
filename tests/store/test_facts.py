import pytest

from models.errors import Invalid, NotFound
from services import facts
from services.store import Store
from tests.support.towns import a_clock


def test_the_office_phone_is_the_hotline_until_an_operator_writes_another(store: Store) -> None:
    with store.write() as session:
        assert facts.office_phone(session) == "12345"
        assert not facts.is_set(session, facts.OFFICE_PHONE)
        facts.set_fact(session, facts.OFFICE_PHONE, " 0571-8888 6666 ", a_clock())
        assert facts.office_phone(session) == "0571-8888 6666"
        assert facts.is_set(session, facts.OFFICE_PHONE)
        facts.remove_fact(session, facts.OFFICE_PHONE)
        assert facts.office_phone(session) == "12345"


@pytest.mark.parametrize(
    "question", ["你们几点上班呀？", "幾點上班", "请问 几点上班", "office_hours"]
)
def test_a_question_finds_its_answer(store: Store, question: str) -> None:
    with store.read() as session:
        answer = facts.answer_for(session, question)
    assert answer is not None
    assert "9:00" in answer.answer


def test_what_nobody_wrote_has_no_answer(store: Store) -> None:
    with store.read() as session:
        assert facts.answer_for(session, "路灯不亮") is None
        assert facts.answer_for(session, "在哪办") is None
        assert facts.answer_for(session, "") is None


def test_an_operator_writes_answers_of_their_own(store: Store) -> None:
    with store.write() as session:
        facts.set_fact(session, "law", "每周三上午，二楼。", a_clock(), "法律咨询，律师;律师")
        facts.set_fact(session, "where", "解放路 8 号", a_clock())
        found = facts.answer_for(session, "法律咨询什么时候有")
        assert found is not None
        assert (found.answer, found.asked_as) == ("每周三上午，二楼。", "法律咨询、律师")
        where = facts.answer_for(session, "你们在哪办业务")
        assert where is not None
        assert where.answer == "解放路 8 号"
        assert [fact.key for fact in facts.list_facts(session)] == [
            "office_phone", "office_hours", "law", "where"
        ]  # fmt: skip


def test_the_longest_words_that_fit_decide(store: Store) -> None:
    with store.write() as session:
        facts.set_fact(session, "doctor", "二楼", a_clock(), "医生")
        facts.set_fact(session, "vet", "三楼", a_clock(), "宠物医生")
        found = facts.answer_for(session, "宠物医生在哪里")
        assert found is not None
        assert found.key == "vet"


def test_the_words_stay_when_only_the_answer_changes(store: Store) -> None:
    with store.write() as session:
        facts.set_fact(session, "law", "周三", a_clock(), "律师")
        assert facts.set_fact(session, "law", "周四", a_clock()).asked_as == "律师"


@pytest.mark.parametrize(
    ("key", "answer", "asked", "reason"),
    [
        ("", "x", None, "fact_key"),
        ("k" * 41, "x", None, "fact_key"),
        ("k", " \u200b ", None, "fact_answer"),
        ("k", "字" * 1001, None, "fact_answer"),
        ("k", "x", "、".join(f"问法{n}" for n in range(200)), "fact_asked_as"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(
    store: Store, key: str, answer: str, asked: str | None, reason: str
) -> None:
    with store.write() as session:
        with pytest.raises(Invalid) as refused:
            facts.set_fact(session, key, answer, a_clock(), asked)
        session.rollback()
    assert refused.value.reason == reason


def test_what_was_never_written_cannot_be_removed(store: Store) -> None:
    with store.write() as session, pytest.raises(NotFound):
        facts.remove_fact(session, "law")
