"""What can be set: names, units, defaults; the meaning is part of the declaration."""

from datetime import time, timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, SecretStr
from sqlalchemy.engine import make_url

from bot.setting_limits import Figures, Limits, Posts, Retention
from bot.setting_values import (
    Address,
    AesKey,
    BareAddress,
    Database,
    Group,
    Proxies,
    TemplateFields,
    secret,
)
from bot.setting_wecom import Wecom
from services.rules import Rules
from services.store import normalise_url


class Web(Group):
    """The web side."""

    host: str = Field(default="127.0.0.1", description="网页监听的地址", examples=["127.0.0.1"])
    port: int = Field(
        default=8000, ge=1, le=65535, description="网页监听的端口（1–65535）", examples=[8000]
    )
    public_url: Address | None = Field(
        default=None,
        description="居民从外面打开网页用的网址（http 或 https 开头）",
        examples=["https://minqing.street.gov.cn"],
    )
    trusted_proxy: Proxies | None = Field(
        default=None,
        description="前面的反向代理的地址，几个用逗号隔开；只信它们给的 X-Forwarded-For，"
        "代理必须覆盖这个头，不可照传",
        examples=["127.0.0.1"],
    )
    desk_idle_minutes: int = Field(
        default=120, ge=5, le=1440, description="工作台多久没人动就退出（分钟）", examples=[120]
    )
    desk_hours: int = Field(
        default=12, ge=1, le=72, description="工作台登录一次至多用多久（小时）", examples=[12]
    )


class Telegram(Group):
    """The Telegram door; open when a token is set."""

    token: Annotated[SecretStr, AfterValidator(secret(r"\d+:[\w-]{3,}"))] | None = Field(
        default=None,
        description="BotFather 给的令牌（数字、冒号、一串字符）",
        examples=["123456789:AAE…"],
    )
    api_url: BareAddress = Field(
        default="https://api.telegram.org",
        description="Bot API 服务器的网址，不带路径",
        examples=["https://api.telegram.org"],
    )
    webhook_secret: Annotated[SecretStr, AfterValidator(secret(r"[\w-]{1,256}"))] | None = Field(
        default=None,
        description="webhook 的密语（字母、数字、_ 和 -，至多 256 个）；"
        "与 MINQING_WEB__PUBLIC_URL 一起设才用 webhook，否则轮询",
        examples=["openssl rand -hex 32 的输出"],
    )


class Wechat(Group):
    """The WeChat official account."""

    app_id: str | None = Field(
        default=None, description="公众号的 AppID", examples=["wx1234567890abcdef"]
    )
    app_secret: SecretStr | None = Field(default=None, description="公众号的 AppSecret")
    token: SecretStr | None = Field(default=None, description="公众号服务器配置里的令牌（Token）")
    aes_key: AesKey | None = Field(
        default=None, description="公众号消息加解密密钥（43 个字母或数字）"
    )
    api_url: BareAddress = Field(
        default="https://api.weixin.qq.com",
        description="微信接口服务器的网址，不带路径",
        examples=["https://api.weixin.qq.com"],
    )
    template_id: str | None = Field(
        default=None,
        description="模板消息的模板 ID（认证服务号）；超过 48 小时没来消息的人靠它知道有新消息",
        examples=["ngqIpbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEYtY"],
    )
    subscription_id: str | None = Field(
        default=None,
        description="订阅通知的模板 ID；不设模板消息时用，只推给点过同意的人",
        examples=["VzSXDgwDhAXuYNVrRy6xcQ1nqLPcOMgFTOYg7sAmBjY"],
    )
    template_fields: TemplateFields = Field(
        default="thing1=what,time2=when",
        description="模板里每个字段放什么：what 有新消息，放 thing、phrase、const 开头的；"
        "number 编号，放 character_string、number、thing；when 时间，放 time、date、thing",
        examples=["thing1=what,character_string2=number,time3=when"],
    )


class Budget(Group):
    """How fast messages go out; Telegram's published limits (core.telegram.org/bots/faq)."""

    chat_per_second: float = Field(
        default=1, gt=0, description="每个会话每秒至多发几条（大于 0）", examples=[1]
    )
    group_per_minute: float = Field(
        default=20, gt=0, description="每个群每分钟至多发几条（大于 0）", examples=[20]
    )
    robot_per_second: float = Field(
        default=30, gt=0, description="每个机器人账号每秒至多发几条（大于 0）", examples=[30]
    )


class Media(Group):
    """Photos and voices."""

    folder: Path = Field(
        default=Path("data/media"),
        description="照片和语音存放的文件夹；几台机器一起跑时放在共用的盘上",
        examples=["/var/lib/minqing/media"],
    )
    largest_mb: int = Field(
        default=20,
        ge=1,
        le=50,
        description="一个文件至多多大（MB，1–50；Telegram 至多给 20）",
        examples=[20],
    )


class Quiet(Group):
    """The hours in which only urgent matters and replies go out; equal ends mean none."""

    starts: time = Field(
        default=time(22),
        description="夜间免打扰的开始（时:分，两端相同为不设）",
        examples=["22:00"],
    )
    ends: time = Field(
        default=time(7), description="夜间免打扰的结束（时:分）", examples=["07:00"]
    )


class Draft(Group):
    """What was begun and not submitted."""

    reminder_hours: int = Field(
        default=1, ge=1, description="草稿放多久提醒一次（小时）", examples=[1]
    )
    kept_hours: int = Field(default=24, ge=1, description="草稿保留多久（小时）", examples=[24])


class Settings(Group):
    """Everything that can be set."""

    database_url: Database = Field(
        default="sqlite:///data/minqing.db",
        repr=False,
        description="数据库（sqlite:///文件 或 postgresql://用户:密码@主机/库名）",
        examples=["postgresql://minqing:密码@127.0.0.1/minqing"],
    )
    secret_key: Annotated[SecretStr, AfterValidator(secret(r".{16,}"))] | None = Field(
        default=None,
        description="主密钥（16 个字符以上）；用 SQLite 可不设，首次启动时生成在库旁的 secret.key",
        examples=["openssl rand -hex 32 的输出"],
    )
    street_name: str = Field(
        default="本街道",
        min_length=1,
        max_length=80,
        description="街道名称",
        examples=["解放街道"],
    )
    street_code: str = Field(
        default="JD",
        pattern=r"^[A-Z]{2,6}$",
        description="街道代号（2–6 个大写字母）",
        examples=["JD"],
    )
    timezone: ZoneInfo = Field(
        default=ZoneInfo("Asia/Shanghai"), description="时区名称", examples=["Asia/Shanghai"]
    )
    web: Web = Web()
    telegram: Telegram = Telegram()
    wechat: Wechat = Wechat()
    wecom: Wecom = Wecom()
    budget: Budget = Budget()
    limits: Limits = Limits()
    posts: Posts = Posts()
    figures: Figures = Figures()
    retention: Retention = Retention()
    media: Media = Media()
    quiet: Quiet = Quiet()
    draft: Draft = Draft()

    @property
    def data_folder(self) -> Path | None:
        """The folder of the SQLite file; None when the store is elsewhere."""
        url = make_url(normalise_url(self.database_url))
        on_disk = url.get_backend_name() == "sqlite" and url.database not in {None, "", ":memory:"}
        return Path(url.database or "").parent if on_disk else None

    @property
    def key_file(self) -> Path | None:
        """Where a key is kept that nobody set; None when it must be set."""
        return None if self.data_folder is None else self.data_folder / "secret.key"

    @property
    def erasures_file(self) -> Path:
        """Where what was erased is listed: outside the database, and shared as the media are."""
        return (self.data_folder or self.media.folder) / "erasures.log"

    @property
    def rules(self) -> Rules:
        """The numbers that the business rules work with."""
        limits, posts = self.limits, self.posts
        return Rules(
            street_name=self.street_name,
            street_code=self.street_code,
            public_url=self.web.public_url or self._own_address,
            answer_days=limits.answer_ordinary_days,
            answer_complex_days=limits.answer_complex_days,
            answer_utilities=timedelta(hours=limits.answer_utilities_hours),
            answer_urgent=timedelta(hours=limits.answer_urgent_hours),
            look=timedelta(hours=limits.look_hours),
            look_urgent=timedelta(hours=limits.look_urgent_hours),
            assign_days=limits.assign_days,
            sign_days=limits.sign_days,
            sign_urgent=timedelta(hours=limits.sign_urgent_hours),
            info=timedelta(days=limits.info_days),
            remind_days=limits.remind_days,
            street_days=limits.street_days,
            circular_days=limits.circular_days,
            extension_days=limits.extension_days,
            extensions=limits.extensions,
            chase_days=limits.chase_days,
            publish_days=limits.publish_days,
            notice_days=limits.notice_days,
            tracking=timedelta(days=limits.tracking_days),
            place_kept=timedelta(hours=posts.place_hours),
            case_claim_kept=timedelta(hours=posts.case_claim_hours),
            check_in_early=timedelta(minutes=posts.check_in_minutes),
            check_in_metres=posts.check_in_metres,
            shifts_ahead=timedelta(days=posts.shifts_days),
            out_of_touch=timedelta(days=posts.out_of_touch_days),
            greeting=timedelta(days=posts.greeting_days),
            is_ranking=posts.ranking,
            weights=self.figures.weights,
            draft_reminder=timedelta(hours=self.draft.reminder_hours),
            draft_kept=timedelta(hours=self.draft.kept_hours),
            quiet_from=self.quiet.starts,
            quiet_until=self.quiet.ends,
            payloads_kept=timedelta(days=self.retention.payload_days),
            desk_idle=timedelta(minutes=self.web.desk_idle_minutes),
            desk_longest=timedelta(hours=self.web.desk_hours),
            months_kept=self.retention.record_months,
            months_photos_kept=self.retention.photo_months,
            months_contact_kept=self.retention.contact_months,
            largest_attachment=self.media.largest_mb * 2**20,
        )

    @property
    def _own_address(self) -> str:
        """Where pages open on this machine; empty when people come in by other doors too."""
        is_alone = not (self.telegram.token or self.wechat.app_id or self.wecom.corp_id)
        is_local = self.web.host in {"127.0.0.1", "localhost"}
        return f"http://127.0.0.1:{self.web.port}" if is_alone and is_local else ""
