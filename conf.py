"""The site of this project: its knowledge base, checked by its own extension while it is built.

English: ``sphinx-build -b html . _build/html/en``; Chinese: the same with ``-D language=zh_CN`` and ``_build/html/zh_CN``.
"""

import tomllib
from pathlib import Path

project = "sphinxext-factcheck"
author = "The sphinxext-factcheck authors"
copyright = "The sphinxext-factcheck authors"
release = tomllib.loads(Path(__file__).with_name("pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
version = ".".join(release.split(".")[:2])
language = "en"

extensions = ["sphinxext.factcheck"]
include_patterns = ["kb/**"]
exclude_patterns = [
    "kb/facts/**",  # kb/facts/README.rst is shown by kb/guide/facts.rst
    "readme/**",  # below _static: pictures of README.md
]
root_doc = "kb/index"
templates_path = ["kb/_templates"]
nitpicky = True

# What a page that does not say otherwise is taken to be about.
factcheck_assume = {"kubernetes": ">=1.20"}

# One catalog for each page: kb/locale/zh_CN/LC_MESSAGES/kb/articles/... .po
locale_dirs = ["kb/locale"]
gettext_compact = False
gettext_uuid = False
gettext_location = True

html_theme = "furo"
html_title = "factcheck"
html_static_path = ["_static"]
html_logo = "_static/logo.svg"
html_favicon = "_static/logo.svg"
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
# The root of each language's output leads to the first page, which is not at the root of the sources.
html_additional_pages = {"index": "redirect.html"}
# Each language is built into a directory of its own beside the others; language.html links a page to its translations.
html_context = {"languages": [("en", "English"), ("zh_CN", "简体中文")]}
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/search.html",
        "language.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}

user_agent = "Mozilla/5.0 (compatible; sphinxext-factcheck linkcheck)"
linkcheck_timeout = 20
linkcheck_retries = 2
linkcheck_workers = 4
linkcheck_rate_limit_timeout = 60
linkcheck_anchors_ignore_for_url = [r"https://github\.com/.*"]
linkcheck_ignore = [r"https?://(localhost|127\.0\.0\.1|NODE)([:/]|$)"]
