"""What other systems read over Open311: the kinds of trouble, and what is asked about each."""

from collections.abc import Mapping

from models.categories import Category
from services.texts.phrases import Template

SERVICES: Mapping[Category, tuple[str, str, str]] = {
    Category.WATER: (
        "公用设施",
        "停水、漏水、水压小、下水道堵、污水外溢",
        "停水,漏水,下水道,污水",
    ),
    Category.POWER: ("公用设施", "停电、跳闸、电线坏了", "停电,跳闸,电线"),
    Category.GAS: ("公用设施", "停气、燃气设施坏了；闻到煤气味请先打抢修电话", "燃气,煤气,停气"),
    Category.HEATING: ("公用设施", "不热、停暖、暖气漏水", "暖气,供暖,不热"),
    Category.STREET: ("市容环境", "路面破损、井盖、路灯不亮", "路灯,道路,井盖,坑洼"),
    Category.ENVIRONMENT: ("市容环境", "垃圾、异味、乱堆乱放、害虫", "垃圾,异味,卫生"),
    Category.GREENING: ("市容环境", "树木、草坪、倒树、修枝", "绿化,树木,草坪"),
    Category.NOISE: ("市容环境", "施工、广场、店铺和楼上的噪音", "噪音,施工,扰民"),
    Category.TRAFFIC: ("市容环境", "乱停车、堵路、共享单车、信号灯", "停车,交通,堵路"),
    Category.PROPERTY: ("住房物业", "物业服务、电梯、门禁、收费", "物业,电梯,门禁"),
    Category.BUILDING: ("住房物业", "房屋漏水、墙皮、楼道堵塞、消防设施", "房屋,消防,楼道"),
    Category.HOUSING: ("住房物业", "公租房、拆迁、征收、加装电梯", "住房,征收,拆迁"),
    Category.SECURITY: ("平安法治", "小偷、打架、可疑的人和事；紧急请先打 110", "治安,盗窃,打架"),
    Category.DISPUTE: ("平安法治", "邻居和家里的纠纷；不公开", "邻里,纠纷,调解"),
    Category.WELFARE: ("民生服务", "低保、残疾、独居老人、一时有难处；不公开", "困难,低保,帮扶"),
    Category.HEALTH: ("民生服务", "看病、疫苗、公共卫生；不公开", "医疗,卫生,疫苗"),
    Category.EDUCATION: ("民生服务", "入学、托育、校外培训", "教育,入学,托育"),
    Category.LABOUR: ("民生服务", "找工作、欠薪、社保", "就业,社保,欠薪"),
    Category.MARKET: ("民生服务", "买到假货、乱收费、食品安全", "消费,食品,退款"),
    Category.POLICY: ("政务服务", "问政策、问怎么办事", "政策,咨询,办事"),
    Category.CONDUCT: ("政务服务", "对工作人员的意见；不公开，由街道办", "作风,投诉"),
    Category.OTHER: ("政务服务", "说不清是哪一类的，都放这里", "其他"),
}
"""Of each kind: its group, what belongs to it, and words for it."""

ATTRIBUTES: tuple[tuple[str, str, str, str], ...] = (
    ("place", "string", "具体位置：楼号、门口、路口；不必写门牌号", "一句话"),
    ("building", "string", "哪栋楼", "如：3号楼"),
    ("since", "string", "从什么时候开始的", "一句话，或日期"),
    ("danger", "singlevaluelist", "现在有没有危险", "选一项"),
)
"""What is asked about each kind, all of it if somebody likes: code, datatype, question, form."""

DANGERS = (("no", "没有危险"), ("yes", "有危险，不能等"))

REFUSALS = {
    reason: Template(f"refusal.{reason}", *words)
    for reason, words in {
        "system_code": (
            "“{code}”不能做编码：1-40 个字母、数字、点、横线",
            "“{code}” is no code: 1-40 letters, digits, dots and dashes",
        ),
        "system_name": ("{code} 要有名称，最多 80 个字", "{code} needs a name, 80 signs at most"),
        "system_exists": (
            "外部单位 {code} 已经有了；换密钥请先 minqing systems end {code}，再添加",
            "System {code} exists; for a new key end it first, then add it again",
        ),
        "system_unknown": (
            "没有在用的外部单位“{code}”，见 minqing systems list",
            "There is no system “{code}” in use, see minqing systems list",
        ),
        "api_key_missing": ("缺少 api_key。", "The api_key is missing."),
        "api_key_wrong": ("api_key 不对，或者已经停用。", "The api_key is wrong or was ended."),
        "argument_missing": ("缺少参数 {name}。", "The argument {name} is missing."),
        "argument_wrong": ("参数 {name} 不对：{form}。", "The argument {name} is wrong: {form}."),
        "attribute_unknown": (
            "没有 attribute[{name}] 这一项，只有：{known}。",
            "There is no attribute[{name}], only: {known}.",
        ),
        "request_place_missing": (
            "缺少地点：请给 lat 和 long，或者 address_string，或者 address_id。",
            "No location: give lat and long, or address_string, or address_id.",
        ),
        "request_place_outside": (
            "这个地点不在该单位负责的区域里。",
            "This location lies outside the area of this system.",
        ),
        "service_code_unknown": (
            "没有这个 service_code：{code}。",
            "There is no such service_code: {code}.",
        ),
        "request_unknown": (
            "没有这个 service_request_id，或者没有公开。",
            "There is no such service_request_id, or it is not public.",
        ),
        "token_unknown": ("没有这个 token。", "There is no such token."),
    }.items()
}

NOTICE = Template(
    "open311.notice",
    "已收到，编号 {number}，最迟 {due} 前答复。",
    "Received as {number}; it is answered by {due} at the latest.",
)
DUE = Template("open311.due", "最迟 {due} 前答复。", "Answered by {due} at the latest.")
NOTHING_SAID = Template(
    "open311.nothing_said", "（对方没有写内容）{name}", "(No words came with it.) {name}"
)
BUILDING = Template("open311.building", "楼栋：{words}", "Building: {words}")
SINCE = Template("open311.since", "从什么时候开始：{words}", "Since: {words}")
MEDIA = Template("open311.media", "附图：{words}", "Picture: {words}")
THEIR_STATUS = Template(
    "open311.their_status", "对方系统里的状态：{status}", "Status in their system: {status}"
)
WITH_ANSWER = Template("open311.with_answer", "{status}：{words}", "{status}: {words}")

NO_SUCH_PAGE = Template("open311.no_such_page", "没有这个地址。", "There is no such address.")
WRONG_METHOD = Template(
    "open311.wrong_method", "这个地址不接受这种请求。", "This address does not take this method."
)
WRONG_FORMAT = Template(
    "open311.wrong_format", "只有 json 和 xml 两种格式。", "There are json and xml only."
)
TOO_MANY = Template(
    "open311.too_many", "请求太多，请过一会儿再来。", "Too many requests; please come back later."
)
NOT_NOW = Template(
    "open311.not_now", "现在读不到资料，请过一会儿再来。", "Not available now; please come back."
)
