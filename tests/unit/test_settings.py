import stat
import threading
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot.secret_key import find_or_make_key
from bot.settings import MASK, Origin, list_settings, read_settings, walk
from models.errors import OperatorError

ROOT = Path(__file__).parent.parent.parent
TOKEN = "123456789:AAE-real_looking_token_of_thirty_five"


def complaint(environ: dict[str, str], env_file: Path | None = None) -> str:
    """Read settings that cannot be read; give the line that says why."""
    with pytest.raises(OperatorError) as refused:
        read_settings(environ, env_file)
    line = str(refused.value)
    assert "\n" not in line
    return line


def test_nothing_needs_to_be_set() -> None:
    settings = read_settings({}, None)
    assert settings.database_url == "sqlite:///data/minqing.db"
    assert settings.street_code == "JD"
    assert settings.timezone.key == "Asia/Shanghai"
    assert (settings.web.host, settings.web.port) == ("127.0.0.1", 8000)
    assert settings.telegram.token is None
    assert (settings.quiet.starts, settings.quiet.ends) == (time(22), time(7))


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(
        "# 注释\nexport MINQING_STREET_NAME='解放街道'\nMINQING_WEB__PORT=9000\nOTHER=1\n", "utf-8"
    )
    settings = read_settings({"MINQING_WEB__PORT": "9001", "PATH": "/bin"}, file)
    assert (settings.street_name, settings.web.port) == ("解放街道", 9001)


def test_an_empty_value_counts_as_not_set(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("MINQING_TELEGRAM__TOKEN=\nMINQING_WEB__PORT=\n", "utf-8")
    settings = read_settings({}, file)
    assert (settings.telegram.token, settings.web.port) == (None, 8000)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("MINQING_FOO", "minqing settings"),
        ("MINQING_WEB__PROT", "MINQING_WEB__PORT"),
        ("MINQING_WEB", "minqing settings"),
        ("MINQING_TELEGRAM_TOKEN", "MINQING_TELEGRAM__TOKEN"),
    ],
)
def test_an_unknown_name_stops_the_start(name: str, hint: str, tmp_path: Path) -> None:
    assert complaint({name: "1"}).startswith(name)
    assert hint in complaint({name: "1"})
    file = tmp_path / ".env"
    file.write_text(f"{name}=1\n", "utf-8")
    assert complaint({}, file).startswith(name)


@pytest.mark.parametrize(
    "secret",
    ["changeme", "change-me", "CHANGE_ME", "your-token-here", "your_token", "xxx", "XXXXXXXX",
     "<token>", "...", "…", "123456:your-token-here", "请填写令牌", "[token]", "todo"],
)  # fmt: skip
@pytest.mark.parametrize(
    "name",
    ["MINQING_TELEGRAM__TOKEN", "MINQING_SECRET_KEY", "MINQING_WECHAT__APP_SECRET",
     "MINQING_TELEGRAM__WEBHOOK_SECRET"],
)  # fmt: skip
def test_a_placeholder_is_no_secret(name: str, secret: str) -> None:
    line = complaint({name: secret})
    assert line.startswith(name)
    assert "占位" in line


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MINQING_WEB__PORT", "abc"),
        ("MINQING_WEB__PORT", "0"),
        ("MINQING_WEB__PUBLIC_URL", "minqing.cn"),
        ("MINQING_WEB__TRUSTED_PROXY", "*"),
        ("MINQING_WEB__TRUSTED_PROXY", "0.0.0.0/0"),
        ("MINQING_WEB__TRUSTED_PROXY", "127.0.0.1,proxy"),
        ("MINQING_STREET_CODE", "jd"),
        ("MINQING_STREET_CODE", "ABCDEFG"),
        ("MINQING_TIMEZONE", "Mars/Olympus"),
        ("MINQING_DATABASE_URL", "mysql://somewhere"),
        ("MINQING_QUIET__STARTS", "25:00"),
        ("MINQING_BUDGET__CHAT_PER_SECOND", "0"),
        ("MINQING_LIMITS__LOOK_HOURS", "-1"),
        ("MINQING_TELEGRAM__API_URL", "ftp://x"),
        ("MINQING_TELEGRAM__API_URL", "http://x/path"),
        ("MINQING_WECHAT__API_URL", "https://x/cgi-bin/"),
        ("MINQING_WECOM__API_URL", "https://x/cgi-bin"),
        ("MINQING_WECHAT__TEMPLATE_FIELDS", "thing1=what,time3=what"),
    ],
)
def test_a_malformed_value_stops_the_start_and_is_shown(name: str, value: str) -> None:
    line = complaint({name: value})
    assert line.startswith(name)
    assert value in line


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MINQING_TELEGRAM__TOKEN", "no-colon-in-it"),
        ("MINQING_SECRET_KEY", "short"),
        ("MINQING_WECHAT__AES_KEY", "too-short-a-key"),
        ("MINQING_DATABASE_URL", "mysql://me:hunter2@there/db"),
    ],
)
def test_a_malformed_secret_is_not_shown(name: str, value: str) -> None:
    line = complaint({name: value})
    assert line.startswith(name)
    assert value not in line


@pytest.mark.parametrize("line", ["MINQING_WEB__PORT", 'MINQING_STREET_NAME="unfinished', "= 5"])
def test_a_line_that_is_no_setting_stops_the_start(line: str, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(f"# one\n{line}\n", "utf-8")
    assert "第 2 行" in complaint({}, file)


def test_a_forgotten_prefix_is_pointed_out(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("TELEGRAM__TOKEN=1:abc\n", "utf-8")
    assert "MINQING_TELEGRAM__TOKEN" in complaint({}, file)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes(b"\xff\xfe\x00\xd8")
    assert str(file) in complaint({}, file)


def test_secrets_are_masked_wherever_settings_are_shown() -> None:
    environ = {
        "MINQING_TELEGRAM__TOKEN": TOKEN,
        "MINQING_SECRET_KEY": "k" * 32,
        "MINQING_DATABASE_URL": "postgresql://me:hunter2@there/db",
    }
    shown = {each.name: each for each in list_settings(environ, None)}
    everything = f"{shown} {read_settings(environ, None)!r}"
    assert TOKEN not in everything
    assert "k" * 32 not in everything
    assert "hunter2" not in everything
    assert shown["MINQING_TELEGRAM__TOKEN"].value == MASK


def test_the_list_says_where_a_value_came_from(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("MINQING_STREET_NAME=解放街道\n", "utf-8")
    shown = {each.name: each for each in list_settings({"MINQING_WEB__PORT": "9000"}, file)}
    assert shown["MINQING_STREET_NAME"].origin is Origin.ENV_FILE
    assert shown["MINQING_WEB__PORT"].origin is Origin.ENVIRONMENT
    assert shown["MINQING_WEB__HOST"].origin is Origin.DEFAULT
    assert shown["MINQING_SECRET_KEY"].origin is Origin.MADE
    assert shown["MINQING_QUIET__STARTS"].value == "22:00"
    assert set(shown) == {name for name, _, _ in walk()}


def test_numbers_reach_the_rules_with_their_units() -> None:
    rules = read_settings(
        {"MINQING_LIMITS__ANSWER_ORDINARY_DAYS": "5", "MINQING_DRAFT__KEPT_HOURS": "48"}, None
    ).rules
    assert rules.answer_days == 5
    assert rules.draft_kept == timedelta(hours=48)


@pytest.mark.parametrize("document", ["docs/running.md", ".env.example"])
def test_every_setting_stands_in_the(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    assert [name for name, _, _ in walk() if name not in text] == []


def test_every_setting_is_described_with_an_example_unless_it_is_secret() -> None:
    for name, _, field in walk():
        assert field.description, name
        assert field.examples or "SecretStr" in str(field.annotation), name


def test_the_example_file_can_be_used_as_it_is() -> None:
    assert read_settings({}, ROOT / ".env.example") == read_settings({}, None)


def at(folder: Path) -> dict[str, str]:
    """Settings with a store in a folder."""
    return {"MINQING_DATABASE_URL": f"sqlite:///{folder / 'data' / 'minqing.db'}"}


def test_a_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    settings = read_settings(at(tmp_path), None)
    key = find_or_make_key(settings)
    file = tmp_path / "data" / "secret.key"
    assert len(key) >= 32
    assert find_or_make_key(settings) == key == file.read_text("utf-8").strip()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_programs_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    settings = read_settings(at(tmp_path), None)
    keys: list[str] = []
    threads = [
        threading.Thread(target=lambda: keys.append(find_or_make_key(settings))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1


def test_a_given_key_is_used_and_no_file_made(tmp_path: Path) -> None:
    settings = read_settings(at(tmp_path) | {"MINQING_SECRET_KEY": "k" * 32}, None)
    assert find_or_make_key(settings) == "k" * 32
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["postgresql://u@h/d", "sqlite:///:memory:"])
def test_a_store_that_is_no_file_needs_a_given_key(url: str) -> None:
    with pytest.raises(OperatorError, match="MINQING_SECRET_KEY"):
        find_or_make_key(read_settings({"MINQING_DATABASE_URL": url}, None))


def test_an_empty_or_unreadable_key_file_is_named(tmp_path: Path) -> None:
    settings = read_settings(at(tmp_path), None)
    file = tmp_path / "data" / "secret.key"
    file.parent.mkdir()
    for content in (b" \n", b"\xff\xfe\xff"):
        file.write_bytes(content)
        with pytest.raises(OperatorError, match=r"secret\.key"):
            find_or_make_key(settings)
