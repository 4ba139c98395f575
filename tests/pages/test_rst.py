"""Blocks, directives and where they stand, whole pages at a time."""

from __future__ import annotations

from textwrap import dedent

import pytest

from sphinxext.factcheck.pages.directives import MAX_DEPTH
from sphinxext.factcheck.pages.model import CodeBlock, Directive

from .outline import outline, read


def page(text: str) -> str:
    return dedent(text).removeprefix("\n")


def test_headings_get_their_level_from_the_order_of_styles() -> None:
    text = page("""
        =====
        Title
        =====

        Part
        ----

        一二三
        ~~~~~~

        Next part ``--port``
        --------------------

        一二三四
        ~~~~

        Other
        =====
        """)
    assert outline(text) == [
        "heading 1: 'Title'@2:1",
        "heading 2: 'Part'@5:1",
        "heading 3: '一二三'@8:1",
        "heading 2: 'Next part '@11:1 literal '--port'@11:13",
        "heading 3: '一二三四'@14:1",
        "heading 4: 'Other'@17:1",
    ]


def test_a_rule_that_is_short_and_narrower_than_the_title_is_text() -> None:
    assert outline("一二\n~~~\n") == ["paragraph: '一二'@1:1 '~~~'@2:1"]
    assert outline("ab\n~~~\n") == ["heading 1: 'ab'@1:1"]
    assert outline("...\ntext\n\n----\n\nafter\n") == ["paragraph: '...'@1:1 'text'@2:1", "paragraph: 'after'@6:1"]


def test_lists_quotes_and_definitions_are_followed_by_their_content() -> None:
    text = page("""
        - one ``a
          b`` more
        -

          two::

             x
               y

          after

        1. first
        #. second

        (b) not alone
        text follows

        iv. roman
        v. more

        term : class
           definition

        --port int  the port
        -v, --verbose
            talk

        | line one
        |   line two
             goes on

            quote

            -- who said it

        >>> print(1)
        1
        """)
    assert outline(text) == [
        "paragraph: 'one '@1:3 literal1 'a'@1:9 literal1 'b'@2:3 ' more'@2:6",
        "paragraph: 'two:'@5:3",
        "code ::: 'x'@7:6 '  y'@8:6",
        "paragraph: 'after'@10:3",
        "paragraph: 'first'@12:4",
        "paragraph: 'second'@13:4",
        "paragraph: '(b) not alone'@15:1 'text follows'@16:1",
        "paragraph: 'roman'@18:5",
        "paragraph: 'more'@19:4",
        "paragraph: 'term : class'@21:1",
        "paragraph: 'definition'@22:4",
        "paragraph: '--port int'@24:1",
        "paragraph: 'the port'@24:13",
        "paragraph: '-v, --verbose'@25:1",
        "paragraph: 'talk'@26:5",
        "paragraph: 'line one'@28:3 'line two'@29:5 'goes on'@30:6",
        "paragraph: 'quote'@32:5",
        "paragraph: '-- who said it'@34:5",
        "code doctest: '>>> print(1)'@36:1 '1'@37:1",
    ]


def test_fields_hold_their_lines_and_are_followed_by_their_content() -> None:
    assert outline(":kubernetes: 1.18\n:empty:\n:long ``x``: a\n   ``b``\n") == [
        "field kubernetes: '1.18'@1:14",
        "paragraph: '1.18'@1:14",
        "field empty: ",
        "field long ``x``: 'a'@3:14 '``b``'@4:4",
        "paragraph: 'long '@3:2 literal 'x'@3:9",
        "paragraph: 'a'@3:14 literal 'b'@4:6",
    ]


def test_explicit_markup() -> None:
    text = page("""
        .. a comment
           more

        ..

        .. _target:
           https://example.org/

            quote after a target

        .. _no target

            so this is a comment

        __ https://example.org/

        .. [1] foot ``note``

        .. |sub| replace:: some ``text``

        .. code-block no colons
        """)
    assert outline(text) == [
        "comment: 'a comment'@1:4 'more'@2:4",
        "comment: ",
        "paragraph: 'quote after a target'@9:5",
        "comment: '_no target'@11:4 ''@12:5 'so this is a comment'@13:5",
        "paragraph: 'foot '@17:8 literal 'note'@17:15",
        "replace('some ``text``') 19:1",
        "  paragraph: 'some '@19:20 literal 'text'@19:27",
        "comment: 'code-block no colons'@21:4",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("::\n\n  a\n\n   b\nc", ["code ::: 'a'@3:3 ''@4:3 ' b'@5:3", "paragraph: 'c'@6:1"]),
        ("a ::\n\n  b", ["paragraph: 'a'@1:1", "code ::: 'b'@3:3"]),
        ("a::\n\n> b\n> c\nd", ["paragraph: 'a:'@1:1", "code ::: '> b'@3:1 '> c'@4:1", "paragraph: 'd'@5:1"]),
        ("a::\n\nb", ["paragraph: 'a:'@1:1", "paragraph: 'b'@3:1"]),
        ("a\nb::\n  c", ["paragraph: 'a'@1:1 'b:'@2:1", "code ::: 'c'@3:3"]),
        ("a::\n  b", ["paragraph: 'a::'@1:1", "paragraph: 'b'@2:3"]),
        ("a\\::\n\n  b", ["paragraph: 'a\\\\::'@1:1", "paragraph: 'b'@3:3"]),
        ("a::", ["paragraph: 'a:'@1:1"]),
    ],
)
def test_literal_blocks(text: str, expected: list[str]) -> None:
    assert outline(text) == expected


def test_directives() -> None:
    text = page("""
        .. note:: Mind ``this``.

           And this.

        .. WARNING::
           :class: x

           body

        .. versionchanged:: 1.30 flag ``--x`` gone
           for good

        .. tab-item:: A ``title``

           .. code-block:: YAML
              :caption: a.yaml
              :dedent: 2

                a: 1
                  b: 2

        .. figure:: a.png
           :scale: 50

           Caption ``x``.

        .. toctree::

           a
           b

        .. raw:: html

           <b>``no``</b>

        .. option:: --port <n>

           The port.

        .. thing:: with ``literal``
           :opt: one
             two

           content
        """)
    assert outline(text) == [
        "note('') 1:1",
        "  paragraph: 'Mind '@1:11 literal 'this'@1:18 '.'@1:24",
        "  paragraph: 'And this.'@3:4",
        "warning('') :class: x 5:1",
        "  paragraph: 'body'@8:4",
        "versionchanged('1.30') 10:1",
        "  paragraph: 'flag '@10:26 literal '--x'@10:33 ' gone'@10:38 'for good'@11:4",
        "tab-item('A ``title``') 13:1",
        "  paragraph: 'A '@13:15 literal 'title'@13:19",
        "  code code-block yaml caption 'a.yaml': 'a: 1'@19:9 '  b: 2'@20:9",
        "figure('a.png') :scale: 50 22:1",
        "  paragraph: 'Caption '@25:4 literal 'x'@25:14 '.'@25:17",
        "toctree('') 27:1",
        "raw('html') 32:1",
        "option('--port <n>') 36:1",
        "  paragraph: 'The port.'@38:4",
        "thing('with ``literal``') :opt: one\ntwo 40:1",
        "  paragraph: 'with '@40:12 literal 'literal'@40:19",
        "  paragraph: 'content'@44:4",
    ]


def test_blocks_that_are_shown_as_they_stand() -> None:
    text = page("""
        .. highlight:: bash

        ::

           $ a

        .. code-block::

           b

        .. code-block:: a b

           c

        .. parsed-literal:: one
           two

           three

        .. prompt:: bash $ auto

           $ ls

        .. doctest::

           >>> 1

        .. Code:: sh

           x
        """)
    assert outline(text) == [
        "highlight('bash') 1:1",
        "code :: bash: '$ a'@5:4",
        "code code-block bash: 'b'@9:4",
        "unread unsupported: page.rst:11:1 code-block: more than one argument",
        "code parsed-literal bash: 'one'@15:21 'two'@16:4 ''@17:4 'three'@18:4",
        "code prompt bash: '$ ls'@22:4",
        "code doctest bash: '>>> 1'@26:4",
        "code code sh: 'x'@30:4",
    ]


def test_options_stay_as_written() -> None:
    [block] = read(".. code-block:: yaml\n   :emphasize-lines: 1,\n     3\n   :linenos:\n\n   a\n").nodes
    assert isinstance(block, CodeBlock)
    assert block.options == (("emphasize-lines", "1,\n3"), ("linenos", ""))


def test_a_remediation_and_its_steps() -> None:
    text = page("""
        .. remediation:: Serve metrics
           :id: x

           Why.

           .. change:: ConfigMap kube-proxy
              :language: YAML

              -a: 1
              +a: 2

           .. apply::

              $ kubectl apply

           .. verify::

              Look at ``this``.

           .. rollback::
        """)
    assert outline(text) == [
        "remediation('Serve metrics') :id: x 1:1",
        "  paragraph: 'Why.'@4:4",
        "  code change yaml caption 'ConfigMap kube-proxy': '-a: 1'@9:7 '+a: 2'@10:7",
        "  code apply: '$ kubectl apply'@14:7",
        "  verify('') 16:4",
        "    paragraph: 'Look at '@18:7 literal 'this'@18:17 '.'@18:23",
        "  rollback('') 20:4",
    ]


def test_an_option_is_found_by_name() -> None:
    [directive] = read(".. x::\n   :a: 1\n   :A: 2\n").nodes
    assert isinstance(directive, Directive)
    assert (directive.option("a"), directive.option("b")) == ("2", None)


def test_columns_point_into_lines_with_tabs() -> None:
    text = "a::\n\n\tb\tc\n\t  d\n\n- e\n\n\tf ``g``\n"
    assert outline(text) == [
        "paragraph: 'a:'@1:1",
        "code ::: 'b\\tc'@3:2 '  d'@4:2",
        "paragraph: 'e'@6:3",
        "paragraph: 'f '@8:2 literal 'g'@8:6",
    ]
    # The block begins in the middle of a tab: its indentation is blanks, and the text has the column that it has in the file.
    assert outline("::\n\n  a\n\tb\n") == ["code ::: 'a'@3:3 '      b'@4:-4"]


def test_other_line_ends_and_white_space() -> None:
    assert outline("a\r\n\r\nb\rc\n\f\nd\n") == ["paragraph: 'a'@1:1", "paragraph: 'b'@3:1 'c'@4:1", "paragraph: 'd'@6:1"]
    assert outline("a\u2028b\nc") == ["paragraph: 'a'@1:1 'b'@1:3 'c'@2:1"]
    assert outline("a\0``b``") == ["paragraph: 'a\ufffd``b``'@1:1"]
    assert outline("\ufeffa") == ["paragraph: 'a'@1:1"]
    assert outline("a\n\u3000b") == ["paragraph: 'a'@1:1 '\\u3000b'@2:1"]
    assert outline("") == []


def test_what_lies_too_deep_is_unread() -> None:
    text = "- " * (MAX_DEPTH + 1) + "a\n\nb"
    assert outline(text) == [f"unread depth: page.rst:1:{2 * MAX_DEPTH + 3} more than {MAX_DEPTH} levels", "paragraph: 'b'@3:1"]
