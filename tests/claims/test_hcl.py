from __future__ import annotations

import pytest

from sphinxext.factcheck.claims.document import Mapping
from sphinxext.factcheck.claims.excerpt import Excerpt
from sphinxext.factcheck.claims.hcl import read_hcl
from sphinxext.factcheck.claims.model import How, Subject
from sphinxext.factcheck.pages.model import Line

from .claims import claims_of, flag
from .test_container import flags_of


def read(text: str) -> Mapping | None:
    return read_hcl(Excerpt(tuple(Line(line, "page.tf", number) for number, line in enumerate(text.split("\n"), 1))))


def test_blocks_maps_and_lists_are_one_tree() -> None:
    root = read('resource "a" "b" {\n  x = ["1", { y = 2 }] // z\n  m = { "k" : "v", n = true }\n}\n')
    assert root is not None
    assert root.text("resource", "a", "b", "m", "k") == "v"
    assert root.text("resource", "a", "b", "m", "n") == "true"


def test_arguments_of_components_have_their_places() -> None:
    kubelet = Subject("kubelet", How.CONTAINER)
    assert claims_of(
        """
        .. code-block:: terraform

           services {
             kubelet {
               extra_args = {
                 "port" = "0"
                 v      = var.level
               }
             }
           }
           kubelet_extra_args = "--port=1 --v=${var.level}"
        """
    ) == [
        flag(kubelet, 6, 11, "port", "0", gap=5),
        flag(kubelet, 7, 10, "v"),
        flag(kubelet, 11, 26, "--port", "1"),
        flag(kubelet, 11, 35, "--v"),
    ]


def test_a_here_document_is_what_its_file_is() -> None:
    text = 'content = <<-EOT\n  [Service]\n  ExecStart=/usr/bin/kubelet --port=0\n  EOT\nfilename = "/etc/systemd/system/kubelet.service"'
    assert flags_of(text, "hcl") == [("kubelet", "program", "--port", "0")]
    assert flags_of("user_data = <<EOF\n#!/bin/sh\nkubelet --port=0\nEOF", "tf") == [("kubelet", "program", "--port", "0")]


def test_calls_are_skipped() -> None:
    assert flags_of('kubelet_extra_args = join(" ", ["--port=0", x("--v=1")])\nkubelet_args = "--v=2"', "hcl") == [
        ("kubelet", "container", "--v", "2")
    ]


@pytest.mark.parametrize("text", ["}}}]", "= = {", '"abc', "a = <<EOF", "/* " * 50, "{" * 100, "((((", "a = [", 'x "y" {'])
def test_nothing_is_raised(text: str) -> None:
    read(text)
