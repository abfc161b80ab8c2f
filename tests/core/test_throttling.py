"""Counting acts by address."""

from collections.abc import Callable

import pytest
import structlog
import time_machine
from flask import Flask, request

from core.config import ConfigError
from core.throttling import Throttle, neighbourhood

ALLOWED = "2 per minute; 3 per hour"


@pytest.fixture
def throttle() -> Throttle:
    return Throttle("memory://", "a-secret-only-for-tests")


def wait(throttle: Throttle, address: str = "198.51.100.7", act: str = "probar") -> int:
    return throttle.seconds_to_wait(act, ALLOWED, address)


def test_says_how_long_until_the_next(throttle: Throttle, clock: time_machine.Traveller) -> None:
    assert [wait(throttle) for _ in range(3)] == [0, 0, 60]
    clock.shift(45)
    assert wait(throttle) == 15
    clock.shift(16)
    assert wait(throttle) == 0
    assert wait(throttle) == 3539


def test_each_act_and_each_address_counts_for_itself(throttle: Throttle) -> None:
    assert [wait(throttle), wait(throttle)] == [0, 0]
    assert wait(throttle, act="otra cosa") == 0
    assert wait(throttle, "198.51.100.8") == 0
    assert wait(throttle) > 0


def test_a_question_counts_once_a_day_and_what_is_refused_is_asked_anew(
    throttle: Throttle, clock: time_machine.Traveller
) -> None:
    first, second, third = (f"0001234{last}" for last in range(3))
    asked = [
        throttle.seconds_to_ask("dni", "2 per hour", about)
        for about in (first, first, second, third, third, first)
    ]
    assert [waits > 0 for waits in asked] == [False, False, False, True, True, False]
    clock.shift(3601)
    assert throttle.seconds_to_ask("dni", "2 per hour", third) == 0
    assert throttle.seconds_to_wait("dni", "2 per hour", "") == 0, "it was one question, and not two"
    assert third not in repr(vars(throttle._storage)), "numbers themselves are not kept"


def test_addresses_themselves_are_not_kept(throttle: Throttle) -> None:
    wait(throttle)
    assert "198.51.100.7" not in repr(vars(throttle._storage))


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("", "unknown"),
        ("unix:", "unknown"),
        ("198.51.100.7; DROP", "unknown"),
    ],
)
def test_one_line_is_one_visitor(address: str, counted: str) -> None:
    assert neighbourhood(address) == counted


@pytest.mark.parametrize(("hops", "seen"), [(0, "127.0.0.1"), (1, "203.0.113.3"), (2, "203.0.113.2")])
def test_only_so_many_proxies_are_believed(make_site: Callable[..., Flask], hops: int, seen: str) -> None:
    site = make_site(proxy_hops=hops)
    told: list[str | None] = []
    site.before_request(lambda: told.append(request.remote_addr))
    forged = {"X-Forwarded-For": "203.0.113.1, 203.0.113.2, 203.0.113.3", "X-Forwarded-Proto": "https"}
    site.test_client().get("/nada", headers=forged)
    assert told == [seen]


def test_a_store_that_is_away_stops_nobody() -> None:
    pytest.importorskip("redis")
    throttle = Throttle("redis://127.0.0.1:1/0", "a-secret-only-for-tests")
    with structlog.testing.capture_logs() as logs:
        assert wait(throttle) == 0
    assert [entry["event"] for entry in logs] == ["throttle store away"]


def test_a_store_that_cannot_be_used_is_said_at_start() -> None:
    with pytest.raises(ConfigError, match="RATELIMIT_STORAGE_URI"):
        Throttle("nada://", "a-secret-only-for-tests")
