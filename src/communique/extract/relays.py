"""Who passes a statement on: outlets that were told, reports within reports, block quotations from other outlets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from communique.extract.cues import CueLexicon
from communique.extract.name_words import plain_words
from communique.extract.quotations import opens_quoted, split_paragraphs
from communique.extract.reported import match_cue
from communique.extract.reports import Report
from communique.extract.speakers import QUOTERS, names_speakers
from communique.extract.syntax import Syntax
from communique.facts.table import fold_name
from communique.model.annotation import Name, Token
from communique.model.documents import Article
from communique.model.spans import Span

SINGULAR = ("he", "she")
SAME = ("he", "she", "it", "they", "we", "i")
NOBODY_TOLD = ("all", "both", "each", "everyone", "everybody", "most", "nobody", "none", "some", "someone")
"""Subjects that name nobody: whoever tells what "all concerned" agreed tells it himself."""
HEARERS = ("you", "your")
"""Whoever is spoken to, who says nothing: "A says you promised B" is A's."""
OWN = ("side", "government", "country", "delegation", "team", "ministry", "office")
"""What somebody speaks for: "he said his government had offered" tells his own words."""
SOURCES = frozenset({"source", "sources", "official", "officials", "diplomat", "diplomats", "person"})
MAX_SOURCE_GAP_CHARS = 800
"""How far behind an unnamed source "the source" still speaks to the same outlet."""
INNER_SHARE = 0.6
MAX_BEFORE_CITING = 8
"""Tokens between the outlet with its verb and "citing"."""


def find_relayed_blocks(article: Article, syntax: Syntax, cues: CueLexicon) -> dict[Span, Span]:
    """Return the paragraphs that are quoted whole from another outlet, each with the words that name the outlet.

    They follow a line such as "The Gazette reports:", open with a quotation mark, and hold a report of their own.
    """
    found: dict[Span, Span] = {}
    outlet: Span | None = None
    for span, _ in split_paragraphs(article):
        if opens_quoted(article.text, span):
            if outlet is not None and (found or _has_report(syntax, cues, span)):
                found[span] = outlet
            continue
        outlet = _announced_outlet(article.text, syntax, cues, span)
    return found


def _announced_outlet(text: str, syntax: Syntax, cues: CueLexicon, span: Span) -> Span | None:
    if not span.of(text).endswith(":"):
        return None
    tokens = syntax.between(span.start, span.end)
    for verb in reversed(tokens):
        if verb.pos == "VERB" and verb.lemma in ("report", "write", "add", "explain", "say", "note", "continue"):
            subject = syntax.child(verb.index, "nsubj")
            if subject is not None and (named := syntax.noun_phrase(subject)) and is_outlet(named.of(text), cues):
                return named
            return None
    return None


def _has_report(syntax: Syntax, cues: CueLexicon, span: Span) -> bool:
    for token in syntax.between(span.start, span.end):
        match = match_cue(syntax, cues, token)
        subject = syntax.child(token.index, "nsubj") if match and "q" in match.cue.frames else None
        if subject is not None and subject.text.lower() not in ("i", "we", "you"):
            return True
    return False


def is_outlet(words: str, cues: CueLexicon) -> bool:
    """Return whether a phrase names a newspaper, agency, broadcaster or its like."""
    words = plain_words(words).replace("_", "").replace("*", "")  # marks of emphasis
    folded = words.lower().strip(" .,'\"’")
    folded = folded.removesuffix("'s").removesuffix("’s")
    parts = folded.split()
    if folded in cues.outlet_names or folded.removeprefix("the ") in cues.outlet_names:
        return True
    last = words.strip(" .,'\"’").split()[-1:]
    if len(parts) > 1 and last and last[0].istitle() and last[0].lower() in cues.outlet_titles:
        return True
    return any(p.strip(",") in cues.outlet_nouns for p in parts) or any(
        f" {name} " in f" {folded} " for name in cues.outlet_names if len(name) > 4
    )


def outlet_name(words: Span, syntax: Syntax, organisations: Sequence[Span] = ()) -> Span:
    """Return the name alone of an outlet that a phrase describes ("the Gazette" of "Ruritania's Gazette newspaper").

    `organisations`: names that the name finder takes for bodies'; one that goes on past the phrase is told whole.
    """
    whole = next((o for o in organisations if o.start >= words.start and o.overlaps(words) and o.end > words.end), None)
    if whole is not None:
        return whole
    told = syntax.between(words.start, words.end)
    joint = next((i for i, t in enumerate(told) if i and t.dep == "cc" and told[i - 1].pos == "PROPN"), len(told))
    proper = [t for t in told[:joint] if t.pos == "PROPN" and t.dep != "poss"]
    if not proper:
        follower = syntax.between(words.end, words.end + 2)[:1]  # "state news agency ATN", broken by the parser
        named = bool(follower) and (follower[0].pos == "PROPN" or follower[0].text.isupper())
        return syntax.span(follower[0].index, follower[0].index) if named else words
    after = syntax.between(proper[-1].end, words.end)[:1]
    # A channel's number, or "TV" that the parser took for a common noun.
    belongs = bool(after) and (after[0].text.isdigit() or after[0].text[:1].isupper())
    return Span(proper[0].start, after[0].end if belongs else proper[-1].end)


def described_outlets(text: str, syntax: Syntax, cues: CueLexicon, names: Sequence[Name]) -> frozenset[str]:
    """Return the folded names that the article itself calls a newspaper, channel, agency or their like.

    "the television channel Al Noor" makes "told Al Noor" a relay in the sentences after it; so does "Al Noor TV".
    `names` are the named entities: a person before such a word is no outlet ("Belmonte television interview").
    """
    persons = [name.span for name in names if name.label == "PERSON"]
    found: set[str] = set()
    for token in syntax.tokens:
        if token.lemma.lower() not in cues.outlet_nouns or token.pos not in ("NOUN", "PROPN"):
            continue
        before = _proper_run(syntax, token.index - 1, -1)
        if before is not None and any(before.overlaps(person) for person in persons):
            before = None
        for name in (before, _proper_run(syntax, token.index + 1, 1)):
            if name is not None:
                words = name.of(text).split()
                # A channel of a house is called by either part of its name in what follows.
                found.update(" ".join(words[i:]).lower() for i in range(len(words)) if i == 0 or len(words[i]) > 3)
    return frozenset(found)


def _proper_run(syntax: Syntax, at: int, step: int) -> Span | None:
    """Return the run of proper nouns that begins at token `at` and goes on in the direction of `step`; None: no run."""
    end = at
    while 0 <= end < len(syntax.tokens) and (
        syntax.tokens[end].pos == "PROPN" or (end != at and syntax.tokens[end].text in ("-", "al", "el"))
    ):
        end += step
    first, last = (at, end - 1) if step > 0 else (end + 1, at)
    return syntax.span(first, last) if first <= last else None


def add_told_outlet(
    report: Report,
    article: Article,
    syntax: Syntax,
    cues: CueLexicon,
    described: frozenset[str],
    names: Sequence[Name] = (),
) -> Report:
    """Return the report with the outlet that it was told to or quoted by as its relay, if there is one.

    `described` are the names that the article calls outlets, `names` the named entities. The outlet or agency that
    publishes the article itself relays nothing.
    """
    text = article.text
    report = name_outlets(name_cited(report, text, syntax, cues), text, syntax, cues)
    organisations = [name.span for name in names if name.label == "ORG"]
    for words in _told(report, text, syntax, cues):
        if any(piece.overlaps(words) for piece in (*report.content, *filter(None, [report.speaker]))):
            continue
        words = _outlet_part(words, text, cues)
        if not is_outlet(words.of(text), cues) and words.of(text).lower().removeprefix("the ") not in described:
            continue
        own = (article.source.value.name if article.source.value else "", article.agency.value or "")
        named = outlet_name(words, syntax, organisations)
        if named not in report.relays and not any(_is_same_outlet(named.of(text), name) for name in own):
            return replace(report, relays=(*report.relays, named))
    return report


def _outlet_part(words: Span, text: str, cues: CueLexicon) -> Span:
    """Return the outlet of "Ana Roth of the Gazette"; other words as they are."""
    told = words.of(text)
    person, of, outlet = told.partition(" of ")
    whole = told.lower().removeprefix("the ") in cues.outlet_names or is_outlet(person, cues)
    return words if not of or whole or not is_outlet(outlet, cues) else Span(words.end - len(outlet), words.end)


def keep_relays(reports: Sequence[Report], text: str) -> list[Report]:
    """Return the reports, in text order, with the relay of an unnamed source kept for what "the source" says after it.

    An unnamed source is known to the author only through whom it told.
    """
    kept: list[Report] = []
    for report in reports:
        noun = _source_again(report, text)
        near = [r for r in kept if r.speaker and report.start - r.start <= MAX_SOURCE_GAP_CHARS]
        same = [r for r in near if noun and _last_noun(r, text) == noun]
        kept.append(replace(report, relays=same[-1].relays) if same and not report.relays else report)
    return kept


def _last_noun(report: Report, text: str) -> str:
    """Return the last word of the speaker, in small letters; empty: no speaker."""
    return report.speaker.of(text).lower().split()[-1] if report.speaker is not None else ""


def _source_again(report: Report, text: str) -> str | None:
    """Return the noun of a bare "the source", "the official"; None: another speaker."""
    words = report.speaker.of(text).lower().split() if report.speaker is not None else []
    return words[1] if len(words) == 2 and words[0] == "the" and words[1] in SOURCES else None


def name_outlets(report: Report, text: str, syntax: Syntax, cues: CueLexicon) -> Report:
    """Return the report with the outlets among its relays by their names alone."""
    named = tuple(outlet_name(r, syntax) if _describes_outlet(r.of(text), cues) else r for r in report.relays)
    return replace(report, relays=tuple(dict.fromkeys(named)))


def _describes_outlet(words: str, cues: CueLexicon) -> bool:
    """Return whether a phrase tells more of an outlet than its name ("Ruritania's state news agency Atlas")."""
    told = words.split()
    return is_outlet(words, cues) and any(w[0].islower() or w.endswith(("'s", "’s")) for w in told if w != "the")


def name_cited(report: Report, text: str, syntax: Syntax, cues: CueLexicon) -> Report:
    """Return the report with whom an outlet cites for it as the speaker, and the outlet as the relay.

    ("The talks have ended, the Gazette reported, citing two diplomats") A paper, a document cited leaves it as it is.
    """
    if report.cue_token is None or report.speaker is None or not _is_medium(report.speaker.of(text), cues):
        return report
    after = max(syntax.between(report.cue.start, report.cue.end)[-1].index if report.cue else 0, report.cue_token) + 1
    after = max(after, syntax.between(report.speaker.start, report.speaker.end)[-1].index + 1)
    between = syntax.between(report.speaker.end, report.cue.start if report.cue else report.speaker.end)
    near = (*between, *syntax.tokens[after : after + MAX_BEFORE_CITING])  # "the Gazette, citing B, reports"
    citing = next((t for t in near if t.tag == "VBG" and t.lemma.lower() in QUOTERS), None)
    named = syntax.child(citing.index, "dobj") if citing is not None else None
    if named is None or not (named.pos == "PROPN" or names_speakers(named, cues)):
        return report
    return replace(report, speaker=syntax.noun_phrase(named), relays=(*report.relays, report.speaker))


def _is_medium(words: str, cues: CueLexicon) -> bool:
    return is_outlet(words, cues) or words.lower().split()[-1] in ("media", "newspapers", "agencies", "outlets")


def _is_same_outlet(words: str, name: str) -> bool:
    """Return whether words name the outlet of that name, in full or in short ("the Courier", "ABC" of "ABC News")."""
    one, other = (set(fold_name(n).split()) - {"the"} for n in (words, name))
    return bool(one and other) and (one <= other or other <= one)


def _told(report: Report, text: str, syntax: Syntax, cues: CueLexicon) -> list[Span]:
    """Return the phrases of the reporting sentence that may name an outlet told or quoting."""
    found = [report.addressee] if report.addressee else []
    if report.cue is None:
        return found
    near = syntax.between(report.cue.start, report.cue.end)
    first, last = syntax.bounds(near[0]) if near else (0, -1)
    for i in range(first, last + 1):
        token = syntax.tokens[i]
        if token.dep != "pobj":
            continue
        words, preposition = syntax.noun_phrase(token), syntax.head(token).text.lower()
        known = words.of(text).lower().removeprefix("the ") in cues.outlet_names
        broadcast = known and preposition == "on" and _is_spoken(report, syntax.head(syntax.head(token)), syntax)
        if preposition in ("to", "with", "by") or broadcast:
            found.append(words)
    return found


def _is_spoken(report: Report, verb: Token, syntax: Syntax) -> bool:
    """Return whether `verb` is the report's own, or a participle of speaking beside it ("Speaking on ATN, X said")."""
    return report.cue_token == verb.index or (verb.lemma in ("speak", "appear", "talk") and verb.tag == "VBG")


def collapse_nested(reports: Sequence[Report], text: str, syntax: Syntax, cues: CueLexicon) -> list[Report]:
    """Return the reports with each one that only passes another on dropped, its speaker kept as the inner one's relay.

    "A said B told C that X" is B's statement, relayed by A; "A said he agreed to X" is A's alone, and so is "A said B
    rejects X", which tells B's stand rather than B's words.
    """
    dropped: set[int] = set()
    changed = dict(enumerate(reports))
    for outer_at, outer in enumerate(reports):
        held = [i for i, inner in enumerate(reports) if i != outer_at and _holds(outer, inner)]
        for inner_at in held:
            inner = reports[inner_at]
            peers = [reports[i] for i in held if reports[i].speaker == inner.speaker]
            own = (
                _same_speaker(outer, inner, text, cues) or _tells_stand(inner, syntax) or _is_part(outer, inner, syntax)
            )
            if own or not _is_whole(outer, peers):
                dropped.add(inner_at)
            elif outer.speaker is not None:
                relays = (outer.speaker, *changed[inner_at].relays)
                changed[inner_at] = replace(changed[inner_at], relays=relays)
                dropped.add(outer_at)
    return [changed[i] for i in range(len(reports)) if i not in dropped]


def _holds(outer: Report, inner: Report) -> bool:
    if outer.method == "turn" or inner.method in ("quotation", "run-on", "turn"):
        return False
    cue = inner.cue
    return cue is not None and any(s.contains(cue) for s in outer.content) and outer.shared(inner) > 0


def _tells_stand(inner: Report, syntax: Syntax) -> bool:
    """Return whether a report of another kind than saying is in the present ("Ruritania rejects any ..."), is
    no more than begun ("began to demand") or tells a former deed ("had rejected the deadline")."""
    verb = syntax.tokens[inner.cue_token] if inner.cue_token is not None else None
    if verb is None or inner.cue_class in ("say", "tell"):
        return False
    former = any(t.text.lower() == "had" for t in syntax.children(verb.index, "aux"))
    return verb.tag in ("VBZ", "VBP", "VB") or (former and inner.cue_class == "reject")


def _is_part(outer: Report, inner: Report, syntax: Syntax) -> bool:
    """Return whether a report is only a part of what another tells: by a noun ("said A's claim that B was idle"), or in
    a clause that hangs on what is told ("said they had laughed as A called for B")."""
    verb = syntax.tokens[inner.cue_token] if inner.cue_token is not None else None
    if verb is None or outer.cue_token is None or inner.cue_token == outer.cue_token:
        return False
    if verb.pos == "NOUN":
        return True
    while verb.index != outer.cue_token and verb.head != verb.index:
        if verb.dep in ("advcl", "relcl", "acl") and syntax.child(verb.index, "mark", "advmod") is not None:
            return True
        verb = syntax.head(verb)
    return False


def _is_whole(outer: Report, peers: Sequence[Report]) -> bool:
    """Return whether all that `outer` passes on are the reports `peers` of one speaker, with their cues."""
    first = min(peers, key=lambda r: r.cue.start if r.cue else r.start)
    speaker, cue = first.speaker, first.cue
    piece = next((s for s in outer.content if speaker is not None and s.contains(speaker)), None)
    if piece is None or speaker is None or cue is None or cue.start - speaker.end > 40:
        return False
    before = min(speaker.start, first.start) - piece.start
    after = outer.content[-1].end - max(speaker.end, *(r.content[-1].end for r in peers))
    length = sum(r.length for r in peers)
    return before <= 30 and after <= 60 and length >= INNER_SHARE * len(piece) / 2


def _same_speaker(outer: Report, inner: Report, text: str, cues: CueLexicon) -> bool:
    if inner.speaker is None or outer.speaker is None:
        return True
    words, teller = inner.speaker.of(text).lower(), outer.speaker.of(text).lower()
    if words.split()[0] in ("his", "her", "its", "our") and words.split()[-1] in OWN:
        return True
    if words in NOBODY_TOLD or words in HEARERS:
        return True
    if words in SAME and is_outlet(teller, cues):
        return False
    if words in SINGULAR:
        return not teller.split()[-1].endswith("s") or teller in SINGULAR
    return words in SAME or words == teller
