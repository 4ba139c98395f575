"""Files of configuration as a program reads them: their fields with their places, and whether they are taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import yaml

from ..claims.document import Alias, Node, Scalar, read_documents, walk
from ..claims.document import Mapping as Table
from ..claims.document import Sequence as List
from ..claims.excerpt import Excerpt
from ..facts.model import ApiKind, Component, ConfigurationFile, Names, Presence
from ..findings import Span
from ..messages import Message, message
from ..pages.model import Line
from ..versions import Version
from .model import GivenFile, Step
from .values import Verdict, check_value

__all__ = ["FieldValue", "ReadFile", "is_named", "read_corefile", "read_file"]

_TEMPLATE = re.compile(r"\{\{|\{%")
_WEB_FIELDS = frozenset({"basic_auth_users", "http_server_config", "rate_limit", "tls_server_config"})
"""What the file may hold that says how the exporter toolkit serves; releases differ only below these."""
_TLS_FIELDS = frozenset((
    "cert", "cert_file", "cipher_suites", "client_allowed_sans", "client_auth_type", "client_ca", "client_ca_file",
    "curve_preferences", "key", "key_file", "max_version", "min_version", "prefer_server_cipher_suites",
))  # fmt: skip
_PLAIN: dict[str, tuple[type, ...]] = {
    "string": (str,), "bool": (bool,), "int": (int,), "int32": (int,), "int64": (int,), "float32": (int, float),
    "float64": (int, float), "Duration": (str,),
}  # fmt: skip
"""What a value has to be in YAML for a field of a Go type, the package of which is left out."""
_EXPONENT = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)[eE][-+]?\d+")
"""A number to Go's parser of YAML, and a text to PyYAML."""
_COREFILE_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|\{|\}|[^\s{}]+')


@dataclass(frozen=True, slots=True)
class FieldValue:
    """The value of a field, as text, and where it stands."""

    text: str
    span: Span | None = None


@dataclass(slots=True)
class ReadFile:
    """What a file says. *fields* by their dotted path; *refused*: why the program does not take it; *missing*: what
    is not known.
    """

    fields: dict[str, list[FieldValue]] = field(default_factory=dict)
    refused: list[Step] = field(default_factory=list)
    missing: list[Message] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    """The paths of lists and mappings that hold nothing."""
    unread: bool = False
    """Whether its fields are not known, though it is there."""


def is_named(file: GivenFile, path: str) -> bool:
    """Whether *path*, as a flag gives it, may be *file*: the same path, or one that ends the other."""
    one, other = file.name.strip("/").split("/"), path.strip("/").split("/")
    count = min(len(one), len(other))
    return bool(file.name) and one[-count:] == other[-count:]


def read_file(file: GivenFile, known: ConfigurationFile, component: Component, version: Version) -> ReadFile:
    """*file* as *component* reads it in *version*."""
    if known.format == "corefile":
        return _read_corefile(file)
    return _read_yaml(file, known, component, version)


def _read_corefile(file: GivenFile) -> ReadFile:
    read = ReadFile()
    for name, value in read_corefile(file.lines):
        read.fields.setdefault(name, []).append(value)
    for key in read.fields.get("server", ()):
        scheme, _, zone = key.text.rpartition("://")
        port = re.search(r":(\d+)$", zone)
        host = "$bind" if "bind" in read.fields else ""
        at = FieldValue(f"{host}:{port[1] if port else ''}", key.span)
        read.fields.setdefault(f"server.{scheme or 'dns'}", []).append(at)
    return read


def read_corefile(lines: Sequence[Line]) -> Iterator[tuple[str, FieldValue]]:
    """The plugins of a Corefile, each with its arguments; the keys of its server blocks have the name ``server``.

    The grammar is that of Caddy 1, which CoreDNS uses: a block has keys, a brace, and a directive a line.
    """
    depth = 0
    head: list[FieldValue] = []
    for line in lines:
        words = [(match[0], match.start()) for match in _COREFILE_WORD.finditer(_without_comment(line.text))]
        if not words:
            continue
        opens = words[-1][0] == "{"
        plain = [(text.strip('"'), at) for text, at in words if text not in ("{", "}")]

        def value(text: str, at: int, line: Line = line) -> FieldValue:
            return FieldValue(text, Span(line.path, line.number, line.column + at, line.number, line.column + at + len(text)))

        if words[0][0] == "}":
            depth = max(0, depth - 1)
            continue
        if depth == 0:
            head += [value(text.rstrip(","), at) for text, at in plain]
            if opens:
                yield from (("server", each) for each in head if not each.text.startswith("("))
                head = []
                depth = 1
            continue
        if depth == 1 and plain:
            name, at = plain[0]
            text = " ".join(text for text, _ in plain[1:])
            yield name, value(text, plain[1][1]) if text else FieldValue("", value(name, at).span)
        if opens and words[0][0] != "}":
            depth += 1
        if len(words) > 1 and words[-1][0] == "}":
            depth = max(0, depth - 1)


def _without_comment(text: str) -> str:
    return re.split(r"(?:^|\s)#", text, maxsplit=1)[0]


def _read_yaml(file: GivenFile, known: ConfigurationFile, component: Component, version: Version) -> ReadFile:
    read = ReadFile()
    excerpt = Excerpt(file.lines)
    whole = excerpt.whole() if file.lines else None
    if _TEMPLATE.search(excerpt.text):
        read.missing.append(message("what the templates in {file} give", file=_title(file)))
        read.unread = True
        return read
    roots = read_documents(excerpt)
    if roots is None:
        read.missing.append(message("what {file} says: it is larger or deeper than what is read, or no YAML", file=_title(file)))
        return read
    try:
        documents = [each for each in yaml.compose_all(excerpt.text, Loader=yaml.SafeLoader) if each is not None]
    except yaml.YAMLError:
        read.refused.append(Step(message("{file} is no YAML", file=_title(file)), whole))
        return read
    if not documents or not roots:
        if component.kind_names and known.format == "yaml":
            read.refused.append(Step(message("{file} does not name its kind and apiVersion", file=_title(file)), whole))
        _check_asked(known, file, whole, read)
        return read
    root = roots[0].root
    if not isinstance(root, Table):
        read.refused.append(Step(message("{file} holds no fields", file=_title(file)), whole))
        return read
    for path, node in _leaves(root):
        read.fields.setdefault(path, []).append(FieldValue(node.value, excerpt.span(node.start, node.end)))
    read.empty += _empty(root)
    if known.format == "web" and known.strict.at(version) == "true":
        unknown = next((key for key, _ in root.items if key.value not in _WEB_FIELDS), None)
        if unknown is not None:
            reason = message("{file} has no field {field} in this release", file=_title(file), field=unknown.value)
            read.refused.append(Step(reason, excerpt.span(unknown.start, unknown.end)))
    _check_asked(known, file, whole, read)
    if known.format == "web":
        _check_web(root, file, read)
    if known.format == "yaml" and component.kind_names:
        _check_kind(root, excerpt, file, known, component, version, read)
    elif known.format == "yaml" and known.strict.at(version) == "true":
        kind = next((kind for kind in component.kinds if not kind.kind), None)
        if kind is not None:
            _check_fields(root, excerpt, file, kind, version, read)
    return read


def _check_web(root: Table, file: GivenFile, read: ReadFile) -> None:
    """What the exporter toolkit asks of the part about TLS: a certificate with its key. Releases take more and more fields."""
    users = root.get("basic_auth_users")
    if users is not None and not isinstance(users, Table) and not (isinstance(users, Scalar) and not users.value):
        read.refused.append(Step(message("{field} does not take a list", field="basic_auth_users")))
    inside = root.get("tls_server_config")
    keys = inside.keys if isinstance(inside, Table) else frozenset[str]()
    for name in sorted(keys - _TLS_FIELDS):
        read.missing.append(message("whether {file} may have the field {field}", file=_title(file), field=name))
    if keys and not (keys & {"cert", "cert_file"} and keys & {"key", "key_file"}):
        read.missing.append(message("whether {file} does without a certificate or its key", file=_title(file)))


def _check_asked(known: ConfigurationFile, file: GivenFile, whole: Span | None, read: ReadFile) -> None:
    """Refuse the file if fields are not there, not unique, or refer to nothing."""
    for wanted in known.asks:
        if not any(path == wanted or path.startswith((f"{wanted}.", f"{wanted}[")) for path in (*read.fields, *read.empty)):
            read.refused.append(Step(message("{file} has no {field}", file=_title(file), field=wanted), whole))
    for name in known.unique:
        seen: set[str] = set()
        for value in read.fields.get(name, ()):
            if value.text in seen:
                text = message("{field} {value!r} is given twice", field=name, value=value.text)
                read.refused.append(Step(text, value.span))
            seen.add(value.text)
    for name, to in known.refers:
        there = {value.text for value in read.fields.get(to, ())}
        for value in read.fields.get(name, ()):
            if value.text not in there:
                text = message("{field} {value!r} is not among {others}", field=name, value=value.text, others=to)
                read.refused.append(Step(text, value.span))


def _title(file: GivenFile) -> str:
    return file.name or "the file"


def _is_said(node: Scalar) -> bool:
    """Whether there is a value: not null."""
    return node.value not in ("~", "null", "Null", "NULL") and bool(node.value or node.style)


def _empty(root: Table) -> Iterator[str]:
    """The paths of the lists and mappings below *root* that hold nothing."""
    for path, _, node in walk(root):
        if isinstance(node, Table | List) and not node.items:
            yield ".".join(path).replace(".[]", "[]")


def _leaves(root: Node) -> Iterator[tuple[str, Scalar]]:
    """Every scalar below *root* with its dotted path, ``[]`` after a list."""
    stack: list[tuple[str, Node]] = [("", root)]
    while stack:
        path, node = stack.pop()
        target = node.target if isinstance(node, Alias) else node
        match target:
            case Scalar():
                if _is_said(target):
                    yield path, target
            case Table():
                for key, value in reversed(target.items):
                    stack.append((f"{path}.{key.value}" if path else key.value, value))
            case List():
                stack.extend((f"{path}[]", item) for item in reversed(target.items))


def _check_kind(
    root: Table,
    excerpt: Excerpt,
    file: GivenFile,
    known: ConfigurationFile,
    component: Component,
    version: Version,
    read: ReadFile,
) -> None:
    """Whether the program knows the kind that the file is of, and its fields."""
    kind, api_version = root.text("kind"), root.text("apiVersion")
    node = root.get("apiVersion") or root.get("kind")
    span = excerpt.span(node.start, node.end) if node is not None else excerpt.whole()
    if not kind or not api_version:
        read.refused.append(Step(message("{file} does not name its kind and apiVersion", file=_title(file)), span))
        return
    same = [each for each in component.kinds if each.kind == kind]
    own = next((each for each in same if each.api_version == api_version), None)
    presence = _presence(own, same, version) if kind in component.kind_names else Presence.ABSENT
    if presence is Presence.ABSENT:
        read.refused.append(
            Step(message("{kind} of {api_version} is not known in this release", kind=kind, api_version=api_version), span)
        )
    elif presence is Presence.UNKNOWN:
        read.missing.append(message("whether this release takes {kind} of {api_version}", kind=kind, api_version=api_version))
    elif own is not None:
        _check_types(root, excerpt, own, version, read)
        if known.strict.at(version) == "true":
            _check_fields(root, excerpt, file, own, version, read)
        elif known.strict.at(version) == "unknown":
            tried = ReadFile()
            _check_fields(root, excerpt, file, own, version, tried)
            read.missing += [*tried.missing, *(step.text for step in tried.refused)]


def _presence(own: ApiKind | None, same: Iterable[ApiKind], version: Version) -> Presence:
    if own is not None:
        # A release of which another API version of the kind was seen, and this one was not, does not have it.
        seen = sorted({release for kind in same for release in kind.names.observed})
        return Names(tuple(seen)).presence(own.ranges, version)
    covered = any(version in each for kind in same for each in kind.complete)
    return Presence.ABSENT if covered else Presence.UNKNOWN


def _check_types(root: Table, excerpt: Excerpt, kind: ApiKind, version: Version, read: ReadFile) -> None:
    """Refuse a number where the kind has a string, and so on: the file becomes JSON, and is no longer text then.

    What the program asks of a value beyond its type is looked at as it is for flags.
    """
    for path, _, node in walk(root):
        known, is_open = kind.lookup(path)
        if is_open or (isinstance(node, Scalar) and not _is_said(node)):
            continue
        name, span = ".".join(path).replace(".[]", "[]"), excerpt.span(node.start, node.end)
        type = _type_at(kind, path, version)
        if _has_wrong_shape(node, name, type, kind):
            text = message("{field} does not take {value}", field=name, value=node.value) if isinstance(node, Scalar) else None
            read.refused.append(Step(text or message("{field} takes one value", field=name), span))
        elif isinstance(node, Scalar):
            if known is None and path and path[-1] == "[]":
                known, _ = kind.lookup(path[:-1])
            _check_scalar(node, name, type, (known.values.at(version) or "") if known is not None else "", span, read)


def _type_at(kind: ApiKind, path: Sequence[str], version: Version) -> str:
    """The Go type of the field at *path*, without its package; that of an item where a list's own is known. Empty: not known."""
    known, _ = kind.lookup(path)
    type = known.type.at(version) if known is not None else None
    if type is None and path and path[-1] == "[]":
        type = _type_at(kind, path[:-1], version)
        return type.removeprefix("[]").lstrip("*").rpartition(".")[2] if type.startswith("[]") else ""
    bare = (type or "").lstrip("*")
    return bare if bare.startswith(("[]", "map[")) else bare.rpartition(".")[2]


def _has_wrong_shape(node: Node, name: str, type: str, kind: ApiKind) -> bool:
    """Whether there is a value where a list or a mapping has to be, or the other way round."""
    if isinstance(node, Alias):
        return False
    if type.startswith("[]"):
        return not isinstance(node, List) and type != "[]byte"
    if type.startswith("map["):
        return not isinstance(node, Table)
    if type in _PLAIN:
        return not isinstance(node, Scalar)
    return not isinstance(node, Table) and any(path.startswith(f"{name}.") for path in kind.fields)


def _check_scalar(node: Scalar, name: str, type: str, grammar: str, span: Span, read: ReadFile) -> None:
    """Refuse a value that its type, or the program itself, does not take."""
    wanted = _PLAIN.get(type)
    if wanted is not None and not _is_plain(node, wanted):
        read.refused.append(Step(message("{field} does not take {value}", field=name, value=node.value), span))
        return
    text = str(int(float(node.value))) if wanted == (int,) and _EXPONENT.fullmatch(node.value) else node.value
    for each in (*(("go-duration",) if type == "Duration" else ()), grammar):
        verdict = check_value(text, each) if each and (text or each == "go-duration") else Verdict()
        if verdict.refused is not None:
            read.refused.append(Step(message("{field}: {reason}", field=name, reason=verdict.refused), span))
            return
        if verdict.unknown is not None:
            read.missing.append(verdict.unknown)


def _is_plain(node: Scalar, wanted: tuple[type, ...]) -> bool:
    """Whether the value is a *wanted* one in YAML."""
    if node.style or ":" in node.value:
        return str in wanted
    try:
        found = yaml.safe_load(node.value)
    except (yaml.YAMLError, ValueError):
        found = node.value
    if isinstance(found, str) and _EXPONENT.fullmatch(found):
        found = float(found)
    if isinstance(found, float) and found.is_integer():
        found = int(found)  # in JSON they are the same
    if isinstance(found, bool | int | float):
        return type(found) in wanted
    return str in wanted


def _steps(path: str) -> tuple[str, ...]:
    return tuple(
        part for step in path.split(".") for part in (step.removesuffix("[]"), *(("[]",) if step.endswith("[]") else ()))
    )


def _check_fields(root: Table, excerpt: Excerpt, file: GivenFile, kind: ApiKind, version: Version, read: ReadFile) -> None:
    """Refuse fields that the kind does not have; those below something open are not looked at."""
    seen: set[tuple[str, ...]] = set()
    for path, key in _keys(root):
        if path in seen and "[]" not in path:
            span = excerpt.span(key.start, key.end)
            read.refused.append(Step(message("the field {field} is given twice", field=".".join(path)), span))
            return
        seen.add(path)
        if path in (("kind",), ("apiVersion",)):
            continue
        known, is_open = kind.lookup(path)
        if is_open or (known is None and kind.has_below(".".join(path).replace(".[]", "[]"))):
            continue
        presence = kind.presence(known, version)
        name = ".".join(path).replace(".[]", "[]")
        if presence is Presence.ABSENT:
            span = excerpt.span(key.start, key.end)
            read.refused.append(
                Step(message("{kind} has no field {field} in this release", kind=kind.kind or _title(file), field=name), span)
            )
            return
        if presence is Presence.UNKNOWN:
            read.missing.append(message("whether this release has the field {field}", field=name))
            return


def _keys(root: Table) -> Iterator[tuple[tuple[str, ...], Scalar]]:
    """Every key below *root* with its path."""
    stack: list[tuple[tuple[str, ...], Node]] = [((), root)]
    while stack:
        path, node = stack.pop()
        target = node.target if isinstance(node, Alias) else node
        if isinstance(target, Table):
            for key, value in target.items:
                yield (*path, key.value), key
                stack.append(((*path, key.value), value))
        elif isinstance(target, List):
            stack.extend(((*path, "[]"), item) for item in target.items)
