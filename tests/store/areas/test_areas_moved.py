"""When an area moves in the tree, the board shows its cases where they then lie."""

from pathlib import Path

from sqlmodel import select

from models.board import BoardCase
from services.areas import areas
from services.board import repairing
from services.store import Store
from services.tables.area_import import COLUMNS, import_areas
from services.tables.previews import preview
from services.tables.sheets import bind_columns, read_content
from tests.support.publicity import Scene

MOVED = bind_columns(
    read_content(Path("a.csv"), "编码,名称,级别,上级\nXF-1,一网格,grid,NS\n".encode()), COLUMNS
)


def test_its_cases_follow_on_the_board(store: Store) -> None:
    with store.write() as session:
        scene = Scene(session)
        while repairing.fill(session, scene.clock):
            pass
        preview(session, lambda: import_areas(session, MOVED))
        assert repairing.fill(session, scene.clock) == 0
        assert import_areas(session, MOVED).errors == []
        while repairing.fill(session, scene.clock):
            pass
        shown = session.exec(select(BoardCase).execution_options(populate_existing=True)).one()
        assert shown.community_id == areas.get_area(session, "NS").id
        assert repairing.list_wrong_among(session, 0, shown.id + 1) == []
        assert import_areas(session, MOVED).unchanged == 1
        assert repairing.fill(session, scene.clock) == 0
