"""Family names, forms of address and the words that announce a name, as data for the gate."""


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
    "苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝"
    "龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左"
    "柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈"
    "饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵"
    "苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南"
    "班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻厉厍晁人赖洪常傅彦昌"
)
"""The commonest family names."""

DOUBLE_SURNAMES = frozenset(
    _listed(
        "欧阳 上官 皇甫 司马 诸葛 东方 慕容 司徒 尉迟 令狐 公孙 夏侯 长孙 宇文 轩辕 端木 南宫"
        " 独孤 申屠 太史 澹台"
    )
)

ALSO_WORDS = frozenset(
    "向于和时成关应路车管单项党官南原师查明楼全盘满连商费房解安游闻谈班乐封人池阳农司古简边冷"
    "席米宗景沙荣麻皮劳"
)
"""Family names that are more often something else: alone before a title they need an edge."""

COMMON = frozenset(
    _listed(
        "方便 方案 方面 方式 方向 高兴 高层 高度 高压 高空 高温 高低 安排 安全 安装 安静 马上"
        " 马路 常见 常年 常常 关于 关心 关注 关闭 温暖 温度 白天 白色 黄色 花园 石头 石材 金额"
        " 水电 平安 平时 时间 时候 任何 任务 任意 成为 成立 成功 程序 程度 包括 包装 明天 明确"
        " 明显 车位 车辆 车主 车间 车库 施工 施行 管理 管道 管线 游戏 连续 连接 单元 单位 解决"
        " 解释 全部 全体 全面 计划 路灯 路面 路口 路边 通过 万元 江边 毛病 严重 严格 严禁 项目"
        " 文明 文件 文化 康复 牛奶 易燃 章程 童装 古树 古建 蓝色 封闭 封堵 边上 边坡 官方 官网"
        " 房屋 房间 房产 房东 向上 和谐 原因 原来 原有 师傅 查看 查询 查处 查明 南侧 南边 南门"
        " 楼上 楼下 楼道 楼顶 楼栋 满意 费用 商户 商铺 商场 商家 应当 应急 党员 党委 党支 党群"
        " 宁静 尚未 符合 左侧 左右 景观 农村 阳台 时常 农贸 冷水 边界 乐观 班长 班组 盛开 曲线"
        " 苗木 谷物 成员 成本 温馨 于是 和平 和睦 司机 司法 盘查 劳动 皮肤 梅雨 桂花 柳树 梁柱"
        " 钟表 钱款 龙头 雷雨 叶子 林木 林业 田地 余款 余额 许多 许可 谢谢 宋体 金属 石油 江水"
        " 贺卡 付款 付费 武术 文体 文字 莫名 安保 安置 庄稼 申请 申报 申诉 关系 关爱 焦急 祝愿"
        " 宁可 舒适 单独 单间 季度 盛夏 蒙受 华丽 连片 麦田 全程 全天 应该 商量 储藏 原本 燕子"
        " 楚地 傅里 常规 常住 洪水 夏天 夏季 秦岭 白蚁 万一 水池 池塘 路人 路段 严控 金融 高峰"
        " 高效 高校 何时 何地 何况 施救 能源 于今 方才 马桶 古城 周边 周围 周期 周末 周一 周二"
        " 周三 周四 周五 周六 周日 胡同 胡乱 杨树 杨柳 黄土 黄昏 叶片 曾经 程控 余下 余热 孔洞"
        " 易拉 查验 麻烦 巫术 边角 段落 段内 任职 夏令 廖廖 乔木 温水 包干 包片 包联 米长 费心"
        " 路政 万达 安监 城建 汤逊 曾多 曾向 曾反 曾在 曾去 曾打 曾于 严肃 郑重 孙子 孙女"
        " 商贩 车队 陆续 管委 党总 全楼 全院 全家"
        " 全社 全区 任总 毛总 高总 全总 项总 包工 金黄 乐意 应该 应急 单方 方可 何人 何方"
        " 万般 万人 钱包 牛肉"
        " 路况 田园 石狮 明年 明日 常人 温泉 高铁 高空 宋代 唐代 元代 汉代 明代 范围 贾商"
        " 章节 白费 白跑"
        " 解放 解除 解答 明火 明亮 时段 时限 石板 石子 石桥 向前 汤圆"
    )
)
"""Words that begin with a family name and are none."""

ENDS_OF_WORDS = frozenset(
    _listed(
        "对方 双方 地方 一方 各方 我方 甲方 乙方 校方 警方 官方 院方 业方 多方 四方 立方 平方"
        " 三方 有关 相关 机关 开关 道路 马路 公路 线路 电路 小路 大路 主管 城管 接管 下水 水管"
        " 监管 交管 代管 保管 物管 房管 简单 清单 名单 账单 订单 工单 派单 及时 按时 临时 小时"
        " 当时 同时 随时 平时 准时 计时 安全 完成 建成 形成 造成 组成 达成 赞成 说明 证明 声明"
        " 照明 透明 文明 上楼 下楼 大楼 高楼 住房 厨房 库房 用房 危房 机房 门房 调解 了解 化解"
        " 理解 对应 供应 反应 响应 方向 转向 走向 关于 由于 对于 至于 位于 处于 等于 基于 属于"
        " 用于 便于 免于 停车 电车 汽车 出车 货车 单车 堵车 老师 律师 工程 过程 流程 课程 日程"
        " 方程 上文 下文 公文 检查 调查 排查 督查 抽查 复查 核查 路边 旁边 身边 周边 这边 那边"
        " 收费 缴费 免费 水费 电费 物业费 东南 西南 江南 云南 河南 湖南 海南 越南 社区 小区 片区"
        " 我和 你和 他和 以及 普查 公安 治安 保安 平安 西安 民政 阳光 下班 上班 加班 双休 绿化带"
    )
)
"""Words that end with what would be a family name."""

POLITE = _listed(
    "先生 女士 小姐 太太 大爷 大妈 大娘 大叔 大姐 大哥 大伯 大嫂 大婶 阿姨 阿婆 阿公 叔叔"
    " 伯伯 爷爷 奶奶 婆婆 老伯 老师 师傅 同志 同学 老太 老人家 婶 姨 书记 主任 副主任 副书记"
    " 经理 院长 校长 园长 医生 大夫 护士 警官 所长 局长 科长 站长 组长 队长 处长 镇长 区长"
    " 主席 会长 律师 法官 网格员 网格长 楼栋长 楼长 干事 总 工 姐 哥 叔 嫂 伯 爷 董"
)
"""What may stand behind a name."""

NEEDS_GIVEN = frozenset(_listed("工 老人家"))
"""Of these, what a family name alone before them does not make a name of."""

CUES_WITH_COLON = _listed(
    "姓名 联系人 户主 申请人 当事人 反映人 投诉人 举报人 报修人 来电人 负责人 承办人 经办人"
    " 业主 居民 房主 租户 住户 签名 收件人 网格员 名字"
)
"""Behind these and a colon stands a name, whatever it looks like."""

CUES = _listed(
    "我叫 名叫 叫做 我是 本人 反映人 来电人 投诉人 举报人 当事人 联系人 负责人 经办人 承办人"
    " 报修人 业主 居民 住户 租户 户主 房主 老人 患者 网格员 网格长 楼栋长 楼长 党员 志愿者"
    " 书记 主任 经理 医生 师傅 老师 民警 邻居 村民 职工 队员 同志 其妻 其夫 其子 其女 其父"
    " 其母 其弟 其兄"
    " 妻子 丈夫 儿子 女儿 父亲 母亲 婆婆 公公 儿媳 女婿 孙子 孙女 低保户 低保 特困户 困难户"
    " 五保户 残疾人 死者 伤者 车主"
    " 承租人 监护人 委托人 代理人 联络员 社工 干事 同事"
)
"""Behind these a name may stand; it must look like one, and end there."""

BEFORE_NAMES = _listed("电话 手机 请找 联系 致电 拨打 打给 找 请")
"""Behind these stands whom to call, right before a phone."""

ENDS_OF_PLACES = frozenset("路街巷站店厂所校部组队岗园员台方")
"""What ends with these before a phone is a place or a post, not somebody."""

NOT_GIVEN = frozenset(
    "的了在是有被把请给向对与跟说为让从等不没也都就还很住来去电话家反映先女小大老这那您我你他"
    "们她和及或又已将能会可要到于但因由其之某称表问投诉求希望该每各共同社区街道物业办"
)
"""Characters that do not stand in a given name here."""

MIDDLES = frozenset("小大家")
"""Characters that do stand first in a given name of two."""

NOT_MIDDLES = frozenset(
    _listed(
        "小区 小学 小组 小时 小事 小孩 小店 小路 小院 小心 大家 大楼 大厅 大队 大院 大门"
        " 大道 大街 大会 大量"
        " 大妈 大爷 大娘 大叔 大伯 大厦 家园 家庄 家人 家里 家属 家长 家庭 家住 家中 家具"
        " 家村 家门 家电 家反 家说"
        " 家来 家表 家要 家投 家称 家已 家也 家就 家处 家都 家有 家在 家去 家到 家是 家被"
        " 家的 小的 大的 家两 家三 家一"
    )
)
"""What begins with these and is no given name."""

FOLLOWS = frozenset(
    "的说称在家住反等来表和与、，。；：！？,.;:!?()（） 同提向于及也就已打要是电先女因\n"
    "处答回核现去到将会负上跟完经认均患投诉"
)
"""What may stand behind a name that nothing else ends."""

SPOKE = _listed(
    "说 表示 反映 反馈 来电 来访 称 投诉 告诉 告知 认为 同意 要求 答复 回复 承诺 处理 负责"
    " 签字 签收"
)
"""Behind a whole name at the beginning of a sentence: what somebody did."""

NOT_SPOKE = _listed("说法 说服 称呼 称号 称为 反馈表 来访者 来电人 反映人 投诉人")
"""Words that begin like that and say nothing of a person."""

NICKNAMED = frozenset(
    "王李张刘陈杨赵吴周徐孙朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜魏吕丁沈姚卢姜崔"
    "钟谭陆汪范廖贾韦付邹孟熊秦邱尹薛闫侯史陶黎贺顾毛郝龚邵钱覃武戴孔汤高黄马江夏苏叶程任白"
)
"""Family names that stand behind 小 and 老."""
