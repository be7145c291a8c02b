import io
import logging
import re
from collections.abc import Iterator

import pytest

from bot.logs import set_up_logs
from bot.settings import read_settings

TOKEN = "123456789:AAExyz-abcdefghijklmnopqrstuvwxyz01"
SHORT_TOKEN = "4242:tests-only"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the logs wrote, with the program's settings in force."""
    root = logging.getLogger()
    before = (root.level, root.handlers[:])
    stream = io.StringIO()
    set_up_logs(read_settings({"MINQING_TELEGRAM__TOKEN": SHORT_TOKEN}, None), stream)
    yield stream
    logging.captureWarnings(capture=False)
    root.setLevel(before[0])
    root.handlers[:] = before[1]


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        (f"token {TOKEN} ok", TOKEN),
        (f"POST https://api.telegram.org/bot{TOKEN}/getMe", TOKEN),
        ("GET http://127.0.0.1/file/bot77:short/photo.jpg", "77:short"),
        (f"own token {SHORT_TOKEN}", SHORT_TOKEN),
        ("GET /cgi-bin/token?appid=wx1&secret=0123abcdef&x=1", "0123abcdef"),
        ("/message/custom/send?access_token=ACCESS_abc-123", "ACCESS_abc-123"),
        ("postgresql://minqing:hunter2@127.0.0.1/minqing", "hunter2"),
        ("电话13812345678。", "13812345678"),
        ("电话 138 1234 5678", "1234 5678"),
        ("电话 138-1234-5678", "1234-5678"),
        ("电话 +8613812345678", "13812345678"),
        ("三号楼13812345678张", "13812345678"),
        ("tel13812345678", "13812345678"),
        ("phone=13812345678,", "13812345678"),
        ("座机0571-88886666。", "88886666"),
        ("座机 0571-88886666", "88886666"),
        ("座机 010 88886666", "88886666"),
        ("座机 057188886666", "88886666"),
        ("身份证 330106199001011234", "330106199001011234"),
        ("身份证 33010619900101123X 张", "33010619900101123X"),
    ],
)
def test_what_must_not_be_read_is_masked(written: io.StringIO, text: str, secret: str) -> None:
    logging.getLogger("bot.turns").info("%s", text)
    try:
        int(text)
    except ValueError:
        logging.getLogger("bot.turns").exception("failed")
    assert "failed" in written.getvalue()
    assert secret not in written.getvalue()


@pytest.mark.parametrize(
    "text",
    ["case HF-2026-000123", "conversation 1234567890", "at 2026-11-22 09:30:05", "took 1380 ms",
     "chat -1001234567890", "/bottom/of/page", "id 10000000001",
     "wechat wx0123456789abcdef: open", "wx13812345678abcde", "media 0123456789a_13812345678"],
)  # fmt: skip
def test_what_may_be_read_stays(written: io.StringIO, text: str) -> None:
    logging.getLogger("bot.turns").warning(text)
    assert text in written.getvalue()


def test_a_record_is_one_line_with_time_level_and_name(written: io.StringIO) -> None:
    logging.getLogger("bot.turns").info("first\nsecond")
    line = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d INFO bot\.turns: first⏎second\n"
    assert re.fullmatch(line, written.getvalue())


def test_a_traceback_follows_indented(written: io.StringIO) -> None:
    try:
        int("x")
    except ValueError:
        logging.getLogger("bot").exception("failed")
    first, *others = written.getvalue().splitlines()
    assert first.endswith("failed")
    assert others
    assert all(line.startswith("    ") for line in others)


def test_libraries_do_not_tell_of_every_request(written: io.StringIO) -> None:
    for name in ("httpx", "httpcore.connection", "telegram.Bot", "apscheduler.executors"):
        logging.getLogger(name).info("chatter")
        logging.getLogger(name).warning("trouble")
    assert "chatter" not in written.getvalue()
    assert written.getvalue().count("trouble") == 4
