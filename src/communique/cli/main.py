"""The program `communique`: its commands, and how errors end."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from communique.cli import (
    across,
    brief,
    build,
    changes,
    compare,
    decisions,
    export,
    nouns,
    serve,
    show,
    sources,
    verify,
)
from communique.cli.output import warn
from communique.errors import CommuniqueError
from communique.version import package_version

app = typer.Typer(
    name="communique",
    help="Turn the coverage of talks between states into a sourced record, and question it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

for module in (build, show, nouns, across, compare, sources, brief, changes, serve, verify, export, decisions):
    module.register(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"communique {package_version()}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Turn the coverage of talks between states into a sourced record, and question it."""


def main() -> None:
    """Run the program; errors raised on purpose end in one line on standard error and status 1, without traceback."""
    try:
        app()
    except CommuniqueError as error:
        warn(f"communique: {error}")
        sys.exit(1)
    except KeyboardInterrupt:
        warn("communique: stopped; what is done is kept, run the same command again to go on")
        sys.exit(130)
    except BrokenPipeError:
        # The reader of the pipe (head, less) has seen enough.
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    main()
