"""The domain ``fact``: what can be linked to, and the claims of every page."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

from .translation import _

if TYPE_CHECKING:
    from ..claims.model import PageClaims
    from .proven import Proven

__all__ = ["FactDomain", "FactObject", "Rank", "domain_of", "setup_domain"]

logger = logging.getLogger(__name__)


class Rank(IntEnum):
    """Which of the places that offer a name a link leads to: the lowest, then that of the page whose name sorts first."""

    REFERENCE = 0
    """An entry of a reference page, which is about nothing else."""
    MENTION = 1
    """A row of an author's table."""
    ALIAS = 2
    """A name that links may use, and that the search leaves out."""


@dataclass(frozen=True, slots=True)
class FactObject:
    """A place that can be linked to. *kind* is an object type of the domain, *title* what a link shows, if not *name*."""

    docname: str
    kind: str
    name: str
    anchor: str
    title: str = ""


_Claims = tuple[str, bytes]
"""The digest of the reader, and the pickled claims of a page: whoever loads the environment need not make them."""
_Record = tuple[str, str, str, str, int]
"""Kind, name, anchor, title and rank: plain, for a site has thousands, which are pickled with the environment."""

_PRIORITY: Final = {"component": 1, "port": 1, "flag": 2, "field": 2, "remediation": 1}
"""What the search makes of an object type: 1 stands beside pages, 2 after them."""


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
    initial_data: ClassVar[dict[str, Any]] = {"objects": {}, "claims": {}, "listings": {}, "remedied": {}, "proofs": {}}
    data_version = 7
    left_out: tuple[str, ...] = ()
    """The pages that this build leaves out because they cannot be read."""
    fact_files: str = ""
    """A digest of the names of the fact files of this build."""
    proofs: tuple[Proven, ...] = ()
    """The remediations of the site with their proofs, in this build."""
    _read: dict[str, PageClaims]
    """The claims of the pages that this process has read, until they are judged."""
    _remedied: set[str]
    """The pages with remediations that this process has read."""
    _offers: dict[tuple[str, str], tuple[str, _Record]] | None = None
    """The page and the record of each kind and name, as long as nothing is read."""
    _near: dict[tuple[str, str], tuple[str, str]] | None = None
    """Kind and name by their normal form."""

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._read = {}
        self._remedied = set()

    @property
    def _objects(self) -> dict[str, list[_Record]]:
        """What each page offers, in the order of the page."""
        return cast("dict[str, list[_Record]]", self.data["objects"])

    @property
    def _claims(self) -> dict[str, _Claims]:
        return cast("dict[str, _Claims]", self.data["claims"])

    def note_object(self, kind: str, name: str, anchor: str, rank: Rank = Rank.MENTION) -> None:
        """The page that is being read offers *name* at *anchor*. The first place of a page counts."""
        self._offers = self._near = None
        self._objects.setdefault(self.env.docname, []).append((kind, name, anchor, "", int(rank)))

    def note_remediation(self) -> None:
        """The page that is being read has a remediation."""
        self._remedied.add(self.env.docname)

    def note_listing(self) -> None:
        """The page that is being read lists what stands in all fact files."""
        self.data["listings"][self.env.docname] = self.fact_files

    def outdated_listings(self) -> list[str]:
        """The pages that list what stood in other fact files than those of this build."""
        return sorted(docname for docname, files in self.data["listings"].items() if files != self.fact_files)

    def note_claims(self, docname: str, claims: PageClaims, reader: str) -> None:
        """The claims of the page *docname*, as the reader of claims with that digest has read them."""
        self._claims[docname] = reader, pickle.dumps(claims, pickle.HIGHEST_PROTOCOL)
        self._read[docname] = claims
        self.data["remedied"].pop(docname, None)
        if any(type(claim).__name__ == "RemediationClaim" for claim in claims.claims):
            self.data["remedied"][docname] = True

    def claims(self, docnames: Iterable[str] | None = None) -> dict[str, PageClaims]:
        """The claims of all pages, or of *docnames*, by name."""
        names = self._claims if docnames is None else docnames
        return {name: self._read.get(name) or pickle.loads(self._claims[name][1]) for name in names}

    def remedied(self) -> Set[str]:
        """The pages with remediations."""
        remedied: dict[str, bool] = self.data["remedied"]
        return remedied.keys()

    def shown_proofs(self, docname: str) -> tuple[str, ...] | None:
        """What the cards on the page *docname* say of proofs, as it was last written."""
        return cast("tuple[str, ...] | None", self.data["proofs"].get(docname))

    def note_proofs(self, docname: str, texts: tuple[str, ...]) -> None:
        """The cards on the page *docname* say *texts* of proofs from now on."""
        self.data["proofs"][docname] = texts

    def read_by_others(self, reader: str) -> tuple[str, ...]:
        """The pages whose claims were read by another reader than the one with that digest: it knew other names."""
        return tuple(name for name, (other, _stored) in self._claims.items() if other != reader)

    def forget_read(self) -> None:
        """Keep claims as they are stored alone: they are judged."""
        self._read = {}

    def _offered(self) -> dict[tuple[str, str], tuple[str, _Record]]:
        """Everything that can be linked to, each name once."""
        if self._offers is None:
            found: dict[tuple[str, str], tuple[str, _Record]] = {}
            for docname in sorted(self._objects):
                for record in self._objects[docname]:
                    key = record[0], record[1]
                    if key not in found or record[4] < found[key][1][4]:
                        found[key] = docname, record
            self._offers = found
        return self._offers

    def find(self, kind: str, name: str) -> FactObject | None:
        """What *name* means: as it is written, else without regard to case, dashes and underscores."""
        offered = self._offered()
        found = offered.get((kind, name))
        if found is None:
            if self._near is None:
                self._near = {(kind, _normal(name)): (kind, name) for kind, name in reversed(offered)}
            found = offered.get(self._near.get((kind, _normal(name)), ("", "")))
        if found is None:
            return None
        docname, (_kind, known, anchor, title, _rank) = found
        return FactObject(docname, kind, known, anchor, title)

    def clear_doc(self, docname: str) -> None:
        """Forget the page *docname*."""
        self._offers = self._near = None
        self._objects.pop(docname, None)
        self._claims.pop(docname, None)
        self._read.pop(docname, None)
        for key in ("listings", "remedied", "proofs"):
            self.data[key].pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read."""
        self._offers = self._near = None
        for key in ("objects", "claims", "listings", "remedied"):
            self.data[key].update({docname: value for docname, value in otherdata[key].items() if docname in docnames})

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Note the remediations of a page, whose titles are translated by now."""
        self._offers = self._near = None
        if docname not in self._remedied:
            return
        from ..render.nodes import remediations  # loaded by the directive

        for name, anchor, title in remediations(document):
            self._objects.setdefault(docname, []).append(("remediation", name, anchor, title, int(Rank.MENTION)))

    def check_consistency(self) -> None:
        """Warn of a remediation whose name is taken."""
        first: dict[str, str] = {}
        for docname in sorted(self._objects):
            for kind, name, *_others in self._objects[docname]:
                if kind != "remediation":
                    continue
                if name not in first:
                    first[name] = docname
                else:
                    text = _("the remediation {name!r} is here twice; the first is in {page}")
                    logger.warning(
                        "%s",
                        text.format(name=name, page=first[name]),
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
        found = self.find(typ, target)
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
        for docname, (kind, name, anchor, title, rank) in self._offered().values():
            yield name, title or name, kind, docname, anchor, -1 if rank == Rank.ALIAS else _PRIORITY[kind]


def _normal(name: str) -> str:
    """Without regard to case, to underscores for dashes, and to the dashes before a flag."""
    return " ".join(word.lstrip("-") for word in name.lower().replace("_", "-").split())


def domain_of(env: BuildEnvironment) -> FactDomain:
    """The domain of *env*."""
    return cast("FactDomain", env.get_domain("fact"))


def setup_domain(app: Sphinx) -> None:
    """Register the domain."""
    app.add_domain(FactDomain)
