"""Run a pure function over documents, in order, in this process or in a pool of processes."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeVar

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


def run_serial(function: Callable[[T], R], documents: Iterable[T]) -> Iterator[R | Failure]:
    """Yield what `function` gives for each document, in order; a Failure where it raised."""
    for document in documents:
        yield _attempt(function, document)


def run_pool(function: Callable[[T], R], documents: Iterable[T], *, jobs: int) -> Iterator[R | Failure]:
    """Yield the same as `run_serial`, worked out by `jobs` processes. `function` must be importable by name.

    Raises CommuniqueError where a process was ended from outside.
    """
    attempt = partial(_attempt, function)
    waiting: deque[Future[R | Failure]] = deque()
    # Started fresh, not forked: a fork of a process with threads can hang, and Windows has none.
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        try:
            for document in documents:
                waiting.append(pool.submit(attempt, document))
                if len(waiting) >= jobs * _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise CommuniqueError(
                "a process that analyses documents was ended from outside (out of memory?);"
                " run the same command again with fewer --jobs: what is done is kept"
            ) from error
        finally:
            for future in waiting:
                future.cancel()


def run_over(function: Callable[[T], R], documents: Iterable[T], *, jobs: int = 1) -> Iterator[R | Failure]:
    """Yield what `function` gives for each document, in order, by `jobs` processes (1: this one)."""
    return run_serial(function, documents) if jobs <= 1 else run_pool(function, documents, jobs=jobs)


def threads_of_each(jobs: int) -> int:
    """Return how many threads each of `jobs` processes should work with, from 1 to _MOST_THREADS."""
    return max(1, min(_MOST_THREADS, (os.cpu_count() or 1) // max(1, jobs)))


def _attempt(function: Callable[[T], R], document: T) -> R | Failure:
    # One document of unforeseen form must not stop a build: whatever it raises is told of that document.
    try:
        return function(document)
    except Exception as error:
        return Failure(type(error).__name__, str(error) or "no further reason")
