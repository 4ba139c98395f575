from __future__ import annotations

import pytest

from sphinxext.factcheck.claims.model import How, PortClaim, Subject

from .claims import claims_of

SCHEDULER = Subject("kube-scheduler", How.CONTAINER)
GUESS = Subject("kube-scheduler", How.NEARBY)


def ports_of(text: str) -> list[tuple[Subject | None, int]]:
    block = ".. code-block:: yaml\n\n" + "".join(f"   {line}\n" for line in text.split("\n"))
    return [(c.subject, c.port) for c in claims_of(block) if isinstance(c, PortClaim)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "kind: Service\nspec:\n  selector: {component: kube-scheduler}\n  ports: [{port: 80, targetPort: 10251}]",
            [(SCHEDULER, 10251)],
        ),
        ("kind: Service\nspec:\n  selector: {k8s-app: kube-scheduler}\n  ports: [{port: 10251}]", [(SCHEDULER, 10251)]),
        (
            "kind: Service\nmetadata: {name: kube-scheduler-prometheus-discovery}\nspec:\n  ports: [{port: 10251}]",
            [(GUESS, 10251)],
        ),
        ("kind: Endpoints\nmetadata: {name: kube-scheduler}\nsubsets:\n- ports: [{port: 10251}]", [(GUESS, 10251)]),
        ("kubeScheduler:\n  service:\n    port: 80\n    targetPort: 10251", [(SCHEDULER, 10251)]),
        # The port has a name, or somebody else is behind it.
        ("kind: Service\nspec:\n  selector: {component: kube-scheduler}\n  ports: [{port: 80, targetPort: https}]", []),
        ("kind: Service\nmetadata: {name: kube-scheduler}\nspec:\n  selector: {app: mine}\n  ports: [{port: 10251}]", []),
        ("kind: Service\nmetadata: {name: mine}\nspec:\n  ports: [{port: 10251}]", []),
        ("prometheus:\n  service:\n    targetPort: 10251", []),
        ("scheduler:\n  service:\n    targetPort: 10251", []),
    ],
)
def test_the_port_behind_a_service(text: str, found: list[tuple[Subject | None, int]]) -> None:
    assert ports_of(text) == found
