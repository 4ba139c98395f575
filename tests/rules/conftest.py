"""Facts small enough to read, and a way to judge one claim by them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sphinxext.factcheck.applicability import parse_assumptions
from sphinxext.factcheck.claims.model import Claim, PageClaims
from sphinxext.factcheck.facts.base import FactBase
from sphinxext.factcheck.facts.model import (
    ApiKind,
    Command,
    Component,
    Endpoint,
    Flag,
    FlagSet,
    FormerCommand,
    GroupVersionKind,
    KnownField,
    KnownPath,
    KnownTerm,
    Names,
    Product,
    Resource,
    ServedKind,
    ServedKinds,
    Setter,
    Source,
    Steps,
    TermKind,
)
from sphinxext.factcheck.findings import Finding
from sphinxext.factcheck.joins.cases import Context
from sphinxext.factcheck.judging.judge import Judgement, judge
from sphinxext.factcheck.report.text import text_line
from sphinxext.factcheck.versions import Version, VersionRange, parse_range

Say = Callable[..., list[str]]
Find = Callable[..., tuple[Finding, ...]]

OBSERVED = tuple(map(Version, ("1.18.20", "1.20.2", "1.20.9", "1.21.2", "1.23.1", "1.24.0", "1.30.14")))
WHOLE = (parse_range(">=1.18,<1.31"),)


def steps(**values: str) -> Steps:
    return Steps(tuple((Version(key.removeprefix("v").replace("_", ".")), value) for key, value in values.items()))


def scheduler() -> Component:
    leads = Steps(((Version("1.18.20"), "false"), (Version("1.21.2"), "true")))
    flags = (
        Flag(
            "port",
            ranges=(VersionRange(Version("1.18.20"), Version("1.24.0")),),
            type=steps(v1_18="int"),
            deprecated=parse_range(">=1.18"),
            no_effect=parse_range(">=1.23"),
            replaced_by=("--secure-port",),
            settled=frozenset([Version("1.24.0")]),
            sources=("notes",),
        ),
        Flag(
            "secure-port",
            ranges=(parse_range(">=1.18.20"),),
            type=steps(v1_18="int"),
            values=steps(v1_18="port"),
            default=steps(v1_18="10259"),
        ),
        Flag("bind-address", ranges=(parse_range(">=1.18.20"),), type=steps(v1_18="ip")),
        Flag("leader-elect", ranges=(parse_range(">=1.18.20"),), type=steps(v1_18="bool"), default=leads, no_value=True),
        Flag("log-format", ranges=(VersionRange(Version("1.23.1")),), values=steps(v1_23="text|json")),
        Flag("late", ranges=(VersionRange(Version("1.20.9")),)),
        Flag("policy-config-file", ranges=(VersionRange(Version("1.18.20"), Version("1.23.1")),)),
        Flag(
            "lock-name",
            ranges=(VersionRange(Version("1.18.20"), Version("1.24.0")),),
            deprecated=parse_range(">=1.20"),
            replaced_by=("--lease-name",),
            renamed=True,
        ),
        Flag("lease-name", ranges=(parse_range(">=1.20.2"),)),
    )
    insecure = Endpoint(
        "insecure",
        10251,
        parse_range("<1.23"),
        setter=Setter(flags=("--port",), off=("--port=0",)),
        replaced_by="secure",
        sources=("notes",),
    )
    secure = Endpoint("secure", 10259, parse_range("*"), scheme="https", auth="token", setter=Setter(flags=("--secure-port",)))
    return Component(
        "kube-scheduler",
        "kubernetes",
        aliases=("scheduler",),
        endpoints=(insecure, secure),
        endpoints_complete=WHOLE,
        flags=FlagSet(
            Names(OBSERVED), {flag.name: flag for flag in flags}, complete=WHOLE, normalize="_", dashes=steps(v1_18="--")
        ),
        kinds=tuple(
            ApiKind(
                "KubeSchedulerConfiguration",
                f"kubescheduler.config.k8s.io/{name}",
                Names(tuple(v for v in OBSERVED if v in ranges)),
                fields,
                complete=WHOLE,
                ranges=(ranges,),
            )
            for name, ranges, fields in (
                (
                    "v1beta1",
                    VersionRange(Version("1.18.20"), Version("1.24.0")),
                    {
                        "metricsBindAddress": KnownField(
                            "metricsBindAddress", (parse_range(">=1.18.20"),), no_effect=parse_range(">=1.23")
                        ),
                        "profiles": KnownField("profiles", (parse_range(">=1.18.20"),)),
                        "profiles[].schedulerName": KnownField("profiles[].schedulerName", (parse_range(">=1.18.20"),)),
                        "algorithmSource": KnownField("algorithmSource", (VersionRange(Version("1.18.20"), Version("1.21.2")),)),
                        "parallelism": KnownField("parallelism", (parse_range(">=1.20.2"),)),
                        "featureGates": KnownField("featureGates", (parse_range(">=1.18.20"),), open=True),
                    },
                ),
                ("v1", VersionRange(Version("1.24.0")), {"parallelism": KnownField("parallelism", (parse_range(">=1.24.0"),))}),
            )
        ),
        kind_names=("KubeSchedulerConfiguration",),
        sources={"notes": Source("notes", "release notes 1.23", "1.23", "https://example.org/notes")},
    )


def proxy() -> Component:
    flags = (
        Flag("metrics-bind-address"),
        Flag("healthz-bind-address"),
        Flag("bind-address", ignored_with=steps(v1_20="--config")),
        Flag("config"),
        Flag("config-file", ignores_others=True),
    )
    return Component(
        "kube-proxy",
        "kubernetes",
        endpoints=(
            Endpoint("metrics", 10249, parse_range("*"), bind="127.0.0.1"),
            Endpoint("healthz", 10256, parse_range("*"), purpose="health"),
            Endpoint("old", 10299, parse_range("<1.21")),
        ),
        flags=FlagSet(Names(OBSERVED), {flag.name: flag for flag in flags}, complete=WHOLE),
        kinds=(
            ApiKind(
                "KubeProxyConfiguration",
                "kubeproxy.config.k8s.io/v1alpha1",
                Names(OBSERVED),
                {
                    "metricsBindAddress": KnownField("metricsBindAddress", default=steps(v1_18="127.0.0.1:10249")),
                    "conntrack": KnownField("conntrack"),
                    "conntrack.maxPerCore": KnownField("conntrack.maxPerCore"),
                },
                complete=WHOLE,
            ),
        ),
        kind_names=("KubeProxyConfiguration",),
    )


def client() -> Component:
    record = Flag("record", no_value=True, deprecated=parse_range(">=1.21"))
    commands = {
        "get": (
            Flag("output", values=steps(v1_18="json|yaml|wide"), shorthand="o"),
            Flag("export", (VersionRange(None, Version("1.21.2")),)),
            Flag("subresource", (VersionRange(Version("1.24.0")),)),
        ),
        "create": (Flag("filename", shorthand="f"), record),
        "create secret": (Flag("from-file"),),
        **dict.fromkeys(("annotate", "apply", "edit", "label"), (record,)),
    }
    return Component(
        "kubectl",
        "kubernetes",
        former_commands=(FormerCommand("rolling-update", parse_range("<1.18"), ("rollout",)),),
        flags=FlagSet(
            Names(OBSERVED),
            {"namespace": Flag("namespace", shorthand="n"), "warnings": Flag("warnings", no_value=True)},
            complete=WHOLE,
            commands={
                words: Command((parse_range("*"),), {flag.name: flag for flag in flags}) for words, flags in commands.items()
            },
            dashes=steps(v1_18="--"),
            sources={Version("1.30.14"): ("binary",)},
        ),
        sources={"binary": Source("binary", "package kubectl 1.30.14", "1.30.14")},
    )


def served() -> ServedKinds:
    def kind(
        api_version: str, name: str, plural: str, range: str, deprecated: str = "", replaced_by: str = ""
    ) -> tuple[GroupVersionKind, ServedKind]:
        full = GroupVersionKind.of(api_version, name)
        return full, ServedKind(
            full,
            plural,
            True,
            (parse_range(range),),
            deprecated=parse_range(deprecated) if deprecated else None,
            replaced_by=GroupVersionKind.of(replaced_by, name) if replaced_by else None,
        )

    kinds = (
        kind("apps/v1", "Deployment", "deployments", ">=1.18"),
        kind("extensions/v1beta1", "Deployment", "deployments", ">=1.18,<1.20.2"),
        kind("batch/v1", "CronJob", "cronjobs", ">=1.21.2"),
        kind("batch/v1beta1", "CronJob", "cronjobs", ">=1.18,<1.24.0", ">=1.21", "batch/v1"),
    )
    sources = {v: (Source(f"paths-{v}", f"paths {v.major}.{v.minor}"),) for v in OBSERVED}
    return ServedKinds(Names(OBSERVED), dict(kinds), WHOLE, sources)


@pytest.fixture
def facts() -> FactBase:
    kubernetes = Product(
        "kubernetes",
        aliases=("k8s",),
        releases=tuple(map(Version, ("1.18", "1.20", "1.21", "1.23", "1.24", "1.30"))),
        released=tuple((Version(v), day) for v, day in (("1.18", "2020-03-25"), ("1.21", "2021-04-08"), ("1.23", "2021-12-07"))),
        paths=(
            KnownPath("/etc/kubernetes/manifests"),
            KnownPath("/etc/kubernetes/manifests/kube-scheduler.yaml", component="kube-scheduler"),
            KnownPath("/etc/kubernetes/super-admin.conf", parse_range(">=1.29")),
        ),
        resources=(
            Resource(
                "componentstatuses",
                "ComponentStatus",
                ("cs",),
                deprecated=parse_range(">=1.19"),
                replaced_by=("kubectl get --raw=/readyz?verbose",),
            ),
            Resource("podsecuritypolicies", "PodSecurityPolicy", ("psp",), range=parse_range("<1.25")),
            Resource("pods", "Pod", ("po",)),
        ),
        terms=(
            KnownTerm("kubernetes.io/hostname", TermKind.LABEL),
            KnownTerm(
                "node-role.kubernetes.io/master",
                TermKind.LABEL,
                parse_range("<1.24"),
                deprecated=parse_range(">=1.20"),
                replaced_by=("node-role.kubernetes.io/control-plane",),
            ),
            KnownTerm("apt.kubernetes.io", TermKind.REPOSITORY, gone="2024-03-04", replaced_by=("pkgs.k8s.io",)),
        ),
    )
    components = {c.name: c for c in (scheduler(), proxy(), client(), Component("kube-apiserver", "kubernetes"))}
    return FactBase({"kubernetes": kubernetes}, components, served=lambda name: served() if name == "kube-apiserver" else None)


@pytest.fixture
def judged(facts: FactBase) -> Callable[..., Judgement]:
    def judge_claims(*claims: Claim, **assume: str) -> Judgement:
        return judge([PageClaims("page.rst", claims)], Context(facts, parse_assumptions(assume)))

    return judge_claims


@pytest.fixture
def find(judged: Callable[..., Judgement]) -> Find:
    def find_in(*claims: Claim, **assume: str) -> tuple[Finding, ...]:
        return judged(*claims, **assume).findings

    return find_in


@pytest.fixture
def say(find: Find) -> Say:
    """The findings on some claims as lines of text, for a site that assumes the releases given by product."""

    def lines(*claims: Claim, **assume: str) -> list[str]:
        return [text_line(finding) for finding in find(*claims, **assume)]

    return lines
