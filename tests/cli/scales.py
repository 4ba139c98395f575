"""A component that does not exist, its help at three releases, and directories as they stand."""

from __future__ import annotations

from pathlib import Path

from .conftest import Run, Said

__all__ = ["HELP", "NEWER", "WRITTEN", "add_release", "contents", "write_facts"]

WRITTEN = """\
component: weigh
product: scales
summary: Weighs things.
programs: [weigh]
sources:
  notes: {artefact: release notes of scales, release: "1.2"}
endpoints:
  complete: [["1.0", "1.4"]]
  list:
    - {id: plain, port: 48251, removed: "1.2", replaced_by: safe, sources: [notes]}
    - {id: safe, port: 48259, scheme: https, auth: token, since: "1.2", sources: [notes]}
"""

HELP = """\
weigh measures how heavy a thing is.

Usage:
  weigh [flags]

Flags:
  -h, --help           help for weigh
      --port int       where to listen (default 48251)
      --scale string   the scale that is asked (default "kitchen")
"""

NEWER = """\
weigh measures how heavy a thing is.

Usage:
  weigh [flags]

Flags:
  -h, --help              help for weigh
      --safe-port int     where to listen (default 48259)
      --scale string      the scale that is asked (default "bathroom")
"""


def write_facts(directory: Path) -> Path:
    """*directory* with what is written of the component by hand."""
    folder = directory / "scales"
    folder.mkdir(parents=True)
    (folder / "product.yaml").write_text('product: scales\ntitle: Scales\nreleases: ["1.0", "1.2", "1.3"]\n', "utf-8")
    (folder / "weigh.yaml").write_text(WRITTEN, "utf-8")
    return directory


def add_release(run: Run, directory: Path, release: str, text: str, *others: str, name: str = "help.txt") -> Said:
    """Import *text* as the help of *release* into *directory*."""
    file = directory.parent / name
    file.write_text(text, "utf-8")
    return run("import", "weigh", "--product", "scales", "--release", release, "--from", file, "--to", directory, *others)


def contents(directory: Path) -> dict[str, bytes | None]:
    """Everything below *directory*: the bytes of files, ``None`` for folders."""
    return {
        str(path.relative_to(directory)): path.read_bytes() if path.is_file() else None for path in sorted(directory.rglob("*"))
    }
