"""Whether a store has the shape this program wants."""

from alembic.script import ScriptDirectory
from alembic.util import CommandError

import migrations
from models.errors import OperatorError


def make_or_check_shape(url: str) -> None:
    """Give an empty database its tables.

    Raises:
        OperatorError: it stands at another revision than this program.
    """
    revision = migrations.current(url)
    if revision is None:
        migrations.upgrade(url)
    elif not is_known(revision):
        raise OperatorError("数据库是更新的版本建的：请升级本程序")
    elif revision != migrations.head():
        raise OperatorError("数据库还是旧版本的结构：请先备份，再运行 minqing migrate")


def is_known(revision: str) -> bool:
    """Tell whether this program knows a revision; a newer one's it does not."""
    try:
        ScriptDirectory.from_config(migrations.alembic_config()).get_revision(revision)
    except CommandError:
        return False
    return True
