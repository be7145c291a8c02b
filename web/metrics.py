"""`/metrics` for Prometheus: what waits, which doors work, and the process itself."""

from collections.abc import Callable, Iterator, Mapping

from fastapi import APIRouter, Response
from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from typing_extensions import override

from services.measures import Measures


class Waiting(Collector):
    """Reads the measures anew each time somebody asks.

    Args:
        measure: counts what waits.
        faults: gives, by door, why it does not work; None when it does.
    """

    def __init__(
        self, measure: Callable[[], Measures], faults: Callable[[], Mapping[str, str | None]]
    ) -> None:
        self._measure = measure
        self._faults = faults

    @override
    def collect(self) -> Iterator[Metric]:
        """Give everything that is measured."""
        found = self._measure()
        yield _by("minqing_inbox_events", "Letters that wait or failed.", "state", found.inbox)
        yield _one("minqing_inbox_age_seconds", "Age of the oldest letter.", found.inbox_age)
        yield _by(
            "minqing_outbox_messages", "Messages that wait or failed.", "state", found.outbox
        )
        yield _one("minqing_outbox_age_seconds", "Longest delay of a message.", found.outbox_age)
        yield _one("minqing_cases_unanswered", "Cases without an answer.", found.unanswered)
        yield _one("minqing_cases_overdue", "Those whose limit is over.", found.overdue)
        doors = {door: int(not fault) for door, fault in self._faults().items()}
        yield _by("minqing_door_up", "1 where the door works.", "door", doors)


def metrics_routes(
    measure: Callable[[], Measures], faults: Callable[[], Mapping[str, str | None]]
) -> APIRouter:
    """Give the route."""
    router = APIRouter()
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Waiting(measure, faults))
    ProcessCollector(registry=registry)

    @router.get("/metrics")
    def _metrics() -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return router


def _one(name: str, what: str, value: float) -> Metric:
    return GaugeMetricFamily(name, what, value=value)


def _by(name: str, what: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(name, what, labels=[label])
    for each, value in values.items():
        family.add_metric([each], value)
    return family
