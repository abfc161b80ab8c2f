import json
import os
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
    script = (
        "import json, sys; sys.path += sys.argv[2:]; from core.imaging_worker import limit_process\n"
        "limit_process(json.loads(sys.argv[1]))\n"
        "while True: pass"
    )
    monkeypatch.setattr(imaging, "_START", script)
    limited(monkeypatch, cpu_seconds=1, wall_seconds=20)
    with pytest.raises(InputError) as refusal:
        render_photo(photo, out)
    assert refusal.value.message == imaging.TOO_SLOW


def test_memory_is_bounded(tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limited(monkeypatch, memory=192 << 20)
    Image.new("RGB", (6000, 6000)).save(tmp_path / "flat.png", compress_level=1)
    with pytest.raises(InputError) as refusal:
        render_photo(tmp_path / "flat.png", out)
    assert refusal.value.message == imaging.TOO_BIG
    assert list(out.iterdir()) == []


def test_a_file_that_cannot_be_written_is_our_fault(
    photo: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited(monkeypatch, file_bytes=5_000)
    with pytest.raises(ImagingError):
        render_photo(photo, out)
    assert list(out.iterdir()) == []


def test_a_crashing_codec_is_a_damaged_photo(photo: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imaging, "_START", "import os; os.abort()")
    with pytest.raises(InputError) as refusal:
        render_photo(photo, out)
    assert refusal.value.message == imaging.DAMAGED


def test_a_child_that_cannot_start_is_our_fault(
    photo: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imaging, "_START", "import a_library_that_is_not_there")
    with pytest.raises(ImagingError, match="exit status 1"):
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
    assert set(environment) <= {"LANG", "PATH", "GLIBC_TUNABLES", "LD_LIBRARY_PATH", "LC_CTYPE"}
    assert len(descriptors) == 4  # the photo, the answer, nowhere, and the listing itself


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
