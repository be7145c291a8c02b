"""The conversations that are written once and played at every door."""

from collections.abc import Mapping

from tests.doors.plays_of_handling import HANDLING
from tests.doors.plays_of_reporting import PHOTOS, REPORTING
from tests.doors.stages import Script

EVERYWHERE = (*HANDLING, *REPORTING)
"""What can be played at every door."""

SCRIPTS: Mapping[str, Script] = {**HANDLING, **REPORTING, **PHOTOS}
