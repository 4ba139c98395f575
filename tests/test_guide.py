"""The guide is true: what it prints is run, in order, in an empty directory, and gives what it says."""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

from sphinxext.factcheck.cli import check
from sphinxext.factcheck.cli.facts import COMMANDS as COMMAND_TABLE
from sphinxext.factcheck.cli.facts import import_
from sphinxext.factcheck.facts.installed import GROUP
from sphinxext.factcheck.report.formats import FORMATS

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "kb/guide/own-component.rst"
HERE = "/home/you/docs"
"""The directory that the page's output names."""
COMMANDS = ROOT / "kb/guide/commands.rst"
PROGRAMS = {"factcheck": ["-m", "sphinxext.factcheck.cli"], "sphinx-build": ["-m", "sphinx"]}
_BLOCK = re.compile(r"^\.\. code-block:: (\w+)\n(?:   :caption: (.+)\n)?\n((?:(?:   .*)?\n)+)", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    language: str
    caption: str
    text: str

    @property
    def commands(self) -> Iterator[tuple[str, str]]:
        """Each command with the output that stands below it."""
        for part in re.split(r"^\$ ", self.text, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output


def blocks(page: Path) -> list[Block]:
    found = _BLOCK.findall(page.read_text("utf-8"))
    return [Block(language, caption, dedent(text).rstrip("\n") + "\n") for language, caption, text in found]


def output_of(command: str, directory: Path, *path: Path) -> str:
    """What *command* prints, on a line, with the page's directory for *directory*."""
    program, *arguments = shlex.split(command)
    environment = {
        **os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT, *path))), "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "LANGUAGE": "",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, *PROGRAMS[program], *arguments],
        cwd=directory, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    return " ".join(done.stdout.replace(str(directory), HERE).split())


def write(block: Block, directory: Path) -> None:
    """Write the file that the caption of *block* names."""
    file = directory / block.caption.partition(",")[0]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(block.text, "utf-8")
    file.chmod(0o755 if block.text.startswith("#!") else 0o644)


def follow(directory: Path) -> None:
    """Do what the page says."""
    for block in blocks(PAGE):
        if block.caption:
            write(block, directory)
        for command, output in block.commands if block.language == "console" else ():
            assert (command, output_of(command, directory)) == (command, " ".join(output.split()))


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("docs")
    follow(directory)
    return directory


def test_the_page_on_an_own_component_is_true_to_the_letter(docs: Path) -> None:
    assert (docs / "_build/html/index.html").is_file()
    assert sorted(path.name for path in (docs / "facts/lantern").iterdir()) == [
        "lanternd.flags.yaml",
        "lanternd.record.yaml",
        "lanternd.yaml",
        "product.yaml",
    ]


def test_facts_are_shipped_as_the_page_says(docs: Path, tmp_path: Path) -> None:
    (listing,) = (block.text.split() for block in blocks(PAGE) if block.language == "text")
    for name in listing:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if name == "pyproject.toml" or "/facts/" in name:
            shutil.copy(docs / name.removeprefix("lantern_facts/"), file)
        else:
            file.touch()
    assert tomllib.loads((tmp_path / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"] == {
        GROUP: {"lantern": "lantern_facts"}
    }
    wheel = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", "dist", "."]
    subprocess.run(wheel, cwd=tmp_path, check=True, capture_output=True)
    (built,) = (tmp_path / "dist").glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(tmp_path / "site")
    told = "7700 lanternd metrics (http, metrics): every release that is known"
    assert output_of("factcheck facts port 7700", tmp_path, tmp_path / "site") == told


SHOWN = [shown for block in blocks(COMMANDS) if block.language == "console" for shown in block.commands]


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_the_page_on_commands_shows_what_they_print(command: str, output: str, tmp_path: Path) -> None:
    for block in blocks(COMMANDS):
        if block.caption:
            write(block, tmp_path)
    printed = output_of(command, tmp_path)
    parts = [re.escape(part) for part in " ".join(output.split()).split("...")]
    assert re.fullmatch(".*".join(parts), printed) is not None, printed


def test_the_page_on_commands_has_every_command_and_option() -> None:
    text = COMMANDS.read_text("utf-8")
    for name in COMMAND_TABLE.commands:
        assert re.search(rf"^{name}$|``factcheck facts {name}\b", text, re.MULTILINE), name
    asked = set()
    for command in (import_, check):
        options = argparse.ArgumentParser(add_help=False)
        command.configure(options)
        asked |= {option for action in options._actions for option in action.option_strings if option.startswith("--")}
    assert {option for option in asked if option not in text} == set()
    assert {name for name in FORMATS if f"``{name}``" not in text} == set()


def test_the_vocabulary_explains_every_key_of_the_schema() -> None:
    text = (ROOT / "kb/facts/README.rst").read_text("utf-8")
    assert {key for key in keys(json.loads((ROOT / "kb/facts/schema.json").read_text("utf-8"))) if not named(key, text)} == set()


def keys(schema: object) -> Iterator[str]:
    """The keys that fact files may have."""
    if isinstance(schema, dict):
        properties = schema.get("properties")
        yield from properties if isinstance(properties, dict) else ()
        for value in schema.values():
            yield from keys(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from keys(value)


def named(key: str, text: str) -> bool:
    return re.search(rf"``{key}\b|\b{key}:|[{{ ]{key}:", text) is not None
