"""What looks like the name of a component in running text, and whether exactly one is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .vocabulary import CLIENTS, GENERIC

__all__ = ["Mention", "Names", "listeners", "sole"]

# How running text spells a name that programs write in one word.
_SPELLINGS = {
    "api-server": "apiserver",
    "api-服务器": "apiserver",
    "api服务器": "apiserver",
    "控制器管理器": "controller-manager",
    "控制管理器": "controller-manager",
    "调度器": "scheduler",
}

# Programs that a page about a cluster speaks of in the same breath. Where one of them stands in the sentence too, the flag or
# port may be theirs.
_OTHERS = (
    r"kubectl|kubeadm|curl|wget|openssl|ansible(?:-\w+)?|terraform|openstack|playbook|chart|dockerd?|containerd|cri-?o|crictl|nerdctl|podman|helm|minikube|kind|k3s|k0s|rke2?|microk8s|kops|kubespray|hyperkube"
    r"|calico|felix|flannel|cilium|weave|haproxy|nginx|keepalived|envoy|istio|traefik|grafana|thanos|cortex|loki|fluentd|heapster"
    r"|etcdctl|systemctl|systemd|telegraf|influxdb|pushgateway|promtool|amtool|metrics[- ]server|konnectivity|vault|consul"
    r"|api[- ]server|controller[- ]manager|scheduler"
    r"|[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*[-_](?:server|proxy|manager|controller|agent|exporter|operator|adapter|gateway|scheduler"
    r"|daemon|webhook|provisioner|driver)"
)
_CLIENTS = CLIENTS | {"kubectl", "kubeadm", "helm", "crictl", "systemctl", "systemd", "amtool"}
_BEFORE, _AFTER = r"(?<![A-Za-z0-9_./@:-])", r"(?:s|'s)?(?![A-Za-z0-9_@/-])(?!\.[A-Za-z0-9])"
# Not the one of Kubernetes, though it has no other name.
_OF_OTHERS = re.compile(
    r"(?:\b(?:extensions?|aggregat\w+|custom|sample|openshift|metrics|our|your|own|my|separate|second|other|another|external|virtual"
    r"|nested|federation|karmada|calico|volcano|hub|secondary|additional|batch|job|task|query|rule|io|i/o|cpu|disk|process|nova|cron"
    r"|package|packet|workflow|airflow|spark|yarn|mesos)(?:'s)?|自定义|聚合|扩展|第二个?|其他|其它|另一个?|任务|进程|多个?)[\s`*-]*$",
    re.IGNORECASE,
)
_OF_KUBERNETES = re.compile(r"(?:kubernetes|k8s|kube)[\s`]*$", re.IGNORECASE)
# "Prometheus format" is no Prometheus, and who scrapes does not listen.
_FORMAT = re.compile(
    r"[\s`]*(?:格式|风格|兼容"
    r"|(?:exposition |text |metrics? |compatible )*(?:format|compatible|style|syntax|metrics?\b(?! port)))",
    re.IGNORECASE,
)
_SCRAPER = re.compile(
    r"[\s`]*(?:(?:server|can|will|to|then|could|cannot|should|does|not|正常|无法|不能|可以|来|去|会|通过)[\s`]*)*"
    r"(?:scrap|collect|quer|pull|访问|抓取|采集|拉取|监控)",
    re.IGNORECASE,
)
# Files without a suffix that hold a service's variables or arguments.
_SERVICE_FILE = re.compile(r"/(?:default|sysconfig|conf\.d|init\.d|rc\.d|args|cfg|kubernetes)/([\w-]{1,60})$", re.ASCII)
_ARCHITECTURE = re.compile(r"-(?:amd64|arm64|arm|ppc64le|s390x|linux)$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text. *certain* if it can mean nothing else there; *known* if it is one of the names that were given.

    *scraper*: it reads the metrics of another.
    """

    name: str
    start: int
    end: int
    certain: bool
    known: bool = True
    scraper: bool = False


def _squeezed(name: str) -> str:
    return re.sub(r"[-_\s]", "", name.lower())


class Names:
    """The names that mean a component.

    :param names: names, aliases and programs, in any case.
    :param generic: whether words of the trade (*scheduler*) are names here; on a page about something else they are another's.
    """

    def __init__(self, names: Iterable[str], *, generic: bool = True) -> None:
        self._generic = generic
        self._exact = frozenset(name.lower() for name in names if name.strip())
        self._names = {self._key(name): name for name in sorted(self._exact)}
        for spelling, name in _SPELLINGS.items():
            if name in self._names:
                self._names.setdefault(spelling, self._names[name])
        self._compact = {_squeezed(name): name for name in self._names.values()}
        longest_first = sorted(self._names, key=lambda name: (-len(name), name))
        known = "|".join(r"[-_ ]".join(map(re.escape, name.split("-"))) for name in longest_first)
        self._pattern = re.compile(
            rf"{_BEFORE}(?:(?P<known>{known or '(?!)'}){_AFTER}|(?P<other>{_OTHERS}){_AFTER})", re.IGNORECASE | re.ASCII
        )

    def __contains__(self, name: str) -> bool:
        return self.known(name) is not None

    @staticmethod
    def _key(name: str) -> str:
        return re.sub(r"[_\s]", "-", name.strip().lower())

    def known(self, name: str) -> str | None:
        """The name as it was given that *name*, in whatever spelling, is; an image's architecture is dropped."""
        key = self._key(name)
        if not self._generic and key in GENERIC:
            return None
        if name.lower() in self._exact:
            return name.lower()
        return self._names.get(key) or self._names.get(_ARCHITECTURE.sub("", key))

    def compact(self, name: str) -> str | None:
        """The name that *name* is if signs and capitals are left out: ``kubeControllerManager``."""
        return self.known(name) or self.known(self._compact.get(_squeezed(name), ""))

    def mentions(self, text: str, *, terse: bool = False) -> tuple[Mention, ...]:
        """The names in *text*. In a *terse* text (a literal, a heading, a cell) a word of the trade is a name, too."""
        found = []
        for match in self._pattern.finditer(text):
            if match["known"] is None:
                found.append(Mention(match["other"].lower(), match.start(), match.end(), certain=True, known=False))
                continue
            written = match["known"].lower()
            name = written if written in self._exact else self._names[self._key(written)]
            if name == "prometheus" and _FORMAT.match(text, match.end()):
                continue
            generic = self._key(name) in GENERIC
            if generic and (not self._generic or _OF_OTHERS.search(text, max(0, match.start() - 24), match.start())):
                found.append(Mention(name, match.start(), match.end(), certain=False, known=False))
                continue
            certain = terse or not generic or _OF_KUBERNETES.search(text, 0, match.start()) is not None
            scraper = _SCRAPER.match(text, match.end()) is not None
            found.append(Mention(name, match.start(), match.end("known"), certain, scraper=scraper))
        return tuple(found)

    def filename(self, path: str) -> str | None:
        """The component that a file or a directory on the way to it is named after: ``manifests/kube-scheduler.yaml``."""
        for part in reversed(path.split("/")):
            match = re.fullmatch(
                r"(.+?)(?:\.(?:ya?ml|service(?:\.d)?|conf|config|env|json|manifest|default|sh|toml|ini|cfg|j2|txt))+", part
            )
            if match and (name := self.known(match[1])):
                return name
        if (match := _SERVICE_FILE.search(path)) is not None:
            return self.known(match[1]) or self.known(match[1].removeprefix("prometheus-"))
        if re.search(r"(?:^|/)config\.(?:ya?ml|conf|json|toml)$", path) and "/" in path:
            return self.known(path.rsplit("/", 2)[-2])
        return None


def listeners(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Those of *mentions* that a port may belong to: no client programs, none that reads what others serve."""
    return tuple(m for m in mentions if not m.scraper and m.name not in _CLIENTS)


def sole(mentions: Iterable[Mention]) -> Mention | None:
    """The one component that *mentions* are all about; ``None`` if there is none, or more than one.

    ``kube-scheduler`` and ``scheduler`` are one, and the longer name is given.
    """
    best: Mention | None = None
    for mention in mentions:
        if best is None:
            best = mention
            continue
        one, other = _squeezed(best.name), _squeezed(mention.name)
        if one.endswith(other):
            best = best if best.certain or not mention.certain or len(one) > len(other) else mention
        elif other.endswith(one):
            best = mention
        else:
            return None
    return best if best is not None and best.known else None
