"""Bar 7: what the list weighs on the wire, page, stylesheets and scripts, compressed; and whom else it asks.

python -m benchmarks.weights [--size 20000]
"""

import http.client
import re
import sys
from collections.abc import Iterator
from urllib.parse import urljoin

from benchmarks.fixture import fixture, server
from benchmarks.table import Row, part

PAGE = "/productos"
BARS = {"HTML": 6, "CSS": 12, "JS": 6}
STYLE = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
SCRIPT = re.compile(r'<script type="module" src="([^"]+)"')
IMPORT = re.compile(r"""^\s*(?:import|export)\b[^"'();]*["']([^"']+)["']""", re.MULTILINE)
FOREIGN = re.compile(r"""(?:src|href|url)\s*[=(]\s*["']?(?:https?:)?//(?!127\.0\.0\.1)[^"')\s>]+""")


class Visitor:
    """Asks for things plain, to read them, and compressed, to weigh them."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, address: str, encoding: str = "identity") -> bytes:
        """The body of an answer."""
        headers = {"Accept-Encoding": encoding}
        self.connection.request("GET", address, headers=headers)
        return self.connection.getresponse().read()

    def text(self, address: str) -> str:
        """The same, to read."""
        return self.get(address).decode()

    def weight(self, addresses: list[str], encoding: str) -> float:
        """The kilobytes of these together, compressed one by one."""
        return sum(len(self.get(address, encoding)) for address in addresses) / 1024

    def modules(self, script: str, seen: list[str]) -> list[str]:
        """A script and what it imports at once, each once."""
        if script not in seen:
            seen.append(script)
            for name in IMPORT.findall(self.text(script)):
                self.modules(urljoin(script, name), seen)
        return seen


def rows(size: int, _rounds: int) -> Iterator[Row]:
    """The three weights, and what comes from elsewhere."""
    with server(fixture(size)) as (_pid, port):
        visitor = Visitor(port)
        page = visitor.text(PAGE)
        styles = list(dict.fromkeys(STYLE.findall(page)))
        scripts: list[str] = []
        for script in SCRIPT.findall(page):
            visitor.modules(script, scripts)
        for name, addresses in (("HTML", [PAGE]), ("CSS", styles), ("JS", scripts)):
            kb, smaller = (visitor.weight(addresses, encoding) for encoding in ("gzip", "br"))
            measured = f"{kb:.1f} KB gzip, {smaller:.1f} KB brotli"
            yield Row(f"list, {name}", measured, f"7: ≤ {BARS[name]} KB", kb <= BARS[name])
        sheets = "".join(map(visitor.text, styles))
        fonts, foreign = sheets.count("@font-face"), len(FOREIGN.findall(sheets + _loaded(page)))
        measured = f"{fonts} web fonts, {foreign} things from elsewhere"
        yield Row("list, what else is loaded", measured, "7: none", not fonts and not foreign)


def _loaded(page: str) -> str:
    """The tags of a page that load something; a link to follow, or the address of the page itself, loads nothing."""
    tags = re.findall(r"<(?:link|script|img|source|iframe)\b[^>]*>", page)
    return "".join(tag for tag in tags if 'rel="canonical"' not in tag and 'rel="alternate"' not in tag)


if __name__ == "__main__":
    sys.exit(part(__doc__, rows))
