"""Making the door of what was set."""

from bot.consoles import complain
from bot.platforms.tencent.calling import Line
from bot.platforms.wechat.account import Account, line_of
from bot.platforms.wechat.adapter import WechatAdapter
from bot.setting_groups import Settings, Wechat
from models.errors import OperatorError
from services.clock import Clock
from services.store import Store

NEEDED = ("app_id", "token")
"""Without these nothing can be heard; without an AppSecret nothing can be said later."""

TO_CALL = ("app_id", "app_secret", "token")
"""Without these no command can ask WeChat for anything."""

TOLD = ("app_secret", "aes_key", "template_id", "subscription_id")
"""Whoever sets one of these wants the door open."""


def make_wechat(settings: Settings, store: Store, clock: Clock) -> WechatAdapter | None:
    """Make the adapter of the account; None when nothing of it is set.

    Raises:
        OperatorError: some of what it needs is set, and some is not.
    """
    account = find_account(settings)
    return None if account is None else WechatAdapter(account, store, clock)


def make_line(settings: Settings, store: Store, clock: Clock) -> Line:
    """Make the calls of the account, for a command.

    Raises:
        OperatorError: what it needs is not set.
    """
    account = find_account(settings)
    line = None if account is None else line_of(account, store, clock)
    if line is None:
        given = settings.wechat
        raise OperatorError(complain("wechat", [it for it in TO_CALL if not _said(given, it)]))
    return line


def find_account(settings: Settings) -> Account | None:
    """Give what is set of the account; None when nothing is.

    Raises:
        OperatorError: some of what it needs is set, and some is not.
    """
    given = settings.wechat
    missing = [name for name in NEEDED if not _said(given, name)]
    if missing and len(missing) == len(NEEDED) and not any(_said(given, it) for it in TOLD):
        return None
    if missing:
        raise OperatorError(complain("wechat", missing))
    public_url = settings.web.public_url
    return Account(
        app_id=_said(given, "app_id"),
        token=_said(given, "token"),
        aes_key=_said(given, "aes_key"),
        secret=_said(given, "app_secret"),
        api_url=given.api_url,
        template_id=_said(given, "template_id"),
        subscription_id=_said(given, "subscription_id"),
        template_fields=given.template_fields,
        page=f"{public_url}/chat" if public_url else "",
    )


def _said(given: Wechat, name: str) -> str:
    value = getattr(given, name)
    return "" if value is None else str(getattr(value, "get_secret_value", lambda: value)())
