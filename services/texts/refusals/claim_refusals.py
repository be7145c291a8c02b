"""What the bot says when a claim of a post is refused."""

from services.texts.phrases import Template

CLAIM_REFUSALS = {
    reason: Template(f"refusal.{reason}", *words)
    for reason, words in {
        "claim_unknown": ("没有找到这条认领。", "This claim was not found."),
        "claim_not_member": (
            "认领岗位要先报到。请发“报到”，社区通过后就能认领。",
            "To claim a post, please report first: send /join; once you are admitted you can.",
        ),
        "claim_elsewhere": (
            "这个岗位在{area}，请认领您报到的社区的岗位。",
            "This post is in {area}. Please claim one in the community where you reported.",
        ),
        "claim_asks_more": (
            "这个岗位对人选另有要求，您现在认领不了。想了解请联系社区。",
            "This post has requirements of its own. Please ask the community about it.",
        ),
        "claim_asks_skill": (
            "这个岗位要会“{skill}”，您的特长里没有写。您会的话，请告诉社区补上，再来认领。",
            "This post needs “{skill}”. If you have it, please tell the community first.",
        ),
        "claim_closed": (
            "这个岗位刚刚撤了，没有认领。",
            "This post has just been closed; nothing was claimed.",
        ),
        "claim_term_over": (
            "这个岗位已经到期，没有认领。",
            "The term of this post is over; nothing was claimed.",
        ),
        "claimed_before": (
            "这个岗位您已经认领了，不用再选。",
            "You have already claimed this post.",
        ),
        "queued_before": (
            "这个岗位您已经在候补了，排第 {number} 位。",
            "You are already on the waiting list of this post, number {number}.",
        ),
        "asked_before": (
            "这个岗位给您留着一个名额，请在那条消息下面选“要这个名额”。",
            "A place in this post is kept for you; please choose “I want it” under that message.",
        ),
        "claim_clash": (
            "时间冲突：您已有“{post}”，{times}。要认领这个，请先退那个。",
            "These hours clash with “{post}”, {times}, which you have. Please give that up first.",
        ),
        "cover_clash": (
            "时间冲突：您答应了替人顶班，“{post}”，{times}。",
            "These hours clash with “{post}”, {times}, where you promised to stand in.",
        ),
        "claim_confirmed_before": (
            "这条认领已经确认过了。",
            "This claim was already confirmed.",
        ),
        "claim_gone": (
            "这条认领已经结束，没有做任何改动。",
            "This claim is over; nothing was changed.",
        ),
        "claimant_left": (
            "认领人已经不是这里的党员了，不能确认。请选“不同意”。",
            "This person is no member here any more and cannot be confirmed. Please decline.",
        ),
        "claimant_busy": (
            "时间冲突：认领人已有“{post}”，{times}，不能确认。请先跟本人商量，或选“不同意”。",
            "This person serves at “{post}”, {times}. Please talk to them first, or decline.",
        ),
        "own_claim": (
            "自己的认领要由别人确认。",
            "Somebody else has to decide about your own claim.",
        ),
        "own_wait": (
            "这个岗位您自己在候补，要由别人来定。",
            "You wait for a place there yourself; somebody else has to decide.",
        ),
        "claim_reason_missing": (
            "请写一句原因，要告诉本人。",
            "Please write the reason; the member is told.",
        ),
        "place_gone": (
            "这个名额已经不给您留着了。",
            "This place is not kept for you any more.",
        ),
    }.items()
}
