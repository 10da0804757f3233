from __future__ import annotations

import json

import pytest

from communique.errors import DecisionError
from communique.store.issues_file import parse_issues

FILE = """
[[issue]]
name = "river flow"
from = ["water", "dams"]
note = "as the delegation calls it"

[[issue]]
name = "gauges"
terms = ["gauge"]

[[issue]]
name = "trade"
drop = true
"""


def test_each_issue_is_one_decision() -> None:
    merge, add, drop = parse_issues(FILE, "issues.toml", made_at="2031-05-01T10:00:00+00:00")
    assert (merge.kind, merge.noun, merge.attribute, merge.anchors) == ("value", "issue", "river flow", ())
    assert json.loads(merge.value or "") == {"from": ["water", "dams"]}
    assert merge.note == "as the delegation calls it" and merge.made_at.startswith("2031")
    assert json.loads(add.value or "") == {"terms": ["gauge"]}
    assert json.loads(drop.value or "") == {"drop": True}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[issue]]\nname = 3\n", "issue 1: it needs a name"),
        ('[[issue]]\nname = "a"\n', "say from"),
        ('[[issue]]\nname = "a"\nterms = "b"\n', "terms must be a list"),
        ('[[issue]]\nname = "a"\ncolour = "b"\n', "unknown colour"),
        ("[[issue", "issues.toml"),
        ("", "no \\[\\[issue"),
    ],
)
def test_what_is_no_issue_is_named(text: str, told: str) -> None:
    with pytest.raises(DecisionError, match=told):
        parse_issues(text, "issues.toml")
