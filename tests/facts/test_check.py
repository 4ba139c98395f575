from __future__ import annotations

from pathlib import Path

import pytest

from sphinxext.factcheck.facts.check import check_facts

from .files import FIELDS, FLAGS, PRODUCT, SCHEDULER, write_facts

TEXTS = {"product": PRODUCT, "kube-scheduler": SCHEDULER, "kube-scheduler.flags": FLAGS, "kube-scheduler.fields": FIELDS}


def checked(directory: Path) -> list[str]:
    """The problems as they are shown, with paths relative to *directory*."""
    return [str(problem).replace(f"{directory}/", "") for problem in check_facts([directory])]


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("product", 'releases: ["1.18", ', "releases: [1.20, ", '4:12: found the number 1.20, expected a release in quotes, such as "1.20"'),
        ("product", "kubernetes\n", "kubernets\n", "1:10: found product 'kubernets', expected 'kubernetes' as the file is kubernetes/product.yaml"),
        ("product", "component: kube-scheduler", "component: kube-schedular", "9:73: unknown component 'kube-schedular'; did you mean 'kube-scheduler'?"),
        ("product", "resources:", "hazards:\n  probes: [{component: kube-schedular, port: 10251, sources: [tree]}]\nresources:", "11:24: unknown component 'kube-schedular'; did you mean 'kube-scheduler'?"),
        ("product", "resources:", "hazards:\n  static_pods: [{path: /etc/m, distribution: kops, sources: [tree]}]\nresources:", "11:46: unknown distribution 'kops'"),
        ("product", "resources:", "hazards:\n  rewritten: [{what: /etc/x, sources: [tree]}]\nresources:", "11:15: the key 'by' is missing"),
        ("product", "resources:", "hazards:\n  unchecked: [{setting: insecure_skip_verify, sources: [wood]}]\nresources:", "11:57: there is no source 'wood' in this file"),
        ("product", "distribution: kubeadm", "distribution: kubeadmin", "9:53: unknown distribution 'kubeadmin'; did you mean 'kubeadm'?"),
        ("product", "sources: [tree]}\nres", "sources: []}\nres", "9:110: found an empty list, expected a list of ids of sources, at least one"),
        ("product", "title: Kubernetes\n", "titel: Kubernetes\n", "2:1: unknown key 'titel'; did you mean 'title'?"),
        ("product", 'releases: ["1.18", "1.23", "1.30"]\n', "", "1:1: the key 'releases' is missing"),
        ("kube-scheduler", "component: kube-scheduler", "component: kube-sched", "1:12: found component 'kube-sched', expected 'kube-scheduler' as the file is kubernetes/kube-scheduler.yaml"),
        ("kube-scheduler", "port: 10251", "port: 70000", "11:13: found the number 70000, expected a port from 1 to 65535"),
        ("kube-scheduler", "port: 10251", "port: true", "11:13: found true, expected a port from 1 to 65535"),
        ("kube-scheduler", "scheme: https", "scheme: htps", "20:15: found 'htps', expected one of 'http', 'https', 'grpc', 'tcp'"),
        ("kube-scheduler", 'since: "1.19", removed', 'since: "1.24", removed', "16:51: the range ends (1.23) before it starts (1.24)"),
        ("kube-scheduler", '[["1.18", "1.31"]]', '[["1.18", "1.18"]]', "8:14: the range ends (1.18) before it starts (1.18)"),
        ("kube-scheduler", '[["1.18", "1.31"]]', '[["1.18"]]', "8:14: found a list, expected a range [since, removed]"),
        ("kube-scheduler", '    removed: "1.24"', '    removed: "latest"', "27:14: found 'latest', expected a release in quotes, such as \"1.20\""),
        ("kube-scheduler", "replaced_by: secure\n", "replaced_by: secur\n", "14:20: there is no endpoint 'secur'; did you mean 'secure'?"),
        ("kube-scheduler", "replaced_by: [--secure-port]", "replaced_by: [--secur-port]", "28:19: there is no flag '--secur-port'; did you mean '--secure-port'?"),
        ("kube-scheduler", "replaced_by: [--secure-port]", "renamed: true", "28:14: expected one flag in replaced_by"),
        ("kube-scheduler", "replaced_by: [--secure-port]", "replaced_by: [--secure-port]\n    renamed: true", ""),
        ("kube-scheduler", "replaced_by: [--secure-port]", 'ignored_with: {"1.20": --secur-port}', "28:19: there is no flag '--secur-port'; did you mean '--secure-port'?"),
        ("kube-scheduler", "replaced_by: [--secure-port]", "ignored_with: secure-port", "28:19: found 'secure-port', expected a flag with its dashes"),
        ("kube-scheduler", "replaced_by: [--secure-port]", "replaced_by: [metricBindAddress]", "28:19: there is no field 'metricBindAddress'; did you mean 'metricsBindAddress'?"),
        ("kube-scheduler", "off: [--port=0]", "off: [--prot=0]", "13:39: there is no flag '--prot'; did you mean '--port'?"),
        ("kube-scheduler", "off: [--port=0]", "off: [--port]", "13:39: found '--port', expected a flag or field with a value, such as --port=0"),
        ("kube-scheduler", "off: [--port=0]", "off: [metricBindAddress=0]", "13:39: there is no field 'metricBindAddress'; did you mean 'metricsBindAddress'?"),
        ("kube-scheduler", "off: [--port=0]", "off: [metricsBindAddress=0]", ""),
        ("kube-scheduler", "port: 10259\n", "port: 10259\n      paths: [metrics]\n", "20:15: found 'metrics', expected a path that begins with /, or a mapping of what is known of it"),
        ("kube-scheduler", "port: 10259\n", "port: 10259\n      paths: [/metrics, {path: /livez, sinc: \"1.30\", sources: [notes-1.23]}]\n", "20:40: unknown key 'sinc'; did you mean 'since'?"),
        ("kube-scheduler", "port: 10259\n", "port: 10259\n      paths: [{path: /livez, since: \"1.30\"}]\n", "20:15: the key 'sources' is missing"),
        ("kube-scheduler", "port: 10259\n", "port: 10259\n      paths: [/livez, {path: /livez, since: \"1.30\", sources: [notes-1.23]}]\n", "20:30: '/livez' is here twice for the same releases"),
        ("kube-scheduler", "port: 10251\n", "port: 10251\n      paths: [{path: /livez, since: \"1.30\", sources: [notes-1.23]}]\n", "12:22: '/livez' is there >=1.30, the endpoint <1.23"),
        ("kube-scheduler", "sources: [notes-1.23]}\n      sources", "sources: [notes-1.23]}\n        - {name: kubeadm, listens: true, sources: [notes-1.23]}\n      sources", "17:18: 'kubeadm' is here twice for the same releases"),
        ("kube-scheduler", "listens: false,", "listens: false, port: 0,", "16:81: found the number 0, expected a port from 1 to 65535"),
        ("kube-scheduler", "sources: [notes-1.23]}", "sources: [notes-1.22]}", "16:103: there is no source 'notes-1.22' in this file; did you mean 'notes-1.23'?"),
        ("kube-scheduler", "{name: kubeadm,", "{name: kops,", "16:18: unknown distribution 'kops'"),
        ("kube-scheduler", "- id: secure\n", "- id: insecure\n", None),
        ("kube-scheduler", "  --port:\n", "  --prt:\n", "25:3: no release that was observed has the flag '--prt'; did you mean '--port'?"),
        ("kube-scheduler", "  --port:\n", "  port:\n", "25:3: found 'port', expected a flag with its dashes, such as --port"),
        ("kube-scheduler", 'no_effect: "1.23"\n    removed', 'no_effect: "1.24"\n    removed', "26:16: no_effect begins with 1.24, but 1.24 has removed it"),
        ("kube-scheduler", 'removed: "1.24"', 'removed: "1.26"', "27:14: removed in 1.26, but it was gone at 1.25.0"),
        ("kube-scheduler", 'removed: "1.24"', 'since: "1.19"', "27:12: since 1.19, but it was observed first at 1.18.0"),
        ("kube-scheduler", "values: {\"1.23\": \"0|1\"}", "values: {1.23: port}", "29:14: the key 1.23 is read as a number; put it in quotes"),
        ("kube-scheduler", "values: {\"1.23\": \"0|1\"}", "values: {\"1.23\": 0 | 1}", "29:22: found '0 | 1', expected port, ip, host-port, bool, int, duration, >0s, >=0s, model-duration, cidr, cidrs, url, gates, checked, a range such as 0..31, or words set apart by |"),
        ("kube-scheduler", "path: metricsBindAddress", "path: metricBindAddress", "33:11: no release that was observed has the field 'metricBindAddress'; did you mean 'metricsBindAddress'?"),
        ("kube-scheduler", "kind: KubeSchedulerConfiguration", "kind: KubeScheduleConfiguration", "32:11: no release that was observed has the kind 'KubeScheduleConfiguration'; did you mean 'KubeSchedulerConfiguration'?"),
        ("kube-scheduler", "flags: [--port], ", "settings: [{flag: --prt, sets: port, sources: [notes-1.23]}], ", "13:34: there is no flag '--prt'; did you mean '--port'?"),
        ("kube-scheduler", "flags: [--port], ", "settings: [{field: metricsBindAddress, sets: address, fills: --prt, sources: [notes-1.23]}], ", "13:77: there is no flag '--prt'; did you mean '--port'?"),
        ("kube-scheduler", "flags: [--port], ", "settings: [{sets: port, sources: [notes-1.23]}], ", "13:27: expected either a flag or a field"),
        ("kube-scheduler", "flags: [--port], ", "settings: [{flag: --port, sets: ports, sources: [notes-1.23]}], ", "13:48: found 'ports', expected one of 'host', 'port', 'address', 'urls', 'family', 'off'"),
        ("kube-scheduler", "flags: [--port], ", "settings: [{flag: --port, sets: port, zero: closed, sources: [notes-1.23]}], ", "13:60: found 'closed', expected one of 'default', 'off', 'refused', 'every', 'chosen', 'unknown', 'http'"),
        ("kube-scheduler", "flags: [--port], ", "settings: [{flag: --port, sets: port, only: [one], sources: [notes-1.23]}], ", "13:61: found 'one', expected one of 'empty', 'zero'"),
        ("kube-scheduler", "port: 10259\n", "port: 10259\n      secured_by: [{flag: --secure-port, auth: token, sources: [notes-1.23]}]\n", ""),
        ("kube-scheduler", "port: 10259\n", "port: 10259\n      secured_by: [{flag: --secur-port, field: any, auth: token, sources: [notes-1.23]}]\n", "20:27: there is no flag '--secur-port'; did you mean '--secure-port'?"),
        ("kube-scheduler", "port: 10259\n", "port: 10259\n      secured_by: [{auth: token, sources: [notes-1.23]}]\n", "20:20: expected a flag or a field"),
        ("kube-scheduler", "port: 10259\n", "port: 10259\n      secured_by: [{flag: --secure-port, sources: [notes-1.23]}]\n", "20:20: expected a scheme or auth"),
        ("kube-scheduler", "port: 10259\n", "port: 10259\n      grant: nodes metrics\n", "20:14: found 'nodes metrics', expected a resource of the API, such as nodes/metrics"),
        ("kube-scheduler", "endpoints:\n", "starts: {files: [{flag: --port, sources: [notes-1.23]}], needs: [{given: [--port=0], needs: [metricsBindAddress, pod], sources: [notes-1.23]}], sources: [notes-1.23]}\nendpoints:\n", ""),
        ("kube-scheduler", "endpoints:\n", "starts: {files: [{flag: --confg, sources: [notes-1.23]}], sources: [notes-1.23]}\nendpoints:\n", "7:25: there is no flag '--confg'"),
        ("kube-scheduler", "endpoints:\n", "starts: {files: [{format: yaml, sources: [notes-1.23]}], sources: [notes-1.23]}\nendpoints:\n", "7:18: expected a flag or a default"),
        ("kube-scheduler", "endpoints:\n", "starts: {needs: [{needs: [--prt, pod], sources: [notes-1.23]}], sources: [notes-1.23]}\nendpoints:\n", "7:27: there is no flag '--prt'; did you mean '--port'?"),
        ("kube-scheduler", "endpoints:\n", "starts: {needs: [{refuses: false, sources: [notes-1.23]}], sources: [notes-1.23]}\nendpoints:\n", "7:18: expected given or needs"),
        ("kube-scheduler", "endpoints:\n", "starts: {parser: {\"1.0\": kingpn}, sources: [notes-1.23]}\nendpoints:\n", "7:26: found 'kingpn', expected one of 'pflag', 'kingpin', 'flag'"),
        ("kube-scheduler", "endpoints:\n", "starts: {parser: pflag}\nendpoints:\n", "7:9: the key 'sources' is missing"),
        ("kube-scheduler.flags", "type: bool, no_value: true", "typ: bool, no_value: true", "16:18: unknown key 'typ'; did you mean 'type'?"),
        ("kube-scheduler.flags", "  port:\n", "  --port:\n", "10:3: found '--port', expected a name of letters, digits, '.', '_' and '-'"),
        ("kube-scheduler.flags", '"1.25.0": [help]', '"1.25.0": [hlp]', "5:59: there is no source 'hlp' in this file; did you mean 'help'?"),
        ("kube-scheduler.flags", 'default: "10259"', "default: 10.5", "15:62: found the number 10.5, expected a value, or a mapping of releases to the value from then on"),
        ("kube-scheduler.fields", "open: true", "open: yes", "12:53: found 'yes', expected true or false, or the releases for which it is so"),
        ("kube-scheduler.fields", '    complete: [["1.23.0", "1.24"]]', "    complete: []", ""),
    ],
)  # fmt: skip
def test_one_mistake_is_one_problem(tmp_path: Path, name: str, old: str, new: str, problem: str | None) -> None:
    text = TEXTS[name]
    assert old in text
    directory = write_facts(tmp_path, {f"kubernetes/{name}.yaml": text.replace(old, new, 1)})
    if problem is None:
        expected = [
            "kubernetes/kube-scheduler.yaml:14:20: there is no endpoint 'secure'",
            "kubernetes/kube-scheduler.yaml:18:11: the endpoint 'insecure' is here twice",
        ]
    else:
        expected = [f"kubernetes/{name}.yaml:{problem}"] if problem else []
    assert checked(directory) == expected


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    directory = write_facts(
        tmp_path,
        {
            "kubernetes/product.yaml": "product: kubernetes\n\treleases: []\n",
            "kubernetes/kube-scheduler.yaml": SCHEDULER.replace("port: 10251", "port: 0").replace("auth: token", "auth: secret"),
            "kubernetes/kube-scheduler.flags.yaml": FLAGS.replace("type: int\n", "type: 1.5\n").replace("dashes", "dash"),
        },
    )
    assert checked(directory) == [
        "kubernetes/kube-scheduler.flags.yaml:3:1: unknown key 'dash'",
        "kubernetes/kube-scheduler.flags.yaml:12:11: found the number 1.5, expected a value, or a mapping of releases to the value"
        " from then on",
        "kubernetes/kube-scheduler.yaml:11:13: found the number 0, expected a port from 1 to 65535",
        "kubernetes/kube-scheduler.yaml:21:13: found 'secret', expected one of 'none', 'token', 'client-certificate'",
        "kubernetes/product.yaml:2:1: found a tab, expected spaces",
    ]


def test_a_name_that_means_two_components(tmp_path: Path) -> None:
    directory = write_facts(
        tmp_path,
        {
            "kubernetes/other.yaml": "component: other\nproduct: kubernetes\naliases: [Scheduler, kube_scheduler]\n",
            "zzz/kube-scheduler.yaml": "component: kube-scheduler\nproduct: zzz\n",
        },
    )
    first = f"{directory}/kubernetes/kube-scheduler.yaml"
    assert [str(problem).replace(f"{directory}/", "", 1) for problem in check_facts([directory])] == [
        f"kubernetes/other.yaml:3:11: 'Scheduler' already means 'kube-scheduler' ({first}:3)",
        f"kubernetes/other.yaml:3:22: 'kube_scheduler' already means 'kube-scheduler' ({first}:1)",
        f"zzz/kube-scheduler.yaml:1:12: 'kube-scheduler' already means 'kube-scheduler' ({first}:1)",
    ]


def test_an_alias_taken_by_an_earlier_directory(tmp_path: Path) -> None:
    first = write_facts(tmp_path / "first")
    (tmp_path / "second" / "mine").mkdir(parents=True)
    (tmp_path / "second" / "mine" / "mine.yaml").write_text("component: mine\nproduct: mine\naliases: [scheduler]\n")
    assert [str(problem) for problem in check_facts([first, tmp_path / "second"])] == [
        f"{tmp_path}/second/mine/mine.yaml:3:11: 'scheduler' already means 'kube-scheduler'"
        f" ({first}/kubernetes/kube-scheduler.yaml:3)",
    ]


def test_files_that_stand_in_the_wrong_place(tmp_path: Path) -> None:
    directory = write_facts(
        tmp_path / "facts", {"x.yaml": "a: 1\n", "kubernetes/y.yml": "a: 1\n", "kubernetes/z.flags.yaml": FLAGS}
    )
    (tmp_path / "secret.yaml").write_text("component: secret\n")
    (directory / "kubernetes" / "secret.yaml").symlink_to(tmp_path / "secret.yaml")
    (directory / "kubernetes" / "folder.yaml").mkdir()
    assert checked(directory) == [
        "kubernetes/folder.yaml:1:1: is no file",
        f"kubernetes/secret.yaml:1:1: leads out of {directory}",
        "kubernetes/y.yml:1:1: expected a name that ends in '.yaml'",
        "kubernetes/z.flags.yaml:1:1: expected the hand-written 'z.yaml' beside it",
        "kubernetes/z.flags.yaml:1:12: found component 'kube-scheduler', expected 'z' as the file is kubernetes/z.flags.yaml",
        "x.yaml:1:1: expected a folder named after the product, and the file in it",
    ]
