import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from core import imaging
from core.errors import InputError
from core.imaging import ImagingError, render_photo


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    Image.effect_noise((700, 500), 90).convert("RGB").save(path)
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def limited(monkeypatch: pytest.MonkeyPatch, **changes: float) -> None:
    monkeypatch.setattr(imaging, "LIMITS", replace(imaging.LIMITS, **changes))  # type: ignore[arg-type] - names vary


def running(pid: int) -> bool:
    """Whether the process is there and not merely waiting to be reaped."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_a_slow_child_is_killed_with_its_group(
    photo: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = tmp_path / "pids"
    script = (
        "import os, subprocess, time\n"
        "other = subprocess.Popen(['sleep', '60'])\n"
        f"open({str(noted)!r}, 'w').write(f'{{os.getpid()}} {{other.pid}}')\n"
        "time.sleep(60)"
    )
    monkeypatch.setattr(imaging, "_START", script)
    limited(monkeypatch, wall_seconds=0.7)
    started = time.monotonic()
    with pytest.raises(InputError) as refusal:
        render_photo(photo, out)
    assert refusal.value.message == imaging.TOO_SLOW
    assert time.monotonic() - started < 5
    time.sleep(0.1)
    assert [running(int(pid)) for pid in noted.read_text().split()] == [False, False]
    assert list(out.iterdir()) == []


def test_processor_time_is_bounded(photo: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imaging, "_START", "while True: pass")
    limited(monkeypatch, cpu_seconds=1, wall_seconds=20)
    with pytest.raises(InputError) as refusal:
        render_photo(photo, out)
    assert refusal.value.message == imaging.TOO_SLOW


def test_memory_is_bounded(tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limited(monkeypatch, memory_mb=192)
    Image.new("RGB", (6000, 6000)).save(tmp_path / "flat.png", compress_level=1)
    with pytest.raises(InputError) as refusal:
        render_photo(tmp_path / "flat.png", out)
    assert refusal.value.message == imaging.TOO_BIG
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_twelve_megapixels_take_less_than_130_megabytes(tmp_path: Path, kind: str) -> None:
    options = {"compress_level": 1} if kind == "PNG" else {"method": 0} if kind == "WEBP" else {}
    Image.linear_gradient("L").resize((4000, 3000)).convert("RGB").save(tmp_path / "photo", kind, **options)
    # Asked of a small process: a child inherits its parent's peak at its start.
    script = (
        "import resource; from pathlib import Path; from core.imaging import render_photo\n"
        f"render_photo(Path({str(tmp_path / 'photo')!r}), Path({str(tmp_path / 'out')!r}))\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    root = Path(__file__).resolve().parents[2]
    asked = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, check=True)
    assert int(asked.stdout) < 130 * 1024


def test_a_child_that_says_nothing_is_our_fault(
    photo: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imaging, "_START", "pass")
    with pytest.raises(ImagingError, match="no answer"):
        render_photo(photo, out)


def test_a_file_that_cannot_be_written_is_our_fault(
    photo: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited(monkeypatch, file_mb=0)
    with pytest.raises(ImagingError):
        render_photo(photo, out)
    assert list(out.iterdir()) == []


@pytest.mark.parametrize(
    ("end", "message"),
    [
        ("os.abort()", imaging.DAMAGED),
        ("os.write(2, b'std::bad_alloc'); os.abort()", imaging.TOO_BIG),
        ("os.kill(os.getpid(), 9)", imaging.TOO_SLOW),
    ],
)
def test_a_codec_that_dies_is_the_fault_of_the_photo(
    photo: Path, out: Path, monkeypatch: pytest.MonkeyPatch, end: str, message: str
) -> None:
    monkeypatch.setattr(imaging, "_START", f"import os; {end}")
    with pytest.raises(InputError) as refusal:
        render_photo(photo, out)
    assert refusal.value.message == message


def test_a_child_without_memory_to_start_is_our_fault(
    photo: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imaging, "_START", "b'x' * (1 << 31)")
    with pytest.raises(ImagingError, match="MemoryError"):
        render_photo(photo, out)


def test_a_child_that_cannot_start_is_our_fault(
    photo: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imaging, "_START", "import a_library_that_is_not_there")
    with pytest.raises(ImagingError, match="exit status 1: ModuleNotFoundError"):
        render_photo(photo, out)


def test_the_child_inherits_no_secret(photo: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "not for the child")
    script = (
        "import json, os\n"
        "seen = [dict(os.environ), os.listdir('/proc/self/fd')]\n"
        "print(json.dumps({'failed': json.dumps(seen)}))"
    )
    monkeypatch.setattr(imaging, "_START", script)
    with (out.parent / "open.txt").open("w") as handle:
        os.set_inheritable(handle.fileno(), True)
        with pytest.raises(ImagingError) as answer:
            render_photo(photo, out)
    environment, descriptors = json.loads(str(answer.value))
    ours = {"PATH", "LC_ALL", "MALLOC_ARENA_MAX", "GLIBC_TUNABLES", "LD_LIBRARY_PATH"}
    assert set(environment) <= ours | {"PWD", "OLDPWD", "SHLVL", "_"}  # the last four come from the shell
    assert len(descriptors) == 4  # the photo, the answer, the last words, and the listing itself


def test_a_failed_rename_leaves_nothing_new_and_keeps_the_old(
    photo: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out.mkdir()
    (out / "kept.txt").touch()
    real, moved = Path.replace, []

    def third_fails(self: Path, target: Path) -> Path:
        moved.append(target)
        if len(moved) == 3:
            raise OSError(5, "Input/output error")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", third_fails)
    with pytest.raises(OSError, match="Input/output"):
        render_photo(photo, out)
    assert [path.name for path in out.iterdir()] == ["kept.txt"]


def test_when_all_slots_are_taken_it_says_so(photo: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limited(monkeypatch, wall_seconds=0.05)
    monkeypatch.setattr(imaging, "_SLOTS", imaging.threading.BoundedSemaphore(1))
    with imaging._slot(), pytest.raises(InputError) as refusal:
        render_photo(photo, out)
    assert refusal.value.message == imaging.BUSY
