"""What the bot says when a rule of posts, claims or shifts says no."""

from services.texts.phrases import Template
from services.texts.refusals.claim_refusals import CLAIM_REFUSALS

POST_REFUSALS = CLAIM_REFUSALS | {
    reason: Template(f"refusal.{reason}", *words)
    for reason, words in {
        "times_unclear": (
            "没看懂时间“{words}”。请这样写：周六 9:00-11:00，或 每天 18:30-19:30。",
            "The times “{words}” are not clear. Please write: Sat 09:00-11:00.",
        ),
        "claim_list_empty": (
            "{area}现在没有人在岗，没有名单可公示。",
            "Nobody holds a post in {area} now; there is nothing to publish.",
        ),
        "claim_list_up": (
            "{area}今天的名单已经公示了。",
            "Today's list of {area} is published already.",
        ),
        "claim_list_hung": ("已经记下在单位公示了。", "It is written down already."),
        "claim_over": ("这个岗位您已经不在岗了。", "You do not hold this post any more."),
        "attendance_over": (
            "这一班的情况已经变了，请看最新的。",
            "This shift has changed; please look at it again.",
        ),
    }.items()
}
