"""Files that people hand in and that stay private: what every row of one says of it."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import UtcDateTime
from core.ids import public_id


class DocumentColumns:
    """A kept file: `file_token` names it in DATA_DIR, `file_sha256` tells the same one sent twice.

    What is taken off keeps its row; its file is swept.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    file_name: Mapped[str] = mapped_column(String(120))
    file_token: Mapped[str] = mapped_column(String(16), unique=True)
    file_sha256: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str] = mapped_column(String(120))
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
