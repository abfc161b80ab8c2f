"""Running a child process within limits."""

import json
import os
import sys
import time
from pathlib import Path

import pytest

from core.subprocesses import LimitedProcessError, run_limited

LIMITS = {"memory_mb": 256, "cpu_seconds": 5, "wall_seconds": 20.0}


def python(code: str, *, data: bytes = b"", **limits: float) -> bytes:
    chosen = LIMITS | limits
    return run_limited(
        [sys.executable, "-I", "-c", code],
        input=data,
        memory_mb=int(chosen["memory_mb"]),
        cpu_seconds=int(chosen["cpu_seconds"]),
        wall_seconds=chosen["wall_seconds"],
        file_mb=int(chosen.get("file_mb", 0)),
        output_mb=int(chosen.get("output_mb", 64)),
    )


def refusal(code: str, **limits: float) -> LimitedProcessError:
    with pytest.raises(LimitedProcessError) as caught:
        python(code, **limits)
    return caught.value


def test_gives_back_what_the_child_wrote() -> None:
    data = os.urandom(3_000_000)
    echo = "import sys, shutil; shutil.copyfileobj(sys.stdin.buffer, sys.stdout.buffer)"
    assert python(echo, data=data) == data


def test_does_not_need_the_child_to_read_its_input() -> None:
    assert python("print('ok')", data=b"x" * 5_000_000) == b"ok\n"


def test_stops_a_child_that_asks_for_too_much_memory() -> None:
    assert refusal("b'x' * (1 << 30)").kind == "memory"


def test_stops_a_child_that_computes_for_too_long() -> None:
    assert refusal("while True: pass", cpu_seconds=1).kind == "cpu"


def test_stops_a_child_that_sleeps_for_too_long() -> None:
    started = time.monotonic()
    assert refusal("import time; time.sleep(30)", wall_seconds=0.5).kind == "time"
    assert time.monotonic() - started < 5


def test_stops_a_child_that_talks_too_much() -> None:
    assert refusal("while True: print('x' * 100_000)", output_mb=1).kind == "output"


def test_stops_a_child_that_writes_too_large_a_file(tmp_path: Path) -> None:
    target = tmp_path / "large"
    error = refusal(f"open({str(target)!r}, 'wb').write(b'x' * 3_000_000)", file_mb=1)
    assert error.kind in {"failed", "crash"}
    assert target.stat().st_size <= 1 << 20


def test_kills_the_grandchildren_too(tmp_path: Path) -> None:
    mark = tmp_path / "alive"
    code = (
        "import subprocess\n"
        f"subprocess.Popen(['/bin/sh', '-c', 'sleep 1; touch {mark}'], stdout=subprocess.DEVNULL,"
        " stderr=subprocess.DEVNULL)"
    )
    python(code)
    time.sleep(1.5)
    assert not mark.exists()


def test_reports_a_crash_and_its_last_words() -> None:
    error = refusal("import os, sys; sys.stderr.write('adiós'); sys.stderr.flush(); os.abort()")
    assert (error.kind, error.stderr.decode()) == ("crash", "adiós")


def test_reports_a_failure() -> None:
    error = refusal("raise SystemExit(3)")
    assert (error.kind, error.returncode) == ("failed", 3)


def test_hands_down_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "no debe verse")
    assert b"SECRET_KEY" not in python("import os; print(dict(os.environ))")


def test_hands_down_an_open_file_and_a_folder(tmp_path: Path) -> None:
    (tmp_path / "photo").write_bytes(b"x" * 3_000_000)
    code = "import os, sys; print(os.getcwd(), len(sys.stdin.buffer.read()))"
    with (tmp_path / "photo").open("rb") as file:
        answer = run_limited(
            [sys.executable, "-I", "-c", code],
            stdin=file,
            cwd=tmp_path,
            memory_mb=256,
            cpu_seconds=5,
            wall_seconds=20.0,
        )
        assert not file.closed
    assert answer.decode().split() == [str(tmp_path.resolve()), "3000000"]


def test_every_limit_holds_before_the_first_line_runs() -> None:
    code = (
        "import json, resource as r\n"
        "kinds = r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_FSIZE, r.RLIMIT_CORE, r.RLIMIT_NOFILE\n"
        "print(json.dumps([r.getrlimit(kind) for kind in kinds]))"
    )
    memory, processor, files, core, descriptors = json.loads(python(code, file_mb=3))
    assert memory == [256 << 20] * 2
    assert processor == [5, 6]
    assert files == [3 << 20] * 2
    assert core == [0, 0]
    assert descriptors == [64, 64]


def open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def test_leaves_no_descriptor_open() -> None:
    python("pass")
    before = open_files()
    python("pass")
    refusal("raise SystemExit(1)")
    assert open_files() == before
