"""Run a child process that cannot take the house down: bounded memory, CPU, time, files and output.

A one-line `sh` wrapper sets the limits, not `preexec_fn`, which can deadlock in a threaded server.
"""

import contextlib
import fcntl
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import IO, Literal

Kind = Literal["memory", "cpu", "time", "output", "crash", "failed"]

_CHUNK = 1 << 20
_STDERR_KEPT = 8192
# Linux only enforces -v; elsewhere the other limits still hold.
_MEMORY = 'ulimit -v "$1"; ' if sys.platform == "linux" else ""
_WRAPPER = (
    f'set -e; {_MEMORY}ulimit -c 0; ulimit -n 64; ulimit -f "$2"; ulimit -S -t "$3"; ulimit -H -t "$4"; '
    'shift 4; exec "$@"'
)
_MEMORY_SIGNS = (b"MemoryError", b"memory allocation of", b"std::bad_alloc", b"Cannot allocate memory")


class LimitedProcessError(RuntimeError):
    """A child that did not finish well; `kind` says which limit or failure, `stderr` keeps its last words."""

    def __init__(self, kind: Kind, *, returncode: int | None = None, stderr: bytes = b"") -> None:
        super().__init__(f"limited process: {kind} (return code {returncode})")
        self.kind = kind
        self.returncode = returncode
        self.stderr = stderr


def run_limited(
    argv: Sequence[str],
    *,
    input: bytes = b"",  # noqa: A002 - the name subprocess.run() uses for the same thing
    memory_mb: int,
    cpu_seconds: int,
    wall_seconds: float,
    file_mb: int = 0,
    output_mb: int = 64,
    environment: Mapping[str, str] = MappingProxyType({}),
    stdin: IO[bytes] | None = None,
    cwd: Path | None = None,
) -> bytes:
    """Run argv with limits and return its standard output; raises LimitedProcessError.

    memory_mb bounds address space (RLIMIT_AS), file_mb each file written, output_mb what is read back.
    The child starts in its own session, is killed with all its children, and sees of our environment only
    what `environment` names. `stdin`, an open file, is handed down in the place of `input`.
    For a Python worker pass `[sys.executable, "-I", str(path_of_the_worker), ...]`.
    """
    limits = [str(memory_mb * 1024), str(file_mb * 2048), str(cpu_seconds), str(cpu_seconds + 1)]
    process = subprocess.Popen(
        ["/bin/sh", "-c", _WRAPPER, "sh", *limits, *argv],
        stdin=stdin or subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=cwd,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "2", **environment},
        start_new_session=True,
    )
    deadline = time.monotonic() + wall_seconds
    talk = _Talk(process, input, output_mb << 20)
    try:
        kind = talk.until(deadline) or _wait(process, deadline)
    finally:
        _kill_group(process)
        talk.close()
    return talk.result(kind)


class _Talk:
    """Feeds standard input and drains both outputs at once, so that neither side ever blocks the other."""

    def __init__(self, process: subprocess.Popen[bytes], data: bytes, limit: int) -> None:
        self.process = process
        self.pending = memoryview(data)
        self.limit = limit
        self.output: list[bytes] = []
        self.size = 0
        self.stderr = b""
        self.selector = selectors.DefaultSelector()
        stdin, stdout, stderr = _pipes(process)
        self.pipes = [pipe for pipe in (stdin, stdout, stderr) if pipe]
        if stdin:
            self.selector.register(stdin, selectors.EVENT_WRITE, self._feed)
        self.selector.register(stdout, selectors.EVENT_READ, self._drain)
        self.selector.register(stderr, selectors.EVENT_READ, self._listen)

    def until(self, deadline: float) -> Kind | None:
        """Move bytes until every pipe is closed; the kind of the limit that was met, or None."""
        while self.selector.get_map():
            left = deadline - time.monotonic()
            if left <= 0:
                return "time"
            for key, _events in self.selector.select(left):
                key.data(key.fileobj)
                if self.size > self.limit:
                    return "output"
        return None

    def _drain(self, pipe: IO[bytes]) -> None:
        chunk = self._read(pipe)
        self.output.append(chunk)
        self.size += len(chunk)

    def _listen(self, pipe: IO[bytes]) -> None:
        self.stderr = (self.stderr + self._read(pipe))[-_STDERR_KEPT:]

    def _feed(self, pipe: IO[bytes]) -> None:
        try:
            self.pending = self.pending[os.write(pipe.fileno(), self.pending[:_CHUNK]) :]
        except BrokenPipeError:
            self.pending = self.pending[:0]
        if not self.pending:
            self._finish(pipe)

    def _read(self, pipe: IO[bytes]) -> bytes:
        chunk = os.read(pipe.fileno(), _CHUNK)
        if not chunk:
            self._finish(pipe)
        return chunk

    def _finish(self, pipe: IO[bytes]) -> None:
        self.selector.unregister(pipe)
        pipe.close()

    def close(self) -> None:
        """Release every pipe still open."""
        self.selector.close()
        for pipe in self.pipes:
            pipe.close()

    def result(self, kind: Kind | None) -> bytes:
        """The output of a child that ended well; raises LimitedProcessError for any other."""
        code = self.process.returncode
        if kind is None and code == 0:
            return b"".join(self.output)
        raise LimitedProcessError(kind or _why(code, self.stderr), returncode=code, stderr=self.stderr)


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes] | None, IO[bytes], IO[bytes]]:
    """Our ends, none of which blocks; the first is None where the child was given a file to read."""
    stdin, stdout, stderr = process.stdin, process.stdout, process.stderr
    if stdout is None or stderr is None:
        raise RuntimeError("run_limited always opens pipes for both outputs")
    for pipe in (stdin, stdout, stderr):
        if pipe:
            os.set_blocking(pipe.fileno(), False)
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        # Sixteen times the usual 64 KiB: megabytes then pass in fewer turns. Refused where the user's quota is full.
        with contextlib.suppress(OSError):
            fcntl.fcntl(stdout, fcntl.F_SETPIPE_SZ, _CHUNK)
    return stdin, stdout, stderr


def _why(code: int, stderr: bytes) -> Kind:
    if code == -signal.SIGXCPU:
        return "cpu"
    if any(sign in stderr for sign in _MEMORY_SIGNS):
        return "memory"
    return "crash" if code < 0 else "failed"


def _wait(process: subprocess.Popen[bytes], deadline: float) -> Kind | None:
    """Wait without reaping, so that the process group's number stays ours until it has been killed."""
    pause = 0.0005
    while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        if time.monotonic() > deadline:
            return "time"
        time.sleep(pause)
        pause = min(pause * 2, 0.02)
    return None


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
