"""Cases to be sifted at the desk, and what became of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.identity import people
from tests.support.desks import Browser, Office
from tests.support.ledger import Ledger
from tests.support.offices import a_case

PAGE = "/console/triage"
BIN = "荷花院门口的垃圾桶满了三天没人收"
LAMP = "阳光花园三号楼楼道灯不亮，晚上看不见"
REPORTER, PHONE = "张桂兰", "13800000001"


class Files(Ledger):
    """The ledger behind the desk."""

    def __init__(self, office: Office) -> None:
        self.store = office.store


def files(
    office: Office,
    *words: str,
    code: str = "XF-1",
    **report: Any,  # noqa: ANN401 - as `a_case`
) -> list[str]:
    """File cases of one resident; give their numbers."""
    reporter = office.a_resident(REPORTER)
    with office.store.write() as session:
        people.set_phone(session, reporter, PHONE)
        return [
            a_case(session, reporter, office.clock, code, words=it, **report).number
            for it in words
        ]


def row_of(office: Office, number: str) -> str:
    """Give what a tick of a case sends."""
    case = Files(office).case(number)
    return f"{case.id}.{case.line_count}"


async def decides(clerk: Browser, office: Office, number: str, verb: str, **fields: str) -> None:
    """Open a case on the screen and send its form, with what stands in it."""
    case = Files(office).case(number)
    await clerk.opens(f"{PAGE}?case={case.id}")
    form = next(it for it in clerk.forms if it.action == f"{PAGE}/accept" and "seen" in it.fields)
    await sends(clerk, f"{PAGE}/{verb}", {**form.fields, **fields})


async def sends(
    browser: Browser, path: str, fields: Mapping[str, str | int | Sequence[str]]
) -> None:
    """Send a form with the csrf of the page."""
    given = {name: it for name, it in fields.items() if name != "csrf"}
    await browser.submits(path, files=None, **given)
