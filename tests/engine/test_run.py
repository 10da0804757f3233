from __future__ import annotations

from communique.engine import Failure, run_over


def halve(number: int) -> int:
    if number % 2:
        raise ValueError(f"{number} is odd")
    return number // 2


def test_outcomes_come_in_order_with_failures_in_their_place() -> None:
    assert list(run_over(halve, [2, 3, 8])) == [1, Failure("ValueError", "3 is odd"), 4]


def test_pool_gives_the_same_outcomes_as_one_process() -> None:
    numbers = list(range(25))
    assert list(run_over(halve, numbers, jobs=2)) == list(run_over(halve, numbers))
