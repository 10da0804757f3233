"""Which passages are the article: the stretch where prose outweighs furniture, and what stands before and after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from communique.clean.forms import (
    is_bare_credit,
    is_byline,
    is_copyright,
    is_credit,
    is_date_line,
    is_furniture,
    is_mark,
    is_notice,
    is_picture_line,
)
from communique.clean.lexicon import Lexicon
from communique.clean.passages import Passage, is_spaced
from communique.model.documents import BlockKind

PROSE_CAP = 60
"""Most that one passage of prose can weigh, in words."""
LINE_WEIGHT = -8
LIST_WEIGHT = -14
FURNITURE_WEIGHT = -15
"""What a line that is no sentence, a list item and a furniture line weigh against words of prose; set on gold/dev-like
texts so that a menu of ten lines is not bridged by one sentence in it, and a page of short sections is."""
SHARED_WORDS = 0.5
"""Share of a line's longer words that the body must hold for a line outside it to be counted to the article."""
STEM_CHARS = 5
MIN_HEADLINES = 3
"""Headlines in a row, with no sentence between, that make a list of links rather than headings."""
SURE_WORDS = 25
"""A sentence this long that the markup shows to be the article's is so, whatever furniture phrase it may hold."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What a page's markup tells; all empty for plain text."""

    main: frozenset[int] | None = None
    """Indices of passages that the markup shows to be the article's; None: not known."""
    captions: frozenset[int] = frozenset()
    headings: frozenset[int] = frozenset()
    aside: frozenset[int] = frozenset()
    """Indices of passages in menus, footers, forms."""
    title: str | None = None
    """The title as the user or the page gives it."""


def lay_out(passages: Sequence[Passage], lexicon: Lexicon, hints: Hints) -> list[BlockKind]:
    """Return the kind of each passage, speakers' turns not yet told apart from the body."""
    return _Layout(passages, lexicon, hints).kinds()


class _Layout:
    """Works on one document; holds what every rule looks at."""

    def __init__(self, passages: Sequence[Passage], lexicon: Lexicon, hints: Hints) -> None:
        self.passages = passages
        self.lexicon = lexicon
        self.hints = hints
        self.spaced = is_spaced(passages)
        self.furniture = [self._is_furniture(i) for i in range(len(passages))]
        self.captions = self._captions()
        self._spread_furniture()
        self.first, self.last = self._region()
        self.end = self._end()
        self.vocabulary = self._vocabulary()
        self.last = self._continued()
        self.title = self._find_title()

    def _is_furniture(self, index: int) -> bool:
        passage = self.passages[index]
        if self.hints.main and index in self.hints.main and passage.prose and len(passage.words) >= SURE_WORDS:
            return False
        return index in self.hints.aside or is_furniture(passage, self.lexicon)

    def kinds(self) -> list[BlockKind]:
        return [self._kind(index) for index in range(len(self.passages))]

    def _kind(self, index: int) -> BlockKind:
        passage = self.passages[index]
        if index == self.title:
            return "title"
        if self.furniture[index] or is_credit(passage, self.lexicon):
            return "boilerplate"
        if index in self.captions:
            return "boilerplate" if self.hints.main is not None and index > self.last + 3 else "caption"
        if is_mark(passage, self.lexicon):
            return "heading"
        if index < self.first:
            return self._head_kind(index)
        if index > self.last:
            return self._tail_kind(index)
        return self._body_kind(index)

    def _head_kind(self, index: int) -> BlockKind:
        passage = self.passages[index]
        if is_byline(passage) or is_date_line(passage):
            return "byline"
        if index in self.hints.headings and self._shares_words(passage):
            return "heading"
        if self.title is not None and self.title < index < self.first and not passage.bulleted and not self._far(index):
            return "heading" if not passage.prose else "body"
        if passage.bulleted and passage.prose and self._is_introduced(index):
            return "body"
        if self._shares_words(passage) and (not passage.bulleted or self._leads_in(index)):
            return "body" if passage.bulleted or passage.prose else "heading"
        lone_head = self.title is None and not passage.bulleted and self.first - index <= 3 and len(passage.words) <= 12
        return "heading" if lone_head and not any(self.furniture) else "boilerplate"

    def _leads_in(self, index: int) -> bool:
        """Return whether only points of a summary stand between the passage and the body."""
        between = range(index, self.first)
        return self.first - index <= 8 and all(self.passages[i].bulleted or i in self.captions for i in between)

    def _is_introduced(self, index: int) -> bool:
        """Return whether the points about the passage follow a line that ends in a colon, no furniture after them."""
        first = index
        while first > 0 and self.passages[first - 1].bulleted:
            first -= 1
        led = first > 0 and self.passages[first - 1].folded.endswith(":") and not self.furniture[first - 1]
        return led and not any(self.furniture[first : self.first])

    def _tail_kind(self, index: int) -> BlockKind:
        passage = self.passages[index]
        if passage.bulleted and all(self.passages[i].bulleted for i in range(self.last + 1, index)):
            return "body" if passage.prose and self._shares_words(passage) else "boilerplate"
        near = index - self.last <= 2 and index < self.end and not any(self.furniture[self.last + 1 : index])
        if near and passage.prose and not is_notice(passage, self.lexicon):
            return "body"
        return "boilerplate"

    def _body_kind(self, index: int) -> BlockKind:
        passage = self.passages[index]
        if index > self.end and not self._shares_words(passage):
            return "boilerplate"
        if is_notice(passage, self.lexicon) and index >= len(self.passages) * 0.7 and index >= self.last - 4:
            return "boilerplate"
        if index < self.first + 4 and (is_byline(passage) or is_date_line(passage)):
            return "byline"
        if self.hints.main is not None and index not in self.hints.main and not self._shares_words(passage):
            return "boilerplate"
        if index in self.hints.headings:
            return "heading"
        if self._is_heading(index):
            return "boilerplate" if self._in_headline_run(index) else "heading"
        return "body"

    def _in_headline_run(self, index: int) -> bool:
        """Return whether it is one of several headlines in a row: links to other articles, not a section heading."""
        first = last = index
        while first > self.first and self._is_headline(first - 1):
            first -= 1
        while last < self.last and self._is_headline(last + 1):
            last += 1
        return self._is_headline(index) and last - first + 1 >= MIN_HEADLINES

    def _is_headline(self, index: int) -> bool:
        return len(self.passages[index].words) >= 5 and index not in self.captions and self._is_heading(index)

    def _is_heading(self, index: int) -> bool:
        passage = self.passages[index]
        if passage.bulleted or passage.ends_sentence or len(passage.words) > 30 or index == len(self.passages) - 1:
            return False
        return not passage.folded.endswith((":", ","))

    def _far(self, index: int) -> bool:
        """Whether furniture lies between the passage and the body."""
        between = self.furniture[index + 1 : self.first]
        return sum(between) > 3

    def _captions(self) -> set[int]:
        found = set(self.hints.captions)
        for index, passage in enumerate(self.passages):
            pictured = not passage.bulleted and is_picture_line(passage, self.lexicon)
            if passage.bulleted or (self.furniture[index] and not pictured):
                continue
            if pictured and len(passage.words) <= 110:
                found.add(index)
                short = len(passage.words) <= 8 and index > 0 and not passage.ends_sentence
                found.update(self._credited(index) if short else self._same_group_before(index))
            elif is_bare_credit(passage, self.lexicon) and index > 0:
                found.add(index)
                found.update(self._credited(index))
        texts = {self.passages[i].folded for i in found if len(self.passages[i].words) > 5}
        found.update(i for i, p in enumerate(self.passages) if p.folded in texts)
        for index in found:
            self.furniture[index] = index in self.hints.aside
        return found

    def _same_group_before(self, index: int) -> list[int]:
        """Return the short lines just above a credited line of the same group: the picture's own title."""
        if not self.spaced:
            return []
        above = [index - 1] if index and self.passages[index - 1].group == self.passages[index].group else []
        return [i for i in above if len(self.passages[i].words) <= 6 and not self.furniture[i]]

    def _credited(self, index: int) -> list[int]:
        """Return the lines that a bare credit belongs to: its group's, or the sentence just above."""
        if not self.spaced:
            above = self.passages[index - 1]
            return [index - 1] if len(above.words) <= 60 and not self.furniture[index - 1] else []
        group = self.passages[index].group
        rows = [i for i in range(max(0, index - 6), index) if self.passages[i].group == group]
        return rows if sum(len(self.passages[i].words) for i in rows) <= 110 else []

    def _spread_furniture(self) -> None:
        """Mark the short lines of a group of lines that is furniture for the most part."""
        if not self.spaced:
            return
        sizes = Counter(p.group for p in self.passages)
        marked = Counter(p.group for p, flag in zip(self.passages, self.furniture, strict=True) if flag)
        for index, passage in enumerate(self.passages):
            mostly = sizes[passage.group] > 1 and 2 * marked[passage.group] >= sizes[passage.group]
            if mostly and not passage.prose and len(passage.words) <= 12 and index not in self.captions:
                self.furniture[index] = True

    def _region(self) -> tuple[int, int]:
        """Return the first and the last passage of the stretch with the greatest weight of prose."""
        best, best_range, total, start = 0, (0, len(self.passages) - 1), 0, 0
        for index in range(len(self.passages)):
            if total <= 0:
                total, start = 0, index
            total += self._weight(index)
            if total > best:
                best, best_range = total, (start, index)
        return self._widened(*best_range)

    def _widened(self, first: int, last: int) -> tuple[int, int]:
        """Return the stretch with the sentences that adjoin it, also those in lists, up to the next furniture."""
        while first > 0 and self._adjoins(first - 1):
            first -= 1
        while last < len(self.passages) - 1 and self._adjoins(last + 1):
            last += 1
        return first, last

    def _continued(self) -> int:
        """Return the last passage of the stretch with what goes on after it: sentences that share its words and
        outweigh the lines between, where points that share them weigh nothing (the summaries inside a live blog)."""
        total, last = 0, self.last
        for index in range(self.last + 1, min(self.end, len(self.passages))):
            passage = self.passages[index]
            alike = not self.furniture[index] and self._shares_words(passage)
            if alike and (passage.bulleted or passage.prose):
                total += 0 if passage.bulleted else min(len(passage.words), PROSE_CAP)
            else:
                total += min(self._weight(index), LINE_WEIGHT)
            if total > 0 and self._adjoins(index):
                total, last = 0, index
        return self._widened(self.first, last)[1] if last > self.last else last

    def _adjoins(self, index: int) -> bool:
        outside = self.hints.main is not None and index not in self.hints.main
        notice = is_notice(self.passages[index], self.lexicon) or is_credit(self.passages[index], self.lexicon)
        return self.passages[index].prose and not (self.furniture[index] or outside or notice or index in self.captions)

    def _weight(self, index: int) -> int:
        passage = self.passages[index]
        if self.furniture[index]:
            return FURNITURE_WEIGHT
        if index in self.captions or is_credit(passage, self.lexicon):
            return 0
        if self.hints.main is not None and index not in self.hints.main:
            return LINE_WEIGHT
        if passage.prose:
            return 0 if passage.bulleted else min(len(passage.words), PROSE_CAP)
        return LIST_WEIGHT if passage.bulleted else LINE_WEIGHT

    def _end(self) -> int:
        """Return the passage that closes the article: the first credit or copyright line past the middle of its words,
        after which only what shares its words still belongs to it; past the last passage where there is none."""
        counts = [len(p.words) if self.first <= i <= self.last else 0 for i, p in enumerate(self.passages)]
        half, seen = sum(counts) / 2, 0
        for index, passage in enumerate(self.passages):
            seen += counts[index]
            if seen > half and (is_copyright(passage) or is_credit(passage, self.lexicon)):
                return index
        return len(self.passages)

    def _vocabulary(self) -> frozenset[str]:
        rows = range(self.first, min(self.last + 1, self.end))
        kept = (i for i in rows if not self.furniture[i] and (self.passages[i].prose or i not in self.captions))
        return frozenset(stem for i in kept for stem in _stems(self.passages[i]))

    def _shares_words(self, passage: Passage, share: float = SHARED_WORDS) -> bool:
        stems = _stems(passage)
        return len(stems) >= 2 and sum(stem in self.vocabulary for stem in stems) >= share * len(stems)

    def _find_title(self) -> int | None:
        if self.hints.title:
            wanted = " ".join(self.hints.title.split()).casefold()
            for index, passage in enumerate(self.passages[: self.first + 3]):
                line = passage.folded.casefold()
                if len(line) > 12 and (line == wanted or wanted.startswith(line)):
                    return index
        rows = [i for i in range(min(self.first + 1, len(self.passages) - 1)) if self._may_be_title(i)]
        if self.hints.headings & set(rows):
            rows = [i for i in rows if i in self.hints.headings]
        return max(rows, key=self._title_score, default=None)

    def _may_be_title(self, index: int) -> bool:
        passage = self.passages[index]
        if self.furniture[index] or index in self.captions or passage.bulleted or passage.text.endswith(":"):
            return False
        if (passage.prose and not passage.folded.endswith("?")) or passage.folded.endswith("."):
            return False
        usual = 3 <= len(passage.words) <= 28 and passage.folded[:1].isalnum() | (passage.folded[:1] in "'\"‘“")
        if any(is_mark(p, self.lexicon) for p in self.passages[index + 1 : index + 4]):
            return False  # the place of a transcript, above its hour
        plain = is_byline(passage) or is_date_line(passage) or is_mark(passage, self.lexicon)
        clean_page = sum(self.furniture) <= 0.1 * len(self.passages)
        return usual and not plain and (self._shares_words(passage) or (clean_page and index < 3))

    def _title_score(self, index: int) -> tuple[int, int]:
        return (sum(stem in self.vocabulary for stem in _stems(self.passages[index])), -index)


def _stems(passage: Passage) -> list[str]:
    """Return the beginnings of the longer words, so that "talk" and "talks", "remain" and "remains" are the same."""
    return [word[:STEM_CHARS] for word in passage.words if len(word) > 3]
