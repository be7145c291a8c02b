"""Write the next revision from the difference between models and migrations.

Usage: python -m migrations "what changes"
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command

from migrations import HERE, alembic_config, upgrade


def main(message: str) -> None:
    """Compare the models with an empty, migrated SQLite database."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'empty.db'}"
        upgrade(url)
        number = len(list((HERE / "versions").glob("v*.py"))) + 1
        command.revision(alembic_config(url), message, autogenerate=True, rev_id=f"{number:04}")


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
