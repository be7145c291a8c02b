"""The doctor's look at the template that says that something waits, field by field."""

import re
from collections.abc import Mapping
from typing import Any

from bot.checks.findings import Finding, Grade
from bot.checks.tencent import FINE, NO_RIGHT, Ward, ask, not_told, rows_of
from bot.platforms.tencent.calling import Line
from bot.setting_groups import Wechat
from bot.template_fields import CHOSEN, fitting, kind_of, read_layout
from services.texts.phrases import put_into_words
from services.texts.wechat import SOMETHING_WAITS

_FIELD = re.compile(r"\{\s*\{\s*(\w+)\.DATA\s*\}\s*\}")


async def look_at_template(ward: Ward, line: Line) -> Finding:
    """Look whether somebody who is out of reach can be told that something waits."""
    ours = ward.settings.wechat
    if ours.template_id:
        path, rows, key = (
            "/cgi-bin/template/get_all_private_template",
            "template_list",
            "template_id",
        )
    elif ours.subscription_id:
        path, rows, key = "/wxaapi/newtmpl/gettemplate", "data", "priTmplId"
    else:
        return ward.finding(
            "template",
            Grade.NOTE,
            "没设模板消息：48 小时没来说话的人推不到，消息留到他们再来时给",
            "认证的服务号选一个模板，写进 MINQING_WECHAT__TEMPLATE_ID，见 docs/running.md, WeChat",
        )
    reply = await ask(ward, line, lambda it: it.get(path))
    if reply.code == NO_RIGHT:
        return ward.finding(
            "template",
            Grade.WRONG,
            f"这个号没有模板消息的权限（{NO_RIGHT}）",
            "只有认证的服务号有；没有就删去 MINQING_WECHAT__TEMPLATE_ID",
        )
    if reply.code != FINE:
        return not_told(ward, "template", "模板在不在", reply)
    wanted = ours.template_id or ours.subscription_id
    found = next((it for it in rows_of(reply, rows) if it.get(key) == wanted), None)
    return _examine_fields(ward, ours, found)


def _examine_fields(ward: Ward, ours: Wechat, template: Mapping[str, Any] | None) -> Finding:
    """Compare the fields of a template with those that we fill."""
    setting = "TEMPLATE_ID" if ours.template_id else "SUBSCRIPTION_ID"
    if template is None:
        return ward.finding(
            "template",
            Grade.NOTE,
            f"这个号的模板清单里没有 MINQING_WECHAT__{setting} 那一个",
            "照 mp.weixin.qq.com → 广告与服务 → 模板消息（或订阅通知）→ 我的模板 核对模板 ID；"
            "按类目选的模板有时不在接口给的清单里，核对无误就不用管",
        )
    filled = {*read_layout(ours.template_fields)}
    there = {*_FIELD.findall(str(template.get("content", "")))}
    useless = sorted(it for it in there if not fitting(it))
    if useless:
        return ward.finding(
            "template",
            Grade.WRONG,
            f"模板的字段 {'、'.join(useless)} 本程序没有可填的",
            "换一个模板，字段只有 thing、phrase、character_string、number、time、date 开头的",
        )
    if there and there != filled:
        return ward.finding(
            "template",
            Grade.WRONG,
            f"模板的字段是 {'、'.join(sorted(there))}，"
            f"MINQING_WECHAT__TEMPLATE_FIELDS 填的是 {'、'.join(sorted(filled))}",
            "MINQING_WECHAT__TEMPLATE_FIELDS="
            + ",".join(f"{it}={fitting(it)[0]}" for it in sorted(there)),
        )
    chosen = sorted(it for it in there if kind_of(it) in CHOSEN)
    if chosen:
        return ward.finding(
            "template",
            Grade.NOTE,
            f"模板的字段 {'、'.join(chosen)} 只收后台里给它选好的值",
            f"它的值里要有“{put_into_words(SOMETHING_WAITS())}”；没有就换一个模板",
        )
    return ward.finding("template", Grade.GOOD, "模板消息设好了")
