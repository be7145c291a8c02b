"""Whoever comes too late hears what became of the case."""

import pytest

from models.access import Role
from models.cases import Status
from models.errors import Conflict
from services.casework import handling
from services.store import Store
from tests.support.offices import a_case, a_resident, a_worker
from tests.support.verbs import CLOCK


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (Status.DECLINED, "declined_before"),
        (Status.MERGED, "merged_before"),
        (Status.ANSWERED, "answered_before"),
    ],
)
def test_whoever_signs_too_late_hears_what_became_of_it(
    town: Store, status: Status, reason: str
) -> None:
    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = a_case(session, a_resident(session), CLOCK)
        case.status = status
        session.flush()
        with pytest.raises(Conflict) as refused:
            handling.sign_case(session, case.id, wang, CLOCK)
        assert refused.value.reason == reason
