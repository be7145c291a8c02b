"""What each job of the timetable does, in a few words."""

from services.texts.phrases import Phrase, Template, verbatim

JOB_LABELS = {
    name: Template(f"job.{name}", *words)
    for name, words in {
        "remind_drafts": ("提醒没填完的反映", "remind of what was begun"),
        "forget_drafts": ("清掉没填完的反映", "forget what was begun"),
        "remind_forwards": ("提醒转发到群里", "remind of what is to go into a group"),
        "escalate_cases": ("督办到期和超期的民情", "escalate cases due or overdue"),
        "remind_steps": ("提醒该受理、转办、签收的", "remind of steps not taken"),
        "lapse_info": ("逾期未补充的接着办", "go on without what was asked for"),
        "review_shelved": ("列入计划的到期复查", "give planned cases back"),
        "end_notice_period": ("公示期满，转入跟踪", "track cases whose notice is over"),
        "end_tracking": ("跟踪期满，办结民情", "close cases whose tracking is over"),
        "change_absences": ("代班开始和结束", "begin and end stand-ins"),
        "end_notices": ("撤下到期的公示", "take down notices that are over"),
        "pass_on_media": ("补发照片和语音", "pass on photos and voices"),
        "thank_for_service": ("在群里感谢来服务的人", "thank those who served"),
        "show_claim_lists": ("公布和撤下认领清单", "show and end claim lists"),
        "lapse_places": ("过期没应的名额给下一位", "pass on places not taken"),
        "return_unworked": ("认领后没办的重新待认领", "offer again what nobody works on"),
        "remind_shifts": ("提醒党员到岗", "remind of shifts"),
        "close_shifts": ("收班，记到岗", "close shifts"),
        "chase_letters": ("提醒催转办函", "remind of letters not answered"),
        "purge_letters": ("清掉旧的来往消息", "forget old messages"),
        "purge_media": ("清掉旧照片和语音", "forget old photos and voices"),
        "end_openings": ("岗位到期撤岗", "end posts whose term is over"),
        "make_shifts": ("排出以后几周的班", "make the shifts of some weeks"),
        "fill_board": ("把以前的民情放上公示栏", "put earlier cases on the board"),
        "mend_board": ("核对公示栏", "check the board"),
        "follow_calendar": ("按日历重算期限", "reckon due days anew"),
        "sweep_shelf": ("清掉没人用的文件", "sweep files nothing names"),
        "purge_contacts": ("清掉旧的姓名和电话", "forget old names and phones"),
        "purge_records": ("清掉旧的民情档案", "forget old case files"),
        "forget_seats": ("清掉旧的工作台登录", "forget old sessions of the desk"),
        "tidy_budgets": ("清掉旧的发送记录", "tidy the records of sending"),
        "draft_briefs": ("生成简报", "make briefs"),
        "morning_list": ("早上的待办清单", "the list of the morning"),
        "greet_members": ("问候很久没消息的党员", "greet members not heard of"),
        "service_hours": ("提醒认定服务时长", "remind of hours to be confirmed"),
        "notice_digest": ("在群里说新的公示", "tell groups of new notices"),
        "claims_digest": ("在群里说新的认领", "tell groups of new claims"),
        "draw_up_claim_lists": ("拟认领清单", "draw up claim lists"),
        "weekly_figures": ("每周三率", "the figures of the week"),
        "members_to_contact": ("提醒联系没报到的党员", "list members to contact"),
    }.items()
}


def label_of(name: str) -> Phrase:
    """Say what a job does; its name where nothing is said of it."""
    return JOB_LABELS[name]() if name in JOB_LABELS else verbatim(name)
