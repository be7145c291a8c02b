"""What people wrote is nowhere on the disk in clear, before or after they agreed."""

from sqlmodel import select

from models.conversations import Conversation
from models.people import Account
from models.timeline import Act
from services import facts
from services.sealing import sealer_of
from tests.support.chat import Street

SECRETS = (
    "一年没人修",
    "天天磕绊",
    "13800138000",
    "张桂兰",
    "灯已换好两盏",
    "下午在家吗",
    "青石巷七号",
)


def clear_words(street: Street) -> list[str]:
    """Find which secrets lie on the disk in clear."""
    stored = street.stored_bytes()
    forms = {
        secret: (secret.encode(), secret.encode("unicode_escape"), secret.encode("utf-16-le"))
        for secret in SECRETS
    }
    return [secret for secret, ways in forms.items() if any(way in stored for way in ways)]


def test_words_before_consent_are_sealed(street: Street) -> None:
    zhang = street.person("张桂兰")
    zhang.says("楼道灯一年没人修", "老人天天磕绊")
    assert clear_words(street) == []
    zhang.taps("不同意")
    assert clear_words(street) == []


def test_everything_about_a_case_is_sealed(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.person("张桂兰")
    zhang.says("荷花小区楼道灯一年没人修", "老人天天磕绊")
    zhang.taps("同意")
    zhang.taps("改")
    zhang.taps("改地点")
    zhang.says("荷花小区青石巷七号")
    zhang.says("13800138000")
    zhang.taps("提交")
    wang.taps("签收")
    wang.taps("联系居民")
    wang.sees("张桂兰 13800138000")
    wang.says("请问您下午在家吗")
    wang.taps("答复")
    wang.says("灯已换好两盏，有事打13800138000")
    zhang.sees("灯已换好两盏")
    assert clear_words(street) == ["灯已换好两盏"], "the draft of its notice, masked"


def test_the_answer_to_a_private_case_is_sealed_too(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张桂兰")
    zhang.reports("邻居夫妻天天吵架，闹得全楼不得安宁")
    wang.taps("签收")
    wang.taps("答复")
    wang.says("灯已换好两盏")
    zhang.sees("灯已换好两盏")
    assert clear_words(street) == []


def test_the_search_finds_what_is_not_sealed(street: Street) -> None:
    with street.store.write() as session:
        facts.set_fact(session, "巷子", "青石巷七号", street.clock)
    assert clear_words(street) == ["青石巷七号"]


def test_contact_data_is_not_in_what_staff_are_sent(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张桂兰")
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    zhang.says("13800138000")
    zhang.taps("提交")
    zhang.taps("催一下")
    wang.says("待办")
    wang.sees("反映人在催")
    wang.never_saw("13800138000")
    wang.never_saw("张桂兰")


def test_a_case_about_a_family_is_private_by_itself(street: Street) -> None:
    zhang = street.resident("张桂兰")
    number = zhang.reports("邻居夫妻天天吵架，闹得全楼不得安宁")
    assert street.case(number).is_private


def test_the_contact_is_in_no_note_of_a_conversation(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    zhang = street.resident("张桂兰")
    zhang.says("楼道灯不亮")
    zhang.taps("同意")
    zhang.says("13800138000")
    zhang.taps("提交")
    wang.taps("联系居民")
    wang.sees("张桂兰 13800138000")
    with street.store.read() as session:
        account = session.exec(select(Account).where(Account.outer_id == wang.outer_id)).one()
        (talk,) = session.exec(
            select(Conversation).where(Conversation.account_id == account.id)
        ).all()
        assert talk.state is not None
        noted = sealer_of(session, account.key_id).open(talk.state)
    assert "contact" in noted
    assert "13800138000" not in noted
    assert "张桂兰" not in noted
    wang.says("您在家吗")
    zhang.sees("您在家吗")
    assert street.acts("HF-2026-000001").count(Act.CONTACT_VIEWED) == 1
