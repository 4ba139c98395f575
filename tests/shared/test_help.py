"""The given help texts against the sets of flags of the same releases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sphinxext.factcheck.upstream.help import Style, read_help

pytestmark = pytest.mark.shared

PRINTED = {"stringSlice": "strings", "float64": "float", "uint64": "uint", "int64": "int"}
"""What pflag prints in place of a type's own name."""
ZEROS = (None, "false", "0", "0s", "[]")
"""Defaults that pflag does not print."""
OTHERWISE = {
    # The program changes what its libraries registered, after the set was taken and before it prints its help.
    ("kubelet", "event-storage-age-limit"): ("default=0", "default=24h"),
    ("kubelet", "event-storage-event-limit"): ("default=0", "default=100000"),
    ("kubelet", "housekeeping-interval"): ("10s", "1s"),
}
NOT_PRINTED = {("kube-controller-manager", "cloud-provider-gce-lb-src-cidrs")}
"""Left out of the text though no set marks it hidden."""


@pytest.mark.parametrize("component", ["kube-controller-manager", "kube-scheduler", "kubelet"])
def test_every_flag_is_read_as_the_set_has_it(component: str, shared: Path) -> None:
    given = json.loads((shared / "upstream" / "flags" / f"{component}.json").read_text("utf-8"))["1.20.2"]["flags"]
    help_ = read_help((shared / "upstream" / "help" / component / "1.20.2.txt").read_text("utf-8"))
    assert (help_.style, help_.whole, help_.inherited, help_.commands) == (Style.COBRA, False, (), ())
    read = {flag.name.replace("_", "-"): flag for flag in help_.flags}
    shown = {name for name, flag in given.items() if not flag.get("hidden") and (component, name) not in NOT_PRINTED}
    assert set(read) == shown
    assert {name for group in help_.groups for name in group.names} == {flag.name for flag in help_.flags}
    wrong: list[tuple[str, Any, Any]] = []
    for name, flag in read.items():
        expected = given[name]
        default = expected["default"]
        if (flag.type, flag.deprecated) != (PRINTED.get(expected["type"], expected["type"]), bool(expected["deprecated"])):
            wrong.append((name, (flag.type, flag.deprecated), (expected["type"], expected["deprecated"])))
        unlike = flag.default != default and not (flag.default is None and default in ZEROS)
        if unlike and OTHERWISE.get((component, name)) != (flag.default, default):
            wrong.append((name, flag.default, default))
        if flag.deprecated and not flag.message.startswith(expected["deprecated"][:300]):
            wrong.append((name, flag.message, expected["deprecated"]))
    assert wrong == []
