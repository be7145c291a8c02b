"""What can be set of limits, figures and how long things are kept."""

from pydantic import Field

from bot.setting_values import Group


class Limits(Group):
    """How long the street takes at most (product.md, Limits)."""

    answer_ordinary_days: int = Field(
        default=7, ge=1, description="一般事项的答复时限（工作日）", examples=[7]
    )
    answer_complex_days: int = Field(
        default=15, ge=1, description="复杂事项的答复时限（工作日）", examples=[15]
    )
    answer_utilities_hours: int = Field(
        default=24, ge=1, description="水、电、气、暖的答复时限（小时）", examples=[24]
    )
    answer_urgent_hours: int = Field(
        default=24, ge=1, description="紧急事项的答复时限（小时）", examples=[24]
    )
    look_hours: int = Field(
        default=24, ge=1, description="多久之内必须有人看（小时）", examples=[24]
    )
    look_urgent_hours: int = Field(
        default=2, ge=1, description="紧急事项多久之内必须有人看（小时）", examples=[2]
    )
    assign_days: int = Field(
        default=1, ge=1, description="受理后多久转到承办人（工作日）", examples=[1]
    )
    sign_days: int = Field(default=1, ge=1, description="转办后多久签收（工作日）", examples=[1])
    sign_urgent_hours: int = Field(
        default=2, ge=1, description="紧急事项转办后多久签收（小时）", examples=[2]
    )
    info_days: int = Field(default=5, ge=1, description="请居民补充，等多久（天）", examples=[5])
    remind_days: int = Field(
        default=1, ge=1, description="到期前多久提醒承办人（工作日）", examples=[1]
    )
    street_days: int = Field(
        default=1, ge=1, description="到期后多久报街道督办（工作日）", examples=[1]
    )
    circular_days: int = Field(
        default=5, ge=1, description="到期后多久发督办通报（工作日）", examples=[5]
    )
    extension_days: int = Field(
        default=15, ge=1, description="一次至多延期多久（工作日）", examples=[15]
    )
    extensions: int = Field(default=2, ge=0, description="一轮至多延期几次", examples=[2])
    chase_days: int = Field(
        default=3, ge=1, description="转办函发出后多久催一次（工作日）", examples=[3]
    )
    publish_days: int = Field(
        default=3, ge=1, description="答复后多久之内公示（工作日）", examples=[3]
    )
    notice_days: int = Field(default=5, ge=1, description="公示期（工作日）", examples=[5])
    tracking_days: int = Field(
        default=30, ge=1, description="答复公示后跟踪多久（天）", examples=[30]
    )


class Posts(Group):
    """The posts of members: how long things wait, and what checking in takes."""

    place_hours: int = Field(
        default=24, ge=1, description="空出的名额为候补保留多久（小时）", examples=[24]
    )
    case_claim_hours: int = Field(
        default=48, ge=1, description="认领的民情多久没有进展就退回待认领（小时）", examples=[48]
    )
    check_in_minutes: int = Field(
        default=30, ge=0, description="可提前多久签到（分钟）", examples=[30]
    )
    check_in_metres: int = Field(
        default=300, ge=20, description="定位签到时离集合点多远以内（米）", examples=[300]
    )
    shifts_days: int = Field(
        default=28, ge=7, le=90, description="提前多久排出班次（天）", examples=[28]
    )
    out_of_touch_days: int = Field(
        default=90, ge=7, description="党员多久没有动静就问候一次（天）", examples=[90]
    )
    greeting_days: int = Field(
        default=14, ge=1, description="问候后多久没回音就列入待联系党员（天）", examples=[14]
    )
    ranking: bool = Field(
        default=False, description="党员能否看到积分排名（true 或 false）", examples=[False]
    )


class Figures(Group):
    """How the three rates (三率) weigh."""

    weight_response: int = Field(default=30, ge=0, description="响应率的权重", examples=[30])
    weight_resolution: int = Field(default=40, ge=0, description="解决率的权重", examples=[40])
    weight_satisfaction: int = Field(default=30, ge=0, description="满意率的权重", examples=[30])

    @property
    def weights(self) -> tuple[int, int, int]:
        """Of response, resolution and satisfaction."""
        return (self.weight_response, self.weight_resolution, self.weight_satisfaction)


class Retention(Group):
    """How long things are kept."""

    payload_days: int = Field(
        default=7, ge=1, description="来信和发出消息的原文处理后保存多久（天）", examples=[7]
    )
    record_months: int = Field(
        default=36, ge=1, description="办理记录在办结后保存多久（月）", examples=[36]
    )
    photo_months: int = Field(
        default=24, ge=1, description="照片和语音在办结后保存多久（月）", examples=[24]
    )
    contact_months: int = Field(
        default=12,
        ge=1,
        description="联系方式在本人最后一件事办结后保存多久（月）",
        examples=[12],
    )
