from __future__ import annotations

import pytest

from sphinxext.factcheck.findings import Code

from .hazards import found

D = "/etc/kubernetes/manifests"


def block(*commands: str) -> str:
    return "::\n\n" + "".join(f"   $ {command}\n" for command in commands)


def told(name: str, how: str = "as well") -> str:
    return f"warning: the kubelet runs {name!r} in {D} {how}; it passes over names that begin with a dot only; put it into another directory"


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (f"cp {D}/kube-apiserver.yaml {D}/kube-apiserver.yaml.bak", "kube-apiserver.yaml.bak"),
        (f"sudo cp -p {D}/kube-apiserver.yaml{{,.bak}}", "kube-apiserver.yaml.bak"),
        (f"sudo cp {D}/etcd.yaml {D}/etcd.yaml.$(date +%F)", "etcd.yaml.…"),
        (f"cd {D} && cp kube-scheduler.yaml kube-scheduler-old.yaml", "kube-scheduler-old.yaml"),
        (f"sed -i.orig s/a/b/ {D}/kube-scheduler.yaml", "kube-scheduler.yaml.orig"),
        (f"sed --in-place=.orig s/a/b/ {D}/*.yaml", "….yaml.orig"),
    ],
)
def test_a_copy_beside_the_manifest(command: str, name: str) -> None:
    assert found(Code.BACKUP_IN_MANIFESTS, block(command)) == [told(name)]


def test_a_manifest_that_is_only_called_otherwise() -> None:
    assert found(Code.BACKUP_IN_MANIFESTS, block(f"mv {D}/kube-scheduler.yaml {D}/kube-scheduler.yaml.off")) == [
        told("kube-scheduler.yaml.off", "all the same")
    ]


@pytest.mark.parametrize(
    "commands",
    [
        (f"cp {D}/etcd.yaml /root/etcd.yaml.bak",),
        (f"cp {D}/etcd.yaml {D}/.etcd.yaml.bak",),
        (f"cp {D}/etcd.yaml.bak {D}/etcd.yaml",),
        (f"cp {D}/*.yaml {D}/backup/",),
        ("cp kube-apiserver.yaml kube-apiserver.yaml.bak",),
        (f"cd {D}", "cd -", "cp kube-apiserver.yaml kube-apiserver.yaml.bak"),
        (f"sed -i s/a/b/ {D}/kube-scheduler.yaml",),
        ("cp /etc/prometheus/prometheus.yml /etc/prometheus/prometheus.yml.bak",),
        (f"mv {D}/kube-scheduler.yaml {D}/kube-scheduler.yaml.off", f"mv {D}/kube-scheduler.yaml.off {D}/kube-scheduler.yaml"),
        (f"cp {D}/etcd.yaml {D}/etcd.yaml.bak", f"mv {D}/etcd.yaml.bak /root"),
        ('cp "$M" "$M.bak"',),
    ],
)
def test_nothing_is_left_that_runs(commands: tuple[str, ...]) -> None:
    assert found(Code.BACKUP_IN_MANIFESTS, block(*commands)) == []


def test_a_page_that_warns_of_it() -> None:
    page = f".. code-block:: bash\n\n   # Never do this:\n   cp {D}/etcd.yaml {D}/etcd.yaml.bak\n"
    assert found(Code.BACKUP_IN_MANIFESTS, page) == []
    assert found(Code.BACKUP_IN_MANIFESTS, page.replace("Never do this", "A backup")) == [told("etcd.yaml.bak")]


def test_in_a_remediation_it_is_found_and_may_be_named() -> None:
    page = f"""
.. remediation:: Open it
   :component: kube-scheduler
   :risk: {{}}

   .. apply::

      $ cp {D}/kube-scheduler.yaml {D}/kube-scheduler.yaml.bak
"""
    assert found(Code.BACKUP_IN_MANIFESTS, page.format("none")) == [told("kube-scheduler.yaml.bak")]
    assert found(Code.BACKUP_IN_MANIFESTS, page.format("two schedulers, for a while [backup-in-manifests]")) == []
