"""A record of the examples made from their hand-written truth, so that what reads records is tested apart from what
extracts them. The page of HTML is left out: its truth fits the rendered text alone."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from pathlib import Path
from typing import Any

from communique.facts import Facts, load_facts
from communique.link.records import link_records
from communique.model.actors import Actor, Mention, Office
from communique.model.documents import Article, Block, RawDocument, Source
from communique.model.encounters import Encounter
from communique.model.inferred import Inferred, absent
from communique.model.records import ArticleRecord
from communique.model.spans import ActorId, ArticleId, DocumentHash, Span, public_id
from communique.model.statements import Statement
from communique.model.times import TimeValue
from communique.model.undertakings import Assessment, Undertaking
from communique.store.database import open_for_build
from communique.store.documents import put_document
from communique.store.write import BuildEntry, write_record

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def example_raws() -> list[RawDocument]:
    """Return the text documents of the examples with what their sidecars and the manifest say."""
    coverage = EXAMPLES / "coverage"
    with (coverage / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        manifest = {row.pop("file"): row for row in csv.DictReader(lines)}
    raws = []
    for path in sorted(coverage.rglob("*.txt")):
        content, name = path.read_bytes(), path.relative_to(coverage).as_posix()
        sidecar = path.with_suffix(".json")
        known = json.loads(sidecar.read_text(encoding="utf-8")) if sidecar.exists() else manifest.get(name, {})
        pairs = tuple(sorted((k, v) for k, v in known.items() if v))
        raws.append(RawDocument(name, DocumentHash(hashlib.sha256(content).hexdigest()), content, "text", pairs))
    return raws


def example_facts() -> Facts:
    """Return the facts with those of the examples."""
    return load_facts(str(EXAMPLES / "facts.toml"))


def truth_record(raw: RawDocument) -> ArticleRecord:
    """Return the record of `raw` as its truth tells it."""
    truth = json.loads((EXAMPLES / "truth" / f"{Path(raw.path).stem}.json").read_text(encoding="utf-8"))
    return _Reader(raw, truth).record()


def write_truth(
    db: Path, raws: list[RawDocument], *, started: str = "2026-01-01T00:00:00+00:00", change: Any = None
) -> None:
    """Write a record of `raws` at `db`, as one build. `change` may alter an ArticleRecord before it is linked."""
    records = [truth_record(raw) for raw in raws]
    records = [change(record) for record in records] if change else records
    linked = link_records(records, (), example_facts())
    with open_for_build(db) as connection:
        for raw in raws:
            put_document(connection, raw, None)
        statuses = {raw.path: ("analysed", None) for raw in raws}
        entry = BuildEntry(started, started, "0", {"read": len(raws)})
        write_record(connection, linked.records, linked.linked, statuses=statuses, keys=[], entry=entry)


class _Reader:
    def __init__(self, raw: RawDocument, truth: dict[str, Any]) -> None:
        self.truth, self.text = truth, raw.content.decode("utf-8-sig")
        self.sides = {office.person: office for office in example_facts().offices}
        self.states = {"Solmara", "Drovia", "Ardenia"}
        self.actors: dict[str, Actor] = {}
        known = dict(raw.known)
        published = known.get("date") or truth["published"]["date"]
        outlet = known.get("publisher") or truth["outlet"]
        lines = [m.span() for m in re.finditer(r"\S[^\n]*", self.text)]
        blocks = [Block("title" if i == 0 else "body", Span(*span)) for i, span in enumerate(lines)]
        side = known.get("side") or next((s for s in sorted(self.states) if outlet and f"of {s}" in outlet), None)
        kind = "office" if raw.path.startswith("readouts") else "outlet"
        self.article = Article(
            id=ArticleId(f"d-{raw.sha256[:12]}"),
            document=raw.sha256,
            path=raw.path,
            text=self.text,
            medium="text",
            blocks=tuple(blocks),
            language=Inferred("en", "inferred"),
            title=Inferred(known.get("title") or self.text[slice(*lines[0])], "user" if known else "stated"),
            source=Inferred(Source(outlet, kind, side), "user" if known else "stated")
            if outlet
            else absent("not reported"),
            agency=Inferred(truth["agency"], "stated") if truth["agency"] else absent("not reported"),
            published=self._published(published, "date" in known),
        )

    def _published(self, value: str | None, by_user: bool) -> Inferred[str]:
        return Inferred(value, "user" if by_user else "inferred") if value else absent("not resolved")

    def record(self) -> ArticleRecord:
        statements = tuple(self.statement(s) for s in self.truth["statements"])
        encounters = tuple(self.encounter(e) for e in self.truth["encounters"])
        undertakings = tuple(self.undertaking(u) for u in self.truth["undertakings"])
        assessments = tuple(self.assessment(a) for a in self.truth["assessments"])
        mentions = [
            Mention(Span(*m.span()), "name", actor.id)
            for actor in self.actors.values()
            for m in re.finditer(re.escape(actor.name.split()[-1]), self.text)
        ]
        return ArticleRecord(
            self.article,
            tuple(self.actors.values()),
            tuple(mentions),
            (),
            statements,
            encounters,
            undertakings,
            assessments,
        )

    def span(self, words: str | dict[str, Any] | None) -> Span | None:
        if words is None:
            return None
        nth, words = (words.get("nth", 1), words["text"]) if isinstance(words, dict) else (1, words)
        start = -1
        for _ in range(nth):
            start = self.text.index(words, start + 1)
        return Span(start, start + len(words))

    def who(self, names: str | None) -> tuple[ActorId, ...]:
        return tuple(self.actor(n.strip()) for n in re.split(r", | and ", names or "") if n.strip())

    def actor(self, name: str) -> ActorId:
        if name not in self.actors:
            office = self.sides.get(name)
            kind = "state" if name in self.states else "person" if name[:1].isupper() and " " in name else "group"
            offices = (Office(office.title, office.of, basis="table"),) if office else ()
            side = (
                office.of if office else name if kind == "state" else next((s for s in self.states if s in name), None)
            )
            names = (name,) if name[:1].isupper() else ()
            self.actors[name] = Actor(ActorId(public_id("a", name)), kind, name, names, bool(names), offices, side)  # type: ignore[arg-type]
        return self.actors[name].id

    def statement(self, s: dict[str, Any]) -> Statement:
        content = tuple(span for c in s["content"] if (span := self.span(c)))
        speaker = self.span(s["speaker_text"])
        pronoun = speaker is not None and speaker.of(self.text).lower() in ("he", "she", "they")
        named = s["speaker"] and "unnamed" not in s["speaker"]
        return Statement(
            id=public_id("s", self.article.id, *content, s["cue"], s["speaker_text"]),  # type: ignore[arg-type]
            content=content,
            form=s["form"],
            speakers=Inferred(self.who(s["speaker"]), "resolved" if pronoun else "stated")
            if named
            else absent("not resolved"),
            speaker_span=speaker,
            cue_span=self.span(s["cue"]) if s["cue"] else None,
            relays=(Inferred(self.actor(s["relay"]), "stated"),) if s["relay"] else (),
            method="truth",
        )

    def encounter(self, e: dict[str, Any]) -> Encounter:
        evidence = tuple(span for w in e["evidence"] if (span := self.span(w)))
        return Encounter(
            id=public_id("e", self.article.id, e["id"]),  # type: ignore[arg-type]
            kind=e["kind"],
            status=e["status"],
            participants=tuple(self.actor(name) for name in e["participants"]),
            evidence=evidence,
            place=Inferred(e["place"], "inferred") if e["place"] else absent("not reported"),
            date=Inferred(e["date"], "resolved") if e["date"] else absent("not reported"),
            duration=Inferred(e["duration"], "stated") if e["duration"] else absent("not reported"),
            issues=tuple(e["issues"]),
        )

    def undertaking(self, u: dict[str, Any]) -> Undertaking:
        action, deadline = self.span(u["action"]), self.span(u["deadline"])
        assert action is not None
        by = self.who(u["by"])
        side = next((a.side for a in self.actors.values() if by and a.id == by[0]), None)
        return Undertaking(
            id=public_id("u", self.article.id, u["kind"], action, u["condition"], u["by"]),  # type: ignore[arg-type]
            kind=u["kind"],
            by=by,
            action=action,
            party=Inferred(self.actor(side), "inferred") if side else absent("not resolved"),
            to=Inferred(self.who(u["to"])[0], "stated") if u["to"] else absent("not reported"),
            condition=self.span(u["condition"]),
            deadline=deadline,
            due=_due(deadline, self.text),
        )

    def assessment(self, a: dict[str, Any]) -> Assessment:
        span = self.span(a["text"])
        assert span is not None
        by = () if a["by"] == "author" else self.who(a["by"])
        return Assessment(public_id("j", self.article.id, span), by, a["of"], span, a["polarity"])  # type: ignore[arg-type]


def _due(deadline: Span | None, text: str) -> TimeValue | None:
    words = deadline.of(text) if deadline else ""
    day, month = re.search(r"\b(\d{1,2})\b", words), re.search("|".join(MONTHS), words)
    if deadline is None or not day or not month:
        return None
    value = f"2024-{MONTHS.index(month.group()) + 1:02d}-{int(day.group(1)):02d}"
    return TimeValue(deadline, "date", "absolute", value)
