"""Imports point one way, as the picture in CONTRIBUTING.md shows."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "sphinxext" / "factcheck"

# What each part may import of the others, and whether it may know docutils or Sphinx.
GROUND = {"versions", "messages", "findings", "applicability"}
MAY_IMPORT = {
    "messages": set(),
    "versions": {"messages"},
    "findings": {"messages"},
    "applicability": {"versions", "messages"},
    "facts": GROUND,
    "pages": GROUND,
    "claims": GROUND | {"pages"},
    "reach": GROUND | {"facts", "pages", "claims"},
    "remedies": GROUND | {"facts", "pages", "claims", "reach"},
    "joins": GROUND | {"facts", "claims", "remedies"},
    "rules": GROUND | {"facts", "pages", "claims", "reach", "remedies", "joins"},
    "judging": GROUND | {"facts", "claims", "remedies", "joins", "rules"},
    "report": GROUND | {"claims", "judging"},
    "upstream": GROUND | {"facts"},
    "render": GROUND | {"facts", "pages", "reach", "remedies"},
    "ext": GROUND | {"facts", "pages", "claims", "reach", "remedies", "joins", "rules", "judging", "report", "render"},
    "cli": GROUND | {"facts", "pages", "claims", "reach", "remedies", "joins", "rules", "judging", "report", "upstream"},
}
KNOWS_SPHINX = {"ext", "render/fact_table", "render/nodes", "__init__"}
KNOWS_DOCUTILS = KNOWS_SPHINX | {"pages"}


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").as_posix()


def imports_of(path: Path) -> set[tuple[str, ...]]:
    """Absolute names of what a module imports, those of the package as ``('', part, ...)``; type-checking imports too."""
    found: set[tuple[str, ...]] = set()
    here = path.relative_to(PACKAGE).parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {tuple(alias.name.split(".")) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            if node.level == 0:
                found.add(tuple((node.module or "").split(".")))
                continue
            base = here[: len(here) - node.level]
            target = (*base, *(node.module or "").split(".")) if node.module else base
            found |= {("", *target)} if node.module else {("", *target, alias.name) for alias in node.names}
    return found


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    part = name_of(path).split("/")[0]
    if part == "__init__":
        return
    others = {name[1] for name in imports_of(path) if name[0] == "" and len(name) > 1} - {part}
    assert others <= MAY_IMPORT[part], f"{name_of(path)} imports {sorted(others - MAY_IMPORT[part])}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_sphinx_and_docutils_stay_at_the_edge(path: Path) -> None:
    name = name_of(path)
    tops = {each[0] for each in imports_of(path)}
    if not any(name == known or name.startswith(f"{known}/") for known in KNOWS_SPHINX):
        assert "sphinx" not in tops
    if not any(name == known or name.startswith(f"{known}/") for known in KNOWS_DOCUTILS):
        assert "docutils" not in tops


def test_the_namespace_is_shared() -> None:
    assert not (PACKAGE.parent / "__init__.py").exists()
