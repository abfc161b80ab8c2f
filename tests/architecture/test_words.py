"""Words that must not be anywhere, or not where the public reads."""

import re

from core.config import ROOT
from tests.support import tree

# No page, feed or file name says or implies that a person is poor, nor expands the programme's legal name.
NEVER_PUBLIC = re.compile(
    r"\bpobre|\bpobreza|\busuari[ao]s? (?:de|del) (?:programa|juntos)|\busuarias?\b|\bbeneficiari|apoyo directo",
    re.I,
)
# Written apart, so that this file does not find itself.
REGISTRIES = re.compile(
    "|".join(("py" + r"pi\.org", "python" + "hosted", "npm" + r"js\.", "reg" + r"istry\.(?:npm|yarn)")), re.I
)


def public_files() -> list[str]:
    public = [
        path
        for path in tree.files("catalog", "core", "templates", "static")
        if "templates/admin/" not in str(path)
    ]
    assert len(public) > 40
    return [f"{tree.name(path)}\n{path.read_text()}" for path in public]


def test_the_public_side_never_says_that_somebody_is_poor() -> None:
    found = {
        f"{text.splitlines()[0]}: {match.group()}"
        for text in public_files()
        if (match := NEVER_PUBLIC.search(text))
    }
    assert found == set()


def test_the_tree_names_no_package_registry() -> None:
    for path in [*tree.files(*tree.EVERYTHING), *tree.root_files(), *ROOT.glob("requirements*.txt")]:
        assert not REGISTRIES.search(path.read_text()), tree.name(path)


def test_locked_libraries_are_names_versions_and_hashes() -> None:
    line = re.compile(r"^(?:[a-z0-9._-]+==[^\s;]+(?: ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}(?: \\)?)$")
    for path in ROOT.glob("requirements*.txt"):
        odd = [text for text in path.read_text().splitlines() if not line.match(text)]
        assert odd == [], path.name


def test_the_developers_lock_holds_all_of_the_other_at_the_same_versions() -> None:
    def pins(name: str) -> set[str]:
        return {text.split(" \\")[0] for text in (ROOT / name).read_text().splitlines() if "==" in text}

    assert {pin.split(" ;")[0] for pin in pins("requirements.txt")} <= {
        pin.split(" ;")[0] for pin in pins("requirements-dev.txt")
    }
