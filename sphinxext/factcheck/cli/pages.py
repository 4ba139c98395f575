"""The pages below the paths that a command names, and the claims in them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..claims import may_hold_claims, read_claims
from ..claims.model import PageClaims, Reading
from ..facts.base import FactBase
from ..pages import read_page

__all__ = ["claims_of", "pages_below"]

_SUFFIXES = frozenset((".rst",))


def pages_below(path: Path) -> tuple[Path, ...]:
    """The pages in the directory *path*, in order, or *path* itself; folders that are hidden or begin with ``_`` hold none."""
    if not path.is_dir():
        return (path,)
    return tuple(
        file
        for file in sorted(path.rglob("*"))
        if file.suffix in _SUFFIXES
        and file.is_file()
        and not any(part.startswith((".", "_")) for part in file.relative_to(path).parts[:-1])
    )


def claims_of(pages: Iterable[Path], root: Path, base: FactBase) -> tuple[PageClaims, ...]:
    """The claims of *pages*, which lie below *root*: what they include is looked for there, and nowhere else.

    :raises OSError: a page cannot be read.
    """
    names, products, terms = base.names(), base.product_names(), base.terms()
    found = []
    for file in pages:
        source = file.read_bytes()
        path = file.relative_to(root).as_posix()
        if may_hold_claims(source):
            found.append(read_claims(read_page(path, root, source=source), names, products, terms))
        else:
            found.append(PageClaims(path, reading=Reading.SKIPPED))
    return tuple(found)
