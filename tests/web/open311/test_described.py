"""The description of Open311: every answer is as it says, and nothing is a server error."""

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings

from services.store import Store
from tests.support import databases
from tests.support.builders import a_store
from tests.support.open311 import Caller, a_key
from tests.support.towns import a_town
from tests.web.open311.conftest import Town
from web.open311 import described

WORD = {"type": "string"}
MAYBE = {"anyOf": [WORD, {"type": "null"}]}
REQUEST = {
    "type": "object",
    "required": ["service_request_id", "status", "service_code", "requested_datetime"],
    "properties": {
        "service_request_id": WORD,
        "status": {"type": "string", "enum": ["open", "closed"]},
        "status_notes": MAYBE,
        "description": {"anyOf": [{"type": "string", "maxLength": 4000}, {"type": "null"}]},
        "requested_datetime": {"type": "string", "format": "date-time"},
        "lat": {"anyOf": [{"type": "number"}, {"type": "null"}]},
        "long": {"anyOf": [{"type": "number"}, {"type": "null"}]},
        "media_url": MAYBE,
    },
}
"""As the standard's own schema of a request has it."""


schemathesis: Any = importlib.import_module("schemathesis")  # its types leave much unknown
conformance: Any = importlib.import_module("schemathesis.specs.openapi.checks")
CHECKS = [
    schemathesis.checks.not_a_server_error,
    conformance.status_code_conformance,
    conformance.response_schema_conformance,
]
SLOW = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large)
ANSWERS = {
    "discovery": described.DISCOVERY,
    "services": described.several(described.SERVICE),
    "services/street": described.DEFINITION,
    "requests": described.several(described.REQUEST),
    "requests/{public}": described.several(REQUEST),
    "servicerequestupdates": described.several(described.UPDATE),
}


@pytest.mark.parametrize("path", ANSWERS)
async def test_every_answer_is_as_it_is_described(town: Town, path: str) -> None:
    answer = await town.caller.reads(f"{path.format(public=town.public)}.json")
    check = jsonschema_rs.validator_for(dict(ANSWERS[path]), validate_formats=True)
    assert [str(it) for it in check.iter_errors(answer)] == []
    assert answer


@pytest.fixture(scope="module")
def street(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An empty street, for all that is made up."""
    store = a_store(
        databases.a_sqlite_database(tmp_path_factory.mktemp("open311"), sqlite_template)
    )
    with store.write() as session:
        a_town(session)
    yield store
    store.close()


def test_whatever_is_asked_is_no_server_error_and_answered_as_described(street: Store) -> None:
    key = a_key(street)
    schema = schemathesis.openapi.from_asgi("/open311/v2/openapi.json", Caller(street).app)
    statuses: set[int] = set()
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(max_examples=8, suppress_health_check=SLOW)
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:  # noqa: ANN401
            body: Any = case.body
            if "service_code" in str(body):
                body["api_key"] = key
            answer = case.call()
            statuses.add(answer.status_code)
            case.validate_response(answer, checks=CHECKS)

        ask()
    assert {200, 400, 403, 404} <= statuses
