"""People whose name or office is told differently. Method: docs/methods/comparisons.md."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations, pairwise

from communique.facts.table import fold_name
from communique.link.facets import make_comparison
from communique.link.names import given_keys, surname_key
from communique.link.offices import EXCLUSIVE, office_family
from communique.link.storytext import StoryText
from communique.model.actors import Actor
from communique.model.comparisons import Comparison, Side
from communique.model.spans import ActorId, Anchor, ArticleId, DocumentHash


def compare_names(story: StoryText) -> list[Comparison]:
    """Return the people whose given name or surname is spelt differently by different articles, or within one.

    Each spelling with every article that has it, as it stands there first.
    """
    spelt: dict[ActorId, dict[str, dict[ArticleId, Side]]] = defaultdict(lambda: defaultdict(dict))
    for record in story.records:
        article = record.article
        for mention in record.mentions:
            if mention.form not in ("name", "title") or mention.actor is None:
                continue
            actor = story.coverage.actor[story.coverage.actor_of[article.id, mention.actor]]
            words = mention.span.of(article.text)
            name = _full_name(words, actor)
            if actor.kind == "person" and actor.named and name:
                spelt[actor.id][name].setdefault(article.id, Side(article.id, article.anchor(mention.span), name))
    found = []
    for actor_id, sides in sorted(spelt.items()):
        names = [name for name in sorted(sides) if any(_variants(name, other) for other in sides if other != name)]
        if len(names) > 1:
            what = f"how {story.coverage.actor[actor_id].name} is spelt"
            told = [side for name in names for side in sides[name].values()]
            found.append(make_comparison("spelling", "variant", what, told, weight=0.2))
    return found


def _full_name(words: str, actor: Actor) -> str | None:
    """Return the given name and surname as the words spell them; None where they have not both."""
    surname = surname_key(actor.name)
    known = {given_keys(name)[:1] for name in actor.names if given_keys(name)}
    tokens = [token.strip(".,") for token in re.sub(r"['’]s\b", "", words).split()]
    for given, family in pairwise(tokens):
        name = f"{given} {family}"
        if given[:1].isupper() and surname_key(family) == surname and given_keys(name) in known:
            return name
    return None


def _variants(first: str, second: str) -> bool:
    one, other = (re.sub(r"[^\w ]", "", unicodedata.normalize("NFC", name.casefold())) for name in (first, second))
    return one != other and surname_key(first) == surname_key(second)


def compare_offices(story: StoryText) -> list[Comparison]:
    """Return the people to whom articles near in time give offices that one person does not hold at once."""
    article_of = {record.article.document: record.article.id for record in story.records}
    found = []
    for actor in story.coverage.actors.actors:
        if actor.kind != "person" or not actor.named:
            continue
        sides = _offices(actor, article_of)
        for (one, first), (other, second) in combinations(sides, 2):
            if first.article != second.article and one != other and story.near(first.article, second.article):
                what = f"what office {actor.name} holds"
                found.append(make_comparison("role", "conflict", what, [first, second], weight=5.0))
                break
    return found


def _offices(actor: Actor, article_of: Mapping[DocumentHash, ArticleId]) -> list[tuple[str, Side]]:
    sides: list[tuple[str, Side]] = []
    for office in actor.offices:
        family = office_family(office.title)
        former = "former" in fold_name(office.title).split()
        if family not in EXCLUSIVE or former or office.basis != "stated":
            continue
        for anchor in office.evidence:
            if anchor.document in article_of:
                sides.append((family, _side(article_of[anchor.document], anchor, office.title)))
    return sorted(sides, key=lambda s: (s[1].article, s[1].words))


def _side(article: ArticleId, anchor: Anchor, title: str) -> Side:
    return Side(article, anchor, title)
