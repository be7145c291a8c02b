"""What is said about claiming posts, confirming claims, and the waiting list."""

from services.texts.phrases import Template

# To those who confirm
TO_BE_CONFIRMED = Template(
    "claiming.to_be_confirmed",
    "【认领待确认】{who} 认领{opening}。名额 {taken}/{places}。",
    "[To confirm] {who} claims {opening}. Places taken: {taken} of {places}.",
)
SKILL_TO_CHECK = Template(
    "claiming.skill_to_check",
    "这个岗位要会“{skill}”，特长是本人写的，请核实。",
    "This post asks for “{skill}”; the member wrote it themselves, so please check.",
)
CONFIRM = Template("claiming.confirm", "确认", "Confirm")
DECLINE = Template("claiming.decline", "不同意", "Decline")
DECLINE_WHY = Template(
    "claiming.decline_why",
    "为什么不同意？请写一句，会告诉本人。",
    "Why not? Please write a sentence; the member is told.",
)
IS_CONFIRMED = Template(
    "claiming.is_confirmed",
    "已确认，已告诉本人：{who}，{opening}。",
    "Confirmed; the member was told: {who}, {opening}.",
)
IS_DECLINED = Template(
    "claiming.is_declined",
    "没有同意，原因已告诉本人：{who}，{opening}。",
    "Declined; the member was told why: {who}, {opening}.",
)
SOMEBODY_LEFT = Template(
    "claiming.somebody_left", "{who} 退岗：{opening}。{words}", "{who} gave up {opening}. {words}"
)
BECAUSE = Template("claiming.because", "原因：{words}", "Reason: {words}")

# To whoever claimed
CONFIRMED = Template(
    "claiming.confirmed",
    "您认领的{opening}，社区已确认。{first}",
    "The community has confirmed your claim: {opening}. {first}",
)
DECLINED = Template(
    "claiming.declined",
    "您认领的{opening}，社区没有同意。\n原因：{words}",
    "The community declined your claim: {opening}.\nReason: {words}",
)
REMOVED = Template(
    "claiming.removed",
    "社区把您从{opening}撤下来了。\n原因：{words}",
    "The community has taken you off: {opening}.\nReason: {words}",
)
FIRST_TIME = Template(
    "claiming.first_time", "第一次上岗：{at}{place}。", "First time: {at}{place}."
)
AT_PLACE = Template("claiming.at_place", "，{place}", ", {place}")
TIMES_AGREED = Template(
    "claiming.times_agreed", "上岗时间由社区跟您商定。", "The community agrees the hours with you."
)

# The waiting list
PLACE_FREE = Template(
    "claiming.place_free",
    "{opening}空出一个名额，给您留到 {until}。要吗？",
    "A place is free: {opening}. It is kept for you until {until}. Do you want it?",
)
TAKE_PLACE = Template("claiming.take_place", "要这个名额", "I want it")
REFUSE_PLACE = Template("claiming.refuse_place", "不要了", "No longer")
PLACE_LAPSED = Template(
    "claiming.place_lapsed",
    "{opening}的名额给您留过，时间到了，已经转给后面的人。还想要的话，请再认领。",
    "The place was kept for you and the time is over: {opening}. If you still want it, please "
    "claim it again.",
)

NO_MEMBER_NOW = Template(
    "claiming.no_member_now",
    "您现在不是这里的党员了，下面的认领到此为止，谢谢您。有疑问请联系社区。",
    "You are no member here any more, so these claims end. Thank you; please ask the community.",
)
MERGED_CLASH = Template(
    "claiming.merged_clash",
    "两个账号合到一起后，{opening}跟您先认领的岗位时间冲突，这个认领取消了。",
    "Your two accounts are one now, and {opening} clashes with what you claimed before; this "
    "claim was ended.",
)
PASSED_OVER = Template(
    "claiming.passed_over",
    "您候补的{opening}，现在对人选另有要求，名额问了后面的人，您的候补取消了。想了解请联系社区。",
    "The post you waited for has other requirements now, so the place went to the next and you "
    "are no longer on the list: {opening}. Please ask the community about it.",
)

# After the press
CLAIMED = Template(
    "claiming.claimed", "已认领：{opening}。\n{first}", "Claimed: {opening}.\n{first}"
)
CLAIMED_PENDING = Template(
    "claiming.claimed_pending",
    "已认领，等社区确认：{opening}。名额给您留着，有结果马上告诉您。\n{first}",
    "Claimed, to be confirmed by the community: {opening}. The place is kept for you and you will "
    "hear at once.\n{first}",
)
SKILL_CHECKED = Template(
    "claiming.skill_checked",
    "这个岗位要会“{skill}”，社区核实后才确认。",
    "This post asks for “{skill}”; the community checks that first.",
)
QUEUED = Template(
    "claiming.queued",
    "名额已满，您排候补第 {number} 位：{opening}。空出名额会按顺序问您。",
    "All places are taken; you are number {number} on the waiting list: {opening}. When a place "
    "is free you are asked in turn.",
)
NAMED_AS = Template(
    "claiming.named_as", "别人看到的是：{name}。", "To others you are named: {name}."
)
CHANGE_NAME = Template("claiming.change_name", "改署名", "Change the name shown")
MY_POSTS = Template("claiming.my_posts", "我的岗位", "My posts")
RELEASE = Template("claiming.release", "退岗", "Give it up")
LEAVE_QUEUE = Template("claiming.leave_queue", "退出候补", "Leave the list")
RELEASE_OF = Template("claiming.release_of", "退岗：{post}", "Give up: {post}")
LEAVE_QUEUE_OF = Template("claiming.leave_queue_of", "退出候补：{post}", "Leave the list: {post}")
WHICH_NAME = Template(
    "claiming.which_name",
    "{opening}：公布名单上怎么写您？",
    "{opening}: how shall you be named in the lists?",
)
NAME_CHANGED = Template(
    "claiming.name_changed", "改好了，别人看到的是：{name}。", "Changed; others see: {name}."
)
RELEASE_SURE = Template(
    "claiming.release_sure",
    "要退：{opening}。以后的班都不用来了，名额给别人。",
    "You give up: {opening}. You need not come any more, and the place goes to somebody else.",
)
RELEASE_SAYING = Template("claiming.release_saying", "写原因再退岗", "Say why first")
RELEASE_WHY = Template(
    "claiming.release_why",
    "为什么退？写一句，只给社区看。",
    "Why? The community alone reads it.",
)
RELEASED = Template(
    "claiming.released", "已退岗：{opening}。谢谢您。", "Given up: {opening}. Thank you."
)
LEFT_QUEUE = Template(
    "claiming.left_queue", "已退出候补：{opening}。", "You left the waiting list: {opening}."
)
REFUSED_PLACE = Template(
    "claiming.refused_place",
    "好的，{opening}的名额转给后面的人。",
    "All right, the place goes to the next: {opening}.",
)

# What is open
OWN_HEAD = Template("claiming.own_head", "您的岗位：", "Your posts:")
OWN_LINE = Template("claiming.own_line", "· {opening}（{state}）", "· {opening} ({state})")
OWN_QUEUED = Template("claiming.own_queued", "候补第 {number} 位", "number {number} in the list")
OWN_ASKED = Template(
    "claiming.own_asked", "有名额，给您留到 {until}", "a place is kept for you until {until}"
)
OPEN_HEAD = Template(
    "claiming.open_head", "可以认领的岗位（{count} 个）：", "Posts to claim ({count}):"
)
FOUND_HEAD = Template(
    "claiming.found_head", "“{words}”的岗位（{count} 个）：", "Posts for “{words}” ({count}):"
)
NOTHING_OPEN = Template(
    "claiming.nothing_open",
    "附近现在没有可以认领的岗位，有新的会发在党员群里。",
    "No post is open near you now; new ones are told in the members' group.",
)
NOTHING_FOUND = Template(
    "claiming.nothing_found",
    "没有找到“{words}”的岗位。",
    "No post was found for “{words}”.",
)
ALL_POSTS = Template("claiming.all_posts", "看全部岗位", "See all posts")
OTHER_POSTS = Template("claiming.other_posts", "看别的岗位", "See other posts")
LINE = Template(
    "claiming.line", "{number}. {opening}{place}\n{free}", "{number}. {opening}{place}\n{free}"
)
ONE = Template("claiming.one", "{opening}{place}\n{free}", "{opening}{place}\n{free}")
FREE = Template(
    "claiming.free", "空 {free} 个，共 {places} 个名额", "{free} of {places} places free"
)
FULL = Template(
    "claiming.full",
    "已满，可候补（前面 {count} 人）",
    "full, with a waiting list ({count} before you)",
)
CLAIM = Template("claiming.claim", "认领", "Claim")
CLAIM_QUEUE = Template("claiming.claim_queue", "认领候补", "Claim a place on the list")
CLAIM_NUMBER = Template("claiming.claim_number", "认领 {number}", "Claim {number}")
CLAIM_QUEUE_NUMBER = Template(
    "claiming.claim_queue_number", "认领候补 {number}", "Claim: list {number}"
)
THE_REST = Template("claiming.the_rest", "后面 {count} 个", "{count} more")
TO_POSTS = Template("claiming.to_posts", "岗位", "Posts")
TO_CARDS = Template("claiming.to_cards", "四色卡", "Four cards")
TO_JOIN = Template("claiming.to_join", "报到", "Report as a member")

# For staff
CLAIMS_WAITING = Template(
    "claiming.claims_waiting", "待确认认领 {count} 个", "Claims to confirm: {count}"
)
PENDING_HEAD = Template(
    "claiming.pending_head", "等您确认的认领（{count} 个）：", "Claims to confirm ({count}):"
)
PENDING_LINE = Template("claiming.pending_line", "{number}. {what}", "{number}. {what}")
NOTHING_PENDING = Template(
    "claiming.nothing_pending", "没有等您确认的认领。", "No claim waits for you."
)
CONFIRM_NUMBER = Template("claiming.confirm_number", "确认 {number}", "Confirm {number}")
DECLINE_NUMBER = Template("claiming.decline_number", "不同意 {number}", "Decline {number}")

# In a group, to whoever pressed
DONE_IN_GROUP = Template(
    "claiming.done_in_group", "已认领，详情发到您的私聊了。", "Claimed; the rest is in your chat."
)
QUEUED_IN_GROUP = Template(
    "claiming.queued_in_group",
    "名额已满，您排候补第 {number} 位，详情看私聊。",
    "All places are taken; you are number {number} on the list, see your chat.",
)
BUSY_LINE = Template("claiming.busy_line", "{line}（时间冲突）", "{line} (clashes with yours)")
