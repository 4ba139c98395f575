"""What the names of directives mean to a reader of source text; a name that is not here stands for ordinary content."""

from __future__ import annotations

__all__ = ["MARKDOWN_PARSERS", "NO_ARGUMENT", "ONE_ARGUMENT", "RELEASE_FIRST", "SKIPPED", "STEPS", "TABLES", "TITLED", "VERBATIM"]

# fmt: off
VERBATIM = frozenset((
    "code", "code-block", "sourcecode", "parsed-literal", "prompt", "console", "terminal", "shell", "bash", "cli",
    "doctest", "testcode", "testoutput", "testsetup", "testcleanup", "ipython", "jupyter-execute", "code-cell",
    "code-tab", "productionlist", "shell-session", "parsed-code", "extended-code-block", "literal-block", "termynal",
    "substitution-code-block", "change",
))
"""Their body is shown as it stands."""
ONE_ARGUMENT = frozenset(("code", "code-block", "sourcecode", "substitution-code-block"))
"""They are an error, and show nothing, if their argument is more than one word."""
NO_ARGUMENT = frozenset((
    "note", "warning", "tip", "important", "hint", "caution", "danger", "attention", "error", "seealso", "todo",
    "parsed-literal", "compound", "epigraph", "highlights", "pull-quote", "header", "footer", "acks", "hlist",
))
"""Their first line is content already."""
RELEASE_FIRST = frozenset(("versionadded", "versionchanged", "deprecated", "versionremoved"))
"""Their argument is a release and then content."""
TITLED = frozenset((
    "topic", "sidebar", "admonition", "rubric", "centered", "tab", "tab-item", "group-tab", "dropdown", "card",
    "grid-item-card", "collapse", "details", "expand", "replace",
))
"""Their argument is running text, read by people."""
SKIPPED = frozenset((
    "raw", "math", "graphviz", "digraph", "graph", "mermaid", "plantuml", "uml", "blockdiag", "seqdiag", "nwdiag",
    "actdiag", "packetdiag", "rackdiag", "ditaa", "toctree", "autosummary", "meta", "index", "contents",
    "tabularcolumns", "role", "default-role", "unicode", "date", "image", "sectnum", "target-notes", "bibliography",
    "chart", "svgbob", "tikz", "wavedrom", "sectionauthor", "codeauthor", "moduleauthor", "highlightlang", "comment",
))
"""Their body is neither text nor code of the subject."""
STEPS = frozenset(("apply", "verify", "rollback"))
"""The steps of a remediation: commands if their first line begins with a prompt, else content."""
TABLES = frozenset(("csv-table", "metrics-port-table"))
"""Tables of comma-separated values."""
MARKDOWN_PARSERS = frozenset((
    "md", "markdown", "myst", "myst_parser", "myst_parser.sphinx_", "myst_parser.docutils_", "commonmark", "recommonmark",
    "recommonmark.parser",
))
"""Names of parsers that read Markdown, as an ``include`` asks for them."""
# fmt: on
