from __future__ import annotations

import pytest

from .claims import claims_of, flag
from .test_container import flags_of


@pytest.mark.parametrize(
    ("setting", "found"),
    [
        ("--set kubelet.extraArgs[0]=--port=0", [("--port", "0")]),
        ("--set=kubelet.extraArgs[0]=--port=0,image=x", [("--port", "0")]),
        ("--set 'kubelet.extraArgs={--port=0,--v=2}'", [("--port", "0"), ("--v", "2")]),
        ("--set kubelet.extraArgs.port=0", [("port", "0")]),
        ("--set-string x.y=1,kubelet.extraArgs.v=$LEVEL", [("v", None)]),
        ("--set other.extraArgs[0]=--port=0", []),
        ("--set kubelet.image=--port", []),
        ("--set", []),
    ],
)
def test_values_on_the_command_line(setting: str, found: list[tuple[str, str | None]]) -> None:
    claims = flags_of(f"helm install a b {setting}", "bash")
    assert [(name, value) for component, _, name, value in claims if component == "kubelet"] == found


def test_their_places() -> None:
    found = claims_of(".. code-block:: bash\n\n   helm install a b --set kubelet.extraArgs[0]=--port=0\n")
    assert [claim.span for claim in found[-1:]] == [flag(None, 3, 48, "--port").span]
