"""What the four cards (四色卡) say."""

from services.texts.phrases import Template

PLEDGE = Template("cards.pledge", "{number}. {words}（{state}）", "{number}. {words} ({state})")
KEPT = Template("cards.kept", "已兑现", "kept")
NOT_YET = Template("cards.not_yet", "还没兑现", "not yet kept")
NO_PLEDGES = Template("cards.no_pledges", "今年还没有写承诺。", "No pledge this year yet.")
ERASED = Template("cards.erased", "（已删除）", "(erased)")

NAME = Template("cards.name", "姓名：{words}", "Name: {words}")
UNIT = Template("cards.unit", "单位：{words}", "Unit: {words}")
REPORTED = Template("cards.reported", "报到：{words}", "Reported in: {words}")
SKILLS = Template("cards.skills", "特长：{words}", "Skills: {words}")
INTERESTS = Template("cards.interests", "兴趣：{words}", "Interests: {words}")
BODY = Template("cards.body", "{name}（{belonging}）", "{name} ({belonging})")

POSTS = Template("cards.posts", "岗位：{posts}", "Posts: {posts}")
NO_POSTS = Template("cards.no_posts", "今年还没有认领岗位。", "No post claimed this year yet.")
THIS_YEAR = Template(
    "cards.this_year",
    "今年服务 {hours} 小时，到岗 {shifts} 班",
    "This year: {hours} hours, {shifts} shifts",
)
EVER = Template(
    "cards.ever",
    "累计服务 {hours} 小时，到岗 {shifts} 班",
    "In all: {hours} hours, {shifts} shifts",
)
CASES = Template("cards.cases", "办成民情 {count} 件", "Matters settled: {count}")
COVERS = Template("cards.covers", "替人顶班 {count} 次", "Stood in for others: {count}")
ABSENCES = Template("cards.absences", "未到岗 {count} 次", "Did not come: {count}")

ACTIVITIES = Template(
    "cards.activities", "今年参加活动 {count} 次", "Activities this year: {count}"
)
ACTIVITY = Template("cards.activity", "{month}月{day}日 {title}", "{month}/{day} {title}")
NO_ACTIVITIES = Template(
    "cards.no_activities", "今年还没有活动记录。", "No activity this year yet."
)
PARTY_LIFE = Template(
    "cards.party_life",
    "组织生活 {count} 次：{body}（{belonging}）",
    "Meetings of {body} ({belonging}): {count}",
)
OTHER_BODY = Template("cards.other_body", "其他", "others")
ELSEWHERE = Template("cards.elsewhere", "不在其中", "not a member of it")

HEAD = Template("cards.head", "{name}的四色卡，{year}年", "The four cards of {name}, {year}")
CARD = Template("cards.card", "【{title}】\n{lines}", "[{title}]\n{lines}")
POINTS = Template("cards.points", "积分 {balance} 分", "{balance} points")
PICTURE = Template("cards.picture", "四色卡的图，可以保存。", "The cards as a picture to keep.")
SEE_POINTS = Template("cards.see_points", "积分明细", "Points in detail")
SEE_REWARDS = Template("cards.see_rewards", "换东西", "Exchange points")
WRITE_PLEDGE = Template("cards.write_pledge", "写承诺", "Write a pledge")
MY_PLEDGES = Template("cards.my_pledges", "我的承诺", "My pledges")
CERTIFICATE = Template("cards.certificate", "年度鉴定", "Certificate")
MY_CERTIFICATE = Template("cards.my_certificate", "我的年度鉴定", "My yearly certificate")
PLEDGED = Template("cards.pledged", "{year}年承诺：{words}", "Pledge of {year}: {words}")
RANKING = Template("cards.ranking", "积分排名", "Ranking")
FOOT = Template(
    "cards.foot", "{street} · {year}年{month}月{day}日", "{street} · {year}-{month}-{day}"
)
WHICH_MEMBER = Template(
    "cards.which_member", "看哪位党员的四色卡？请写姓名。", "Whose cards? Please write the name."
)
NOBODY_SO_CALLED = Template(
    "cards.nobody_so_called",
    "您的社区里没有叫“{name}”的党员。请再写一次，或发“取消”。",
    "No member called “{name}” in your area. Please write it again.",
)
CHOOSE_MEMBER = Template("cards.choose_member", "是哪一位？", "Which one?")
MEMBER_OF = Template("cards.member_of", "{name}（{area}）", "{name} ({area})")
AND_MORE = Template("card.and_more", "{first}、{rest}", "{first}, {rest}")
