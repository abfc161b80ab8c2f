import os
import stat
from pathlib import Path

import pytest

from core.storage import TEMPORARY_PREFIX, LocalStore, UnsafeNameError


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    return LocalStore(tmp_path / "media")


def everything_under(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_put_bytes_can_be_read_back(store: LocalStore) -> None:
    store.put_bytes("ab12/320.webp", b"picture")
    assert store.read("ab12/320.webp") == b"picture"


def test_put_bytes_replaces_what_was_there(store: LocalStore) -> None:
    store.put_bytes("a.txt", b"long old content")
    store.put_bytes("a.txt", b"new")
    assert store.read("a.txt") == b"new"


def test_put_file_copies_and_keeps_the_source(store: LocalStore, tmp_path: Path) -> None:
    source = tmp_path / "source.bin"
    source.write_bytes(os.urandom(3_000_000))
    store.put_file("deep/er/copy.bin", source)
    assert store.read("deep/er/copy.bin") == source.read_bytes()


def test_modes_do_not_depend_on_the_umask(store: LocalStore) -> None:
    before = os.umask(0o077)
    try:
        store.put_bytes("a/b.txt", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((store.root / "a" / "b.txt").stat().st_mode) == 0o644
    assert stat.S_IMODE((store.root / "a").stat().st_mode) == 0o755
    assert stat.S_IMODE(store.root.stat().st_mode) == 0o755


def test_a_failed_write_leaves_the_old_file_and_no_temporary(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put_bytes("a/b.txt", b"old")

    def full_disk(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("core.storage.os.fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        store.put_bytes("a/b.txt", b"new")
    assert store.read("a/b.txt") == b"old"
    assert everything_under(store.root) == ["a/b.txt"]


def test_a_missing_source_leaves_nothing(store: LocalStore, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        store.put_file("a/b.txt", tmp_path / "missing")
    assert everything_under(store.root) == []


def test_file_and_folder_are_synced_in_order(store: LocalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.put_bytes("a/first.txt", b"makes the folder")
    steps: list[str] = []
    real_fsync, real_replace = os.fsync, Path.replace

    def fsync(descriptor: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        real_fsync(descriptor)

    def replace(self: Path, target: Path) -> Path:
        steps.append("rename")
        assert self.parent == target.parent
        assert self.name.startswith(TEMPORARY_PREFIX)
        return real_replace(self, target)

    monkeypatch.setattr("core.storage.os.fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    store.put_bytes("a/b.txt", b"x")
    assert steps == ["file", "rename", "folder"]


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../a",
        "a/../../b",
        "/etc/passwd",
        "a//b",
        "a/",
        "./a",
        "a\0b",
        "a\nb",
        "a\\b",
        ".tmp-x",
    ],
)
def test_unsafe_names_are_refused(store: LocalStore, name: str) -> None:
    for act in (lambda: store.put_bytes(name, b"x"), lambda: store.read(name), lambda: store.delete(name)):
        with pytest.raises(UnsafeNameError):
            act()
    assert not store.root.exists()


def test_a_link_out_of_the_root_is_refused(store: LocalStore, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("secret")
    store.root.mkdir()
    (store.root / "door").symlink_to(outside)
    (store.root / "window.txt").symlink_to(outside / "secret.txt")
    for act in (
        lambda: store.put_bytes("door/new.txt", b"x"),
        lambda: store.read("door/secret.txt"),
        lambda: store.read("window.txt"),
        lambda: store.exists("door/secret.txt"),
        lambda: store.delete("door/secret.txt"),
        lambda: list(store.names("door")),
    ):
        with pytest.raises(UnsafeNameError):
            act()
    assert everything_under(outside) == ["secret.txt"]
    assert list(store.names()) == []
