"""What the sets of observations do not say of a program: how it parses its flags, and which flags its set leaves out.

Each entry was read from the source text that it names. Those of programs that are known from their help are in a module of their
own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..versions import Version
from .exporters import EXPORTERS, TOOLS
from .program import GO_FLAG, KINGPIN_HIDDEN, Program, Supplement, source_file

__all__ = ["KIND_SETS", "PROGRAMS", "Encoding", "Kind", "KindSet", "Part", "Program", "Supplement", "program_of"]


class Encoding(StrEnum):
    """How a configuration file is written; the key of the struct tags that tell its names."""

    JSON = "json"
    """Of YAML that is read as JSON too, which is what Kubernetes does."""
    YAML = "yaml"
    TOML = "toml"


@dataclass(frozen=True, slots=True)
class Part:
    """A field at *path* that no type above it has, as it is registered while the program runs: the settings of a plugin."""

    path: str
    type: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A configuration kind: its root type in the set, without the package that stands before it, and its API group.

    *versions* are the versions of its API; each is the type's package too. A file without a kind has no group: *packages* are
    those in which its root was found, and *file_version* is the version that the file itself names, if it does.
    """

    type: str
    group: str = ""
    versions: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    file_version: str = ""
    ranges: tuple[tuple[str, str | None], ...] = ()
    """The releases that accept the kind, where they are not those whose types describe it."""
    described: tuple[str, str | None] = ("0", None)
    """The releases ``[since, removed)`` whose types are those of this version of the file."""
    parts: tuple[Part, ...] = ()

    also: tuple[tuple[str, str], ...] = ()
    """Other kinds and API versions under which the program registers the type of the last version."""

    @property
    def roots(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """Each kind and API version, as files name them, with the types that may be its root."""
        if not self.group:
            return (("", self.file_version, tuple(f"{package}.{self.type}" for package in self.packages)),)
        own = tuple((self.type, f"{self.group}/{version}", (f"{version}.{self.type}",)) for version in self.versions)
        return own + tuple((kind, api_version, own[-1][2]) for kind, api_version in self.also)

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """The kinds and API versions that files name."""
        return tuple((name, api_version) for name, api_version, _ in self.roots)

    def describes(self, release: Version) -> bool:
        """Whether the types of *release* are those of this version of the file."""
        since, removed = self.described
        return Version(since) <= release and (removed is None or release < Version(removed))


@dataclass(frozen=True, slots=True)
class KindSet:
    """The kinds of a component, and how its types become fields.

    *name* is that of the set, empty if the record was read from source text alone. *libraries* are repositories whose types the
    component uses; *untagged* says that its structs have no tags. *open* types take fields that are registered while the program
    runs. *conditional* fields are those, written ``package.Type.field``, whose "deprecated" is said of a value. *inlined* fields,
    written likewise, are listed by a set under a name that the decoder ignores, as it inlines them.
    """

    component: str
    product: str
    name: str
    kinds: tuple[Kind, ...]
    encoding: Encoding = Encoding.JSON
    libraries: tuple[str, ...] = ()
    untagged: bool = False
    open: tuple[str, ...] = ()
    conditional: tuple[str, ...] = ()
    inlined: tuple[str, ...] = ()


_PFLAG = source_file("kubernetes/component-base", "cli/flag/flags.go", "v0.30.0")
_LEGACY_GCE = source_file(
    "kubernetes/kubernetes", "cmd/kube-apiserver/app/options/globalflags_providers.go", "33989170827d12dff81743df1244d48c18b83b80"
)  # fmt: skip
_SHORT_HELP = ("--help of kube-scheduler, kube-controller-manager and kubelet 1.20.2", "")
_KINGPIN = source_file("prometheus/prometheus", "vendor/gopkg.in/alecthomas/kingpin.v2/app.go", "v2.0.0")
_KINGPIN_FLAGS = tuple(sorted((*KINGPIN_HIDDEN, "h", "help", "version")))


def _kubernetes(component: str, *supplements: Supplement, conditional: tuple[str, ...] = ()) -> Program:
    return Program(
        component, "kubernetes", (("1.14.0", "--"),), _PFLAG, normalize="_", conditional=conditional,
        supplements=(Supplement(("h",), *_SHORT_HELP, since="1.14.0", type="bool", no_value=True), *supplements),
    )  # fmt: skip


def _kingpin(since: str, *, before: str | None = None) -> tuple[Supplement, ...]:
    """What kingpin adds to every program from *since* on, and the flag package of Go from *before* on."""
    added = [Supplement(_KINGPIN_FLAGS, *_KINGPIN, since=since, type="bool", no_value=True)]
    if before is not None:
        added.insert(0, Supplement(("h", "help"), *GO_FLAG, since=before, removed=since, type="bool", no_value=True))
    return tuple(added)


_COMMON_LOG = ("log.level", "log.format")
_GLOG = ("alsologtostderr", "log_backtrace_at", "log_dir", "logtostderr", "stderrthreshold", "v", "vmodule")
_KSM = "kubernetes/kube-state-metrics"
_ETCD_IGNORED = (
    "cluster-active-size", "cluster-remove-delay", "cluster-sync-interval", "config", "force", "max-result-buffer",
    "max-retry-attempts", "peer-heartbeat-interval", "peer-election-timeout", "retry-interval", "snapshot", "v",
)  # fmt: skip
_PROMETHEUS_UNUSED = (
    "storage.remote.graphite-address", "storage.remote.graphite-prefix", "storage.remote.graphite-transport",
    "storage.remote.influxdb-url", "storage.remote.influxdb.database", "storage.remote.influxdb.retention-policy",
    "storage.remote.influxdb.username", "storage.remote.opentsdb-url", "storage.remote.timeout",
)  # fmt: skip
_ETCD_MAIN = source_file("etcd-io/etcd", "etcdmain/config.go", "v3.2.0")
_ETCD_MAIN_37 = source_file("etcd-io/etcd", "server/etcdmain/config.go", "v3.7.0")
_COREDNS_RUN = source_file("coredns/coredns", "coremain/run.go", "v1.0.0")
_COREDNS_PORT = source_file("coredns/coredns", "core/dnsserver/register.go", "v1.0.0")
_COREDNS_WINDOWS = source_file("coredns/coredns", "coremain/service_windows.go", "v1.14.3")
_NODE_MAIN = source_file("prometheus/node_exporter", "node_exporter.go", "v0.15.0")
_PROMETHEUS_MAIN = source_file("prometheus/prometheus", "cmd/prometheus/main.go", "v2.0.0")
_PROMETHEUS_101 = source_file("prometheus/prometheus", "cmd/prometheus/config.go", "v1.0.1")
_PROMETHEUS_182 = source_file("prometheus/prometheus", "cmd/prometheus/config.go", "v1.8.2")
_ALERTMANAGER_MAIN = source_file("prometheus/alertmanager", "cmd/alertmanager/main.go", "v0.13.0")
_ALERTMANAGER_050 = source_file("prometheus/alertmanager", "cmd/alertmanager/main.go", "v0.5.0")
_PUSHGATEWAY_MAIN = source_file("prometheus/pushgateway", "main.go", "v0.5.0")
_BLACKBOX_MAIN = source_file("prometheus/blackbox_exporter", "main.go", "v0.8.0")
_KSM_100 = source_file(_KSM, "main.go", "v1.0.0")
_KSM_110 = source_file(_KSM, "main.go", "v1.1.0")
_KSM_160 = source_file(_KSM, "vendor/k8s.io/klog/klog.go", "v1.6.0")
_KSM_170 = source_file(_KSM, "docs/cli-arguments.md", "v1.7.0")
_KSM_180 = source_file(_KSM, "docs/cli-arguments.md", "v1.8.0")
_KSM_200 = source_file(_KSM, "docs/cli-arguments.md", "v2.0.0")
_KSM_2190 = source_file(_KSM, "docs/developer/cli-arguments.md", "v2.19.0")

PROGRAMS: tuple[Program, ...] = (
    _kubernetes(
        "kube-apiserver",
        Supplement(("cloud-provider-gce-l7lb-src-cidrs",), *_LEGACY_GCE, since="1.14.0", removed="1.31.0", type="cidrs"),
        conditional=("endpoint-reconciler-type",),
    ),
    _kubernetes(
        "kube-controller-manager",
        Supplement(("cloud-provider-gce-lb-src-cidrs",), *_LEGACY_GCE, since="1.14.0", removed="1.31.0", type="cidrs"),
    ),
    _kubernetes("kube-scheduler"),
    _kubernetes("kube-proxy"),
    _kubernetes("kubelet"),
    Program(
        "etcd", "etcd", (("3.2.0", "any"),), _ETCD_MAIN, conditional=("logger",),
        supplements=(
            Supplement(("h", "help"), *_ETCD_MAIN, since="3.2.0", type="bool", no_value=True),
            Supplement(_ETCD_IGNORED, *_ETCD_MAIN_37, since="3.2.0", no_effect=True),
        ),
    ),
    Program(
        "coredns", "coredns", (("1.0.0", "any"),), _COREDNS_RUN,
        supplements=(
            Supplement(("h", "help"), *_COREDNS_RUN, since="1.0.0", type="bool", no_value=True),
            Supplement(("dns.port",), *_COREDNS_PORT, since="1.0.0", type="string"),
            Supplement(("windows-service",), *_COREDNS_WINDOWS, since="1.14.3", type="bool", no_value=True),
        ),
    ),
    Program(
        "kube-state-metrics", "kube-state-metrics", (("1.0.0", "--"),), _KSM_100,
        supplements=(
            Supplement(("h",), *_KSM_100, since="1.0.0", type="bool", no_value=True),
            Supplement(_GLOG, *_KSM_110, since="1.1.0"),
            Supplement(("log_file", "skip_headers"), *_KSM_160, since="1.6.0"),
            Supplement(("log_file_max_size", "skip_log_headers"), *_KSM_170, since="1.7.0"),
            Supplement(("add_dir_header",), *_KSM_180, since="1.8.0"),
            Supplement(("one_output",), *_KSM_200, since="2.0.0"),
            Supplement(("alsologtostderrthreshold", "legacy_stderr_threshold_behavior"), *_KSM_2190, since="2.19.0"),
        ),
    ),
    Program(
        "node_exporter", "node_exporter", (("0.15.0", "--"),), _NODE_MAIN,
        negate=(("0.15.0", "--no-"),), help_hides=True,
        supplements=(
            *_kingpin("0.15.0"),
            Supplement(_COMMON_LOG, *_NODE_MAIN, since="0.15.0", type="string"),
        ),
    ),
    Program(
        "prometheus", "prometheus", (("1.0.0", "any"), ("2.0.0", "--")), _PROMETHEUS_MAIN,
        negate=(("2.0.0", "--no-"),), help_hides=True,
        supplements=(
            *_kingpin("2.0.0", before="1.0.0"),
            Supplement(_COMMON_LOG, *_PROMETHEUS_101, since="1.0.1", removed="2.0.0", type="string"),
            Supplement(_PROMETHEUS_UNUSED, *_PROMETHEUS_182, since="1.6.0", removed="2.0.0", no_effect=True),
        ),
    ),
    Program(
        "alertmanager", "alertmanager", (("0.5.0", "any"), ("0.13.0", "--")), _ALERTMANAGER_MAIN,
        negate=(("0.13.0", "--no-"),), help_hides=True,
        supplements=(
            *_kingpin("0.13.0", before="0.5.0"),
            Supplement(_COMMON_LOG, *_ALERTMANAGER_050, since="0.5.0", removed="0.10.0", type="string"),
        ),
    ),
    Program(
        "pushgateway", "pushgateway", (("0.3.1", "any"), ("0.5.0", "--")), _PUSHGATEWAY_MAIN,
        negate=(("0.5.0", "--no-"),), help_hides=True,
        supplements=(
            *_kingpin("0.5.0", before="0.3.1"),
            Supplement(_COMMON_LOG, *_PUSHGATEWAY_MAIN, since="0.3.1", removed="0.9.0", type="string"),
        ),
    ),
    Program(
        "blackbox_exporter", "blackbox_exporter", (("0.2.0", "any"), ("0.8.0", "--")), _BLACKBOX_MAIN,
        negate=(("0.8.0", "--no-"),), help_hides=True,
        supplements=(
            *_kingpin("0.8.0", before="0.2.0"),
            Supplement(_COMMON_LOG, *_BLACKBOX_MAIN, since="0.2.0", removed="0.9.0", type="string"),
        ),
    ),
    *EXPORTERS,
    *TOOLS,
)  # fmt: skip


def program_of(component: str, product: str) -> Program:
    """What is known of the program *component*; of one that is not listed above, its names alone."""
    return next((program for program in PROGRAMS if program.component == component), Program(component, product))


_SCHEDULER_VERSIONS = ("v1beta1", "v1beta2", "v1beta3", "v1")
_PLUGIN_ARGUMENTS = (
    Kind("DefaultPreemptionArgs", "kubescheduler.config.k8s.io", _SCHEDULER_VERSIONS),
    Kind("DynamicResourcesArgs", "kubescheduler.config.k8s.io", ("v1",)),
    Kind("InterPodAffinityArgs", "kubescheduler.config.k8s.io", _SCHEDULER_VERSIONS),
    Kind("NodeAffinityArgs", "kubescheduler.config.k8s.io", _SCHEDULER_VERSIONS),
    Kind("NodeLabelArgs", "kubescheduler.config.k8s.io", ("v1beta1",)),
    Kind("NodeResourcesBalancedAllocationArgs", "kubescheduler.config.k8s.io", _SCHEDULER_VERSIONS),
    Kind("NodeResourcesFitArgs", "kubescheduler.config.k8s.io", _SCHEDULER_VERSIONS),
    Kind("NodeResourcesLeastAllocatedArgs", "kubescheduler.config.k8s.io", ("v1beta1",)),
    Kind("NodeResourcesMostAllocatedArgs", "kubescheduler.config.k8s.io", ("v1beta1",)),
    Kind("PodTopologySpreadArgs", "kubescheduler.config.k8s.io", _SCHEDULER_VERSIONS),
    Kind("RequestedToCapacityRatioArgs", "kubescheduler.config.k8s.io", ("v1beta1",)),
    Kind("ServiceAffinityArgs", "kubescheduler.config.k8s.io", ("v1beta1",)),
    Kind("VolumeBindingArgs", "kubescheduler.config.k8s.io", _SCHEDULER_VERSIONS),
)
"""What pluginConfig of KubeSchedulerConfiguration holds under args."""
_CONTAINERD_1 = (Part("plugins.bolt", "config.BoltConfig"), Part("plugins.cri", "config.PluginConfig"))
_CONTAINERD_2 = (
    Part('plugins."io.containerd.grpc.v1.cri"', "config.PluginConfig"),
    Part('plugins."io.containerd.metadata.v1.bolt"', "config.BoltConfig"),
)
_CONTAINERD_3 = (
    Part('plugins."io.containerd.cri.v1.images"', "config.ImageConfig"),
    Part('plugins."io.containerd.cri.v1.runtime"', "config.RuntimeConfig"),
    Part('plugins."io.containerd.grpc.v1.cri"', "config.ServerConfig"),
)
_KUBERNETES_DISCOVERY = (
    Part("alerting.alertmanagers[].kubernetes_sd_configs", "[]*kubernetes.SDConfig"),
    Part("scrape_configs[].kubernetes_sd_configs", "[]*kubernetes.SDConfig"),
)


def _containerd(version: str, since: str, removed: str | None, parts: tuple[Part, ...]) -> Kind:
    """A version of config.toml. Later releases translate it, so that they accept it still, though their types are of another."""
    return Kind(
        "Config", packages=("config", "server"), file_version=version, ranges=((since, None),), described=(since, removed),
        parts=parts,
    )  # fmt: skip


KIND_SETS: tuple[KindSet, ...] = (
    KindSet(
        "kube-apiserver", "kubernetes", "apiserver",
        (
            Kind("AdmissionConfiguration", "apiserver.config.k8s.io", ("v1",)),
            Kind("AdmissionConfiguration", "apiserver.k8s.io", ("v1alpha1",)),
            Kind("AuthenticationConfiguration", "apiserver.config.k8s.io", ("v1alpha1", "v1beta1", "v1")),
            Kind("AuthorizationConfiguration", "apiserver.config.k8s.io", ("v1alpha1", "v1beta1", "v1")),
            Kind("EgressSelectorConfiguration", "apiserver.k8s.io", ("v1alpha1", "v1beta1")),
            Kind("EncryptionConfiguration", "apiserver.config.k8s.io", ("v1",), also=(("EncryptionConfig", "v1"),)),
            Kind("Policy", "audit.k8s.io", ("v1alpha1", "v1beta1", "v1")),
            Kind("TracingConfiguration", "apiserver.config.k8s.io", ("v1alpha1", "v1beta1", "v1")),
        ),
        libraries=("component-base",),
        conditional=("v1alpha1.EgressSelection.name", "v1beta1.EgressSelection.name"),
    ),
    KindSet(
        "kube-controller-manager", "kubernetes", "",
        (Kind("KubeControllerManagerConfiguration", "kubecontrollermanager.config.k8s.io", ("v1alpha1",)),),
        libraries=("component-base", "cloud-provider", "controller-manager"), untagged=True,
    ),
    KindSet(
        "kubeadm", "kubernetes", "",
        (
            *(
                Kind(name, "kubeadm.k8s.io", ("v1beta1", "v1beta2", "v1beta3", "v1beta4"))
                for name in ("ClusterConfiguration", "InitConfiguration", "JoinConfiguration")
            ),
            Kind("ClusterStatus", "kubeadm.k8s.io", ("v1beta1", "v1beta2")),
            *(Kind(name, "kubeadm.k8s.io", ("v1beta4",)) for name in ("ResetConfiguration", "UpgradeConfiguration")),
        ),
    ),
    KindSet(
        "kube-proxy", "kubernetes", "kube-proxy",
        (Kind("KubeProxyConfiguration", "kubeproxy.config.k8s.io", ("v1alpha1",)),),
        libraries=("component-base",),
    ),
    KindSet(
        "kube-scheduler", "kubernetes", "kube-scheduler",
        (Kind("KubeSchedulerConfiguration", "kubescheduler.config.k8s.io",
              ("v1alpha1", "v1alpha2", "v1beta1", "v1beta2", "v1beta3", "v1")),
         *_PLUGIN_ARGUMENTS,
         Kind("Policy", "kubescheduler.config.k8s.io", ("v1",), also=(("Policy", "v1"),))),
        libraries=("component-base",),
    ),
    KindSet(
        "kubelet", "kubernetes", "kubelet",
        (
            Kind("CredentialProviderConfig", "kubelet.config.k8s.io", ("v1alpha1", "v1beta1", "v1")),
            Kind("KubeletConfiguration", "kubelet.config.k8s.io", ("v1beta1",)),
            Kind("ImagePullIntent", "kubelet.config.k8s.io", ("v1alpha1", "v1beta1")),
            Kind("ImagePulledRecord", "kubelet.config.k8s.io", ("v1alpha1", "v1beta1")),
            Kind("SerializedNodeConfigSource", "kubelet.config.k8s.io", ("v1beta1",)),
        ),
        libraries=("component-base",),
    ),
    KindSet(
        "prometheus", "prometheus", "prometheus", (Kind("Config", packages=("config",), parts=_KUBERNETES_DISCOVERY),),
        Encoding.YAML,
        open=("config.ScrapeConfig", "config.AlertmanagerConfig", "config.ServiceDiscoveryConfig"),
    ),
    KindSet("alertmanager", "alertmanager", "alertmanager", (Kind("Config", packages=("config",)),), Encoding.YAML),
    KindSet(
        "blackbox_exporter", "blackbox_exporter", "blackbox_exporter", (Kind("Config", packages=("config",)),), Encoding.YAML,
        inlined=("config.HTTPProbe.http_client_config",),
    ),
    KindSet(
        "containerd", "containerd", "containerd",
        (
            _containerd("1", "1.0.0", "2.0.0", _CONTAINERD_1),
            _containerd("2", "1.3.0", "2.0.0", _CONTAINERD_2),
            _containerd("3", "2.0.0", None, _CONTAINERD_3),
            _containerd("4", "2.3.0", None, _CONTAINERD_3),
        ),
        Encoding.TOML,
    ),
)  # fmt: skip
