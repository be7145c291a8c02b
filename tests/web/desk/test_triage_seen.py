"""What is decided on a stale page: who may comes first, and strangers are told nothing."""

import json
from collections.abc import Sequence

import pytest
from psycopg.errors import DeadlockDetected
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from models.cases import Status
from models.categories import Category
from models.timeline import Act
from services.casework import declining
from tests.support.desks import Browser, Office
from tests.support.sifting import LAMP, PAGE, Files, decides, files, row_of, sends
from web.desk.triage import SEVERAL, VERBS

FORM = {
    "seen": "77",
    "reason": "归物业管",
    "next_door": "幸福物业",
    "question": "在哪一层？",
    "offer_summary": "换灯泡",
    "plan": "等大修",
    "review": "2027-03-01",
    "part_why": "不是一件事",
    "typed": "灯坏了",
}


async def _strangers(office: Office) -> Sequence[Browser]:
    return (await office.a_clerk(), await office.another_clerk(), await office.a_liaison())


async def test_who_may_not_sift_a_case_is_not_told_of_it(office: Office) -> None:
    officer = await office.an_officer()
    strangers = await _strangers(office)
    (number,) = files(office, "社区的孙洁态度恶劣，骂人，我要投诉", category=Category.CONDUCT)
    case = Files(office).case(number)
    await decides(officer, office, number, "accept", category="conduct", area=str(case.area_id))
    for stranger in strangers:
        await stranger.opens("/console/seat")
        told = FORM | {"csrf": stranger.csrf, "case": str(case.id), "target": "p1", "into": "1"}
        for verb in VERBS:
            answer = await stranger.client.post(
                f"{PAGE}/{verb}", data=told, headers={"Accept": "application/json"}
            )
            assert answer.status_code in (403, 404), (verb, answer.text)
            assert number not in json.dumps(answer.json(), ensure_ascii=False), verb
        for verb in SEVERAL:
            several = told | {"tick": [f"{case.id}.77"], "into_number": number}
            answer = await stranger.client.post(f"{PAGE}/several/{verb}", data=several)
            assert number not in answer.text, verb


class Deadlocks:
    """Declines a case, after some times in which the database takes it back."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
        self.left, self._decline = times, declining.decline_case
        monkeypatch.setattr(declining, "decline_case", self)

    def __call__(self, session: Session, *said: object) -> str:
        number = self._decline(session, *said)  # type: ignore[arg-type]
        self.left -= 1
        if self.left >= 0:
            raise OperationalError("UPDATE", {}, DeadlockDetected("deadlock detected"))
        return number


@pytest.mark.parametrize("several", [False, True])
async def test_what_the_database_took_back_is_done_again(
    office: Office, monkeypatch: pytest.MonkeyPatch, *, several: bool
) -> None:
    (number,) = files(office, LAMP)
    clerk = await office.a_clerk()
    await clerk.opens(PAGE)
    Deadlocks(monkeypatch, 2)
    if several:
        sent: dict[str, str | int] = {**FORM, "tick": row_of(office, number)}
        await sends(clerk, f"{PAGE}/several/decline", sent)
    else:
        await decides(clerk, office, number, "decline", reason="归物业管", next_door="幸福物业")
    assert clerk.status == 200
    assert Files(office).case(number).status is Status.DECLINED
    assert Files(office).acts(number).count(Act.DECLINED) == 1


async def test_what_is_taken_back_again_and_again_is_said(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    (number,) = files(office, LAMP)
    clerk = await office.a_clerk()
    case = Files(office).case(number)
    await clerk.opens(PAGE)
    Deadlocks(monkeypatch, 99)
    sent: dict[str, str | int] = {**FORM, "case": case.id, "seen": case.line_count}
    await sends(clerk, f"{PAGE}/decline", sent)
    assert clerk.status == 503
    assert Files(office).case(number).status is Status.SUBMITTED
