"""Opening a record for building or for reading, and the lock against two builds at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from communique.errors import NotFound, RecordError, SchemaTooOld
from communique.store.schema import check_version, migrate, schema_version


@contextmanager
def lock_record(path: Path) -> Iterator[None]:
    """Hold the right to build `path`. Raises RecordError where another build holds it.

    The lock is SQLite's own on a file beside the record: it ends with the process that holds it, however that ends.
    """
    beside = path.with_name(path.name + ".lock")
    try:
        lock = sqlite3.connect(beside, timeout=0, isolation_level=None)
    except sqlite3.Error as error:
        raise RecordError(
            f"cannot write beside {path}: {error}; choose a folder that can be written with -o"
        ) from error
    try:
        lock.execute("PRAGMA journal_mode = MEMORY")
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        lock.close()
        raise RecordError(f"another build is writing {path}; wait for it to end, or stop it") from error
    try:
        yield
    finally:
        beside.unlink(missing_ok=True)
        lock.close()


@contextmanager
def open_for_build(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection that writes `path`, created or migrated as needed; afterwards it is one file again.

    Raises RecordError for a file that is not a record, SchemaTooNew for a later one.
    """
    with lock_record(path):
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            migrate(connection, path.name)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            yield connection
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.DatabaseError as error:
            raise RecordError(f"{path}: {error}; is it a record of Communiqué? name another file with -o") from error
        finally:
            connection.close()


def open_for_reading(path: Path) -> sqlite3.Connection:
    """Return a connection that cannot write, with rows by column name.

    Raises NotFound where there is no file, SchemaTooOld or SchemaTooNew for one of another version, RecordError for
    what is no record.
    """
    if not path.is_file():
        raise NotFound(f"no record {path}; make one with 'communique build PATH -o {path}'")
    connection = sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True, isolation_level=None)
    connection.row_factory = sqlite3.Row
    try:
        version = check_version(connection, path.name)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        connection.close()
        raise RecordError(f"{path} is not a record of Communiqué ({error})") from error
    except RecordError:
        connection.close()
        raise
    if version == 0:
        connection.close()
        raise RecordError(f"{path} is not a record of Communiqué; make one with 'communique build PATH -o FILE'")
    if version < schema_version():
        connection.close()
        raise SchemaTooOld(
            f"{path} is of an earlier schema ({version}); run 'communique build' on it once to bring it up"
        )
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do all of the body or none of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()
