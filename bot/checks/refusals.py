"""The doctor's look at calls that we turned away: which setting differs from the console's."""

from datetime import datetime
from typing import NamedTuple

from bot.checks.findings import Finding, Grade
from bot.checks.tencent import Ward, moment
from bot.consoles import setting
from bot.platforms.tencent import callbacks
from services import door_facts, turned_away
from services.turned_away import TurnedAway

_ALIKE = "要和后台一字不差，改了要重启本程序"
_ANYBODY = "别人乱试也会这样，收得到消息就不用管"


class Names(NamedTuple):
    """What an address is set by: settings of its door, and where the console has them."""

    token: str
    aes_key: str
    receiver: str
    place: str


class _Cause(NamedTuple):
    """What a reason means, what to do, and whether only the platform itself can bring it about."""

    words: str
    mend: str
    is_sure: bool


def examine_turned_away(
    ward: Ward, address: str, names: Names, heard: datetime | None, part: str = "refused"
) -> Finding | None:
    """Look whether calls were turned away since the newest that was taken.

    Args:
        ward: the door.
        address: ours, as whoever turned them away names it.
        names: what it is set by.
        heard: when the newest call was taken; None where nobody knows.
        part: names the finding.
    """
    with ward.store.read() as session:
        found = turned_away.list_recent(session, address, ward.clock)
    since = [it for it in found if heard is None or it.at > heard]
    if not since:
        return None
    causes = [(it, _cause_of(ward, it, names)) for it in since]
    newest, cause = next(((it, why) for it, why in causes if why.is_sure), causes[0])
    return ward.finding(
        part,
        Grade.WRONG if cause.is_sure else Grade.NOTE,
        f"最近有 {newest.times} 次送给{ward.title}这扇门的消息被拒，"
        f"最近一次 {moment(newest.at, ward.clock)}：{cause.words}",
        cause.mend,
    )


def last_heard(ward: Ward) -> datetime | None:
    """Say when the platform brought something last."""
    with ward.store.read() as session:
        return door_facts.last_heard(session, ward.door, ward.robot)


def _cause_of(ward: Ward, found: TurnedAway, names: Names) -> _Cause:
    token, key = setting(ward.name, names.token), setting(ward.name, names.aes_key)
    causes = {
        callbacks.WRONG_SIGNATURE: _Cause(
            "签名不对", f"{token} 和 {names.place} 里的 Token {_ALIKE}；{_ANYBODY}", is_sure=False
        ),
        callbacks.OFF_TIME: _Cause(
            "时间差了五分钟以上", f"核对本机的时钟（NTP）；{_ANYBODY}", is_sure=False
        ),
        callbacks.NOT_ENCRYPTED: _Cause(
            "没有加密",
            f"{names.place}：选安全模式；{_ANYBODY}",
            is_sure=False,
        ),
        callbacks.ENCRYPTED: _Cause(
            "加了密，这里没有设密钥",
            f"填上 {key}：{names.place} 里的 EncodingAESKey；改了要重启本程序",
            is_sure=True,
        ),
        callbacks.FOR_OTHERS: _Cause(
            "是给别的号的",
            f"核对 {setting(ward.name, names.receiver)}；看是不是别的号也填了这个网址",
            is_sure=True,
        ),
    }
    unsealed = _Cause(
        "解不开", f"{key} 和 {names.place} 里的 EncodingAESKey {_ALIKE}", is_sure=True
    )
    causes |= dict.fromkeys((callbacks.WRONG_PADDING, callbacks.WRONG_LENGTH), unsealed)
    return causes.get(found.why, _Cause(found.why, f"看日志；{_ANYBODY}", is_sure=False))
