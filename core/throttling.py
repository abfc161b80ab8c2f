"""How often one visitor may do a thing: counted by address, in this process or in a store that several share."""

import hashlib
import hmac
import ipaddress
import math
import time

import structlog
from flask import Flask, current_app, request
from limits import parse, parse_many
from limits.errors import ConfigurationError, StorageError
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter
from werkzeug.middleware.proxy_fix import ProxyFix

from core.config import ConfigError, Settings
from core.page_cache import do_not_keep

log = structlog.get_logger()
KEY = "juntos.throttle"
# What was asked about something may be asked again as one question for so long.
ONE_QUESTION = parse("1 per day")


class Throttle:
    """Counts acts by who does them; addresses are kept as keyed digests only, and no longer than the limit asks."""

    def __init__(self, storage_uri: str, secret: str) -> None:
        try:
            self._storage = storage_from_string(storage_uri, wrap_exceptions=True)
        except ConfigurationError as error:
            raise ConfigError(f"RATELIMIT_STORAGE_URI cannot be used: {error}") from None
        self._window = MovingWindowRateLimiter(self._storage)
        self._secret = secret.encode()

    def seconds_to_wait(self, act: str, allowed: str, address: str, cost: int = 1) -> int:
        """Count acts, such as one of "5 per hour; 20 per day"; 0, or the seconds until they would be allowed."""
        who = self._digest(neighbourhood(address))
        try:
            for limit in parse_many(allowed):
                if not self._window.hit(limit, act, who, cost=cost):
                    reset = self._window.get_window_stats(limit, act, who).reset_time
                    return max(1, math.ceil(reset - time.time()))
        except StorageError as error:
            # Better a visitor too many than nobody heard while the store is away.
            log.warning("throttle store away", act=act, error=type(error).__name__)
        return 0

    def seconds_to_ask(self, act: str, allowed: str, about: str) -> int:
        """The same for a question about something, wherever it comes from: asked again that day, it counts no more."""
        what = self._digest(about)
        try:
            if not self._window.test(ONE_QUESTION, act, what):
                return 0
            waits = self.seconds_to_wait(act, allowed, "")
            if not waits:
                self._window.hit(ONE_QUESTION, act, what)
        except StorageError as error:
            log.warning("throttle store away", act=act, error=type(error).__name__)
            return 0
        return waits

    def _digest(self, said: str) -> str:
        return hmac.new(self._secret, said.encode(), hashlib.sha256).hexdigest()[:32]

    def forget(self) -> None:
        """Begin to count anew."""
        self._storage.reset()


def init_app(app: Flask, settings: Settings) -> None:
    """Make the counter, and take addresses from as many proxies as the settings vouch for, and no more."""
    if settings.proxy_hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxy_hops, x_proto=0)  # type: ignore[method-assign]  # Flask's documented way
    app.extensions[KEY] = Throttle(settings.ratelimit_storage_uri, settings.secret_key)


def seconds_to_wait(act: str, allowed: str) -> int:
    """Count one act of this request's visitor; 0, or the seconds until it would be allowed."""
    return _throttle().seconds_to_wait(act, allowed, request.remote_addr or "")


def seconds_to_wait_anywhere(act: str, allowed: str, cost: int = 1) -> int:
    """Count acts of somebody whom `act` names, from whatever address; 0, or the seconds until they would be allowed."""
    return _throttle().seconds_to_wait(act, allowed, "", cost)


def seconds_to_ask(act: str, allowed: str, about: str) -> int:
    """Count a question about something by somebody whom `act` names; asked again that day, it counts no more."""
    return _throttle().seconds_to_ask(act, allowed, about)


def _throttle() -> Throttle:
    do_not_keep()
    throttle: Throttle = current_app.extensions[KEY]
    return throttle


def neighbourhood(address: str) -> str:
    """What counts as one visitor: an IPv4 address, or the /64 network that one IPv6 line is given."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((int(parsed), 64), strict=False))
