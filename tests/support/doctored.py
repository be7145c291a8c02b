"""What the doctor says, by name; it shall say each thing once, and never a secret."""

from dataclasses import dataclass

import pytest

from bot import doctor
from bot.checks.findings import Finding, Grade
from bot.settings import read_settings
from services.clock import Clock
from services.store import Store
from tests.wechat_server import AES_KEY, APP_ID, SECRET, TOKEN, WeChatServer

TEMPLATE = "ngqIpbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEYtY"


@dataclass
class Patient:
    """A program that the doctor looks at."""

    store: Store
    clock: Clock
    secrets: tuple[str, ...]

    def examined(self) -> dict[str, Finding]:
        """Have everything looked at; nothing of it is said twice, and no secret is."""
        found = doctor.examine(read_settings(), self.store, self.clock)
        said = "".join(it.message + it.mend for it in found)
        assert [it for it in self.secrets if it in said] == []
        assert all(it.mend for it in found if it.grade is Grade.WRONG)
        named = {it.name: it for it in found}
        assert len(named) == len(found)
        return named

    def says(self, name: str, grade: Grade, *words: str) -> Finding:
        """Have it looked at: that finding has this grade, and these words."""
        found = self.examined()[name]
        assert found.grade is grade, found
        for word in words:
            assert word in found.message + found.mend, found
        return found


def a_wechat_patient(
    server: WeChatServer, store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> Patient:
    """Give a program with an official account, all of it set."""
    for name, value in (
        ("WEB__PUBLIC_URL", "https://minqing.street.gov.cn"),
        ("WECHAT__APP_ID", APP_ID),
        ("WECHAT__APP_SECRET", SECRET),
        ("WECHAT__TOKEN", TOKEN),
        ("WECHAT__AES_KEY", AES_KEY),
        ("WECHAT__API_URL", server.origin),
        ("WECHAT__TEMPLATE_ID", TEMPLATE),
    ):
        monkeypatch.setenv(f"MINQING_{name}", value)
    server.template(TEMPLATE, ["thing1", "time2"])
    return Patient(store, clock, (SECRET, TOKEN, AES_KEY))
