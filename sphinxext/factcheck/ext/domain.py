"""The domain ``fact``: what can be linked to, and the claims of every page."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

from ..claims.model import PageClaims
from ..render.nodes import remediations
from .translation import _

__all__ = ["FactDomain", "FactObject", "domain_of", "setup_domain"]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, order=True)
class FactObject:
    """A place that can be linked to. *kind* is an object type of the domain, *title* what a link shows, if not *name*."""

    docname: str
    kind: str
    name: str
    anchor: str
    title: str = ""


class FactDomain(Domain):
    """Components, ports, flags, fields and remediations."""

    name = "fact"
    label = _("Facts")
    object_types: ClassVar[dict[str, ObjType]] = {
        "component": ObjType(_("component"), "component"),
        "port": ObjType(_("port"), "port"),
        "flag": ObjType(_("flag"), "flag"),
        "field": ObjType(_("field"), "field"),
        "remediation": ObjType(_("remediation"), "remediation"),
    }
    roles: ClassVar[dict[str, Any]] = {
        "component": XRefRole(),
        "port": XRefRole(),
        "flag": XRefRole(),
        "field": XRefRole(),
        "remediation": XRefRole(),
    }
    initial_data: ClassVar[dict[str, Any]] = {"objects": {}, "claims": {}}
    data_version = 1
    _index: dict[tuple[str, str], FactObject] | None = None
    """Objects by kind and name, as long as nothing is read."""

    @property
    def _objects(self) -> dict[str, list[FactObject]]:
        """What each page offers, in the order of the page."""
        return cast("dict[str, list[FactObject]]", self.data["objects"])

    @property
    def _claims(self) -> dict[str, PageClaims]:
        return cast("dict[str, PageClaims]", self.data["claims"])

    def note_object(self, kind: str, name: str, anchor: str, title: str = "") -> None:
        """The page that is being read offers *name* at *anchor*. The first place of a page counts."""
        docname = self.env.docname
        self._index = None
        known = self._objects.setdefault(docname, [])
        if not any((each.kind, each.name) == (kind, name) for each in known):
            known.append(FactObject(docname, kind, name, anchor, title))

    def note_claims(self, docname: str, claims: PageClaims) -> None:
        """The claims of the page *docname*."""
        self._claims[docname] = claims

    def claims(self) -> dict[str, PageClaims]:
        """The claims of all pages, by name."""
        return dict(self._claims)

    def objects(self) -> tuple[FactObject, ...]:
        """Everything that can be linked to, each name once: the page whose name sorts first has it."""
        found: dict[tuple[str, str], FactObject] = {}
        for docname in sorted(self._objects):
            for each in self._objects[docname]:
                found.setdefault((each.kind, each.name), each)
        return tuple(found.values())

    def clear_doc(self, docname: str) -> None:
        """Forget the page *docname*."""
        self._index = None
        self._objects.pop(docname, None)
        self._claims.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read."""
        self._index = None
        for key in ("objects", "claims"):
            self.data[key].update({docname: value for docname, value in otherdata[key].items() if docname in docnames})

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Note the remediations of a page, whose titles are translated by now."""
        self._index = None
        for name, anchor, title in remediations(document):
            self._objects.setdefault(docname, []).append(FactObject(docname, "remediation", name, anchor, title))

    def check_consistency(self) -> None:
        """Warn of a remediation whose name is taken."""
        first: dict[str, FactObject] = {}
        for docname in sorted(self._objects):
            for each in self._objects[docname]:
                if each.kind == "remediation" and first.setdefault(each.name, each) is not each:
                    text = _("the remediation {name!r} is here twice; the first is in {page}")
                    logger.warning(
                        "%s",
                        text.format(name=each.name, page=first[each.name].docname),
                        location=docname,
                        type="factcheck",
                        subtype="duplicate",
                    )

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """A link, or ``None`` if no page offers *target*."""
        if self._index is None:
            self._index = {(each.kind, _normal(each.name)): each for each in reversed(self.objects())}
        found = self._index.get((typ, _normal(target)))
        if found is None:
            return None
        if found.title:
            # A title is words, not something to be typed.
            text = contnode.astext() if node.get("refexplicit") else found.title
            contnode = nodes.inline("", text, classes=contnode["classes"])
        return make_refnode(builder, fromdocname, found.docname, found.anchor, contnode, found.title or found.name)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Links of every kind that *target* may mean."""
        found = []
        for kind in self.object_types:
            reference = self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode)
            if reference is not None:
                found.append((f"fact:{kind}", reference))
        return found

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Entries of ``objects.inv`` and of the search."""
        for each in self.objects():
            yield each.name, each.title or each.name, each.kind, each.docname, each.anchor, 1


def _normal(name: str) -> str:
    return " ".join(name.lower().replace("_", "-").split())


def domain_of(env: BuildEnvironment) -> FactDomain:
    """The domain of *env*."""
    return cast("FactDomain", env.get_domain("fact"))


def setup_domain(app: Sphinx) -> None:
    """Register the domain."""
    app.add_domain(FactDomain)
