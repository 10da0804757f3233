"""communique serve."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from communique.cli.output import RecordFile


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(serve)


def serve(
    record_file: RecordFile,
    port: Annotated[int, typer.Option(help="Port; 0 takes any that is free.", min=0, max=65535)] = 8765,
    host: Annotated[
        str, typer.Option(help="Address to listen on; other machines reach only another one.")
    ] = "127.0.0.1",
    allow: Annotated[
        list[str] | None, typer.Option(help="A further name under which the reader answers; may be repeated.")
    ] = None,
) -> None:
    """Read the record in a browser: the coverage with what was found in it, side by side."""
    from communique.web.serve import serve_record  # here, since it loads the web libraries

    def announce(address: str) -> None:
        print(f"{Path(record_file).name}: {address} (Ctrl-C ends it)", flush=True)

    serve_record(record_file, address=host, port=port, names=allow or (), announce=announce)
