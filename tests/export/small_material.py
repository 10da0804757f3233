"""A small record as a brief reads it, made by hand: two outlets on one meeting of two invented states."""

from __future__ import annotations

from communique.export.brief_material import (
    BriefAccount,
    BriefActor,
    BriefArticle,
    BriefEncounter,
    BriefStatement,
    BriefUndertaking,
    Material,
    Passage,
    Value,
)

WIRE = (
    "Ministers speak of a bridge\n\nAnna Berg and Otto Lind met in Port Alder on Tuesday for three hours. "
    "“The bridge will not be closed,” she said. Lind said Norland would pay only if the toll was halved. "
    "He expects to see her again on 5 May 2031."
)
PAPER = (
    "Three hours, no bridge\n\nMs Berg and Mr Lind sat together for two hours on 1 April. "
    "“The bridge will not be closed,” Ms Berg said. Somebody called it a *waste* of time. "
    "Sudland promised to halve the toll by 30 April 2031."
)
TEXTS = {"d-000000000001": WIRE, "d-000000000002": PAPER}
NOTHING = Value(None, None, "not reported")


def passage(article: str, words: str) -> Passage:
    """Return the passage of the first place where `words` stand."""
    start = TEXTS[article].index(words)
    return Passage(article, start, start + len(words), words)


def article(number: int, path: str, source: str, published: Value, side: str | None = None) -> BriefArticle:
    """Return an article of one body block."""
    name = f"d-{number:012d}"
    text = TEXTS[name]
    kind = "office" if side else "outlet"
    title = text.split("\n", 1)[0]
    return BriefArticle(
        name,
        path,
        str(number),
        text,
        title,
        source,
        kind,
        side,
        published,
        "en",
        None,
        None,
        ((len(title) + 2, len(text)),),
        (len(title) + 2, len(text)),
    )


def small_material() -> Material:
    """Return the record."""
    wire, paper = TEXTS
    berg = BriefActor("a-00000000000b", "person", "Anna Berg", True, "Sudland", "foreign minister", "Sudland", "table")
    lind = BriefActor("a-00000000000c", "person", "Otto Lind", True, "Norland", "envoy", None, "stated")
    sudland = BriefActor("a-00000000000d", "state", "Sudland", True, None, None, None, None)
    return Material(
        articles={
            wire: article(1, "wire/bridge.txt", "Northern Wire", Value("2031-04-01", "inferred")),
            paper: article(2, "paper/bridge.txt", "The Alder Post", Value("2031-04-02", "user")),
        },
        actors={actor.id: actor for actor in (berg, lind, sudland)},
        statements=(
            _statement(1, wire, "direct", (berg.id,), "resolved", "“The bridge will not be closed,”"),
            _statement(
                2, wire, "indirect", (lind.id,), "stated", "Norland would pay only if the toll was halved", "said "
            ),
            _statement(3, paper, "direct", (berg.id,), "stated", "“The bridge will not be closed,”"),
            _statement(4, paper, "indirect", (), None, "it a *waste* of time", "called"),
        ),
        encounters=_encounters(berg, lind),
        undertakings=_undertakings(lind, sudland),
        unread=(("wire/empty.txt", "unreadable", "the file is empty"),),
        documents=3,
        stories=(("y-000000000001", 2),),
        story=None,
    )


def _encounters(berg: BriefActor, lind: BriefActor) -> tuple[BriefEncounter, ...]:
    """Return a meeting told by both articles, and one that is ahead."""
    wire, paper = TEXTS
    told = {
        wire: BriefAccount(
            "e-000000000001",
            wire,
            "held",
            (("date", "2031-04-01"), ("place", "Port Alder"), ("duration", "PT3H")),
            (passage(wire, "Anna Berg and Otto Lind met in Port Alder on Tuesday for three hours."),),
        ),
        paper: BriefAccount(
            "e-000000000002",
            paper,
            "held",
            (("date", "2031-04-01"), ("place", None), ("duration", "PT2H")),
            (passage(paper, "Ms Berg and Mr Lind sat together for two hours on 1 April."),),
        ),
        "ahead": BriefAccount(
            "e-000000000003",
            wire,
            "expected",
            (("date", "2031-05-05"), ("place", None), ("duration", None)),
            (passage(wire, "He expects to see her again on 5 May 2031."),),
        ),
    }
    met = BriefEncounter(
        "m-000000000001",
        "meeting",
        "held",
        Value("2031-04-01", "resolved"),
        Value("Port Alder, Sudland", "inferred"),
        Value("PT3H", "stated"),
        (berg.id, lind.id),
        (told[wire], told[paper]),
    )
    ahead = BriefEncounter(
        "m-000000000002",
        "meeting",
        "expected",
        Value("2031-05-05", "stated"),
        NOTHING,
        NOTHING,
        (berg.id, lind.id),
        (told["ahead"],),
    )
    return (met, ahead)


def _undertakings(lind: BriefActor, sudland: BriefActor) -> tuple[BriefUndertaking, ...]:
    """Return a condition of one side, and a commitment of the other."""
    wire, paper = TEXTS
    return (
        BriefUndertaking(
            "u-000000000001",
            wire,
            "condition",
            (lind.id,),
            NOTHING,
            Value(sudland.id, "inferred"),
            passage(wire, "Norland would pay"),
            passage(wire, "only if the toll was halved"),
            None,
            None,
            NOTHING,
            False,
        ),
        BriefUndertaking(
            "u-000000000002",
            paper,
            "commitment",
            (sudland.id,),
            Value(sudland.id, "stated"),
            NOTHING,
            passage(paper, "halve the toll"),
            None,
            passage(paper, "by 30 April 2031"),
            None,
            Value("2031-04-30", "stated"),
            False,
        ),
    )


def _statement(
    number: int,
    article: str,
    form: str,
    speakers: tuple[str, ...],
    basis: str | None,
    words: str,
    cue: str | None = None,
) -> BriefStatement:
    shown = passage(article, words)
    said = passage(article, cue + words if cue == "said " else cue) if cue else None
    cue_passage = (
        Passage(article, said.start, said.start + len((cue or "").strip()), (cue or "").strip()) if said else None
    )
    return BriefStatement(f"s-{number:012d}", article, form, speakers, basis, (shown,), cue_passage, ())
