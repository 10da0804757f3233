"""How every value that was not simply read is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from communique.model.spans import Anchor

T = TypeVar("T")

Basis = Literal["stated", "resolved", "inferred", "table", "user"]
"""stated: the words say it; resolved: a reference led there (a pronoun, a role); inferred: a rule or model concluded
it; table: a facts table says it; user: a sidecar, a manifest or a decision says it."""

Absence = Literal["not reported", "not resolved", "not analysed"]
"""not reported: the text does not tell; not resolved: it may tell, but the program abstains; not analysed: no stage
looked (another language, a switched-off stage)."""


@dataclass(frozen=True, slots=True)
class Inferred(Generic[T]):
    """A value with its basis and evidence, or the reason why there is none.

    Exactly one of `basis` and `absence` is set; `value` is None only together with an `absence`.
    """

    value: T | None = None
    basis: Basis | None = None
    evidence: tuple[Anchor, ...] = ()
    alternatives: tuple[T, ...] = ()
    score: float | None = None
    """Between 0 and 1, rounded to 4 places; None: the method gives none."""
    absence: Absence | None = None

    def __post_init__(self) -> None:
        if (self.basis is None) == (self.absence is None) or (self.value is None) != (self.absence is not None):
            raise ValueError(f"an Inferred is either a value with a basis or an absence: {self!r}")

    @property
    def known(self) -> bool:
        """Whether there is a value."""
        return self.absence is None


def stated(value: T, *evidence: Anchor) -> Inferred[T]:
    """Return `value` as the words at `evidence` say it."""
    return Inferred(value, "stated", evidence)


def absent(reason: Absence) -> Inferred[T]:
    """Return the absence of a value, for `reason`."""
    return Inferred(absence=reason)
