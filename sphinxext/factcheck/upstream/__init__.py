"""Facts read from artefacts of upstream: pure extractors, one module for each format, and a program that runs them.

The extractors turn the text of a set of observations into the text of a generated file of facts; the same input gives the
same bytes. Only :mod:`.__main__` reads and writes files.
"""
