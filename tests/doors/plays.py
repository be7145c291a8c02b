"""The conversations that are written once and played at every door."""

from collections.abc import Mapping

from tests.doors.plays_of_handling import HANDLING
from tests.doors.plays_of_reporting import REPORTING
from tests.doors.stages import Script

SCRIPTS: Mapping[str, Script] = {**HANDLING, **REPORTING}
