"""What is set of WeCom."""

from pydantic import Field, SecretStr

from bot.setting_values import Address, AesKey, BareAddress, Group


class Wecom(Group):
    """The WeCom app."""

    corp_id: str | None = Field(
        default=None, description="企业微信的企业 ID", examples=["ww1234567890abcdef"]
    )
    agent_id: int | None = Field(
        default=None, ge=1, description="自建应用的 AgentId（整数）", examples=[1000002]
    )
    secret: SecretStr | None = Field(default=None, description="自建应用的 Secret")
    token: SecretStr | None = Field(default=None, description="接收消息的令牌（Token）")
    aes_key: AesKey | None = Field(default=None, description="接收消息的密钥（43 个字母或数字）")
    api_url: BareAddress = Field(
        default="https://qyapi.weixin.qq.com",
        description="企业微信接口服务器的网址，不带路径",
        examples=["https://qyapi.weixin.qq.com"],
    )
    authorize_url: Address = Field(
        default="https://open.weixin.qq.com",
        description="在企业微信里登录工作台的网址，不带路径",
        examples=["https://open.weixin.qq.com"],
    )
    login_url: Address = Field(
        default="https://login.work.weixin.qq.com",
        description="扫码登录工作台的网址，不带路径",
        examples=["https://login.work.weixin.qq.com"],
    )
    bot_token: SecretStr | None = Field(
        default=None, description="智能机器人的令牌（Token）；群里 @ 它的话从这里来"
    )
    bot_aes_key: AesKey | None = Field(
        default=None, description="智能机器人的密钥（43 个字母或数字）"
    )
