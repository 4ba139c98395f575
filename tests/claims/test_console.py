from __future__ import annotations

import pytest

from sphinxext.factcheck.claims.model import FlagClaim

from .claims import page_claims


def lines_with_flags(text: str, language: str = "console") -> list[int]:
    """The lines of a block, from 1, on which kubelet is given a flag."""
    indented = text.replace("\n", "\n   ")
    found = page_claims(f".. code-block:: {language}\n\n   {indented}\n").claims
    return [c.span.line - 2 for c in found if isinstance(c, FlagClaim) and c.subject is not None and c.subject.name == "kubelet"]


@pytest.mark.parametrize(
    "prompt",
    [
        "$ ", "% ", "(venv) $ ", "user@host:~$ ", "user@host:~$", "[root@host ~]# ", "[root@host ~]#", "root@host:/# ", "PS C:\\> ",
        "PS> ", "C:\\k>", "sh-4.2# ", "bash-5.1$ ", "-bash-4.2$ ", "/ # ", "/etc # ", "~ ❯ ", "❯ ", "➜  ~ ", "➜  dir git:(main) ✗ ",
        "λ ", "[1] $ ", "[host]$ ", "host$ ", "host $ ", "stack@host:~/x$ ", "user@host ~ % ", "user@host:~> ", "host:~ # ", "$> ",
        "~]# ", "└─$ ", "admin:~ admin$ ", "~/bin $ ", "root # ", "» ",
    ],
)  # fmt: skip
def test_only_what_stands_behind_a_prompt_is_a_command(prompt: str) -> None:
    assert lines_with_flags(f"{prompt}kubelet --port=1\nkubelet --port=2") == [1]


@pytest.mark.parametrize("prompt", ["# ", "> "])
def test_signs_that_mean_more_than_a_prompt(prompt: str) -> None:
    assert lines_with_flags(f"{prompt}kubelet --port=1\nthat was --port=2") == [1]
    assert lines_with_flags(f"{prompt}kubelet --port=1\nkubelet --port=2", "sh") == [2]


@pytest.mark.parametrize(
    "prompt",
    [
        "mysql> ",
        ">>> ",
        "In [1]: ",
        "MariaDB [x]> ",
        "postgres=# ",
        "10.0.0.1:6379> ",
        "irb(main):001:0> ",
        "(Pdb) ",
        "# HELP ",
        "# TYPE ",
    ],
)
def test_other_programs_that_are_spoken_to(prompt: str) -> None:
    assert lines_with_flags(f"{prompt}kubelet --port=1\nkubelet --port=2") == []


@pytest.mark.parametrize("text", ["kubelet will run with --port=1 then", "kubelet is started with --port=1"])
def test_a_sentence_is_no_command(text: str) -> None:
    assert lines_with_flags(text, "text") == []


def test_a_path_with_a_comment_is_no_prompt() -> None:
    assert lines_with_flags("/opt/start.sh  # kubelet --port=1\nkubelet --port=2", "sh") == [2]
