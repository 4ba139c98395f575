"""Facts that cannot be used: of a directory, of the cache, of an installed distribution."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path

import pytest

from sphinxext.factcheck.cli.knowledge import cache

from .conftest import Run, Said
from .scales import HELP, NEWER, WRITTEN, add_release, contents, write_facts

pytestmark = pytest.mark.usefixtures("alone")

BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n" for before, name in zip("abcdefg", "bcdefgh", strict=True)
)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (BOMB, "6:40: more than 1000000 values, what aliases stand for counted"),
        (WRITTEN + "summary: again\n", "12:1: the key 'summary' is here twice; the first is in line 3"),
        ("!!python/object/apply:os.system [id]\n", "1:1: the tag '!!python/object/apply:os.system' is not allowed here"),
        ("a: " + "[" * 200_000, "1:53: nested deeper than 50 levels"),
        (b"component: weigh\ntitle: \xe9\n", "2:8: found the byte 0xe9, expected text in UTF-8"),
        (WRITTEN.encode() + b"# " + b"x" * 50_000_000, "1:1: the file is larger than 8000000 bytes"),
        ("component: weigh\n\tproduct: scales\n", "2:1: found a tab, expected spaces"),
        ("component: weigh\nproduct: scales\n---\na: b\n", "3:1: found a second document, expected one in a file"),
        ("", "1:1: found nothing, expected a mapping (key: value)"),
        ("- a\n", "1:1: found a list, expected a mapping (key: value)"),
    ],
)
def test_a_file_that_cannot_be_used(run: Run, tmp_path: Path, text: str | bytes, what: str) -> None:
    facts = write_facts(tmp_path / "facts")
    path = facts / "scales" / "weigh.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert run("validate", facts) == Said(1, f"{path}:{what}\n")
    assert run("show", "weigh", "--facts", facts) == Said(3, "", f"error: unknown component 'weigh'\n{path}:{what}\n")
    said = run("port", "48251", "--facts", facts)
    assert said == Said(3, "nothing is known of port 48251\n", f"{path}:{what}\n")


def test_a_link_that_leads_out(run: Run, tmp_path: Path) -> None:
    facts = write_facts(tmp_path / "facts")
    path = facts / "scales" / "weigh.yaml"
    path.rename(tmp_path / "weigh.yaml")
    path.symlink_to(tmp_path / "weigh.yaml")
    what = f"{path}:1:1: leads out of {facts}\n"
    assert run("validate", facts) == Said(1, what)
    assert run("show", "weigh", "--facts", facts) == Said(3, "", f"error: unknown component 'weigh'\n{what}")


def test_generated_facts_that_cannot_be_used(run: Run, tmp_path: Path) -> None:
    facts = write_facts(tmp_path / "facts")
    add_release(run, facts, "1.0.0", HELP)
    for name in ("flags", "record"):
        path = facts / "scales" / f"weigh.{name}.yaml"
        good = path.read_text("utf-8")
        path.write_text("flags: [1]\n", "utf-8")
        said = run("show", "weigh", "--release", "1.0.0", "--facts", facts)
        assert said.status == 3
        assert said.out.startswith("weigh 1.0.0, ")
        assert said.err.splitlines()[0] == f"{path}:1:1: the key 'component' is missing"
        path.write_text(good, "utf-8")
    assert run("show", "weigh", "--release", "1.0.0", "--facts", facts).status == 0


def test_generated_facts_of_a_component_that_nobody_describes(run: Run, tmp_path: Path) -> None:
    facts = write_facts(tmp_path / "facts")
    add_release(run, facts, "1.0.0", HELP)
    (facts / "scales" / "weigh.yaml").unlink()
    said = run("list", "--facts", facts)
    paths = [facts / "scales" / f"weigh.{name}.yaml" for name in ("flags", "record")]
    told = "".join(f"{path}:1:1: expected the hand-written 'weigh.yaml' beside it\n" for path in paths)
    assert (said.status, said.err) == (3, told)
    assert run("validate", facts) == Said(1, told)


def test_a_known_component_of_another_product(run: Run, tmp_path: Path) -> None:
    first = write_facts(tmp_path / "first")
    second = tmp_path / "second"
    (second / "other").mkdir(parents=True)
    path = second / "other" / "weigh.yaml"
    path.write_text("component: weigh\nproduct: other\n", "utf-8")
    what = f"{path}:2:10: 'weigh' is of the product 'scales' in {first}/scales/weigh.yaml; give yours another name\n"
    said = run("show", "weigh", "--facts", first, "--facts", second)
    assert (said.status, said.err) == (3, what)
    assert said.out.startswith("weigh: Weighs things.\n")
    assert what in run("validate", first, second).out or run("list", "--facts", first, "--facts", second).err == what


# The cache.


def spoilt(entry: Path, how: str) -> None:
    good = entry.read_bytes()
    _, _, values = good.partition(b"\n")
    match how:
        case "garbage":
            entry.write_bytes(b"\x00\xff\n" * 100)
        case "a list":
            entry.write_bytes(b"[1, 2]")
        case "values of another shape":
            entry.write_bytes(json.dumps({"component": ["x"], "flags": {"port": 3}, "endpoints": {"list": 7}}).encode())
        case "sealed under another name":
            other = b'{"component": 1, "flags": {"port": 1}, "releases": {"x": 1}}'
            entry.write_bytes(hashlib.sha256(b"other.entry\0" + other).hexdigest().encode() + b"\n" + other)
        case "cut off":
            entry.write_bytes(good[:-1])
        case "without a seal":
            entry.write_bytes(values)
        case "empty":
            entry.write_bytes(b"")
        case "a directory":
            entry.unlink()
            entry.mkdir()
        case _:
            raise AssertionError(how)


@pytest.mark.parametrize(
    "how",
    [
        "garbage", "a list", "values of another shape", "sealed under another name", "cut off", "without a seal", "empty",
        "a directory",
    ],
)  # fmt: skip
def test_a_cache_that_something_else_wrote(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    facts = write_facts(tmp_path / "facts")
    add_release(run, facts, "1.0.0", HELP)
    directory = tmp_path / "cache"
    monkeypatch.setenv("FACTCHECK_CACHE", str(directory))
    arguments = "show", "weigh", "--release", "1.0.0", "--facts", facts
    first = run(*arguments)
    assert first.status == 0
    entries = sorted(directory.iterdir())
    assert len(entries) >= 4
    for entry in entries:
        spoilt(entry, how)
    assert run(*arguments) == first
    assert [path.suffix for path in sorted(directory.iterdir())] == [path.suffix for path in entries]
    assert run(*arguments) == first


def test_a_cache_that_cannot_be_written(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = write_facts(tmp_path / "facts")
    first = run("show", "weigh", "--facts", facts)
    (tmp_path / "file").write_text("x", "utf-8")
    for place in (tmp_path / "file", tmp_path / "file" / "cache", Path("/proc/cache")):
        monkeypatch.setenv("FACTCHECK_CACHE", str(place))
        assert run("show", "weigh", "--facts", facts) == first
    monkeypatch.setenv("FACTCHECK_CACHE", "")
    assert run("show", "weigh", "--facts", facts) == first
    assert sorted(contents(tmp_path)) == ["facts", "facts/scales", "facts/scales/product.yaml", "facts/scales/weigh.yaml", "file"]


def test_where_the_cache_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FACTCHECK_CACHE", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    assert cache() is None
    found = []
    for name in ("HOME", "XDG_CACHE_HOME", "FACTCHECK_CACHE"):
        monkeypatch.setenv(name, str(tmp_path))
        known = cache()
        assert known is not None
        found.append(known.directory)
    assert found == [tmp_path / ".cache" / "factcheck", tmp_path / "factcheck", tmp_path]


# Installed distributions.


def install(site: Path, name: str, entry: str) -> None:
    folder = site / f"{name.replace('-', '_')}-1.0.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8")
    (folder / "entry_points.txt").write_text(f"[sphinxext.factcheck.facts]\n{entry}\n", "utf-8")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    directory = tmp_path / "site"
    directory.mkdir()
    monkeypatch.syspath_prepend(str(directory))
    for name in ("scale_facts", "scale_paths", "scale_broken"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return directory


def test_facts_in_a_package(run: Run, site: Path) -> None:
    install(site, "scale-facts", "scales = scale_facts")
    write_facts(site / "scale_facts" / "facts")
    (site / "scale_facts" / "__init__.py").touch()
    said = run("show", "weigh")
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith("weigh: Weighs things.\n")


@pytest.mark.parametrize("entry", ["WHERE", "where", "PATH"])
def test_facts_at_a_path(run: Run, site: Path, entry: str) -> None:
    install(site, "scale-paths", f"scales = scale_paths:{entry}")
    where = write_facts(site / "elsewhere")
    (site / "scale_paths.py").write_text(
        f"from pathlib import Path\nWHERE = {str(where)!r}\nPATH = Path(WHERE)\ndef where():\n    return WHERE\n", "utf-8"
    )
    said = run("port", "48259")
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith("48259 weigh safe (https, ")


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("raise RuntimeError('no luck')", "RuntimeError: no luck"),
        ("import no_such_module_here", "ModuleNotFoundError: No module named 'no_such_module_here'"),
        ("raise SystemExit(5)", "SystemExit: 5"),
        ("", "AttributeError: module 'scale_broken' has no attribute '__path__'"),
    ],
)
def test_a_distribution_that_cannot_be_used(run: Run, site: Path, code: str, reason: str) -> None:
    install(site, "scale-broken", "scales = scale_broken")
    (site / "scale_broken.py").write_text(f"{code}\n", "utf-8")
    what = f"scale_broken:1:1: the facts of scale-broken (entry point 'scales') cannot be used: {reason}\n"
    assert run("port", "48259") == Said(0, "nothing is known of port 48259\n", what)
    assert run("validate") == Said(1, what)


def test_a_distribution_whose_directory_is_not_there(run: Run, site: Path) -> None:
    install(site, "scale-facts", "scales = scale_facts")
    (site / "scale_facts").mkdir()
    (site / "scale_facts" / "__init__.py").touch()
    assert run("port", "48259") == Said(
        3, "nothing is known of port 48259\n", f"{site}/scale_facts/facts:1:1: there is no such directory\n"
    )


def test_entry_points_that_cannot_be_read(run: Run, site: Path) -> None:
    (site / "odd-1.0.dist-info" / "entry_points.txt").mkdir(parents=True)
    assert run("port", "48259") == Said(0, "nothing is known of port 48259\n")


@pytest.mark.skipif(os.geteuid() == 0, reason="everything may be read by root")
def test_a_directory_that_may_not_be_read(run: Run, tmp_path: Path) -> None:
    facts = write_facts(tmp_path / "facts")
    add_release(run, facts, "1.0.0", NEWER)
    (facts / "scales" / "weigh.yaml").chmod(0)
    said = run("show", "weigh", "--facts", facts)
    assert (said.status, said.out) == (3, "")
    assert f"{facts}/scales/weigh.yaml:1:1: cannot be read: Permission denied\n" in said.err
