"""Small sites in a folder, and real builds of them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sphinx.testing.util import SphinxTestApp

__all__ = ["Build", "Site"]


@dataclass(frozen=True)
class Build:
    """What a build left behind. *warnings* without colours, with paths relative to the site."""

    status: int
    warnings: list[str]
    log: str
    outdir: Path

    @property
    def findings(self) -> list[dict[str, Any]]:
        """The findings of a ``factcheck`` build."""
        return [json.loads(line) for line in (self.outdir / "output.json").read_text("utf-8").splitlines()]

    def codes(self) -> list[tuple[str, int, str]]:
        """Path, line and code of each finding."""
        return [(f["path"], f["line"], f["code"]) for f in self.findings]


class Site:
    """A folder of sources; ``build`` runs Sphinx on it as it stands, keeping the environment between builds."""

    def __init__(self, root: Path, **assume: str) -> None:
        self.root = root
        self.config: dict[str, Any] = {"extensions": ["sphinxext.factcheck"], "factcheck_assume": assume}
        root.mkdir(parents=True, exist_ok=True)
        (root / "conf.py").touch()

    def write(self, files: dict[str, str | bytes]) -> None:
        """Write *files*, by path below the root."""
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def build(self, builder: str = "html", *, parallel: int = 0, **config: Any) -> Build:
        """Build the site once."""
        app = SphinxTestApp(builder, srcdir=self.root, confoverrides={**self.config, **config}, parallel=parallel)
        try:
            app.build()
            warnings = re.sub(r"\x1b\[[\d;]*m", "", app.warning.getvalue()).replace(f"{self.root}/", "")
            log = re.sub(r"\x1b\[[\d;]*m", "", app.status.getvalue())
            return Build(app.statuscode, [line for line in warnings.splitlines() if line.strip()], log, Path(app.outdir))
        finally:
            app.cleanup()
