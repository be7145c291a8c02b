"""The words of what members, and those who look after them, say to the bot."""

ENROL_WORD = r"[报報]到[\s:：,，、]*+"
"""What may stand before who somebody is who comes to report: 「报到 张三 市一中 1234」."""

MEMBER_WORDS = {
    "posts": "岗位 认领 岗位认领 posts",
    "duty": "签到 签退 我的岗位 补签 请假 找人顶班 退岗 myposts",
    "week": "我的一周",
    "cards": "四色卡 积分 我的积分 我的四色卡 fourcards",
    "post_work": "岗位工作 workonposts",
    "open_post": "定岗 openapost",
    "openings": "岗位管理 撤岗 manageposts",
    "points": "积分明细",
    "ranking": "排名 积分排名 积分榜",
    "rewards": "换东西 积分兑换 兑换",
    "pledges": "承诺 我的承诺 写承诺",
    "certificate": "年度鉴定 我的年度鉴定",
    "cards_of": "查四色卡 查党员",
    "record_activity": "记活动",
    "pledges_to_confirm": "兑现承诺 看承诺",
    "claim_list": "公示认领名单 认领名单",
    "to_hand_over": "发放兑换 待发放",
    "hours": "时长 认定时长 待认定时长",
    "roll": "党员名册 党员管理 名册",
    "to_contact": "待联系党员",
    "not_reported": "还没报到",
}
