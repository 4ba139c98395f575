from __future__ import annotations

from sphinxext.factcheck.messages import join, message


def test_a_message_is_english_until_it_is_translated() -> None:
    found = message("{component} has no flag {flag!r} ({why})", component="etcd", flag="--x", why=message("as of {v}", v="3.5"))
    chinese = {"{component} has no flag {flag!r} ({why})": "{component} 没有参数 {flag!r}（{why}）", "as of {v}": "{v} 版"}
    assert str(found) == "etcd has no flag '--x' (as of 3.5)"
    assert found.translated(lambda text: chinese.get(text, text)) == "etcd 没有参数 '--x'（3.5 版）"


def test_clauses_are_joined_and_none_is_left_out() -> None:
    assert str(join(message("a"), None, message("b"), message("c"))) == "a; b; c"
