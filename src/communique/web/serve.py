"""Serving the reader until it is stopped."""

from __future__ import annotations

import ipaddress
import logging
import socket
from collections.abc import Callable, Sequence
from pathlib import Path

import uvicorn

from communique.errors import InputError
from communique.query.record import Record
from communique.web.app import create_app
from communique.web.guard import LOCAL_HOSTS


def serve_record(db: Path, *, address: str, port: int, names: Sequence[str], announce: Callable[[str], None]) -> None:
    """Serve the record at `db` until the process is told to stop; `announce` is called with the reader's address.

    `port`: 0 takes any free one. `names`: further hosts under which it answers. Raises InputError for an address or
    a port that cannot be used, RecordError for what is not a record.
    """
    Record(db).close()
    listening = _listen(address, port)
    shown = f"[{address}]" if ":" in address else address
    open_to_all = ipaddress.ip_address(address).is_unspecified
    hosts = [*LOCAL_HOSTS, *names] if open_to_all else [*LOCAL_HOSTS, shown, *names]
    announce(f"http://{'127.0.0.1' if open_to_all else shown}:{listening.getsockname()[1]}/")
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    config = uvicorn.Config(
        create_app(db, hosts=hosts), log_level="warning", access_log=False, server_header=False, lifespan="off"
    )
    uvicorn.Server(config).run(sockets=[listening])


def _listen(address: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ipaddress.ip_address(address).version == 6 else socket.AF_INET
    except ValueError as error:
        raise InputError(
            f"{address!r} is no address of this machine; write one such as 127.0.0.1 with --host"
        ) from error
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((address, port))
    except OSError as error:
        listening.close()
        raise InputError(
            f"port {port} of {address} cannot be used ({error.strerror}); choose another with --port"
        ) from error
    return listening
