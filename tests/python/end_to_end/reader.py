"""A reader of the published file that behaves as a BI tool should: read-only, reopened when new."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb


class Reader:
    """Queries in a loop, and collects every error, every mixed answer and the runs it saw."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.errors: list[str] = []
        self.runs_seen: set[str] = set()
        self._stopped = threading.Event()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read with two readers at a time, and fail if a reader has an error."""
        readers = [threading.Thread(target=self._read_until_stopped) for _ in range(2)]
        for thread in readers:
            thread.start()
        try:
            yield
        finally:
            self._stopped.set()
            for thread in readers:
                thread.join()
        assert self.errors == []

    def _read_until_stopped(self) -> None:
        while not self._stopped.is_set():
            try:
                self._read_one_file()
            except Exception as error:
                self.errors.append(repr(error))
                return

    def _read_one_file(self) -> None:
        inode = self.file.stat().st_ino
        # a separate read-only connection, because one process shares a database by its path
        with duckdb.connect() as connection:
            connection.execute(f"attach '{self.file}' as published (read_only)")
            while self.file.stat().st_ino == inode and not self._stopped.is_set():
                rows = connection.execute(
                    "select run_id, table_name, rows from published.main._published"
                ).fetchall()
                runs = {run for run, _, _ in rows}
                if len(runs) != 1:
                    self.errors.append(f"mixed runs {runs}")
                self.runs_seen |= runs
                for _, table, expected in rows:
                    counted = connection.execute(
                        f'select count(*) from published.main."{table}"'
                    ).fetchall()[0][0]
                    if counted != expected:
                        self.errors.append(f"{table}: {counted} rows, {expected} published")
                time.sleep(0.25)
