"""Static files: named by content, compressed, immutable."""

import gzip
import os
import re
import time
from pathlib import Path

import brotli
from flask import Flask
from flask.testing import FlaskClient

from core import assets


def test_a_page_names_the_copy_that_carries_its_hash(app: Flask) -> None:
    url = app.jinja_env.globals["asset"]("css/site.css")
    assert re.fullmatch(r"/static/css/site\.[0-9a-f]{12}\.css", url)


def test_the_copy_may_be_kept_for_ever_and_comes_compressed(app: Flask, client: FlaskClient) -> None:
    url = app.jinja_env.globals["asset"]("css/site.css")
    plain = client.get(url)
    packed = client.get(url, headers={"Accept-Encoding": "br, gzip"})
    zipped = client.get(url, headers={"Accept-Encoding": "gzip"})
    assert "immutable" in plain.headers["Cache-Control"]
    assert plain.headers["X-Content-Type-Options"] == "nosniff"
    assert packed.headers["Content-Encoding"] == "br"
    assert brotli.decompress(packed.data) == plain.data == gzip.decompress(zipped.data)
    assert "Accept-Encoding" in packed.headers["Vary"]
    for answer in (plain, packed, zipped):
        answer.close()


def test_a_changed_file_gets_another_name_and_the_old_copy_stays_a_day(tmp_path: Path) -> None:
    source, target = tmp_path / "static", tmp_path / "built"
    source.mkdir()
    (source / "a.css").write_text("a{}")
    old = assets.build(source, target)["a.css"]
    (source / "a.css").write_text("b{}")
    new = assets.build(source, target)["a.css"]
    assert old != new
    assert (target / old).read_text() == "a{}"
    assert (target / new).read_text() == "b{}"
    yesterday = time.time() - 2 * 86_400
    for path in target.glob(f"{old}*"):
        os.utime(path, (yesterday, yesterday))
    assets.build(source, target)
    assert not (target / old).exists()
    assert (target / new).exists()


def test_pictures_are_not_compressed_again(tmp_path: Path) -> None:
    source, target = tmp_path / "static", tmp_path / "built"
    source.mkdir()
    (source / "a.png").write_bytes(b"png")
    name = assets.build(source, target)["a.png"]
    assert [path.name for path in target.iterdir()] == [name]


def test_a_sheet_holds_what_it_imports_each_once_and_packed(tmp_path: Path) -> None:
    source, target = tmp_path / "static", tmp_path / "built"
    (source / "parts").mkdir(parents=True)
    (source / "all.css").write_text(
        '/* whole */\n@import "parts/a.css";\n@import "parts/b.css";\np { margin: 0 }\n'
    )
    (source / "parts" / "a.css").write_text('@import "b.css";\na { color: red }\n')
    (source / "parts" / "b.css").write_text("b {\n  color: blue;\n}\n")
    whole = (target / assets.build(source, target)["all.css"]).read_text()
    assert whole == "b{color:blue}a{color:red}p{margin:0}"


def test_a_changed_import_changes_the_name_of_the_sheet(tmp_path: Path) -> None:
    source, target = tmp_path / "static", tmp_path / "built"
    source.mkdir()
    (source / "all.css").write_text('@import "a.css";\n')
    (source / "a.css").write_text("a{color:red}")
    old = assets.build(source, target)["all.css"]
    (source / "a.css").write_text("a{color:blue}")
    assert assets.build(source, target)["all.css"] != old
