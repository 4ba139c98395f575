from __future__ import annotations

import pytest

from sphinxext.factcheck.claims.model import How, Subject

from .claims import claims_of, flag, program

KUBELET = program("kubelet")


def block(text: str, language: str = "dockerfile") -> str:
    indented = text.replace("\n", "\n   ")
    return f".. code-block:: {language}\n\n   {indented}\n"


@pytest.mark.parametrize("language", ["dockerfile", "docker", "", "text"])
def test_the_entry_point_is_given_what_the_command_says(language: str) -> None:
    text = block('FROM example.org/base:1\nENTRYPOINT ["/usr/bin/kubelet"]\n# none\nCMD ["--v=2", \\\n     "--port=1"]', language)
    assert claims_of(text) == [flag(KUBELET, 6, 10, "--v", "2"), flag(KUBELET, 7, 10, "--port", "1")]


def test_arguments_of_the_program_of_the_image() -> None:
    text = block('FROM example.org/prometheus:v2.0.0 AS a\nFROM a\nCMD ["--log.level=x"]')
    assert claims_of(text) == [flag(Subject("prometheus", How.CONTAINER), 5, 10, "--log.level", "x")]


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("RUN kubelet --port=1", 16),
        ("RUN --mount=type=cache,target=/x kubelet --port=1", 45),
        ('CMD ["kubelet", "--port=1"]', 21),
        ("CMD kubelet --port=1", 16),
        ('ENTRYPOINT ["sh", "-c", "kubelet --port=1"]', 37),
        ("HEALTHCHECK --interval=5s CMD kubelet --port=1", 42),
    ],
)
def test_commands(line: str, column: int) -> None:
    assert claims_of(block(f"FROM x\n{line}")) == [flag(KUBELET, 4, column, "--port", "1")]


def test_variables() -> None:
    text = block('FROM x\nENV KUBELET_EXTRA_ARGS="--port=1" ETCD_NAME=a\nENV ETCD_DATA_DIR /x')
    assert [(c.subject, getattr(c, "name", ""), getattr(c, "value", "")) for c in claims_of(text)] == [
        (Subject("kubelet", How.FILENAME), "port", "1"),
        (Subject("etcd", How.FILENAME), "name", "a"),
        (Subject("etcd", How.FILENAME), "data-dir", "/x"),
    ]


def test_a_here_document_is_a_script() -> None:
    assert claims_of(block("FROM x\nRUN <<EOF\nkubelet --port=1\nEOF")) == [flag(KUBELET, 5, 12, "--port", "1")]
