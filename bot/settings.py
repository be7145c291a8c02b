"""Settings: the environment and `.env`, read once at the start; nothing else reads either.

An unknown `MINQING_` name, a placeholder or a malformed value stops the start with one line that
names it. The environment goes before `.env`; an empty value counts as not set.
"""

import difflib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from pathlib import Path
from typing import Any

from dotenv.parser import parse_stream
from pydantic import BaseModel, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from sqlalchemy.engine import make_url

from bot.setting_groups import Settings
from models.errors import OperatorError

PREFIX = "MINQING_"
NESTED = "__"
ENV_FILE = Path(".env")
MASK = "••••"
UNSET = "（未设置）"

PLACEHOLDER = re.compile(
    r"(?i)<.*>|\[.*\]|\{.*\}|x{3,}|\*{3,}|\.{3,}|…+|"
    r"(change|replace|fill|put|insert|enter)[-_ ]?.*|your[-_ ].*|my[-_ ](token|secret|key)|"
    r"todo|tbd|example|placeholder|dummy|secret|password|token|none|null|请填.*|填.*|你的.*|您的.*"
)
"""What people leave in a copied example instead of a secret."""


class Origin(StrEnum):
    """Where a value came from."""

    DEFAULT = "默认"
    ENVIRONMENT = "环境变量"
    ENV_FILE = ".env"
    MADE = "自动生成"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as an operator sees it; a secret is masked."""

    name: str
    value: str
    origin: Origin
    description: str
    example: str


@dataclass(frozen=True, slots=True)
class _Given:
    text: str
    origin: Origin


def read_settings(
    environ: Mapping[str, str] | None = None, env_file: Path | None = ENV_FILE
) -> Settings:
    """Read every setting; a mapping stands in for the environment.

    Raises:
        OperatorError: one line that names what is unknown, a placeholder or malformed.
    """
    return _build(_gather(environ, env_file))


def list_settings(
    environ: Mapping[str, str] | None = None, env_file: Path | None = ENV_FILE
) -> list[Setting]:
    """List every setting with its value, secrets masked, and where it came from."""
    given = _gather(environ, env_file)
    settings = _build(given)
    return [_describe(name, path, field, settings, given) for name, path, field in walk()]


def walk(
    model: type[BaseModel] = Settings, path: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...], FieldInfo]]:
    """Go through the settings: name in the environment, place in the model, declaration."""
    for key, field in model.model_fields.items():
        here = (*path, key)
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from walk(field.annotation, here)
        else:
            yield PREFIX + NESTED.join(here).upper(), here, field


def _gather(environ: Mapping[str, str] | None, env_file: Path | None) -> dict[str, _Given]:
    known = {name for name, _, _ in walk()}
    given = _read_env_file(env_file, known) if env_file is not None else {}
    for name, text in (os.environ if environ is None else environ).items():
        if name.upper().startswith(PREFIX):
            given[name.upper()] = _Given(text.strip(), Origin.ENVIRONMENT)
    for name in given:
        if name not in known:
            raise OperatorError(f"{name}：没有这个设置{_suggest(name, known)}")
    return {name: value for name, value in given.items() if value.text}


def _read_env_file(file: Path, known: set[str]) -> dict[str, _Given]:
    if not file.is_file():
        return {}
    given: dict[str, _Given] = {}
    try:
        with file.open(encoding="utf-8-sig") as stream:
            bindings = list(parse_stream(stream))
    except (OSError, UnicodeDecodeError) as error:
        raise OperatorError(f"{file} 读不了：应是 UTF-8 文本文件，且本程序可读") from error
    for binding in bindings:
        if binding.error or (binding.key is not None and binding.value is None):
            written = binding.key or "这一行"
            raise OperatorError(f"{file} 第 {binding.original.line} 行：{written} 不是“名称=值”")
        name = (binding.key or "").upper()
        if PREFIX + name in known:
            raise OperatorError(f"{name}：{file} 里应写成 {PREFIX}{name}")
        if name.startswith(PREFIX):
            given[name] = _Given((binding.value or "").strip(), Origin.ENV_FILE)
    return given


def _suggest(name: str, known: set[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.8)
    return f"，是不是 {near[0]}？" if near else "；全部设置见 minqing settings"


def _build(given: Mapping[str, _Given]) -> Settings:
    values: dict[str, Any] = {}
    for name, path, field in walk():
        if name not in given:
            continue
        if _is_secret(field) and _is_placeholder(given[name].text):
            raise OperatorError(f"{name}：还是示例里的占位文字，请填真实的值，或删去这一行")
        group = values
        for key in path[:-1]:
            group = group.setdefault(key, {})
        group[path[-1]] = given[name].text
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise OperatorError(_complain(error, given)) from None


def _complain(error: ValidationError, given: Mapping[str, _Given]) -> str:
    place = tuple(map(str, error.errors()[0]["loc"]))
    for name, path, field in walk():
        if path == place[: len(path)]:
            text = given[name].text
            shown = "" if _is_secret(field) or "@" in text else f"，现在是“{text[:60]}”"
            example = f"，例如 {_example(field)}" if _example(field) else ""
            return f"{name}：值不对。应是{field.description}{example}{shown}"
    return f"设置不对：{error.errors()[0]['msg']}"


def _describe(
    name: str,
    path: tuple[str, ...],
    field: FieldInfo,
    settings: Settings,
    given: Mapping[str, _Given],
) -> Setting:
    value: Any = settings
    for key in path:
        value = getattr(value, key)
    origin = given[name].origin if name in given else Origin.DEFAULT
    shown = _show(value)
    if path == ("secret_key",) and value is None and settings.key_file is not None:
        origin = Origin.MADE
        shown = f"{settings.key_file}" + ("" if settings.key_file.exists() else "（首次启动时）")
    return Setting(name, shown, origin, field.description or "", _example(field))


def _show(value: object) -> str:
    if value is None or value == "":
        return UNSET
    if isinstance(value, SecretStr):
        return MASK
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float):
        return f"{value:g}"
    text = str(value)
    return make_url(text).render_as_string() if "://" in text and "@" in text else text


def _is_secret(field: FieldInfo) -> bool:
    return "SecretStr" in str(field.annotation)


def _is_placeholder(text: str) -> bool:
    parts = (text, text.partition(":")[2])
    return any(PLACEHOLDER.fullmatch(part) for part in parts if part)


def _example(field: FieldInfo) -> str:
    return str(field.examples[0]) if field.examples else ""
