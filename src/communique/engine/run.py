"""Run a pure function over documents, in this process or in a pool of processes."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Final, Self, TypeVar

from communique.errors import CommuniqueError

T = TypeVar("T")
R = TypeVar("R")

_AHEAD: Final = 4
"""Documents per process that wait in line, so that a large folder does not lie in memory as a whole."""

_MOST_THREADS: Final = 4
"""An article has few windows for the tagger to read at the same time."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the function gave nothing for one document."""

    kind: str
    """Name of the exception's class."""
    reason: str


Outcomes = Iterator[tuple[int, R | Failure]]
"""(position of the document, what the function gave for it or why it gave nothing)."""


class Workers:
    """Where functions run: in this process (one job), or in so many processes, which start when first needed."""

    def __init__(self, jobs: int) -> None:
        self.jobs = max(1, jobs)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.release()

    @property
    def started(self) -> bool:
        """Whether there are processes that wait for work."""
        return self._pool is not None

    def run(self, function: Callable[[T], R], documents: Iterable[T]) -> Outcomes[R]:
        """Return the outcome of each document as soon as there is one: in any order, where there are several processes.

        These begin at once. `function` must be importable by name. Raises CommuniqueError, also while the outcomes are
        read, where a process was ended from outside.
        """
        if self.jobs == 1:
            return enumerate(_attempt(function, document) for document in documents)
        waiting, rest = dict[Future[R | Failure], int](), enumerate(documents)
        self._submit(function, islice(rest, self.jobs * _AHEAD), waiting)
        return self._outcomes(function, rest, waiting)

    def release(self) -> None:
        """End the processes, without waiting for them; what has not begun is dropped."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    def _submit(
        self,
        function: Callable[[T], R],
        documents: Iterable[tuple[int, T]],
        waiting: dict[Future[R | Failure], int],
    ) -> None:
        for position, document in documents:
            if self._pool is None:
                # Started fresh, not forked: a fork of a process with threads can hang, and Windows has none.
                context = multiprocessing.get_context("spawn")
                self._pool = ProcessPoolExecutor(self.jobs, mp_context=context, initializer=_end_with_parent)
            with _ended_from_outside():
                waiting[self._pool.submit(partial(_attempt, function), document)] = position

    def _outcomes(
        self, function: Callable[[T], R], rest: Iterator[tuple[int, T]], waiting: dict[Future[R | Failure], int]
    ) -> Outcomes[R]:
        while waiting:
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                position = waiting.pop(future)
                self._submit(function, islice(rest, 1), waiting)
                with _ended_from_outside():
                    outcome = future.result()
                yield position, outcome


@contextmanager
def _ended_from_outside() -> Iterator[None]:
    """Tell of a process that was ended from outside what to do about it."""
    try:
        yield
    except BrokenProcessPool as error:
        raise CommuniqueError(
            "a process that analyses documents was ended from outside (out of memory?);"
            " run the same command again with fewer --jobs: what is done is kept"
        ) from error


def _end_with_parent() -> None:
    """Let this process end when the one that started it does, however that ends: else it would wait for ever."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def threads_of_each(jobs: int) -> int:
    """Return how many threads each of `jobs` processes should work with, from 1 to _MOST_THREADS."""
    return max(1, min(_MOST_THREADS, (os.cpu_count() or 1) // max(1, jobs)))


def _attempt(function: Callable[[T], R], document: T) -> R | Failure:
    # One document of unforeseen form must not stop a build: whatever it raises is told of that document.
    try:
        return function(document)
    except Exception as error:
        return Failure(type(error).__name__, str(error) or "no further reason")
