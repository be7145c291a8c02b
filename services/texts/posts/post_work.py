"""The buttons behind 岗位工作, and what of the menu is behind 更多功能."""

from services.texts.phrases import Template

POST_WORK = Template("post_work.begin", "岗位工作", "Work on posts")
MORE = Template("post_work.more", "更多功能", "More functions")
WHICH = Template("post_work.which", "请选一项：", "Please choose one:")
HOURS = Template("post_work.hours", "时长", "Hours")
TO_HAND_OVER = Template("post_work.to_hand_over", "待发放", "To be handed over")
CARDS_OF = Template("post_work.cards_of", "查四色卡", "Somebody's four cards")
RECORD_ACTIVITY = Template("post_work.record_activity", "记活动", "Record an activity")
