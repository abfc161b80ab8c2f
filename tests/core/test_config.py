"""Settings: what a production site refuses to start with, and what a first run makes by itself."""

import multiprocessing
from pathlib import Path

import pytest

from core.config import KEY_NAMES, ConfigError, Settings, from_environment

KEYS = {name: f"{name.lower()}-0123456789-abcdefghijklmnop" for name in KEY_NAMES}
PRODUCTION = {"APP_ENV": "production", "BASE_URL": "https://catalogo.example.pe", **KEYS}


def read(tmp_path: Path, **environ: str) -> Settings:
    return from_environment(
        {"DATA_DIR": str(tmp_path / "data"), "MEDIA_DIR": str(tmp_path / "media")} | environ
    )


def test_production_starts_with_everything_set(tmp_path: Path) -> None:
    settings = read(tmp_path, **PRODUCTION)
    assert settings.secure
    assert settings.host == "catalogo.example.pe"
    assert settings.secret_key == KEYS["SECRET_KEY"]
    assert not (tmp_path / "data" / "keys.env").exists()


@pytest.mark.parametrize("name", KEY_NAMES)
@pytest.mark.parametrize("value", ["", "corta", "a" * 64, "abcabc" * 12])
def test_production_refuses_a_missing_short_or_plain_key(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=name):
        read(tmp_path, **PRODUCTION | {name: value})


def test_every_key_of_the_rotation_is_checked(tmp_path: Path) -> None:
    good = KEYS["ENCRYPTION_KEYS"]
    assert read(tmp_path, **PRODUCTION | {"ENCRYPTION_KEYS": f"{good},{good}2"}).encryption_keys == (
        good,
        good + "2",
    )
    with pytest.raises(ConfigError, match="ENCRYPTION_KEYS"):
        read(tmp_path, **PRODUCTION | {"ENCRYPTION_KEYS": f"{good},corta"})


@pytest.mark.parametrize("value", ["", "http://catalogo.example.pe"])
def test_production_refuses_to_be_without_https(tmp_path: Path, value: str) -> None:
    with pytest.raises(ConfigError, match="BASE_URL"):
        read(tmp_path, **PRODUCTION | {"BASE_URL": value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("APP_ENV", "prod"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "ocho"),
        ("PORT", "²"),
        ("DEMO", "yes"),
        ("LOG_LEVEL", "debug"),
        ("LANGUAGES", "en"),
        ("LANGUAGES", "es,../x"),
        ("BASE_URL", "catalogo.example.pe"),
        ("BASE_URL", "ftp://catalogo.example.pe"),
        ("BASE_URL", "https://catalogo.example.pe/ruta"),
        ("BASE_URL", "https://catalogo.example.pe:puerto"),
        ("BASE_URL", "https://yo@catalogo.example.pe"),
        ("BASE_URL", "https://catalogo.example.pe?x=1"),
        ("DATABASE_URL", "mysql://localhost/juntos"),
        ("PROXY_HOPS", "-1"),
        ("PROXY_HOPS", "uno"),
        ("PROXY_HOPS", "10"),
        ("PAGE_CACHE_MB", "-1"),
        ("PAGE_CACHE_MB", "mucho"),
        ("PAGE_CACHE_MB", "5000"),
        ("RATELIMIT_STORAGE_URI", "localhost:6379"),
        ("COMPLAINTS_BOOK_URL", "http://reclamos.example.pe"),
        ("COMPLAINTS_BOOK_URL", "javascript:alert(1)"),
        ("COMPLAINTS_BOOK_URL", "https://"),
        ("COMPLAINTS_BOOK_URL", "https://yo@reclamos.example.pe"),
        ("COMPLAINTS_BOOK_URL", 'https://reclamos.example.pe/"onclick='),
    ],
)
def test_a_value_that_means_nothing_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=name):
        read(tmp_path, **{name: value})


@pytest.mark.parametrize(("data", "media"), [("x", "x"), ("x/data", "x"), ("a/../x/y/z", "x")])
def test_private_files_never_lie_among_the_public_ones(tmp_path: Path, data: str, media: str) -> None:
    with pytest.raises(ConfigError, match="DATA_DIR is private"):
        read(tmp_path, DATA_DIR=str(tmp_path / data), MEDIA_DIR=str(tmp_path / media))


def test_an_empty_environment_is_an_embedded_site(tmp_path: Path) -> None:
    settings = read(tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path / 'data' / 'juntos.sqlite3'}"
    assert settings.base_url == "http://127.0.0.1:8000"
    assert not settings.secure


def test_what_stands_around_the_site_is_read(tmp_path: Path) -> None:
    book = "https://reclamos.example.pe/libro?entidad=1"
    settings = read(
        tmp_path, COMPLAINTS_BOOK_URL=book, PROXY_HOPS="2", RATELIMIT_STORAGE_URI="redis://cache/1"
    )
    assert (settings.complaints_book_url, settings.proxy_hops) == (book, 2)
    assert settings.ratelimit_storage_uri == "redis://cache/1"


def test_pages_are_kept_unless_somebody_says_not(tmp_path: Path) -> None:
    assert read(tmp_path).page_cache_mb == 32
    assert read(tmp_path, PAGE_CACHE_MB="0").page_cache_mb == 0


def test_the_port_moves_the_address_of_the_site(tmp_path: Path) -> None:
    assert read(tmp_path, PORT="8123").base_url == "http://127.0.0.1:8123"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_reached_through_psycopg(tmp_path: Path, scheme: str) -> None:
    settings = read(tmp_path, DATABASE_URL=f"{scheme}://juntos@db/juntos")
    assert settings.database_url == "postgresql+psycopg://juntos@db/juntos"


def test_keys_are_made_once_and_kept_to_oneself(tmp_path: Path) -> None:
    first = read(tmp_path)
    assert read(tmp_path) == first
    assert len({first.secret_key, first.encryption_keys[0], first.lookup_key}) == 3
    assert (tmp_path / "data" / "keys.env").stat().st_mode & 0o777 == 0o600


def test_a_given_key_wins_over_the_kept_one(tmp_path: Path) -> None:
    kept = read(tmp_path)
    settings = read(tmp_path, SECRET_KEY=KEYS["SECRET_KEY"])
    assert settings.secret_key == KEYS["SECRET_KEY"]
    assert settings.lookup_key == kept.lookup_key


def test_a_damaged_keys_file_is_not_replaced(tmp_path: Path) -> None:
    read(tmp_path)
    (tmp_path / "data" / "keys.env").write_text("SECRET_KEY=\n")
    with pytest.raises(ConfigError, match=r"keys\.env"):
        read(tmp_path)


def _secret(folder: str) -> str:
    return from_environment({"DATA_DIR": folder}).secret_key


def test_processes_starting_at_once_agree_on_the_keys(tmp_path: Path) -> None:
    for attempt in range(5):
        with multiprocessing.get_context("fork").Pool(4) as pool:
            secrets = pool.map(_secret, [str(tmp_path / str(attempt))] * 8, chunksize=1)
        assert len(set(secrets)) == 1
        assert [path.name for path in (tmp_path / str(attempt)).iterdir()] == ["keys.env"]
