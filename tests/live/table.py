"""Tables of what real programs did: how each was started, and the sockets that opened, or its refusal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sphinxext.factcheck.versions import parse_version

from ..debian import Debian, UnavailableError
from .networks import isolation
from .programs import Result, Start

__all__ = ["HELD_OUT", "PACKAGED", "RUNS", "Invocation", "Run", "read", "start_of", "written"]

RUNS = Path(__file__).parent.parent / "reach" / "runs.yaml"
HELD_OUT = RUNS.with_name("held_out.yaml")
"""Runs that nobody looks at who writes facts: they are for the last look."""

PACKAGED = {
    "alertmanager": ("prometheus-alertmanager", "prometheus-alertmanager"),
    "apache_exporter": ("prometheus-apache-exporter", "prometheus-apache-exporter"),
    "bind_exporter": ("prometheus-bind-exporter", "prometheus-bind-exporter"),
    "bird_exporter": ("prometheus-bird-exporter", "prometheus-bird-exporter"),
    "blackbox_exporter": ("prometheus-blackbox-exporter", "prometheus-blackbox-exporter"),
    "elasticsearch_exporter": ("prometheus-elasticsearch-exporter", "prometheus-elasticsearch-exporter"),
    "etcd": ("etcd-server", "etcd"),
    "haproxy_exporter": ("prometheus-haproxy-exporter", "prometheus-haproxy-exporter"),
    "mysqld_exporter": ("prometheus-mysqld-exporter", "prometheus-mysqld-exporter"),
    "nginx-prometheus-exporter": ("prometheus-nginx-exporter", "prometheus-nginx-exporter"),
    "node_exporter": ("prometheus-node-exporter", "prometheus-node-exporter"),
    "postgres_exporter": ("prometheus-postgres-exporter", "prometheus-postgres-exporter"),
    "process-exporter": ("prometheus-process-exporter", "prometheus-process-exporter"),
    "prometheus": ("prometheus", "prometheus"),
    "pushgateway": ("prometheus-pushgateway", "prometheus-pushgateway"),
    "redis_exporter": ("prometheus-redis-exporter", "prometheus-redis-exporter"),
    "smokeping_prober": ("prometheus-smokeping-prober", "prometheus-smokeping-prober"),
    "snmp_exporter": ("prometheus-snmp-exporter", "prometheus-snmp-exporter"),
    "squid-exporter": ("prometheus-squid-exporter", "prometheus-squid-exporter"),
    "systemd_exporter": ("prometheus-systemd-exporter", "prometheus-systemd-exporter"),
}
"""The package and the program of components."""

SHARED = {"prometheus-alertmanager": "/usr/share/prometheus/alertmanager/default.tmpl"}
"""What a program of Debian's does not start without."""

CERTIFICATE = ("cert.pem", "key.pem")
"""Files of a certificate for ``localhost``; who names them finds them in the directory."""


HANDED_OUT = 32768
"""The lowest of the ports that Linux hands out."""


@dataclass(frozen=True, slots=True)
class Invocation:
    """How a component is started. *files*: those of the directory that it works in, by name."""

    component: str
    args: tuple[str, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def wants_certificate(self) -> bool:
        """Whether it names the files of a certificate."""
        texts = (*self.args, *self.variables.values(), *self.files.values())
        return any(name in text for text in texts for name in CERTIFICATE)

    def told(self, result: Result) -> Result:
        """*result* with ``?`` for the ports that nobody named: the system handed them out, and will others the next time."""
        texts = " ".join((*self.args, *self.variables.values(), *self.files.values()))
        return replace(result, sockets=tuple(sorted(_told(socket, texts) for socket in result.sockets)))


def _told(socket: str, texts: str) -> str:
    address, _, port = socket.rpartition(":")
    return f"{address}:?" if port != "?" and int(port) >= HANDED_OUT and port not in texts else socket


@dataclass(frozen=True, slots=True)
class Run:
    """What a program did. *suite* and *package*: of Debian, and the package's version; *says*: a line of its own words."""

    invocation: Invocation
    suite: str
    release: str = ""
    package: str = ""
    result: Result | None = None
    says: str = ""
    untold: str = ""
    """What neither words nor files tell, and the solver takes for granted: a file that is named is there."""

    @property
    def id(self) -> str:
        """What tests call it."""
        given = " ".join((*(f"{name}={value}" for name, value in self.invocation.variables.items()), *self.invocation.args))
        return f"{self.invocation.component} {self.release} {given}".strip()


def start_of(invocation: Invocation, packages: Debian) -> Start:
    """Its program, from a package.

    :raises UnavailableError: the package cannot be had.
    """
    package, name = PACKAGED[invocation.component]
    if (reads := SHARED.get(package)) is not None and (why := isolation()) and not Path(reads).exists():
        raise UnavailableError(f"it reads {reads}, which only an installed package or a network of its own has: {why}")
    program = packages.unpacked(package, f"usr/bin/{name}")
    return Start(program, packages.directory(package) / "unpacked", invocation.args, invocation.variables)


@cache
def read(path: Path) -> tuple[Run, ...]:
    """The runs of a table."""
    loader: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    # Either is a safe loader; the one in C is ten times as fast.
    return tuple(_run(row) for row in yaml.load(path.read_text("utf-8"), loader)["runs"])


def _run(row: Mapping[str, Any]) -> Run:
    invocation = Invocation(row["component"], tuple(row["args"]), row.get("variables", {}), row.get("files", {}))
    result = None
    if "sockets" in row:
        result = Result(tuple(row["sockets"]), row.get("exited"))
    return Run(
        invocation,
        row["suite"],
        row.get("release", ""),
        row.get("package", ""),
        result,
        row.get("says", ""),
        row.get("untold", ""),
    )


def _row(run: Run) -> dict[str, object]:
    row: dict[str, object] = {
        "component": run.invocation.component, "suite": run.suite, "package": run.package, "release": run.release,
        "args": list(run.invocation.args), "variables": dict(run.invocation.variables), "files": dict(run.invocation.files),
    }  # fmt: skip
    row["untold"] = run.untold
    if run.result is not None:
        row["sockets"] = list(run.result.sockets)
        row["exited"] = run.result.exited
        row["says"] = run.says
    return {key: value for key, value in row.items() if key in ("args", "sockets") or value not in ("", None, {})}


class _Dumper(yaml.SafeDumper):
    """Lists in one line, texts of several lines as they are."""


def _list(dumper: yaml.SafeDumper, value: list[object]) -> yaml.Node:
    in_line = not any(isinstance(each, dict) for each in value)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=in_line)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


_Dumper.add_representer(list, _list)
_Dumper.add_representer(str, _text)


def written(head: str, runs: Iterable[Run]) -> str:
    """The text of a table. *head*: what its first lines say."""
    comment = "".join(f"# {line}\n" for line in head.splitlines())
    rows = {"runs": [_row(run) for run in sorted(runs, key=_order)]}
    return comment + yaml.dump(rows, Dumper=_Dumper, sort_keys=False, width=130, allow_unicode=True)


def _order(run: Run) -> tuple[object, ...]:
    given = run.invocation
    return (
        given.component,
        parse_version(run.release or "0"),
        given.args,
        sorted(given.variables.items()),
        sorted(given.files.items()),
    )
