"""The doctor looks at the addresses by which WeCom signs people in at the desk."""

from pathlib import Path

import pytest

from bot.checks.findings import Grade
from bot.checks.wecom_sign_in import examine_sign_in
from bot.settings import read_settings

HOST = "minqing.street.gov.cn"


@pytest.mark.parametrize(
    ("name", "value", "grade", "words"),
    [
        ("WEB__PUBLIC_URL", f"https://{HOST}", Grade.GOOD, (HOST, "可信域名", "授权回调域")),
        ("WEB__PUBLIC_URL", f"https://{HOST}:8443", Grade.GOOD, (f"{HOST}:8443",)),
        ("WEB__PUBLIC_URL", f"http://{HOST}", Grade.WRONG, ("不是 https", "反向代理")),
        ("WEB__PUBLIC_URL", "https://10.1.2.3", Grade.WRONG, ("不是域名", "可信域名")),
        ("WEB__PUBLIC_URL", "https://desk.local", Grade.WRONG, ("不是域名",)),
        ("WEB__PUBLIC_URL", "https://desk", Grade.WRONG, ("不是域名",)),
        ("WEB__PUBLIC_URL", "", Grade.NOTE, ("MINQING_WEB__PUBLIC_URL", "一次性链接")),
        (
            "WECOM__AUTHORIZE_URL",
            "http://wecom.street",
            Grade.WRONG,
            ("MINQING_WECOM__AUTHORIZE_URL", "https://open.weixin.qq.com"),
        ),
        (
            "WECOM__LOGIN_URL",
            "http://wecom.street",
            Grade.WRONG,
            ("MINQING_WECOM__LOGIN_URL", "https://login.work.weixin.qq.com"),
        ),
    ],
)
def test_an_address_by_which_nobody_can_sign_in_safely_is_named(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    value: str,
    grade: Grade,
    words: tuple[str, ...],
) -> None:
    assert home.exists()
    monkeypatch.setenv("MINQING_WEB__PUBLIC_URL", f"https://{HOST}")
    if value:
        monkeypatch.setenv(f"MINQING_{name}", value)
    else:
        monkeypatch.delenv(f"MINQING_{name}")
    found = examine_sign_in(read_settings())
    assert found.grade is grade, found
    assert bool(found.mend) is (grade is not Grade.GOOD)
    for word in words:
        assert word in found.message + found.mend
