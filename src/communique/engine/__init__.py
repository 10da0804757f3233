"""engine/: where the functions on single documents run: in this process, or in several. The outcomes are the same."""

from communique.engine.fingerprint import analysis_fingerprint
from communique.engine.run import Failure, Outcomes, Workers, threads_of_each

__all__ = ["Failure", "Outcomes", "Workers", "analysis_fingerprint", "threads_of_each"]
