"""What stands before every page: which hosts and methods are answered, and what a browser may do with the answer."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL_HOSTS: Final = ("127.0.0.1", "localhost", "[::1]")

HEADERS: Final = {
    # Scripts, styles and pictures come from the reader alone; nothing inline, no frames, no other place for forms.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Guard:
    """Answers only requests for a known host (a page elsewhere must not read the record through a rebound name)."""

    def __init__(self, app: ASGIApp, *, hosts: Collection[str], refuse: Callable[[int, str, str], Response]) -> None:
        self.app = app
        self.hosts = frozenset(host.casefold() for host in hosts)
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it with a page that says why."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        await self._choose(scope)(scope, receive, send_guarded)

    def _choose(self, scope: Scope) -> ASGIApp:
        if host_name(Headers(scope=scope).get("host", "")) not in self.hosts:
            what = "The reader answers only under the address that it was started with."
            return self.refuse(421, what, "Open the address that 'communique serve' printed.")
        if scope["method"] not in ("GET", "HEAD"):
            return self.refuse(405, "The reader only shows; it takes nothing.", "Open the page with an ordinary link.")
        return self.app


def host_name(host: str) -> str:
    """Return the name in a Host header without its port, in lower case."""
    name = host.casefold()
    if name.startswith("["):
        return name.partition("]")[0] + "]"
    return name.rpartition(":")[0] if ":" in name else name
