"""A PostgreSQL server of the tests' own: started in a moment, gone when the tests end, however they end."""

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

# Speed over durability: nobody reads this data after the run.
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "jit": "off",
    "shared_buffers": "64MB",
    "max_connections": "80",
    "max_worker_processes": "0",
    "max_wal_senders": "0",
    "wal_level": "minimal",
}
START_SECONDS = 60
# The server stops when this shell's standard input closes: the kernel does that even where pytest is killed.
GUARD = '"$@" & server=$!; cat > /dev/null; kill -INT $server; wait $server; rm -rf "$PGHOME"'


class PostgresMissingError(RuntimeError):
    """No PostgreSQL programs on this machine."""


def programs() -> Path:
    """The folder of initdb and postgres: on PATH, or where Debian keeps them, newest first."""
    found = shutil.which("initdb")
    if found and shutil.which("postgres"):
        return Path(found).parent
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True):
        if (folder / "initdb").exists():
            return folder
    raise PostgresMissingError(
        "PostgreSQL is not installed: `make test` installs it, or: apt-get install postgresql"
    )


def _version(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0


def _as_owner() -> list[str]:
    """PostgreSQL refuses root, so root runs it as the postgres user."""
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


class PostgresServer:
    """One server on a unix socket in a folder of its own: no port, so no clash."""

    def __init__(self) -> None:
        folder = programs()
        # Not under pytest's own folder, which only its user may enter; short, as socket paths have a limit.
        self.home = Path(tempfile.mkdtemp(prefix="juntos-pg-", dir="/tmp"))
        if os.geteuid() == 0:
            shutil.chown(self.home, "postgres")
        self._run(folder / "initdb", "-D", self.home / "data", "-U", "juntos", "-A", "trust", "-E", "UTF8",
                  "--locale=C.UTF-8", "--no-sync", "--no-instructions")  # fmt: skip
        settings = [part for name, value in OPTIONS.items() for part in ("-c", f"{name}={value}")]
        self._log = (self.home / "log").open("wb")
        command = [folder / "postgres", "-D", self.home / "data", "-k", self.home, *settings]
        self.process = subprocess.Popen(
            [*_as_owner(), "sh", "-c", GUARD, "sh", *map(str, command)],
            stdin=subprocess.PIPE,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={**os.environ, "PGHOME": str(self.home)},
            start_new_session=True,
        )
        self._wait_until_ready()

    def url(self, database: str) -> str:
        """The address of a database, as DATABASE_URL takes it."""
        return f"postgresql+psycopg://juntos@/{database}?host={self.home}"

    def create(self, database: str, template: str = "template0") -> str:
        """Make a database, replacing one of the same name; returns its address."""
        with self._connect() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        return self.url(database)

    def drop(self, database: str) -> None:
        """Remove a database, whoever is still connected."""
        with self._connect() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        if self.process.stdin:
            self.process.stdin.close()
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._log.close()
        shutil.rmtree(self.home, ignore_errors=True)

    @contextlib.contextmanager
    def _connect(self) -> Iterator[psycopg.Connection]:
        connection = psycopg.connect(host=str(self.home), user="juntos", dbname="postgres", autocommit=True)
        try:
            yield connection
        finally:
            connection.close()

    def _run(self, *command: str | Path) -> None:
        done = subprocess.run(
            [*_as_owner(), *map(str, command)], cwd="/", capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            with contextlib.suppress(psycopg.OperationalError), self._connect():
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.03)
        log = (self.home / "log").read_text(errors="replace")
        self.stop()
        raise RuntimeError(f"PostgreSQL did not start:\n{log}")
