"""The whole program with WeCom's app as its only chat platform."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.access import Role
from models.areas import Level
from services.areas import areas
from services.clock import SystemClock
from services.identity import invitations
from services.sealing import Vault
from services.store import Store
from tests.support import databases
from tests.support.builders import SECRET
from tests.support.patience import PATIENCE, wait_until
from tests.support.photos import a_photo
from tests.support.processes import Machine, Running
from tests.support.wecom_app import SETTINGS
from tests.wecom_server import Person, WeComServer
from tests.wecom_server.cards import Button

PLACES = (
    ("HF", "和风社区", Level.COMMUNITY),
    ("HF-01", "和风一网格", Level.GRID),
    ("HF-HH", "荷花小区", Level.ESTATE),
)


@pytest.fixture(scope="module")
def server() -> Iterator[WeComServer]:
    """The platform, for all tests: each brings its own people."""
    with WeComServer() as server:
        yield server


def a_machine(folder: Path, template: Path, server: WeComServer) -> Machine:
    wecom = {f"WECOM__{name.upper()}": str(value) for name, value in SETTINGS.items()}
    return Machine(
        folder,
        {
            "DATABASE_URL": databases.a_sqlite_database(folder, template),
            "SECRET_KEY": SECRET,
            "WECOM__API_URL": server.origin,
            "QUIET__STARTS": "00:00",  # these tests run at night, too
            "QUIET__ENDS": "00:00",
            **wecom,
        },
    )


@pytest.fixture(scope="module")
def codes(
    tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, server: WeComServer
) -> Iterator[Iterator[str]]:
    """Invitations for grid managers of HF-01; the program is under way."""
    machine = a_machine(tmp_path_factory.mktemp("corporation"), sqlite_template, server)
    store = Store(machine.settings["DATABASE_URL"], Vault(SECRET))
    with store.write() as session:
        above = areas.ensure_street(session, "JD", "解放街道")
        for area_code, name, level in PLACES:
            above = areas.add_area(session, area_code, name, level, above)
        grid = areas.get_area(session, "HF-01")
        made = [
            invitations.invite(session, Role.GRID_MANAGER, grid, SystemClock())[0] for _ in "12"
        ]
    store.close()
    with machine.running() as running:
        server.callback_url = f"http://127.0.0.1:{running.port}/wecom"
        server.checks_callback(within=PATIENCE)
        wait_until(lambda: is_ready(running))
        yield iter(made)


@pytest.fixture
def code(codes: Iterator[str]) -> str:
    """An invitation for a grid manager of HF-01."""
    return next(codes)


def is_ready(running: Running) -> bool:
    status, _ = running.get("/readyz")
    return status == 200


def chooses(person: Person, label: str) -> None:
    person.taps(label, within=PATIENCE)


def test_a_case_is_reported_signed_and_answered_on_cards(server: WeComServer, code: str) -> None:
    wang, zhang = server.person("王网格"), server.person("张奶奶")
    wang.says(f"加入 {code}")
    wang.sees("怎么称呼", PATIENCE)
    wang.says("王网格")
    zhang.joins()
    zhang.sees("直接说就行", PATIENCE)
    zhang.says("荷花小区三号楼楼道灯不亮，晚上看不见")
    chooses(zhang, "同意")
    chooses(zhang, "提交")
    zhang.sees("已选：提交", PATIENCE)
    zhang.sees("HF-2026-", PATIENCE)
    wang.sees("待签收", PATIENCE)
    card = wang.taps("签收", within=PATIENCE)
    again = Button("签收", card.content["button_list"][0]["key"])
    wang.sees("已选：签收", PATIENCE)
    zhang.sees("已转王网格办理", PATIENCE)
    assert card.buttons == []
    chooses(wang, "答复")
    wang.sees("办了什么", PATIENCE)
    wang.says("灯已换好，师傅说能用两年")
    zhang.sees("灯已换好", PATIENCE)
    chooses(zhang, "解决了")
    wang.sees("确认已解决", PATIENCE)
    wang.presses(card, again)  # on a phone that was offline all the time
    wang.sees("已选：签收", PATIENCE)
    wang.sees("已经答复过了", PATIENCE)
    server.settles()
    assert [(it.call.path, it.code, it.reason) for it in server.refused] == []
    assert (server.lost, server.dropped) == ([], [])


def test_a_photo_is_fetched_and_shown_to_who_handles_the_case(
    server: WeComServer, code: str
) -> None:
    wang, zhang = server.person("李网格"), server.person("钱大爷")
    wang.says(f"加入 {code}")
    wang.sees("已加入", PATIENCE)
    zhang.says("荷花小区三号楼楼道灯不亮，晚上看不见")
    chooses(zhang, "同意")
    zhang.sees("提交", PATIENCE)
    zhang.sends_photo(a_photo())
    zhang.sees("1 张", PATIENCE)
    chooses(zhang, "提交")
    wang.sees("待签收", PATIENCE)
    server.settles()
    wait_until(lambda: any(it.kind == "image" for it in wang.inbox))
    assert server.refused == []


def test_a_door_that_is_not_let_in_is_named(tmp_path: Path, sqlite_template: Path) -> None:
    with (
        WeComServer() as server,
        a_machine(tmp_path, sqlite_template, server).running(WECOM__SECRET="wrong") as running,
    ):
        wait_until(lambda: not is_ready(running))

        def faults() -> str:
            return json.dumps(json.loads(running.get("/readyz")[1]), ensure_ascii=False)

        wait_until(lambda: "40001" in faults())
        assert running.get("/healthz")[0] == 200
    assert "wrong" not in running.log.read_text("utf-8")
    assert len(server.calls_of("/cgi-bin/gettoken")) <= 2


def test_half_a_door_does_not_start_and_says_what_is_missing(
    tmp_path: Path, sqlite_template: Path, server: WeComServer
) -> None:
    machine = a_machine(tmp_path, sqlite_template, server)
    del machine.settings["WECOM__SECRET"]
    ended = machine.command("run")
    assert ended.returncode == 1
    assert "MINQING_WECOM__SECRET" in ended.stderr
    assert "Traceback" not in ended.stderr
