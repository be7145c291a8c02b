"""Errors the way WeCom words them: errcode and errmsg in an answer with status 200."""

from tests.servers.errors import WeixinError

BUSY = -1
INVALID_SECRET = 40001
INVALID_MEDIA_TYPE = 40004
INVALID_TYPE = 40005
INVALID_FILE_SIZE = 40006
INVALID_MEDIA_ID = 40007
INVALID_MSGTYPE = 40008
INVALID_IMAGE_SIZE = 40009
INVALID_CORP_ID = 40013
INVALID_TOKEN = 40014
INVALID_BUTTON_COUNT = 40016
INVALID_AGENT_ID = 40056
INVALID_PARAMETER = 40058
TOKEN_MISSING = 41001
CORP_ID_MISSING = 41002
SECRET_MISSING = 41004
NOBODY_TO_SEND_TO = 41048
TOKEN_EXPIRED = 42001
TASK_ID_TAKEN = 42014
RESPONSE_CODE_SPENT = 42045
GET_WANTED = 43001
POST_WANTED = 43002
EMPTY_FILE = 44001
TOO_LONG = 45002
TOO_OFTEN = 45009
NO_MENU = 46003
BAD_JSON = 47001
NO_PRIVILEGE = 60011
ADDRESS_NOT_ALLOWED = 60020
NO_SUCH_USER = 60111
NOBODY_IN_SCOPE = 81013
BAD_CHAT_ID = 86001
NO_SUCH_CHAT = 86003
BAD_CHAT_SIZE = 86006
NOT_A_MEMBER = 86007
CHAT_ID_TAKEN = 86215
INVALID_KEY = 93000
WRONG_APP = 301002
WRONG_MD5 = 301019

INVALID_CODE = 40029
WORDS = {
    INVALID_CODE: "invalid code",
    BUSY: "system busy",
    INVALID_SECRET: "invalid credential",
    INVALID_MEDIA_TYPE: "invalid media type",
    INVALID_TYPE: "invalid type",
    INVALID_FILE_SIZE: "invalid file size",
    INVALID_MEDIA_ID: "invalid media_id",
    INVALID_MSGTYPE: "invalid message type",
    INVALID_IMAGE_SIZE: "invalid image size",
    INVALID_CORP_ID: "invalid corpid",
    INVALID_TOKEN: "invalid access_token",
    INVALID_BUTTON_COUNT: "invalid button size",
    INVALID_AGENT_ID: "invalid agentid",
    INVALID_PARAMETER: "invalid Request Parameter",
    TOKEN_MISSING: "access_token missing",
    CORP_ID_MISSING: "corpid missing",
    SECRET_MISSING: "corpsecret missing",
    NOBODY_TO_SEND_TO: "no customer to send",
    TOKEN_EXPIRED: "access_token expired",
    TASK_ID_TAKEN: "taskid has existed or empty or exceed max len",
    RESPONSE_CODE_SPENT: "response_code expired",
    GET_WANTED: "require GET method",
    POST_WANTED: "require POST method",
    EMPTY_FILE: "empty media data",
    TOO_LONG: "content size out of limit",
    TOO_OFTEN: "api freq out of limit",
    NO_MENU: "menu no exist",
    BAD_JSON: "data format error",
    NO_PRIVILEGE: "no privilege to access/modify contact/party/agent",
    ADDRESS_NOT_ALLOWED: "not allow to access from your ip",
    NO_SUCH_USER: "userid not found",
    NOBODY_IN_SCOPE: "user & party & tag all invalid",
    BAD_CHAT_ID: "invalid chatid",
    NO_SUCH_CHAT: "chatid not exist",
    BAD_CHAT_SIZE: "invalid chat member count",
    NOT_A_MEMBER: "not a chat member",
    CHAT_ID_TAKEN: "chatid exists",
    INVALID_KEY: "invalid webhook url",
    WRONG_APP: "not allow operate another agent with this accesstoken",
    WRONG_MD5: "md5 not match",
}


def refusal(code: int, hint: str = "") -> WeixinError:
    """Return a refusal that says what exactly is wrong."""
    words = WORDS.get(code, "error")
    return WeixinError(code, f"{words}, hint: [{hint}]" if hint else words)
