"""What the tests of sharing share: photos with files, and a look into the media folder."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from catalog.photos.models import Photo
from catalog.products.models import Product
from core.config import Settings
from core.storage import LocalStore
from tests.support import cast
from tests.support.pictures import make_pictures


@pytest.fixture
def media(settings: Settings) -> LocalStore:
    """The folder of published files, emptied."""
    store = LocalStore(settings.media_dir)
    for name in list(store.names()):
        store.delete(name)
    return store


@pytest.fixture
def photograph(session: Session, media: LocalStore) -> Callable[[Product], Photo]:
    """`photograph(papa)` gives a product a photo whose files stand."""
    media.root.mkdir(parents=True, exist_ok=True)
    values = make_pictures(media.root)[0]
    return lambda product: cast.make_photo(session, product, **values)
