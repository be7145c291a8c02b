"""The doctor's look at the official account: each step of docs/running.md, asked of WeChat."""

from collections.abc import Iterator, Mapping, Sequence

from bot.checks.findings import Finding, Grade
from bot.checks.refusals import Names, examine_turned_away, last_heard
from bot.checks.templates import look_at_template
from bot.checks.tencent import (
    FINE,
    NO_MENU,
    NO_RIGHT,
    TOKEN_DEAD,
    TOO_OFTEN,
    Look,
    Trouble,
    Ward,
    ask,
    examine_address,
    examine_heard,
    examine_server,
    examine_settings,
    not_told,
    rows_of,
)
from bot.consoles import BASICS, NO_MENU_RIGHT, PUSH
from bot.platforms.tencent.calling import Line
from bot.platforms.wechat.account import line_of
from bot.platforms.wechat.opening import find_account
from bot.setting_groups import Settings
from models.errors import OperatorError
from models.people import Door
from services import door_facts
from services.clock import Clock
from services.store import Store

_REFUSED = Trouble(
    "微信不认刚给出的凭证", "看是不是另有程序在用这个号的 AppSecret；停掉它，或改用别的号"
)
_SECRET = Trouble(
    "AppSecret 不对",
    f"{BASICS} → AppSecret：重置，把新的写进 MINQING_WECHAT__APP_SECRET（旧的马上失效）",
)
TROUBLES: Mapping[int, Trouble] = {
    40001: _SECRET,
    40125: _SECRET,
    41004: _SECRET,
    40013: Trouble("AppID 不对", f"照 {BASICS} 里的 AppID 改 MINQING_WECHAT__APP_ID"),
    41002: Trouble("AppID 不对", f"照 {BASICS} 里的 AppID 改 MINQING_WECHAT__APP_ID"),
    40164: Trouble(
        "微信不让本机进：{ip} 不在白名单里", f"{BASICS} → API IP 白名单：加上 {{ip}}，等几分钟"
    ),
    40243: Trouble("AppSecret 冻结着", f"{BASICS} → AppSecret：解冻，十分钟后生效"),
    TOKEN_DEAD: _REFUSED,
    TOO_OFTEN: Trouble("今天问微信的次数用完了", "明天自己恢复；平时每天用不到几十次，看是谁在问"),
    50002: Trouble("这个号被微信限制了", "在 mp.weixin.qq.com 的通知中心看原因"),
}

NO_ADDRESS = 40201
NOT_OPENED = 65400
"""The console's own desk for customer service is not in use; sending needs it not."""

NAMES = Names("token", "aes_key", "app_id", PUSH)

ALL_LOST = "100%"


async def examine(settings: Settings, store: Store, clock: Clock) -> Sequence[Finding]:
    """Look at the official account; nothing when none is set."""
    ours = settings.wechat
    ward = Ward(settings, store, clock, Door.WECHAT, ours.app_id or "", "wechat", "微信", TROUBLES)
    try:
        account = find_account(settings)
    except OperatorError:
        missing = examine_settings(ward, {"app_id": ours.app_id, "token": ours.token})
        return [] if missing is None else [missing]
    if account is None:
        return []
    line = line_of(account, store, clock)
    if line is None:
        return [_tell_that_it_is_mute(ward), *_examine_ours(ward)]
    try:
        return [*await examine_server(ward, line, LOOKS), *_examine_ours(ward)]
    finally:
        await line.close()


def _tell_that_it_is_mute(ward: Ward) -> Finding:
    return ward.finding(
        "",
        Grade.NOTE,
        "没设 MINQING_WECHAT__APP_SECRET：只能当场回复，取不到照片，后来的话等居民再来时给",
        f"{BASICS} → AppSecret：启用或重置，把它写进去",
    )


def _examine_ours(ward: Ward) -> Iterator[Finding]:
    """Look at what needs no server."""
    yield from examine_address(ward, "/wechat", is_strict=True)
    if ward.settings.wechat.aes_key is None:
        yield ward.finding(
            "mode",
            Grade.NOTE,
            "微信送来的消息没有加密（明文模式）",
            f"{PUSH}：选安全模式，把 EncodingAESKey 写进 MINQING_WECHAT__AES_KEY",
        )
    yield examine_heard(
        ward,
        f"{PUSH}：填 URL（{ward.address('/wechat')}）、Token、EncodingAESKey，提交并启用；"
        "再用手机给这个号发一句话",
    )
    refused = examine_turned_away(ward, f"wechat:{ward.robot}", NAMES, last_heard(ward))
    yield from [] if refused is None else [refused]
    with ward.store.read() as session:
        held = door_facts.count_held(session, ward.door)
    if held.messages:
        yield ward.finding(
            "held",
            Grade.NOTE,
            f"有 {held.messages} 条消息推不到 {held.people} 个人，等他们来说话时再给",
            "不用做什么；设了模板消息，会先请他们来看",
        )


async def _look_at_callback(ward: Ward, line: Line) -> Finding:
    """Look whether WeChat finds the address that was put into its console."""
    body = {"action": "all", "check_operator": "DEFAULT"}
    reply = await ask(ward, line, lambda it: it.post("/cgi-bin/callback/check", body))
    if reply.code == NO_ADDRESS:
        return ward.finding(
            "callback",
            Grade.WRONG,
            f"这个号还没有填服务器地址（{NO_ADDRESS}）",
            f"{PUSH}：URL 填 {ward.address('/wechat')}",
        )
    if reply.code != FINE:
        return not_told(ward, "callback", "服务器地址通不通", reply)
    if not rows_of(reply, "dns"):
        return ward.finding(
            "callback",
            Grade.WRONG,
            "微信解析不了服务器地址里的域名",
            f"看域名解析，再核对 {PUSH} 里的 URL",
        )
    pings = rows_of(reply, "ping")
    if pings and all(it.get("package_loss") == ALL_LOST for it in pings):
        return ward.finding(
            "callback",
            Grade.NOTE,
            "微信 ping 不到服务器地址：防火墙不答 ping 也会这样，收得到消息就不用管",
            "收不到消息的，看防火墙和反向代理放不放 80、443 端口进来",
        )
    return ward.finding("callback", Grade.GOOD, "微信找得到服务器地址")


async def _look_at_menu(ward: Ward, line: Line) -> Finding:
    reply = await ask(ward, line, lambda it: it.get("/cgi-bin/menu/get"))
    if reply.code == FINE:
        return ward.finding("menu", Grade.GOOD, "公众号的菜单设好了")
    if reply.code == NO_MENU:
        return ward.finding("menu", Grade.NOTE, "公众号还没有菜单", "minqing wechat menu")
    if reply.code == NO_RIGHT:
        return ward.finding(
            "menu",
            Grade.NOTE,
            NO_MENU_RIGHT,
            "居民照样能发“菜单”；要菜单就做微信认证",
        )
    return not_told(ward, "menu", "菜单设了没有", reply)


async def _look_at_service(ward: Ward, line: Line) -> Finding:
    """Look whether we may say something later on; listing nobody's names needs the same right."""
    reply = await ask(ward, line, lambda it: it.get("/cgi-bin/customservice/getkflist"))
    if reply.code == NO_RIGHT:
        return ward.finding(
            "service",
            Grade.NOTE,
            f"这个号没有客服消息的权限（{NO_RIGHT}）：只能当场回复，后来的话等居民再来时给",
            "做微信认证（mp.weixin.qq.com → 设置与开发 → 微信认证）",
        )
    if reply.code not in {FINE, NOT_OPENED}:
        return not_told(ward, "service", "能不能发客服消息", reply)
    return ward.finding("service", Grade.GOOD, "有客服消息的权限")


LOOKS: Sequence[Look] = (
    _look_at_callback,
    _look_at_menu,
    _look_at_service,
    look_at_template,
)
