"""The one place that puts the stages together: documents in, a record out."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from communique.annotate.pipeline import choose_model
from communique.engine import Failure, Outcomes, Workers, analysis_fingerprint
from communique.errors import InputError, RecordError, UnreadableDocument
from communique.facts import Facts, load_facts
from communique.ingest import read_paths
from communique.model.documents import RawDocument
from communique.model.records import ArticleRecord, Decision
from communique.roots import Roots
from communique.settings import ANALYSED_LANGUAGES, Settings
from communique.store import documents as shelf
from communique.store.database import open_for_build, transaction
from communique.store.decisions import append_decisions, read_decisions
from communique.store.write import BuildEntry, write_record
from communique.version import package_version

# What analyses, links and answers is loaded where it is used: processes that analyse load their own meanwhile.
if TYPE_CHECKING:
    from communique.link import LinkedRecord
    from communique.query.record import Record
    from communique.query.verify import Fault

Progress = Callable[[int, int, str], None]
"""Called with documents done, documents to do, and the path of the one just done."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A document that gave no article, or something that a reader of the report should know of one."""

    path: str
    reason: str


@dataclass(slots=True)
class BuildReport:
    """What a build did. Counts are documents."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    dropped: list[str] = field(default_factory=list)
    """Paths whose files are gone from a folder that was built again."""
    duplicates: list[tuple[str, str]] = field(default_factory=list)
    """(path, path of the document with the same bytes that stands for both)."""
    failures: list[Problem] = field(default_factory=list)
    """Documents that could not be read or analysed."""
    warnings: list[Problem] = field(default_factory=list)
    orphaned: list[Decision] = field(default_factory=list)
    """Decisions that found nothing to apply to."""
    analysed: int = 0
    """Documents analysed in this run; the others' analyses were kept."""
    articles: int = 0
    """Articles in the record, those of earlier builds included."""

    @property
    def read(self) -> int:
        """Documents that could be read from the paths given."""
        return self.new + self.changed + self.unchanged

    def counts(self) -> dict[str, int]:
        """Return the counts for the log of builds."""
        return {
            "read": self.read,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "dropped": len(self.dropped),
            "failed": len(self.failures),
            "duplicates": len(self.duplicates),
            "warnings": len(self.warnings),
        }


def build(
    paths: Sequence[str | Path] | str | Path,
    db: str | Path,
    *,
    settings: Settings | None = None,
    on_progress: Progress | None = None,
) -> BuildReport:
    """Build the record at `db` from the documents that `paths` (files, folders, globs) stand for, or update it.

    Documents built before stay, unless their file is gone from a folder among `paths`. Documents whose bytes,
    metadata and way of analysis have not changed are not analysed again. A bad document is reported and left out.
    Raises InputError without paths, RecordError for a file that cannot be a record or that another build is writing.
    """
    given = [str(paths)] if isinstance(paths, str | Path) else [str(path) for path in paths]
    if not given:
        raise InputError("nothing to build; name files or folders: communique build PATH... -o talks.db")
    chosen = settings or Settings()
    target = Path(db)
    if not target.absolute().parent.is_dir():
        raise RecordError(f"no folder {target.parent}; make it first, or name another file with -o")
    with open_for_build(target) as connection:
        return _Build(connection, chosen).run(given, on_progress)


def open(db: str | Path) -> Record:
    """Return the record at `db`, read-only. Raises NotFound where there is none, RecordError where it is not one."""
    from communique.query.record import Record

    return Record(db)


def import_decisions(
    db: str | Path, decisions: Sequence[Decision], *, settings: Settings | None = None
) -> tuple[int, list[Decision]]:
    """Enter decisions into the journal of the record at `db`, and write the record anew with them.

    Returns how many were not there yet, and which decisions of the journal found nothing to apply to.
    Raises NotFound where there is no record.
    """
    open(db).close()
    with open_for_build(Path(db)) as connection:
        with transaction(connection):
            entered = append_decisions(connection, decisions)
        rewriting = _Build(connection, settings or Settings())
        rewriting.rewrite()
        return entered, rewriting.report.orphaned


def verify(db: str | Path) -> list[Fault]:
    """Return what does not hold in the record at `db`: texts are read again from bytes, spans from texts."""
    from communique.clean import clean_document
    from communique.query.verify import verify_record

    with open(db) as record:
        return verify_record(record, lambda raw: clean_document(raw, Settings()).text)


class _Build:
    """One build of an open record."""

    def __init__(self, connection: sqlite3.Connection, settings: Settings) -> None:
        self.connection = connection
        self.settings = settings
        self.facts: Facts = load_facts(settings.facts_file)
        self.report = BuildReport()
        self.started = _now()

    def run(self, given: Sequence[str], on_progress: Progress | None) -> BuildReport:
        fingerprint = analysis_fingerprint(
            self.settings, self.facts, spacy_model=choose_model(self.settings.spacy_model)
        )
        self._read(given)
        self.report.duplicates = shelf.mark_duplicates(self.connection)
        with Workers(self.settings.jobs) as workers:
            statuses = self._analyse(fingerprint, workers, on_progress)
            self._finish(statuses, workers)
        return self.report

    def rewrite(self) -> None:
        """Write the record anew from the kept analyses; not after a broken build, which the next one completes."""
        if self.connection.execute("SELECT 1 FROM documents WHERE status = 'waiting'").fetchone():
            return
        rows = self.connection.execute(
            "SELECT path, status, reason FROM documents WHERE status IN ('failed', 'unreadable')"
        )
        self._finish({path: (status, reason) for path, status, reason in rows}, Workers(1))

    def _read(self, given: Sequence[str]) -> None:
        """Store the documents of `given` and forget those that are gone."""
        roots, problems = Roots(given), list[UnreadableDocument]()
        before, met = shelf.stored_documents(self.connection), set[str]()
        for raw in read_paths(given, self.settings, on_problem=problems.append):
            met.add(raw.path)
            stored = before.get(raw.path)
            if stored is not None and stored.holds(raw):
                self.report.unchanged += 1
                continue
            shelf.put_document(self.connection, raw, roots.of(raw.path))
            if stored is None:
                self.report.new += 1
            else:
                self.report.changed += 1
        for problem in problems:
            known = problem.path in met
            (self.report.warnings if known else self.report.failures).append(Problem(problem.path, problem.reason))
            root = roots.of(problem.path)
            if not known and root is not None:
                shelf.put_unreadable(self.connection, problem.path, problem.reason, root)
                met.add(problem.path)
        gone = [d.path for d in before.values() if d.path not in met and roots.should_hold(d.root)]
        shelf.drop_documents(self.connection, gone)
        self.report.dropped = gone

    def _analyse(
        self, fingerprint: str, workers: Workers, on_progress: Progress | None
    ) -> dict[str, tuple[str, str | None]]:
        """Analyse what has no analysis that holds; return (status, reason) of what failed, by path."""
        stored = shelf.stored_documents(self.connection)
        paths = [
            path
            for path in shelf.primary_paths(self.connection)
            if not shelf.has_analysis(self.connection, stored[path].key, fingerprint)
        ]
        if workers.jobs > 1:
            # Else all processes but one may wait for a long document at the end.
            paths = shelf.longest_first(self.connection, paths)
        failures: dict[str, Failure] = {}
        outcomes = self._outcomes(workers, paths)
        if workers.started:
            # Loads what linking needs, while the processes load what analysis does.
            self._link([], [], Workers(1))
        for done, (position, outcome) in enumerate(outcomes, 1):
            path = paths[position]
            if isinstance(outcome, Failure):
                failures[path] = outcome
            else:
                shelf.put_analysis(self.connection, stored[path].key, fingerprint, outcome)
                self.report.analysed += 1
            if on_progress is not None:
                on_progress(done, len(paths), path)
        return {path: self._failure(path, failure) for path, failure in sorted(failures.items())}

    def _outcomes(self, workers: Workers, paths: Sequence[str]) -> Outcomes[bytes]:
        """Return the encoded analyses, as Workers does; one process lets the tagger read ahead."""
        if workers.jobs > 1 or self.settings.tagger == "none":
            return workers.run(partial(_analyse_encoded, settings=self.settings), self._raws(paths))
        from communique.analysis import begin_ahead, finish_encoded

        begun = begin_ahead(self._raws(paths), self.settings)
        return workers.run(partial(finish_encoded, settings=self.settings), begun)

    def _raws(self, paths: Sequence[str]) -> Iterator[RawDocument]:
        for path in paths:
            yield shelf.read_raw(self.connection, path)

    def _failure(self, path: str, failure: Failure) -> tuple[str, str]:
        unreadable = failure.kind == UnreadableDocument.__name__
        reason = failure.reason.removeprefix(f"{path}: ")
        reason = reason if unreadable else f"cannot be analysed ({failure.kind}: {reason})"
        self.report.failures.append(Problem(path, reason))
        return ("unreadable" if unreadable else "failed"), reason

    def _finish(self, failed: dict[str, tuple[str, str | None]], workers: Workers) -> None:
        """Link all analyses and write the record."""
        stored = shelf.stored_documents(self.connection)
        paths = [path for path in shelf.primary_paths(self.connection) if path not in failed]
        records = [shelf.read_analysis(self.connection, stored[path].key) for path in paths]
        statuses = dict(failed)
        for record in records:
            statuses[record.article.path] = self._status(record)
        decisions = read_decisions(self.connection)
        linked = self._link(records, decisions, workers)
        self.report.articles = len(records)
        present = {record.article.id for record in linked.records}
        every = [*linked.records, *(record for record in records if record.article.id not in present)]
        self.report.orphaned = [decisions[position] for position in linked.linked.orphaned]
        write_record(
            self.connection,
            sorted(every, key=lambda record: record.article.id),
            linked.linked,
            statuses=statuses,
            keys=[stored[path].key for path in paths],
            entry=BuildEntry(self.started, _now(), package_version(), self.report.counts()),
        )

    def _link(self, records: Sequence[ArticleRecord], decisions: Sequence[Decision], workers: Workers) -> LinkedRecord:
        from communique.link import link_records

        if not workers.started:
            return link_records(records, decisions, self.facts)
        from communique.linking import share_out

        shared = partial(share_out, workers, self.settings.facts_file)
        linked = link_records(records, decisions, self.facts, link_stories=shared)
        workers.release()
        return linked

    def _status(self, record: ArticleRecord) -> tuple[str, str | None]:
        article = record.article
        self.report.warnings += [Problem(article.path, warning) for warning in article.warnings]
        if article.language.known and article.language.value not in ANALYSED_LANGUAGES:
            reason = f"language {article.language.value}: the text is kept and can be searched, but is not analysed"
            self.report.warnings.append(Problem(article.path, reason))
            return "not analysed", reason
        return "analysed", None


def _analyse_encoded(raw: RawDocument, *, settings: Settings) -> bytes:
    from communique.analysis import analyse_encoded

    return analyse_encoded(raw, settings=settings)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


__all__ = ["BuildReport", "Problem", "build", "import_decisions", "open", "verify"]
