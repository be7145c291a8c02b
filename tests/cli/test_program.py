import json
from collections.abc import Callable
from pathlib import Path

import pytest

import migrations
from bot import doctor
from bot.checks.findings import Finding, Grade
from bot.setting_groups import Settings
from models.access import Action
from models.inbox import Event, EventState
from models.outbox import MessageState, OutMessage
from models.people import Door
from services.areas import areas
from services.office import access
from services.store import Store
from tests.cli.conftest import Done, Minqing
from tests.support.builders import MONDAY, a_conversation, an_account
from tests.support.towns import a_clock, a_person

OpenStore = Callable[[], Store]

COMMANDS = (
    "run", "settings", "doctor", "migrate", "invite", "backup", "restore", "areas import",
    "areas add", "areas list", "facts list", "facts set", "facts remove", "facts import",
    "inbox list", "inbox retry", "inbox drop", "outbox list", "outbox retry", "outbox drop",
    "jobs list", "jobs run", "staff list", "staff dismiss",
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(minqing: Minqing, command: str) -> None:
    assert f"例：minqing {command}" in minqing(*command.split(), "--help").out


def test_each_example_of_a_command_stands_on_a_line_of_its_own(minqing: Minqing) -> None:
    for command in ("invite", "wechat menu"):
        lines = minqing(*command.split(), "--help").out.splitlines()
        examples = [line for line in lines if f"minqing {command}" in line and "Usage" not in line]
        assert len(examples) == 2
        assert all(line.count("minqing") == 1 for line in examples)


@pytest.mark.parametrize(
    "arguments",
    [["dance"], ["invite"], ["invite", "king"], ["invite", "clerk", "--count", "0"],
     ["areas", "add", "X"], ["inbox", "retry", "x"], ["backup"], []],
)  # fmt: skip
def test_bad_arguments_exit_with_2(minqing: Minqing, arguments: list[str]) -> None:
    done = minqing(*arguments, code=2)
    assert done.err or done.out


def test_the_program_runs_from_a_shell(program: Minqing) -> None:
    program("areas", "add", "ZX", "中心社区", "community")
    assert "中心社区" in program("areas", "list").out
    refused = program("areas", "add", "ZX", "中心社区", "community", code=1)
    assert refused.err == "minqing: 已有编码为“ZX”的区域\n"


def test_a_wrong_setting_stops_every_command_with_one_line(
    program: Minqing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINQING_TELEGRAM__TOKEN", "changeme")
    done = program("areas", "list", code=1)
    assert done.err.startswith("minqing: MINQING_TELEGRAM__TOKEN")
    assert done.err.count("\n") == 1


def test_settings_are_listed_with_secrets_masked(
    minqing: Minqing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINQING_TELEGRAM__TOKEN", "12345:not-to-be-shown")
    out = minqing("settings").out
    assert "MINQING_WEB__PORT" in out
    assert "not-to-be-shown" not in out
    assert "a key that only" not in out


def test_a_store_of_another_key_is_refused(
    minqing: Minqing, monkeypatch: pytest.MonkeyPatch
) -> None:
    minqing("migrate")
    monkeypatch.setenv("MINQING_SECRET_KEY", "quite another key, long enough")
    assert "MINQING_SECRET_KEY" in minqing("areas", "list", code=1).err


def test_a_lost_key_file_is_not_silently_replaced(
    minqing: Minqing, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MINQING_SECRET_KEY")
    minqing("migrate")
    key = home / "data" / "secret.key"
    key.rename(home / "elsewhere")
    assert "secret.key" in minqing("areas", "list", code=1).err
    assert not key.exists()
    (home / "elsewhere").rename(key)
    minqing("areas", "list")


def test_a_file_that_is_no_database_is_named_in_one_line(minqing: Minqing, home: Path) -> None:
    (home / "data").mkdir()
    (home / "data" / "minqing.db").write_text("no database at all, but long enough to be one")
    done = minqing("areas", "list", code=1)
    assert done.err.count("\n") == 1
    assert minqing("doctor", code=1).out.count("✗") == 1


def test_a_store_of_an_older_shape_asks_for_migrate(
    minqing: Minqing, monkeypatch: pytest.MonkeyPatch
) -> None:
    minqing("migrate")
    monkeypatch.setattr(migrations, "head", lambda: "another")
    done = minqing("areas", "list", code=1)
    assert "minqing migrate" in done.err


def test_a_store_of_a_newer_program_is_left_alone(minqing: Minqing, store: OpenStore) -> None:
    minqing("migrate")
    opened = store()
    with opened.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    opened.close()
    for command in (["areas", "list"], ["migrate"]):
        assert "升级本程序" in minqing(*command, code=1).err


def findings(done: Done) -> dict[str, str]:
    """Read what the doctor found, grade by name."""
    return {each["name"]: each["grade"] for each in json.loads(done.out)}


def test_the_doctor_finds_what_is_wrong_and_says_how_to_mend_it(
    minqing: Minqing, store: OpenStore
) -> None:
    first = minqing("doctor", "--json", code=1)
    assert findings(first)["grid_managers"] == "wrong"
    assert findings(first)["office_phone"] == "note"
    assert findings(first)["areas"] == "note"
    assert all(each["mend"] for each in json.loads(first.out) if each["grade"] == "wrong")
    minqing("areas", "add", "ZX", "中心社区", "community")
    minqing("facts", "set", "office_phone", "0571-88886666")
    opened = store()
    with opened.write() as session:
        role = access.roles_that_may(Action.RECEIVE_ALERTS)[0]
        access.appoint(session, a_person(session), role, areas.get_street(session), a_clock())
    opened.close()
    then = findings(minqing("doctor", "--json"))
    assert "wrong" not in then.values()
    assert not {"grid_managers", "office_phone", "areas"} & set(then)


def test_the_doctor_shows_wrong_settings_too(
    minqing: Minqing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINQING_WEB__PUBLIC_URL", "https://minqing.example.com")
    assert findings(minqing("doctor", "--json", code=1))["public_url"] == "wrong"
    for here in ("http://localhost:8486", "http://127.0.0.1:8000"):
        monkeypatch.setenv("MINQING_WEB__PUBLIC_URL", here)
        assert "只有这台机器自己打得开" in minqing("doctor", code=1).out
    monkeypatch.setenv("MINQING_WEB__PORT", "x")
    assert findings(minqing("doctor", "--json", code=1)) == {"settings": "wrong"}


def test_the_doctor_asks_for_a_proxy(minqing: Minqing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINQING_WEB__PUBLIC_URL", "https://minqing.street.gov.cn")
    assert findings(minqing("doctor", "--json", code=1))["proxy"] == "note"
    monkeypatch.setenv("MINQING_WEB__TRUSTED_PROXY", "127.0.0.1")
    assert "proxy" not in findings(minqing("doctor", "--json", code=1))


def test_the_doctor_sees_a_media_folder_that_cannot_be_written(
    minqing: Minqing, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert findings(minqing("doctor", "--json", code=1))["media"] == "good"
    (home / "taken").write_text("a file where the folder should be")
    monkeypatch.setenv("MINQING_MEDIA__FOLDER", "taken/media")
    assert findings(minqing("doctor", "--json", code=1))["media"] == "wrong"


def test_the_doctor_sees_a_key_that_others_may_read(
    minqing: Minqing, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MINQING_SECRET_KEY")
    minqing("migrate")
    assert findings(minqing("doctor", "--json", code=1))["key"] == "note"
    (home / "data" / "secret.key").chmod(0o644)
    assert findings(minqing("doctor", "--json", code=1))["key"] == "wrong"


def test_the_doctor_asks_the_doors(minqing: Minqing, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(settings: Settings, *_: object) -> list[Finding]:
        assert settings.street_code == "JD"
        return [Finding("door", Grade.WRONG, "坏了", "修它")]

    monkeypatch.setattr(doctor, "DOOR_CHECKS", [broken])
    done = minqing("doctor", code=1)
    assert "✗ 坏了\n    → 修它" in done.out


def test_a_telegram_that_does_not_answer_is_wrong(
    minqing: Minqing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINQING_TELEGRAM__TOKEN", "12345:nobody-listens")
    monkeypatch.setenv("MINQING_TELEGRAM__API_URL", "http://127.0.0.1:9")
    assert findings(minqing("doctor", "--json", code=1))["telegram"] == "wrong"
    done = minqing("invite", "clerk", "--json")
    assert json.loads(done.out)[0]["links"] == {}
    assert "nobody-listens" not in done.err


def dead_letters(store: Store) -> tuple[int, int]:
    """Put one dead letter into the inbox and one into the outbox; give their numbers."""
    with store.write() as session:
        account = an_account(session)
        event = Event(
            door=Door.TELEGRAM,
            robot="1",
            event_key="1",
            conversation_id=a_conversation(session, account).id,
            received_at=MONDAY,
            state=EventState.DEAD,
            tries=3,
            fault="ValueError",
        )
        session.add(event)
        session.flush()
        message = OutMessage(
            account_id=account.id,
            chat=account.outer_id,
            body=b"sealed",
            created_at=MONDAY,
            due_at=MONDAY,
            state=MessageState.DEAD,
            fault="Rejected",
        )
        session.add(message)
        session.flush()
        return event.id, message.id


def test_dead_letters_are_listed_found_by_the_doctor_and_retried(
    minqing: Minqing, store: OpenStore
) -> None:
    minqing("migrate")
    assert minqing("inbox", "list").out == minqing("outbox", "list").out == ""
    opened = store()
    event, message = dead_letters(opened)
    assert f"{event}" in minqing("inbox", "list").out
    assert "ValueError" in minqing("inbox", "list").out
    assert "Rejected" in minqing("outbox", "list").out
    found = findings(minqing("doctor", "--json", code=1))
    assert (found["inbox"], found["outbox"]) == ("wrong", "wrong")
    for box, known in (("inbox", event), ("outbox", message)):
        refused = minqing(box, "retry", str(known), "999", code=1)
        assert refused.err.startswith(f"minqing: {known}、999：有 1 个号对不上")
    assert minqing("inbox", "retry", str(event)).err.startswith("1 ")
    assert minqing("outbox", "retry", str(message)).err.startswith("1 ")
    assert minqing("inbox", "list").out == minqing("outbox", "list").out == ""
    assert minqing("inbox", "retry").err.startswith("0 ")
    assert minqing("outbox", "retry").err.startswith("0 ")
    opened.close()


def test_dropped_letters_are_gone_and_the_doctor_is_content_again(
    minqing: Minqing, store: OpenStore
) -> None:
    minqing("migrate")
    opened = store()
    event, message = dead_letters(opened)
    minqing("inbox", "drop", code=2)
    assert "有 1 个号对不上" in minqing("inbox", "drop", str(event), "999", code=1).err
    assert minqing("inbox", "drop", str(event)).err.startswith("1 ")
    assert minqing("outbox", "drop", str(message)).err.startswith("1 ")
    minqing("outbox", "drop", str(message), code=1)
    found = findings(minqing("doctor", "--json", code=1))
    assert not {"inbox", "outbox"} & set(found)
    with opened.read() as session:
        dropped, unsent = session.get_one(Event, event), session.get_one(OutMessage, message)
        assert (dropped.state, dropped.payload) == (EventState.DONE, None)
        assert (unsent.state, unsent.body) == (MessageState.CANCELLED, None)
    opened.close()
