"""Days that an article tells only roughly: "in May or June", "in the coming days", "the first visit in two years"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.extract.clauses import ParseTree
from communique.extract.encounter_drafts import EncounterMention
from communique.extract.encounter_when import When
from communique.extract.encounter_words import encounter_words
from communique.model.annotation import Token
from communique.model.spans import Span
from communique.model.times import Shift, TimeValue

YEARS = re.compile(r"P(\d+)Y")
MAX_YEARS = 10
"""Over more years, "the first visit in N years" need not be of the same person; set by hand."""


def of_either(tree: ParseTree, time: TimeValue) -> When | None:
    """Return the year of a time that is one of two months left open ("in May or June"); None: it is no such time."""
    first = tree.tokens_in(time.span)[:1]
    joined = [t for token in first for t in tree.children(token.index, "cc") if t.lemma == "or"]
    if not joined:
        return None
    return When(TimeValue(time.span, time.kind, "text", None, Shift(granularity="year"), time))


def of_coming_days(tree: ParseTree, mention: EncounterMention, anchors: Sequence[Token]) -> When | None:
    """Return the month of publication for what is to be held "in the coming days"; None: it is not told so."""
    words = encounter_words().of("status.coming")
    for token in tree.sentence_tokens(mention.trigger.sentence):
        soon = token.lemma == "day" and {t.text.lower() for t in tree.children(token.index, "amod")} & set(words)
        tied = any(above.index in {a.index for a in anchors} for above in tree.ancestors(token.index))
        if soon and tied:
            span = Span(token.start, token.end)
            return When(TimeValue(span, "date", "published", None, Shift()), inherited=True, in_month=True)
    return None


def before_leaving(tree: ParseTree, mention: EncounterMention, times: Sequence[TimeValue]) -> When | None:
    """Return the day of "will meet X before sailing to A later in the day", that of publication.

    None: it is not told so.
    """
    for preposition in tree.children(mention.trigger.index, "prep"):
        below = set(tree.subtree(preposition.index))
        for time in times if preposition.lemma.lower() == "before" else ():
            tokens = tree.tokens_in(time.span)
            before = tree.tokens[max(tokens[0].index - 1, 0)].text.lower() if tokens else ""
            later = "later" in (before, *(t.text.lower() for t in tokens[:1]))
            if later and tokens[0].index in below:
                return When(TimeValue(time.span, "date", "published", None, Shift()), inherited=True)
    return None


def of_years_before(tree: ParseTree, mention: EncounterMention, times: Sequence[TimeValue]) -> When | None:
    """Return the year of the one before "X's first visit in two years"; None: none is told, or of too long ago."""
    below = tree.subtree(mention.trigger.index)
    for time in times:
        length, tokens = YEARS.fullmatch(time.value or ""), tree.tokens_in(time.span)
        if length is None or not tokens or int(length[1]) > MAX_YEARS:
            continue
        before = tree.tokens[max(tokens[0].index - 1, 0)]
        if before.text.lower() == "in" and (before.index in below or before.index - below[-1] == 1):
            shift = Shift(years=-int(length[1]), granularity="year")
            return When(TimeValue(time.span, "date", "published", None, shift))
    return None
