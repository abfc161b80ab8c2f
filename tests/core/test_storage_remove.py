import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from core.storage import TEMPORARY_PREFIX, LocalStore, UnsafeNameError


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    store = LocalStore(tmp_path / "media")
    for name in ("aa/320.webp", "aa/640.webp", "aab/320.webp", "top.txt"):
        store.put_bytes(name, b"x")
    return store


def test_names_are_sorted_and_hide_hidden_files(store: LocalStore) -> None:
    (store.root / ".gitkeep").touch()
    assert sorted(store.names()) == ["aa/320.webp", "aa/640.webp", "aab/320.webp", "top.txt"]
    assert list(store.names("aa")) == ["aa/320.webp", "aa/640.webp"]
    assert list(store.names("aa/")) == ["aa/320.webp", "aa/640.webp"]
    assert list(store.names("nothing")) == []


def test_names_of_a_store_never_written(tmp_path: Path) -> None:
    assert list(LocalStore(tmp_path / "none").names()) == []


def test_exists(store: LocalStore) -> None:
    assert store.exists("aa/320.webp")
    assert not store.exists("aa")
    assert not store.exists("aa/999.webp")


def test_open_a_missing_file(store: LocalStore) -> None:
    with pytest.raises(FileNotFoundError):
        store.open("aa/999.webp")


def test_delete_drops_the_file_and_the_folder_it_empties(store: LocalStore) -> None:
    store.delete("aab/320.webp")
    assert not (store.root / "aab").exists()
    assert store.exists("aa/320.webp")


def test_delete_of_a_missing_file_is_fine(store: LocalStore) -> None:
    store.delete("aa/999.webp")
    store.delete("none/at/all.webp")
    store.delete("top.txt/below.webp")
    assert store.exists("top.txt")


def test_delete_prefix_takes_a_folder_and_not_its_namesakes(store: LocalStore) -> None:
    assert store.delete_prefix("aa") == 2
    assert sorted(store.names()) == ["aab/320.webp", "top.txt"]
    assert store.delete_prefix("aa") == 0


@pytest.mark.parametrize("prefix", ["", "/", "..", "../aa"])
def test_delete_prefix_refuses_the_whole_store(store: LocalStore, prefix: str) -> None:
    with pytest.raises(UnsafeNameError):
        store.delete_prefix(prefix)
    assert len(list(store.names())) == 4


def test_sweep_removes_only_old_temporaries(store: LocalStore) -> None:
    old, fresh = store.root / f"{TEMPORARY_PREFIX}old", store.root / "aa" / f"{TEMPORARY_PREFIX}fresh"
    folder = store.root / "aa" / f"{TEMPORARY_PREFIX}folder"
    old.touch()
    fresh.touch()
    folder.mkdir()
    (folder / "320.webp").touch()
    two_hours_ago = time.time() - 7200
    for path in (old, folder, store.root / "top.txt"):
        os.utime(path, (two_hours_ago, two_hours_ago))
    assert store.sweep_temporaries(timedelta(hours=1)) == 2
    assert (old.exists(), folder.exists(), fresh.exists(), store.exists("top.txt")) == (
        False,
        False,
        True,
        True,
    )


@pytest.mark.fault
def test_a_killed_writer_leaves_whole_files_and_only_sweepable_rests(store: LocalStore) -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[2]); from pathlib import Path\n"
        "from core.storage import LocalStore\n"
        "store = LocalStore(Path(sys.argv[1])); print('ready', flush=True); turn = 0\n"
        "while True:\n"
        "    turn += 1\n"
        "    store.put_bytes(f'busy/{turn % 5}.bin', bytes([turn % 256]) * 400_000)\n"
    )
    root = Path(__file__).resolve().parents[2]
    for round_ in range(5):
        command = [sys.executable, "-c", script, str(store.root), str(root)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(0.05 + 0.013 * round_)
            writer.kill()
        for name in store.names("busy"):
            content = store.read(name)
            assert content == content[:1] * 400_000
    store.sweep_temporaries(timedelta(0))
    assert not [path for path in store.root.rglob("*") if path.name.startswith(TEMPORARY_PREFIX)]
