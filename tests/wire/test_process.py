"""The whole program as a process of its own, against a Bot API server."""

import signal
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import create_engine, text

from models.access import Role
from models.areas import Level
from services.areas import areas
from services.clock import SystemClock
from services.identity import invitations
from services.sealing import Vault
from services.store import Store
from tests.support.builders import SECRET
from tests.support.patience import PATIENCE
from tests.support.processes import Machine, Running, a_free_port
from tests.telegram_server import TOKEN, Person, TelegramServer

PLACES = (
    ("HF", "和风社区", Level.COMMUNITY),
    ("HF-01", "和风一网格", Level.GRID),
    ("HF-HH", "荷花小区", Level.ESTATE),
)


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server


@pytest.fixture
def machine(tmp_path: Path, sqlite_url: str, server: TelegramServer) -> Machine:
    return Machine(
        tmp_path,
        {
            "DATABASE_URL": sqlite_url,
            "SECRET_KEY": SECRET,
            "TELEGRAM__TOKEN": TOKEN,
            "TELEGRAM__API_URL": server.origin,
            "BUDGET__CHAT_PER_SECOND": "1000",
            "QUIET__STARTS": "00:00",  # these tests run at night, too
            "QUIET__ENDS": "00:00",
        },
    )


@pytest.fixture
def code(sqlite_url: str, machine: Machine) -> str:
    """An invitation for the grid manager of HF-01."""
    store = Store(sqlite_url, Vault(SECRET))
    with store.write() as session:
        above = areas.ensure_street(session, "JD", "解放街道")
        for area_code, name, level in PLACES:
            above = areas.add_area(session, area_code, name, level, above)
        (code,) = invitations.invite(
            session, Role.GRID_MANAGER, areas.get_area(session, "HF-01"), SystemClock()
        )
    store.close()
    assert machine.settings["SECRET_KEY"] == SECRET
    return code


def a_report_is_filed(zhang: Person) -> None:
    zhang.says("荷花小区三号楼楼道灯不亮，晚上看不见")
    zhang.taps("同意", within=PATIENCE)
    zhang.taps("提交")
    zhang.sees("HF-2026-")


def the_loop_closes(server: TelegramServer, code: str) -> None:
    wang, zhang = server.person("王网格"), server.person("张奶奶")
    wang.opens("join-" + code)
    wang.sees("已加入", PATIENCE)
    a_report_is_filed(zhang)
    wang.sees("待签收")
    wang.taps("签收")
    zhang.sees("已转王网格办理")
    wang.taps("答复")
    wang.sees("办了什么")
    wang.says("灯已换好，师傅说能用两年")
    zhang.sees("灯已换好")
    zhang.taps("解决了")
    zhang.sees("谢谢您")
    wang.sees("确认已解决")


def rows(machine: Machine, statement: str) -> list[tuple[object, ...]]:
    engine = create_engine(machine.settings["DATABASE_URL"])
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(statement))]
    engine.dispose()
    return found


def test_a_report_comes_back_answered_and_the_process_ends_when_it_is_told(
    machine: Machine, server: TelegramServer, code: str
) -> None:
    with machine.running() as bot:
        the_loop_closes(server, code)
        assert bot.get("/readyz") == (200, '{"store":"ok","telegram":"ok"}')
        assert "minqing_test_bot" in bot.get("/")[1]
        assert bot.stops() == 0
        words = bot.words()
    assert server.refused == []
    assert "Traceback" not in words
    assert "ERROR" not in words
    assert TOKEN not in words
    assert rows(machine, "SELECT * FROM marks WHERE name LIKE 'running:%'") == []
    assert rows(machine, "SELECT status FROM cases") == [("tracking",)]
    assert rows(machine, "SELECT count(*) FROM inbox WHERE state <> 'done'") == [(0,)]
    assert rows(machine, "SELECT value FROM marks WHERE name = 'telegram_username'") == [
        ("minqing_test_bot",)
    ]


def test_the_same_comes_about_when_telegram_calls_us(
    machine: Machine, server: TelegramServer, code: str
) -> None:
    port = a_free_port()
    webhook = {
        "TELEGRAM__WEBHOOK_SECRET": "a-secret-of-the-tests",
        "WEB__PUBLIC_URL": f"http://127.0.0.1:{port}",
    }
    with machine.running(WEB__PORT=str(port), **webhook) as bot:
        assert server.waits_until(lambda: bool(server.calls_of("setWebhook")), PATIENCE)
        the_loop_closes(server, code)
        assert bot.stops() == 0
    assert server.refused == []
    assert server.calls_of("getUpdates") == []


def test_with_nothing_configured_there_is_the_demonstration(tmp_path: Path) -> None:
    with Machine(tmp_path, {"STREET_NAME": "清河街道"}).running() as bot:
        status, page = bot.get("/")
        assert (status, "演示" in page, "清河街道" in page) == (200, True, False)
        assert "/chat 就能用（演示街道）" in bot.words()
        assert bot.get("/readyz") == (200, '{"store":"ok"}')
        assert bot.stops(signal.SIGINT) == 0
        assert "Traceback" not in bot.words()
    assert (tmp_path / "data" / "minqing.db").is_file()
    assert (tmp_path / "data" / "secret.key").is_file()


def test_a_wrong_setting_stops_the_start_with_one_line_that_names_it(machine: Machine) -> None:
    ended = machine.command("run", WEB__PORT="eighty")
    assert ended.returncode == 1
    (line,) = ended.stderr.splitlines()
    assert "MINQING_WEB__PORT" in line


def third_ends_at_once(machine: Machine, first: Running) -> None:
    """Start one more on a port that is taken: one line, and it disturbs nobody."""
    ended = machine.command("run", WEB__PORT=str(first.port))
    assert ended.returncode == 1
    (line,) = [it for it in ended.stderr.splitlines() if " INFO " not in it]
    assert f"MINQING_WEB__PORT：127.0.0.1:{first.port}" in line
    assert len(rows(machine, "SELECT * FROM marks WHERE name LIKE 'running:%'")) == 2


def test_a_second_process_stands_by_and_takes_over_when_the_first_is_stopped(
    machine: Machine, server: TelegramServer
) -> None:
    zhang = server.person("张奶奶")
    with machine.running() as first, machine.running() as second:
        zhang.says("您好")
        zhang.sees("您好", PATIENCE)
        assert second.get("/readyz")[0] == 200
        third_ends_at_once(machine, first)
        assert server.refused == []
        assert first.stops() == 0
        zhang.says("您好")
        zhang.sees("您好", PATIENCE)
        assert len(zhang.inbox) == 2
        assert second.stops() == 0
    assert server.refused == []


def test_what_waited_when_the_process_was_killed_is_handled_by_the_next(
    machine: Machine, server: TelegramServer
) -> None:
    zhang, port = server.person("张奶奶"), str(a_free_port())
    with machine.running(WEB__PORT=port) as bot:
        assert server.waits_until(lambda: bool(server.calls_of("getUpdates")), PATIENCE)
        bot.stops(signal.SIGKILL)
    zhang.says("荷花小区三号楼楼道灯不亮，晚上看不见")
    with machine.running(WEB__PORT=port) as bot:
        zhang.taps("同意", within=PATIENCE)
        zhang.sees("")
        assert bot.stops() == 0
    assert rows(machine, "SELECT state, tries FROM inbox") == [("done", 0), ("done", 0)]


def test_thirty_photos_in_a_row_are_a_card_or_two(
    machine: Machine, server: TelegramServer, code: str
) -> None:
    assert code
    photo = BytesIO()
    Image.new("RGB", (40, 30), "grey").save(photo, "JPEG")
    zhang = server.person("张奶奶")
    with machine.running():
        zhang.says("荷花小区三号楼楼道灯不亮")
        zhang.taps("同意", within=PATIENCE)
        zhang.sees("请看一下", PATIENCE)
        for number in range(30):
            zhang.sends("photo", photo.getvalue(), album=str(number // 10))
        zhang.sees("照片 30 张", PATIENCE)
        zhang.taps("提交")
        zhang.sees("HF-2026-", PATIENCE)
    cards = [it.text for it in zhang.inbox if "请看一下" in it.text]
    assert 2 <= len(cards) <= 4  # one before the photos
    assert rows(machine, "SELECT count(*) FROM attachments WHERE case_id = 1") == [(30,)]
