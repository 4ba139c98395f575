"""Pages that are not text: told with file and line, and left out, where Sphinx would end the build."""

from __future__ import annotations

import posixpath
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from .domain import domain_of
from .translation import _

__all__ = ["setup_encoding"]

logger = logging.getLogger(__name__)


def _leave_out(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    encoding = str(env.settings["input_encoding"])
    unreadable: list[str] = []
    for docname in list(docnames):
        path = Path(env.doc2path(docname))
        try:
            data = path.read_bytes()
            data.decode(encoding)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            logger.error(
                _("the page is not in %s (byte 0x%02x) and is left out; save it as UTF-8"),
                encoding.removesuffix("-sig").upper(),
                data[error.start],
                location=f"{path}:{line}",
                type="factcheck",
                subtype="encoding",
            )
            docnames.remove(docname)
            env.project.docnames.discard(docname)
            unreadable.append(posixpath.join(*path.relative_to(env.srcdir).parts))
        except OSError:
            continue  # Sphinx tells
    domain_of(env).left_out = tuple(unreadable)


def setup_encoding(app: Sphinx) -> None:
    """Look at the pages before they are read."""
    app.connect("env-before-read-docs", _leave_out)
