"""All comparisons of one story. Method: docs/methods/comparisons.md."""

from __future__ import annotations

from collections.abc import Sequence

from communique.link.alike import find_alike
from communique.link.causes import compare_causes
from communique.link.contradictions import compare_contradictions
from communique.link.coverage import Coverage
from communique.link.denied import compare_denials
from communique.link.durations import compare_durations
from communique.link.facets import compare_group
from communique.link.figures import compare_figures
from communique.link.handed import compare_handed
from communique.link.hanging import conditions_of_authors
from communique.link.happened import compare_happenings
from communique.link.plans import compare_plans
from communique.link.readouts import Alignment, find_readouts, read_pair
from communique.link.sole import find_soles
from communique.link.storytext import read_story
from communique.link.tellings import compare_tellings
from communique.link.tolls import compare_tolls
from communique.link.variants import compare_names, compare_offices
from communique.model.comparisons import Compared, Sole
from communique.model.encounters import Encounter
from communique.model.records import ArticleRecord


def compare_story(coverage: Coverage, records: Sequence[ArticleRecord], encounters: Sequence[Encounter]) -> Compared:
    """Return how the articles of one story tell alike, differ and keep silent; empty for a single article."""
    if len(records) < 2:
        return Compared()
    story = read_story(coverage, records, encounters)
    groups = find_alike(story)
    authors = conditions_of_authors(story)
    comparisons = [c for group in groups for c in compare_group(story, group, authors)]
    comparisons += [*compare_offices(story), *compare_tellings(story, groups), *compare_names(story)]
    comparisons += [*compare_causes(story), *compare_happenings(story), *compare_denials(story)]
    comparisons += [*compare_figures(story, groups), *compare_plans(story)]
    comparisons += [*compare_durations(story), *compare_handed(story), *compare_tolls(story)]
    # What one account alone claims is told by it alone, though another denies it.
    soles = find_soles(story, groups, comparisons)
    comparisons += compare_contradictions(story)
    unique = {comparison.id: comparison for comparison in comparisons}
    alignments = find_readouts(story)
    return Compared(
        alike=tuple(sorted((group.noun for group in groups), key=lambda noun: noun.id)),
        comparisons=tuple(sorted(unique.values(), key=lambda c: (-c.weight, c.id))),
        soles=tuple(sole for sole in soles if not _is_readouts(sole, alignments)),
        readouts=tuple(read_pair(story, alignment, tuple(unique.values())) for alignment in alignments),
    )


def _is_readouts(sole: Sole, alignments: Sequence[Alignment]) -> bool:
    """Return whether a passage is told of in the comparison of two readouts: both tell it, or nobody else could."""
    for alignment in alignments:
        pair = {alignment.first.article.id, alignment.second.article.id}
        if sole.article not in pair:
            continue
        told = [passage.anchor for both in alignment.both for passage in both]
        same = (anchor for anchor in told if anchor.document == sole.words.document)
        if {absence.article for absence in sole.absences} <= pair or any(
            sole.words.span.overlaps(anchor.span) for anchor in same
        ):
            return True
    return False
