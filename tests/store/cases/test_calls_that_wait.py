"""What waits for a call is what can be called, by somebody who neither answered nor wrote it."""

from datetime import timedelta

from models.access import Role
from services.casework import handling, todo
from services.identity import people
from services.office import duty
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import a_case, a_resident, a_worker, shuts_us_out
from tests.support.verbs import CLOCK


def test_only_who_has_a_phone_and_by_somebody_else(town: Store) -> None:
    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        clerk, wrote, free = (a_worker(session, Role.CLERK, "XF", name) for name in "孙钱吴")
        zhang = a_resident(session)
        case = a_case(session, zhang, CLOCK)
        case.entered_by_id = wrote
        handling.sign_case(session, case.id, wang, CLOCK)
        duty.go_away(session, wang, clerk, MONDAY + timedelta(days=4), CLOCK)
        handling.answer_case(session, case.id, clerk, "灯已换好", CLOCK)
        shuts_us_out(session, zhang)
        assert todo.list_items(session, free, CLOCK).total == 0
        people.set_phone(session, zhang, "13800001234")
        totals = [todo.list_items(session, who, CLOCK).total for who in (free, wrote, clerk)]
        assert totals == [1, 0, 0]
