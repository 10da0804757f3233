"""Score what holds across articles: encounters of several articles, stories, origins.

    python -m eval.cross --shared ../shared [--errors]

Encounters: a group of the gold is found where the accounts of all its documents are one encounter of the record, and
mixed where that encounter also holds an account of another encounter of the gold. Measured twice: with the accounts
that the program reads out of the texts, and with those of the gold, so that merging is measured apart from reading.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import communique
from communique.facts import Facts, load_facts
from communique.link import link_records
from communique.model.actors import Actor
from communique.model.encounters import Encounter
from communique.model.inferred import Inferred, absent, stated
from communique.model.records import ArticleRecord
from communique.model.spans import ActorId, EncounterId, Span, public_id
from communique.query.record import Record
from communique.settings import Settings

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"
OUT = HERE.parent / "out" / "eval"


@dataclass(frozen=True)
class Groups:
    """How many groups of accounts were found, and how many hold an account of another encounter."""

    found: int
    mixed: int
    of: int
    lines: tuple[str, ...]
    """What went wrong, a line each."""


def load_scorer(shared: Path) -> Any:
    """Return the module tools/score.py, for its comparison of names."""
    spec = importlib.util.spec_from_file_location("score", shared / "tools" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score_groups(
    gold: Mapping[str, Any], accounts: Mapping[tuple[str, str], str | None], merged: Mapping[str, str]
) -> Groups:
    """Return how the groups of `gold` fare.

    `accounts`: for each (document, gold encounter) the account that stands for it, None where there is none; `merged`:
    the record's encounter of each account.
    """
    found = mixed = 0
    lines: list[str] = []
    for group in gold["same_encounters"]:
        members = {(doc, encounter) for doc, encounter in group["docs"].items()}
        there = {member: accounts.get(member) for member in members}
        ids = {merged[account] for account in there.values() if account is not None}
        missing = sorted(doc for (doc, _), account in there.items() if account is None)
        others = sorted(
            f"{doc} {encounter}"
            for (doc, encounter), account in accounts.items()
            if account is not None and merged[account] in ids and (doc, encounter) not in members
        )
        found += not missing and len(ids) == 1
        mixed += bool(others)
        if missing or len(ids) != 1:
            lines.append(f"not found: {group['what']} (no account in {missing}, {len(ids)} encounters)")
        if others:
            lines.append(f"mixed: {group['what']} with {others}")
    return Groups(found, mixed, len(gold["same_encounters"]), tuple(lines))


def match_accounts(
    gold: Sequence[Mapping[str, Any]],
    told: Sequence[Encounter],
    names: Mapping[str, Sequence[str]],
    scorer: Any,
    text: str,
) -> dict[str, str]:
    """Return the account that stands for each gold encounter of one document, the best pairs first.

    A pair agrees on half of the participants, and its dates do not contradict or its words meet; the same date and
    the same words count as much as all participants.
    """
    pairs = []
    for number, annotated in enumerate(gold):
        for encounter in told:
            both = sum(any(scorer.same_name(a, b) for b in names[encounter.id]) for a in annotated["participants"])
            every = len(annotated["participants"]) + len(names[encounter.id]) - both
            likeness = both / every if every else 0.0
            words = any(_overlap(text, e, s) for e in annotated["evidence"] for s in encounter.evidence)
            if likeness < 0.5 or not (words or scorer.dates_agree(annotated["date"], encounter.date.value)):
                continue
            date = bool(annotated["date"]) and annotated["date"] == encounter.date.value
            kind = annotated["kind"] == encounter.kind
            pairs.append((-(likeness + date + words + 0.5 * kind), number, encounter.id))
    matched: dict[str, str] = {}
    for _, number, account in sorted(pairs):
        if gold[number]["id"] not in matched and account not in matched.values():
            matched[gold[number]["id"]] = account
    return matched


def _overlap(text: str, words: str, span: Span) -> bool:
    start = text.find(words)
    return start >= 0 and Span(start, start + len(words)).overlaps(span)


def with_gold_accounts(record: ArticleRecord, truth: Mapping[str, Any], scorer: Any) -> ArticleRecord:
    """Return `record` with the encounters of its gold in place of those that the program read."""
    actors = list(record.actors)
    encounters = []
    for annotated in truth["encounters"]:
        start = record.article.text.find(annotated["evidence"][0]) if annotated["evidence"] else -1
        span = Span(max(start, 0), max(start, 0) + len(annotated["evidence"][0]) if annotated["evidence"] else 0)
        encounters.append(
            Encounter(
                EncounterId(public_id("e", record.article.id, annotated["id"])),
                annotated["kind"],
                annotated["status"],
                tuple(_actor_named(name, actors, scorer) for name in annotated["participants"]),
                (span,),
                place=_told(annotated["place"]),
                date=_told(annotated["date"]),
            )
        )
    return replace(record, actors=tuple(actors), encounters=tuple(encounters), assessments=())


def _told(value: str | None) -> Inferred[str]:
    return stated(value) if value else absent("not reported")


def _actor_named(name: str, actors: list[Actor], scorer: Any) -> ActorId:
    for actor in actors:
        if any(scorer.same_name(name, known) for known in (actor.name, *actor.names)):
            return actor.id
    actor_id = ActorId(public_id("gold", name))
    actors.append(Actor(actor_id, "organisation", name, (name,)))
    return actor_id


def encounters_of(db: Path, gold: Path, cross: Path, facts: Facts, scorer: Any) -> tuple[Groups, Groups]:
    """Return how the groups of `cross` fare in the record at `db`, and with the accounts of the `gold` folder."""
    wanted = json.loads(cross.read_text("utf-8"))
    truths = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(gold.glob("*.json"))}
    truths = {name: truth for name, truth in truths.items() if "encounters" in truth}
    read: dict[tuple[str, str], str | None] = {}
    given: dict[tuple[str, str], str | None] = {}
    with communique.open(str(db)) as record:
        merged = {row["id"]: row["encounter"] for row in record.table("accounts")}
        records = []
        for article in record.article_records():
            truth = truths.get(Path(article.article.path).stem)
            if truth is None:
                records.append(article)
                continue
            found = _match(record, article, truth, scorer)
            for annotated in truth["encounters"]:
                key = (Path(article.article.path).stem, annotated["id"])
                read[key] = found.get(annotated["id"])
                given[key] = public_id("e", article.article.id, annotated["id"])
            records.append(with_gold_accounts(article, truth, scorer))
    linked = link_records(records, (), facts).linked
    return score_groups(wanted, read, merged), score_groups(wanted, given, dict(linked.encounter_of))


def _match(record: Record, article: ArticleRecord, truth: Mapping[str, Any], scorer: Any) -> dict[str, str]:
    actor_of = record.actor_of(article)
    names = {e.id: [actor_of[actor].name for actor in e.participants] for e in article.encounters}
    return match_accounts(truth["encounters"], article.encounters, names, scorer, article.article.text)


def b_cubed(gold: Mapping[str, str], found: Mapping[str, str]) -> tuple[float, float]:
    """Return precision and recall, averaged over the documents of `gold` (document to story)."""
    documents = [document for document in gold if document in found]
    precision = recall = 0.0
    for document in documents:
        beside = {other for other in documents if found[other] == found[document]}
        wanted = {other for other in documents if gold[other] == gold[document]}
        precision += len(beside & wanted) / len(beside)
        recall += len(beside & wanted) / len(wanted)
    return precision / len(documents), recall / len(documents)


def score_stories(db: Path, stories: Path) -> tuple[float, float]:
    """Return B-cubed precision and recall of the record's stories against the file `stories`."""
    gold = {
        document.rsplit(".", 1)[0]: name
        for name, documents in json.loads(stories.read_text("utf-8"))["stories"].items()
        for document in documents
    }
    with communique.open(str(db)) as record:
        path_of = {row["id"]: row["path"].rsplit(".", 1)[0] for row in record.table("articles")}
        found = {path_of[row["article"]]: row["story"] for row in record.table("story_articles")}
    return b_cubed(gold, found)


def list_origins(db: Path) -> list[str]:
    """Return a line for each origin of several articles: share copied, agency, paths."""
    with communique.open(str(db)) as record:
        path_of = {row["id"]: row["path"] for row in record.table("articles")}
        members: dict[str, list[str]] = {}
        for row in record.table("origin_articles"):
            members.setdefault(row["origin"], []).append(path_of[row["article"]])
        agency = {row["id"]: row["agency"] for row in record.table("origins")}
    return sorted(f"{agency[i] or '-'}: {', '.join(sorted(m))}" for i, m in members.items() if len(m) > 1)


def ensure_record(coverage: Path, name: str, settings: Settings) -> Path:
    """Return the record of `coverage`, built or brought up to date below out/eval."""
    OUT.mkdir(parents=True, exist_ok=True)
    db = OUT / f"{name}.db"
    communique.build([str(coverage)], str(db), settings=settings)
    return db


def print_groups(name: str, groups: Groups, *, errors: bool) -> None:
    """Print one line for `groups`, and what went wrong where asked for."""
    print(f"{name:44} found {groups.found} of {groups.of}, mixed with another {groups.mixed}")
    for line in groups.lines if errors else ():
        print("   ", line)


def main() -> int:
    """Print the measures; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--errors", action="store_true", help="list every error")
    options = parser.parse_args()
    if not (options.shared / "gold").is_dir():
        print(f"no annotated coverage at {options.shared}; nothing is measured")
        return 0
    scorer, gold = load_scorer(options.shared), options.shared / "gold"
    own = Settings(facts_file=str(EXAMPLES / "facts.toml"))
    corpus = ensure_record(options.shared / "corpus", "corpus", Settings())
    examples = ensure_record(EXAMPLES / "coverage", "examples", own)
    for name, db, folder, cross, facts in (
        ("seeds", corpus, gold / "seeds", gold / "cross_seeds.json", load_facts()),
        ("examples", examples, EXAMPLES / "truth", EXAMPLES / "truth" / "cross.json", load_facts(own.facts_file)),
    ):
        read, given = encounters_of(db, folder, cross, facts, scorer)
        print_groups(f"{name}: encounters, accounts as read", read, errors=options.errors)
        print_groups(f"{name}: encounters, accounts of the gold", given, errors=options.errors)
    precision, recall = score_stories(corpus, gold / "stories.json")
    print(f"stories of the coverage: B-cubed precision {precision:.3f}, recall {recall:.3f}")
    print("origins of several articles:")
    for line in list_origins(corpus):
        print("   ", line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
