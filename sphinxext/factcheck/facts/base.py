"""The facts as one: who a name means, who listens on a port, what comes near a misspelt name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce

from ..versions import Version
from .hazards import Hazards
from .model import Allocation, Component, Endpoint, GroupVersionKind, KnownTerm, Product, Resource, ServedKind, ServedKinds
from .problems import Problem
from .record import FlagRecord

__all__ = ["FactBase", "nearest"]

_VERSION = re.compile(r"v\d+(?:(?:alpha|beta)\d+)?(?:\.|$)")
"""The version between the name of a resource and its group."""


def nearest(name: str, known: Iterable[str], limit: int = 1, distance: int | None = None) -> tuple[str, ...]:
    """The names in *known* that *name* may be a slip of the pen for, the nearest first.

    The measure is the optimal string alignment distance (insertions, deletions, substitutions, transpositions); without
    *distance*, one slip in four characters is allowed, at most three.
    """
    # Only who asks for a near name pays for loading the library.
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    cutoff = min(3, max(1, len(name) // 4)) if distance is None else distance
    found = process.extract(name, sorted(set(known)), scorer=OSA.distance, score_cutoff=cutoff, limit=None)
    best = sorted((score, text) for text, score, _ in found if score > 0)
    return tuple(text for _, text in best[:limit])


class FactBase:
    """Everything that is known, whole components read when they are first asked for.

    :param products: by name.
    :param components: by name, without what generated files say.
    :param complete: reads the generated files of a component and gives the whole of it.
    :param problems: what is wrong with the files; whatever reads more may add to it.
    :param record: reads the record of the component with that name, or of one release.
    :param served: reads the kinds that the component with that name serves.
    :param allocated: reads the ports that the register of the component with that name keeps.
    """

    def __init__(
        self,
        products: Mapping[str, Product],
        components: Mapping[str, Component],
        complete: Callable[[Component], Component] = lambda component: component,
        problems: Sequence[Problem] = (),
        record: Callable[[str, Version | None], FlagRecord | None] = lambda name, release: None,
        served: Callable[[str], ServedKinds | None] = lambda name: None,
        allocated: Callable[[str], Sequence[Allocation]] = lambda name: (),
    ) -> None:
        self._products = dict(products)
        self._outlines = dict(components)
        self._complete = complete
        self._problems = problems
        self._record = record
        self._served = served
        self._allocated = allocated
        self._whole: dict[str, Component] = {}
        self._kinds: dict[str, tuple[str, ServedKinds] | None] = {}
        self._allocations: dict[int, tuple[Allocation, ...]] | None = None
        self._names: dict[str, str] = {}
        for component in self._outlines.values():
            for name in (*component.programs, *component.images, *component.kind_names, *component.names):
                self._names.setdefault(_key(name), component.name)
        for component in self._outlines.values():
            self._names[_key(component.name)] = component.name
        self._terms = {term.name.lower(): (product, term) for product in self._products.values() for term in product.terms}
        self._product_names = {
            _key(name): product.name for product in self._products.values() for name in (product.name, *product.aliases)
        }

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the files that were read so far."""
        return tuple(self._problems)

    @property
    def products(self) -> tuple[Product, ...]:
        """All products, by name."""
        return tuple(self._products[name] for name in sorted(self._products))

    @property
    def components(self) -> tuple[Component, ...]:
        """The outline of every component (names and endpoints, not flags and fields), by name."""
        return tuple(self._outlines[name] for name in sorted(self._outlines))

    def product(self, name: str) -> Product | None:
        """The product that *name* means."""
        return self._products.get(self._product_names.get(_key(name), ""))

    def product_named(self, name: str) -> str:
        """The name of the product that *name*, its own or that of one of its components, means; empty if there is none."""
        product = self.product(name)
        if product is not None:
            return product.name
        component = self.outline(name)
        return component.product if component is not None else ""

    def outline(self, name: str) -> Component | None:
        """The component that *name* means, without its flags and fields: cheap."""
        return self._outlines.get(self._names.get(_key(name), ""))

    def component(self, name: str) -> Component | None:
        """The component that *name* (its own, an alias, a program, an image) means, whole."""
        outline = self.outline(name)
        if outline is None:
            return None
        if outline.name not in self._whole:
            self._whole[outline.name] = self._complete(outline)
        return self._whole[outline.name]

    def record(self, name: str, release: Version | None = None) -> FlagRecord | None:
        """What each artefact said of the flags of the component that *name* means; ``None`` if nothing is recorded.

        :param release: if only this one is wanted; where it was recorded, the record holds no other.
        """
        outline = self.outline(name)
        return self._record(outline.name, release) if outline is not None else None

    def listeners(self, port: int) -> tuple[tuple[Component, Endpoint], ...]:
        """Every endpoint, of any release, that is on *port* by default."""
        return tuple((c, e) for c in self.components for e in c.endpoints if e.port == port)

    @property
    def all_allocations(self) -> tuple[Allocation, ...]:
        """Every port that a register keeps, by number."""
        return tuple(each for _, found in sorted(self._registered().items()) for each in found)

    def allocations(self, port: int) -> tuple[Allocation, ...]:
        """For whom a register keeps *port*; whether anything listens there is told by :meth:`listeners`."""
        return self._registered().get(port, ())

    def _registered(self) -> Mapping[int, tuple[Allocation, ...]]:
        """What the registers keep, by port."""
        if self._allocations is None:
            self._allocations = {}
            for each in (allocation for name in sorted(self._outlines) for allocation in self._allocated(name)):
                self._allocations[each.port] = (*self._allocations.get(each.port, ()), each)
        return self._allocations

    def served_kinds(self, product: str) -> ServedKinds | None:
        """The kinds that a component of *product* serves, where they are recorded."""
        found = self._server(product)
        return found[1] if found is not None else None

    def api_server(self, product: str) -> Component | None:
        """The component of *product* whose kinds :meth:`served_kinds` gives, whole."""
        found = self._server(product)
        return self.component(found[0]) if found is not None else None

    def _server(self, product: str) -> tuple[str, ServedKinds] | None:
        name = self.product_named(product)
        if name not in self._kinds:
            found = ((component.name, self._served(component.name)) for component in self.owners_of(name))
            self._kinds[name] = next(((server, kinds) for server, kinds in found if kinds is not None), None)
        return self._kinds[name]

    def served(self, product: str, api_version: str, kind: str) -> ServedKind | None:
        """The kind that a manifest names by its ``apiVersion`` and ``kind``; ``None`` if no known release of *product* has it."""
        kinds = self.served_kinds(product)
        return kinds.kinds.get(GroupVersionKind.of(api_version, kind)) if kinds is not None else None

    def resource(self, product: str, name: str) -> Resource | None:
        """The resource type of *product* that *name* (plural, singular, short or kind, any case) means.

        A group, and a version before it, may follow the name (``deployments.apps``, ``deployments.v1.apps``); the resource of
        another group is another one.
        """
        found = self.product(product)
        wanted, _, suffix = name.lower().partition(".")
        group = _VERSION.sub("", suffix)
        for resource in found.resources if found else ():
            if wanted not in (resource.name, resource.kind.lower(), *resource.short_names):
                continue
            if (group in resource.groups or not resource.groups) if suffix else not resource.shared:
                return resource
        return None

    def term(self, name: str) -> tuple[Product, KnownTerm] | None:
        """The term *name* with its product; in any case, for a slip of the case is a slip of the pen."""
        return self._terms.get(name.lower())

    def terms(self) -> frozenset[str]:
        """Every term."""
        return frozenset(term.name for product in self._products.values() for term in product.terms)

    def hazards(self) -> Hazards:
        """What makes repairs dangerous, of all products."""
        return reduce(Hazards.joined, (product.hazards for product in self._products.values()), Hazards())

    def owners_of(self, product: str) -> Iterator[Component]:
        """The outlines of the components of *product*."""
        return (c for c in self.components if c.product == product)

    def product_names(self) -> frozenset[str]:
        """Every name that means a product."""
        return frozenset(n for p in self._products.values() for n in (p.name, *p.aliases))

    def names(self) -> frozenset[str]:
        """Every name that means a component: its own, an alias, a program."""
        return frozenset(n for c in self.components for n in (*c.names, *c.programs))

    def words(self) -> frozenset[str]:
        """Every name, image, path and term: what names none of them says nothing that these facts could answer."""
        components = (n for c in self.components for n in (*c.names, *c.programs, *c.images))
        paths = (path.path for product in self._products.values() for path in product.paths)
        return frozenset((*components, *paths, *self.terms()))

    def kinds(self) -> frozenset[str]:
        """Every kind of configuration that a component has."""
        return frozenset(kind for component in self.components for kind in component.kind_names)


def _key(name: str) -> str:
    """Names are compared without case, and ``node-exporter`` is ``node_exporter``."""
    return name.strip().lower().replace("_", "-")
