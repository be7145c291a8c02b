"""What the yearly certificate (年度鉴定) says."""

from services.texts.phrases import Template

YEAR = Template(
    "certificate.year",
    "{name}同志于{year}年在{area}报到并参加服务。全年{year_in_words}。",
    "In {year} comrade {name} reported in {area} and served there: {year_in_words}.",
)
SERVED = Template(
    "certificate.served",
    "服务 {hours} 小时，到岗 {shifts} 班",
    "{hours} hours of service, {shifts} shifts",
)
HELD = Template("certificate.held", "服务岗位是{posts}", "posts held: {posts}")
SETTLED = Template(
    "certificate.settled",
    "认领并办成居民反映的事 {count} 件",
    "{count} matters of residents settled",
)
COVERED = Template("certificate.covered", "替他人顶班 {count} 次", "stood in {count} times")
JOINED = Template(
    "certificate.joined",
    "参加活动 {count} 次，其中组织生活 {party_life} 次",
    "{count} activities, of them {party_life} meetings of a body",
)
PLEDGED = Template(
    "certificate.pledged", "作出承诺 {count} 条，兑现 {kept} 条", "{count} pledges, {kept} kept"
)
NOTHING = Template("certificate.nothing", "没有服务记录", "no service is on record")
SHOWN_BY_RECORDS = Template(
    "certificate.shown_by_records",
    "以上由{street}根据服务记录出具，每一项都可以查到来处。",
    "Given by {street} from its records; each figure can be traced to them.",
)
ROW_HOURS = Template("certificate.row_hours", "服务时长", "Hours of service")
ROW_SHIFTS = Template("certificate.row_shifts", "到岗班次", "Shifts")
ROW_POSTS = Template("certificate.row_posts", "服务岗位", "Posts")
ROW_CASES = Template("certificate.row_cases", "办成民情", "Matters settled")
ROW_ACTIVITIES = Template("certificate.row_activities", "参加活动", "Activities")
ROW_PARTY_LIFE = Template(
    "certificate.row_party_life",
    "组织生活：{body}（{belonging}）",
    "Meetings of {body} ({belonging})",
)
ROW_PLEDGES = Template("certificate.row_pledges", "兑现承诺", "Pledges kept")
ROW_POINTS = Template("certificate.row_points", "本年积分", "Points of the year")
HOURS = Template("certificate.hours", "{count} 小时", "{count} h")
SHIFTS = Template("certificate.shifts", "{count} 班", "{count}")
TIMES = Template("certificate.times", "{count} 次", "{count}")
MATTERS = Template("certificate.matters", "{count} 件", "{count}")
POSTS = Template("certificate.posts", "{posts}", "{posts}")
OF = Template("certificate.of", "{count} 条中 {kept} 条", "{kept} of {count}")
POINTS = Template("certificate.points", "{count} 分", "{count}")
NONE = Template("certificate.none", "无", "none")
OTHER_BODY = Template("certificate.other_body", "其他", "others")
ELSEWHERE = Template("certificate.elsewhere", "不在其中", "not a member of it")

WHICH_YEAR = Template("certificate.which_year", "要哪一年的？", "Of which year?")
A_YEAR = Template("certificate.a_year", "{year}年", "{year}")
HERE_IT_IS = Template(
    "certificate.here_it_is",
    "{year}年的年度鉴定，编号 {number}。",
    "Certificate of {year}, {number}.",
)
ASK_AT_OFFICE = Template(
    "certificate.ask_at_office",
    "您{year}年的年度鉴定编号是 {number}，请到社区领取，电话 {phone}。",
    "Your certificate of {year} is number {number}. Please fetch it at the office, phone {phone}.",
)
