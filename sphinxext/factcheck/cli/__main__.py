"""``python -m sphinxext.factcheck.cli`` is ``factcheck``."""

from __future__ import annotations

import sys

from . import main

sys.exit(main())
