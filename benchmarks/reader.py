"""How fast pages are read, beside docutils: ``python -m benchmarks.reader [DIRECTORY]``.

Both read every rST page below the directory from memory, in turns; the best of several rounds counts.  docutils runs with the
stubs of the referee in place of unknown directives; so the ratio says what reading a page costs where docutils reads it anyway.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from contextlib import redirect_stderr
from pathlib import Path
from time import process_time

from sphinxext.factcheck.pages import read_page
from tests.pages import referee


def seconds(work: Callable[[], object]) -> float:
    """The CPU time that *work* takes."""
    begin = process_time()
    work()
    return process_time() - begin


def main(arguments: list[str]) -> int:
    root = Path(arguments[0] if arguments else "kb").resolve()
    rounds = int(arguments[1]) if len(arguments) > 1 else 3
    pages = [(file.relative_to(root).as_posix(), file.read_text("utf-8-sig")) for file in sorted(root.rglob("*.rst"))]
    size = sum(len(text.encode()) for _, text in pages)

    def ours() -> None:
        for path, text in pages:
            read_page(path, root, source=text)

    def theirs() -> None:
        with referee.stubs(), redirect_stderr(io.StringIO()):
            for path, text in pages:
                referee.parse(text, path, root)

    fast, slow = [], []
    for _ in range(rounds):
        fast.append(seconds(ours))
        slow.append(seconds(theirs))
    print(f"{len(pages)} pages, {size / 1e6:.2f} MB")
    for name, best in (("reader", min(fast)), ("docutils", min(slow))):
        print(f"{name}: {best:.2f} s, {1e3 * best / max(1, len(pages)):.2f} ms a page, {size / 1e6 / best:.2f} MB/s")
    print(f"the reader takes {100 * min(fast) / min(slow):.1f} % of the time of docutils")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
