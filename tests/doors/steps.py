"""What happens in many scripts."""

from tests.doors.stages import Actor


def files(actor: Actor, words: str = "楼道灯不亮，晚上看不见") -> None:
    """Bring a matter up, agree, and hand it in."""
    actor.brings_up(words)
    hands_in(actor)


def hands_in(actor: Actor) -> None:
    """Agree, and hand in what stands on the card."""
    actor.sees("记录您的原话")
    actor.taps("同意")
    actor.sees("请看一下")
    actor.taps("提交")
    actor.sees("已提交")


def signs(actor: Actor) -> None:
    """Sign the case that was told of."""
    actor.sees("待签收")
    actor.taps("签收")
    actor.sees("已签收")


def answers(actor: Actor, words: str) -> None:
    """Answer the case one has."""
    actor.taps("答复")
    actor.sees("办了什么")
    actor.says(words)
    actor.sees("答复已发给反映人")


def settles(actor: Actor, words: str) -> None:
    """Settle a case on the spot."""
    actor.taps("当场办结")
    actor.sees("办了什么")
    actor.says(words)
    actor.sees("答复已发给反映人")
