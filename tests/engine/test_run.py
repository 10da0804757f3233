from __future__ import annotations

import multiprocessing
import os
import time
from pathlib import Path

import pytest

from communique.engine import Failure, Workers
from communique.errors import CommuniqueError


def halve(number: int) -> int:
    if number % 2:
        raise ValueError(f"{number} is odd")
    return number // 2


def end_at(number: int) -> int:
    if number == 3:
        os._exit(1)
    return number


def wait_and_tell(number: int) -> int:
    time.sleep(number / 10)
    return os.getpid()


def outcomes(jobs: int, numbers: list[int]) -> list[tuple[int, int | Failure]]:
    with Workers(jobs) as workers:
        return list(workers.run(halve, numbers))


def test_outcomes_of_one_process_come_in_order_with_failures_in_their_place() -> None:
    assert outcomes(1, [2, 3, 8]) == [(0, 1), (1, Failure("ValueError", "3 is odd")), (2, 4)]


def test_pool_gives_the_same_outcomes_as_one_process() -> None:
    numbers = list(range(25))
    assert sorted(outcomes(2, numbers), key=lambda outcome: outcome[0]) == outcomes(1, numbers)


def test_processes_start_when_there_is_work_and_serve_several_runs() -> None:
    with Workers(2) as workers:
        assert list(workers.run(halve, [])) == [] and not workers.started
        assert list(workers.run(halve, [4])) == [(0, 2)] and workers.started
        assert list(workers.run(abs, [-4])) == [(0, 4)]
    assert not workers.started


def test_outcome_that_is_there_does_not_wait_for_an_earlier_document() -> None:
    with Workers(2) as workers:
        list(workers.run(halve, [2, 4]))
        assert [position for position, _ in workers.run(wait_and_tell, [20, 0])] == [1, 0]


def test_process_that_is_ended_from_outside_is_told_of() -> None:
    with Workers(2) as workers, pytest.raises(CommuniqueError, match="fewer --jobs"):
        list(workers.run(end_at, list(range(8))))


def note_process_and_wait(folder: str) -> None:
    Path(folder, str(os.getpid())).touch()
    time.sleep(600)


def start_and_hang(folder: str) -> None:
    with Workers(2) as workers:
        list(workers.run(note_process_and_wait, [folder, folder]))


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="whether a process runs is read from /proc")
def test_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    child = multiprocessing.get_context("spawn").Process(target=start_and_hang, args=(str(tmp_path),))
    child.start()
    while len(list(tmp_path.iterdir())) < 2:
        time.sleep(0.1)
    child.kill()
    child.join()
    until = time.monotonic() + 60
    while any(runs(file.name) for file in tmp_path.iterdir()):
        assert time.monotonic() < until
        time.sleep(0.1)


def runs(process: str) -> bool:
    """Return whether a process runs; one that has ended and that nobody has asked after does not."""
    try:
        return Path("/proc", process, "stat").read_text("utf-8").rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False
