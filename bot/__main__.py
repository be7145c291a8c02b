"""`minqing`, also `python -m bot`."""

import sys


def main() -> None:
    """Run the command line."""
    from bot.cli.program import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
