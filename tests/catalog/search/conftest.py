"""What tests of search may ask for besides."""

import pytest
from flask import Flask

from tests.support.following import Follow


@pytest.fixture
def follow(app: Flask, request: pytest.FixtureRequest) -> Follow:
    """`follow()` commits what the test wrote and brings index and service up to it, as a worker would."""
    held = request.getfixturevalue("session") if "session" in request.fixturenames else None
    return Follow(app, session=held)
