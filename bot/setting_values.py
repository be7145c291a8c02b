"""What a value must look like to be taken for a setting."""

import ipaddress
import re
from collections.abc import Callable
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, SecretStr
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.template_fields import check_layout
from models.errors import OperatorError
from services.store import normalise_url


class Group(BaseModel):
    """Settings that belong together."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def _database(url: str) -> str:
    try:
        make_url(normalise_url(url))
    except (ArgumentError, OperatorError) as error:
        raise ValueError("no database") from error
    return url


def _address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
        raise ValueError("no address")
    return url.rstrip("/")


def _origin(url: str) -> str:
    """Check an address without a path: the vendor's own paths follow it."""
    if urlsplit(_address(url)).path.strip("/"):
        raise ValueError("no origin")
    return _address(url)


def _proxies(listed: str) -> str:
    """Check a list of addresses and networks; everybody is none."""
    networks = [ipaddress.ip_network(each.strip()) for each in listed.split(",")]
    if any(network.prefixlen == 0 for network in networks):
        raise ValueError("everybody")
    return ",".join(each.strip() for each in listed.split(","))


def secret(pattern: str) -> Callable[[SecretStr], SecretStr]:
    """Give a check of what must not be shown."""
    form = re.compile(pattern)

    def check(value: SecretStr) -> SecretStr:
        if not form.fullmatch(value.get_secret_value()):
            raise ValueError("malformed")
        return value

    return check


Address = Annotated[str, AfterValidator(_address)]
BareAddress = Annotated[str, AfterValidator(_origin)]
Database = Annotated[str, AfterValidator(_database)]
Proxies = Annotated[str, AfterValidator(_proxies)]
AesKey = Annotated[SecretStr, AfterValidator(secret(r"[A-Za-z0-9]{43}"))]
TemplateFields = Annotated[str, AfterValidator(check_layout)]
