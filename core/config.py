"""Settings from the environment, validated before anything starts."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from email.headerregistry import Address
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from core.outbox.server import MailServer, read_sender, read_server

ROOT = Path(__file__).resolve().parent.parent
KEY_NAMES = ("SECRET_KEY", "ENCRYPTION_KEYS", "LOOKUP_KEY")
MIN_KEY_LENGTH = 32
# Where counts of attempts are kept: in this process, or in a store that several processes share.
STORAGES = (
    "memory://",
    "redis://",
    "rediss://",
    "valkey://",
    "valkeys://",
    "redis+sentinel://",
    "redis+cluster://",
)
KNOWN_ENVIRONMENTS = ("development", "test", "production")


class ConfigError(RuntimeError):
    """The environment asks for something the site cannot start with."""


@dataclass(frozen=True)
class Settings:
    """Everything the environment decides; `from_environment` is the only maker outside tests."""

    app_env: str
    base_url: str
    port: int
    database_url: str
    data_dir: Path
    media_dir: Path
    secret_key: str
    encryption_keys: tuple[str, ...]
    lookup_key: str
    languages: tuple[str, ...] = ("es",)
    brand_name: str = "Juntos Emprende"
    contact_email: str = ""
    contact_phone: str = ""
    complaints_book_url: str = ""
    proxy_hops: int = 0
    ratelimit_storage_uri: str = "memory://"
    mail_server: MailServer | None = None
    mail_sender: Address | None = None
    # Working days: see catalog.privacy.terms for the articles that say so.
    privacy_access_days: int = 20
    privacy_other_days: int = 10
    free_days: frozenset[date] = frozenset()
    page_cache_mb: int = 0
    demo: bool = True
    log_level: str = "INFO"

    @property
    def secure(self) -> bool:
        """Whether visitors reach the site over https."""
        return self.base_url.startswith("https://")

    @property
    def host(self) -> str:
        """The one host name that requests may name, without its port."""
        return urlsplit(self.base_url).hostname or "localhost"


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """Read and validate the settings; raises ConfigError saying what to set."""
    env = os.environ if environ is None else environ
    app_env = env.get("APP_ENV", "development")
    if app_env not in KNOWN_ENVIRONMENTS:
        raise ConfigError(f"APP_ENV must be one of {', '.join(KNOWN_ENVIRONMENTS)}, not {app_env!r}")
    port = _port(env.get("PORT", "8000"))
    data_dir = Path(env.get("DATA_DIR") or ROOT / "instance").resolve()
    media_dir = Path(env.get("MEDIA_DIR") or ROOT / "media").resolve()
    if data_dir.is_relative_to(media_dir):
        raise ConfigError(
            "DATA_DIR is private: it must not be MEDIA_DIR, whose files anybody may ask for, nor inside it"
        )
    # Everything in it is private: where we make it, only its owner enters.
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys = _keys(env, data_dir, production=app_env == "production")
    mail_server, mail_sender = _mail(env)
    return Settings(
        app_env=app_env,
        base_url=_base_url(env.get("BASE_URL", ""), port, production=app_env == "production"),
        port=port,
        database_url=_database_url(env.get("DATABASE_URL", ""), data_dir),
        data_dir=data_dir,
        media_dir=media_dir,
        secret_key=keys["SECRET_KEY"],
        encryption_keys=tuple(key for key in keys["ENCRYPTION_KEYS"].split(",") if key),
        lookup_key=keys["LOOKUP_KEY"],
        languages=_languages(env.get("LANGUAGES", "es")),
        brand_name=env.get("BRAND_NAME", "Juntos Emprende"),
        contact_email=env.get("CONTACT_EMAIL", ""),
        contact_phone=env.get("CONTACT_PHONE", ""),
        complaints_book_url=_complaints_book(env.get("COMPLAINTS_BOOK_URL", "")),
        proxy_hops=_hops(env.get("PROXY_HOPS", "0")),
        ratelimit_storage_uri=_storage(env.get("RATELIMIT_STORAGE_URI", "") or "memory://"),
        mail_server=mail_server,
        mail_sender=mail_sender,
        privacy_access_days=_term("PRIVACY_ACCESS_DAYS", env.get("PRIVACY_ACCESS_DAYS", "20")),
        privacy_other_days=_term("PRIVACY_OTHER_DAYS", env.get("PRIVACY_OTHER_DAYS", "10")),
        free_days=_free_days(env.get("FREE_DAYS", "")),
        page_cache_mb=_megabytes(env.get("PAGE_CACHE_MB", "32")),
        demo=_flag("DEMO", env.get("DEMO", "1")),
        log_level=_log_level(env.get("LOG_LEVEL", "INFO")),
    )


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 0 < int(text) < 65536:
        raise ConfigError(f"PORT must be a number from 1 to 65535, not {text!r}")
    return int(text)


def _hops(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) > 9:
        raise ConfigError(f"PROXY_HOPS must be how many proxies stand before the site, 0 to 9, not {text!r}")
    return int(text)


def _term(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 0 < int(text) <= 60:
        raise ConfigError(f"{name} must be a number of working days from 1 to 60, not {text!r}")
    return int(text)


def _free_days(text: str) -> frozenset[date]:
    try:
        return frozenset(date.fromisoformat(part.strip()) for part in text.split(",") if part.strip())
    except ValueError:
        raise ConfigError(f"FREE_DAYS must be days like 2026-01-02,2026-07-27, not {text!r}") from None


def _megabytes(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) > 4096:
        raise ConfigError(
            f"PAGE_CACHE_MB must be how much memory kept pages may take, 0 to 4096, not {text!r}"
        )
    return int(text)


def _storage(text: str) -> str:
    if not text.startswith(STORAGES):
        raise ConfigError(f"RATELIMIT_STORAGE_URI must start with {', '.join(STORAGES)}")
    return text


def _mail(env: Mapping[str, str]) -> tuple[MailServer | None, Address | None]:
    """The mail server and who messages come from: both, or neither."""
    try:
        server = read_server(env.get("SMTP_URL", ""))
    except ValueError as error:
        raise ConfigError(f"SMTP_URL {error}") from None
    try:
        sender = read_sender(env.get("MAIL_FROM", ""), env.get("BRAND_NAME", "Juntos Emprende"))
    except ValueError as error:
        raise ConfigError(f"MAIL_FROM {error}") from None
    if (server is None) != (sender is None):
        raise ConfigError("set both SMTP_URL and MAIL_FROM, or neither")
    return server, sender


def _complaints_book(text: str) -> str:
    if not text:
        return ""
    parts = urlsplit(text)
    plain = text.isascii() and text.isprintable() and not set(text) & set(" <>\"'\\")
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc or not plain:
        raise ConfigError(f"COMPLAINTS_BOOK_URL must be an https address, not {text!r}")
    return text


def _flag(name: str, text: str) -> bool:
    if text not in ("0", "1"):
        raise ConfigError(f"{name} must be 0 or 1, not {text!r}")
    return text == "1"


def _log_level(text: str) -> str:
    if text not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ConfigError(f"LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR, not {text!r}")
    return text


def _languages(text: str) -> tuple[str, ...]:
    languages = tuple(part.strip() for part in text.split(",") if part.strip())
    if not languages or languages[0] != "es" or not all(part.isalpha() for part in languages):
        raise ConfigError(f"LANGUAGES must start with es, such as es or es,en; not {text!r}")
    return languages


def _base_url(text: str, port: int, *, production: bool) -> str:
    if not text:
        if production:
            raise ConfigError("BASE_URL must be set in production, such as https://catalogo.example.pe")
        return f"http://127.0.0.1:{port}"
    parts = urlsplit(text)
    more = parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc
    if parts.scheme not in ("http", "https") or not parts.hostname or more or not _port_is_a_number(parts):
        raise ConfigError(f"BASE_URL must be http(s)://host without a path, not {text!r}")
    if production and parts.scheme != "https":
        raise ConfigError("BASE_URL must be https in production")
    return f"{parts.scheme}://{parts.netloc}"


def _port_is_a_number(parts: SplitResult) -> bool:
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False


def _database_url(text: str, data_dir: Path) -> str:
    if not text:
        return f"sqlite:///{data_dir / 'juntos.sqlite3'}"
    for short in ("postgres://", "postgresql://"):
        if text.startswith(short):
            return "postgresql+psycopg://" + text[len(short) :]
    if text.startswith("sqlite:///"):
        # A relative path means the folder the command runs in, whatever Flask would make of it.
        return f"sqlite:///{Path(text.removeprefix('sqlite:///')).resolve()}"
    if text.startswith("postgresql+psycopg://"):
        return text
    raise ConfigError("DATABASE_URL must start with sqlite:/// or postgresql://")


def _keys(env: Mapping[str, str], data_dir: Path, *, production: bool) -> dict[str, str]:
    """Keys from the environment; outside production the missing ones are made once and kept (mode 600)."""
    given = {name: env.get(name, "") for name in KEY_NAMES}
    missing = [name for name, value in given.items() if not value]
    if missing and production:
        raise ConfigError(
            f"set {', '.join(missing)} in production (at least {MIN_KEY_LENGTH} random characters)"
        )
    if missing:
        stored = _stored_keys(data_dir / "keys.env")
        given.update({name: stored[name] for name in missing})
    for name, value in given.items():
        for key in value.split(",") if name == "ENCRYPTION_KEYS" else [value]:
            if len(key) < MIN_KEY_LENGTH or len(set(key)) < 8:
                raise ConfigError(f"{name} is too short or too plain: use {MIN_KEY_LENGTH} random characters")
    return given


def _stored_keys(path: Path) -> dict[str, str]:
    """The keys kept beside an embedded database, made on the first run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = "".join(f"{name}={secrets.token_hex(32)}\n" for name in KEY_NAMES)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(made)
        file.flush()
        os.fsync(file.fileno())
    try:
        # A link fails where the file stands already: of two processes starting at once, one's keys hold for both.
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    lines = (line.partition("=") for line in path.read_text().splitlines() if line)
    stored = {name: value for name, _, value in lines}
    absent = [name for name in KEY_NAMES if not stored.get(name)]
    if absent:
        raise ConfigError(f"{path.name} in the data folder lacks {', '.join(absent)}")
    return stored
