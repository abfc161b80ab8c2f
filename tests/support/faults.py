"""Killing commands of the site at random instants, and looking at what is left."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

import xlsxwriter
from PIL import Image
from sqlalchemy import func, select, update

from app import create_app
from catalog.enterprises.models import Enterprise
from catalog.photos.models import Photo
from catalog.products.models import Product
from catalog.sharing.models import ShareImage
from core import jobs
from core.clock import now
from core.config import ROOT, Settings
from core.db import db
from core.jobs import Job
from tests.support.databases import environment

# How many times each fault is tried: a few in every run of the tests, fifty in `make faults`.
RUNS = int(os.environ.get("JUNTOS_FAULT_RUNS", "1"))
ROWS = 4
PHOTOS = 2
HEADER = (
    "emprendimiento",
    "departamento",
    "provincia",
    "distrito",
    "rubro",
    "producto",
    "precio_base",
    "unidad",
    "fotos",
)
SUCCESS = "Importado:"


@dataclass
class Site:
    """A site with a database of its own, driven by commands in processes of their own."""

    settings: Settings
    folder: Path

    def __post_init__(self) -> None:
        self.app = create_app(self.settings)
        self.full_seconds = 0.0

    def start(self, *arguments: str, output: BinaryIO | int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        """Begin a `flask` command in a session of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "app", *arguments],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **environment(self.settings)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def run(self, *arguments: str, seconds: float | None = None) -> str:
        """Run a command, killed with all its children after so many seconds; returns what it had said."""
        said = self.folder / "said.txt"
        with said.open("wb") as output:
            process = self.start(*arguments, output=output)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=120 if seconds is None else seconds)
            killed = process.poll() is None
            self.kill(process)
        text = said.read_text()
        if seconds is None and (killed or process.returncode):
            raise AssertionError(f"{arguments} failed ({process.returncode}):\n{text}")
        return text

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """Kill a command with all its children."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def import_arguments(self, name: str) -> list[str]:
        """A sheet of one enterprise with a few products and photos, and the command that imports it."""
        photos = self.folder / name
        photos.mkdir(exist_ok=True)
        sheet = self.folder / f"{name}.xlsx"
        if not sheet.exists():
            write_sheet(sheet, photos, name)
        return ["import", "products", str(sheet), "--photos", str(photos), "--publish"]

    def random_instant(self, chance: random.Random, full: float) -> float:
        """A moment of a command that takes `full` seconds, most often while it works and seldom after its end."""
        return chance.uniform(0.15, 1.08) * full

    def products(self, name: str) -> int:
        """How many products an enterprise has."""
        with self.app.app_context():
            count = db.session.scalar(
                select(func.count()).select_from(Product).join(Enterprise).where(Enterprise.name == name)
            )
            db.session.remove()
        return int(count or 0)

    def photos(self, name: str) -> list[tuple[str, bool, set[str]]]:
        """Token, readiness and promised files of every photo of an enterprise's products."""
        query = select(Photo).join(Product, Product.id == Photo.product_id).join(Enterprise)
        with self.app.app_context():
            found = [
                (photo.token, photo.ready, promised(photo))
                for photo in db.session.scalars(query.where(Enterprise.name == name))
            ]
            db.session.remove()
        return found

    def check_media(self) -> None:
        """Nothing is served without its row; nothing is promised without its file; nothing is half written."""
        with self.app.app_context():
            photos = {
                photo.token: (photo.ready, promised(photo)) for photo in db.session.scalars(select(Photo))
            }
            drawn = set(db.session.scalars(select(ShareImage.token)))
            db.session.remove()
        media = self.settings.media_dir
        folders = {path.name for path in media.iterdir() if not path.name.startswith(".")}
        # A drawing whose worker was killed before its row has a name nobody knows, and is swept after a day.
        loose = {one for one in folders if [path.name for path in (media / one).iterdir()] == ["share.jpg"]}
        wrong = folders - set(photos) - drawn - loose
        assert not wrong, f"served without a row: {wrong}"
        assert drawn <= folders, f"named but not there: {drawn - folders}"
        for token, (ready, files) in photos.items():
            missing = {name for name in files if not (self.settings.media_dir / token / name).is_file()}
            assert not (ready and missing), f"named but not there: {token} {missing}"
        for token in folders:
            for path in (self.settings.media_dir / token).iterdir():
                if not path.name.startswith("."):
                    with Image.open(path) as image:
                        image.load()

    def end_leases(self) -> None:
        """Let five minutes pass for the jobs of a worker that is no more."""
        with self.app.app_context():
            past = now() - timedelta(seconds=1)
            db.session.execute(update(Job).where(Job.state == "running").values(leased_until=past))
            db.session.execute(update(Job).where(Job.state == "queued").values(run_after=past))
            db.session.commit()
            db.session.remove()

    def do_jobs(self) -> None:
        """What the next worker does, in this process."""
        with self.app.app_context():
            jobs.run_due()

    def unfinished_jobs(self) -> list[str]:
        """Kinds and errors of the jobs that are not done."""
        with self.app.app_context():
            found = [
                f"{job.kind} {job.state} {job.error}"
                for job in db.session.scalars(select(Job))
                if job.state != "done"
            ]
            db.session.remove()
        return found

    def close(self) -> None:
        """Let go of the database."""
        with self.app.app_context():
            db.engine.dispose()


def promised(photo: Photo) -> set[str]:
    """The files a page may name for this photo."""
    return {f"{width}.{kind}" for width in photo.widths.split(",") for kind in photo.formats.split(",")}


def write_sheet(sheet: Path, photos: Path, name: str) -> None:
    """A sheet of an enterprise whose products have a photo each, all different."""
    for number in range(PHOTOS):
        noise = Image.frombytes("L", (80, 60), random.Random(f"{name}{number}").randbytes(4800))
        Image.merge("RGB", [noise.resize((660, 495))] * 3).save(photos / f"foto{number}.jpg", quality=85)
    with xlsxwriter.Workbook(str(sheet)) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADER)
        for number in range(ROWS):
            photo = f"foto{number}.jpg" if number < PHOTOS else ""
            place = ("Apurímac", "Andahuaylas", "Kishuará", "Papas y tubérculos")
            page.write_row(number + 1, 0, (name, *place, f"Papa {number} de {name}", "S/ 3,50", "kg", photo))


def timed(site: Site, *arguments: str) -> float:
    """Seconds that a command takes when nobody kills it."""
    started = time.monotonic()
    site.run(*arguments)
    return time.monotonic() - started
