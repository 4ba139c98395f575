"""Operations of a JSON patch that give a container its arguments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .arguments import split_words
from .command import claims_of_arguments
from .context import Context
from .document import Mapping, Scalar, Sequence
from .excerpt import Excerpt
from .model import Claim

__all__ = ["claims_of_patch"]

_ARGUMENTS = re.compile(r"/(?:.*/)?containers/[^/]+/(?:command|args)(?:/[^/]+)?")


def claims_of_patch(node: Mapping, excerpt: Excerpt, context: Context) -> Iterator[Claim]:
    """The flags that the operation *node* adds; those that it removes or compares are none. Whose they are, the patch's target
    says, which stands elsewhere.
    """
    if node.text("op") not in ("add", "replace") or not _ARGUMENTS.fullmatch(node.text("path")):
        return
    value = node.get("value")
    if isinstance(value, Scalar | Sequence):
        words = split_words(value, excerpt)
        if words and not words[0].text.startswith("-"):
            words = words[1:]
        yield from claims_of_arguments(words, excerpt, context)
