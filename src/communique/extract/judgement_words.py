"""Words of judgement and the nouns for what is judged, read once from data/judgements.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final, Literal

from communique.model.undertakings import Polarity

Target = Literal["encounter", "agreement", "relations"]
POLARITIES: tuple[Polarity, ...] = ("positive", "negative", "mixed", "neutral")
TARGETS: tuple[Target, ...] = ("encounter", "agreement", "relations")
CLASSES = (("adjective", ("ADJ", "VERB")), ("noun", ("NOUN", "PROPN")), ("verb", ("VERB",)), ("adverb", ("ADV",)))


@dataclass(frozen=True)
class JudgementWords:
    """All of the file; words are lemmas in lower case."""

    polarity: Mapping[tuple[str, str], Polarity]
    """(universal part of speech, lemma) to the polarity."""
    verbs: Mapping[str, Polarity]
    """The verbs among them."""
    targets: Mapping[str, Target]
    """Noun to what kind of thing it names."""
    subject_only: frozenset[str]
    """Nouns of `targets` that are judged only as the subject of a judging predicate."""
    before: Mapping[str, Target]
    """Nouns that are judged by an adjective before them alone."""
    plural: frozenset[str]
    """Nouns of `targets` that name something judged here only in the plural: "talks", "the two countries"."""
    kinds: Mapping[str, str]
    """Encounter noun to the kind of encounter."""
    bare: Mapping[str, Target]
    """Nouns that tell by themselves what they judge."""
    apart: frozenset[str]
    """Nouns for what keeps sides apart: they judge where they are said to remain or to be great."""
    lasting: frozenset[str]
    """Verbs of remaining."""
    parting: frozenset[str]
    """Verbs by which several are told to be apart."""
    great: frozenset[str]
    """Adjectives of greatness."""
    praise: frozenset[str]
    """Verbs whose subject judges their object."""
    views: frozenset[str]
    """Verbs by which the subject says what he holds their object to be."""
    attitudes: frozenset[str]
    """Adjectives for what somebody thinks of what lies ahead or behind."""
    holding: Mapping[str, Polarity]
    """Verbs of keeping and breaking an agreement."""
    light: frozenset[str]
    """Verbs that only bring in their object ("made progress")."""
    predicate_only: frozenset[str]
    wishes: frozenset[str]
    """Words under which nothing is judged."""
    negations: frozenset[str]
    outcomes: frozenset[str]
    """Nouns for what talks end with or without."""
    idioms: Mapping[str, tuple[tuple[tuple[str, ...], Target], ...]]
    """Phrases that tell by themselves what they judge, by their first word."""
    named_idioms: Mapping[str, tuple[tuple[str, ...], ...]]
    """Phrases that judge what their clause names ("hangs by a thread"), by their first word."""
    idiom_polarity: Mapping[tuple[str, ...], Polarity]
    """What the phrases say by themselves, where the words in them do not tell it."""
    asides: frozenset[str]
    """Nouns by which an aside judges what a side does in talks ("a rare concession")."""
    manners: frozenset[str]
    """Nouns whose adjective judges what the clause is about ("a rocky start")."""
    footings: frozenset[str]
    """Nouns with which sides are told to be "on frosty terms"."""
    minds: frozenset[str]
    """Verbs whose subject holds the judgement in their object."""
    lookings: frozenset[str]
    """Verbs of being and seeming whose "in ..." phrase is the predicate."""
    evidence: frozenset[str]
    """Verbs whose clause is what is judged ("this suggests that ...")."""
    bringing: frozenset[str]
    """Verbs that bring about an outcome, or fail to."""
    settling: frozenset[str]
    """Verbs of settling."""
    lacking: frozenset[str]
    """Nouns of which talks have no or little."""
    adjectives: Mapping[str, Polarity]
    """The adjectives of `polarity`, for words that the tagger takes for something else."""
    tails: frozenset[str]
    """Words that open a tail behind a comma."""
    loose_tails: frozenset[str]
    """Prepositions that open a tail without a comma."""
    unreal: frozenset[str]
    """Auxiliaries under which nothing is the case yet."""
    vital: frozenset[str]
    """Adjectives by which "it is ... to" asks for something."""
    asking: frozenset[str]
    """Words by which something is asked for, not judged."""
    little: frozenset[str]
    """Words by which little or nothing is told to be there."""
    blame: frozenset[str]
    """Verbs of accusing."""
    failing: frozenset[str]
    """Verbs and adjectives of failing, whose infinitive tells what talks did not bring about."""
    uniting: frozenset[str]
    """Verbs of coming to one mind, which several fail to do."""
    topics: frozenset[str]
    """Words of speaking whose "on" or "about" names a topic."""
    trusting: Mapping[str, Polarity]
    """Verbs of trust and distrust between those who deal with one another."""
    elsewhere: frozenset[str]
    """Words before a noun by which it is no outcome of talks: "military progress"."""
    lasts: frozenset[str]
    """Verbs of holding out, which an agreement does or does not."""
    partly: frozenset[str]
    """Adverbs by which it does so in part."""
    harming: frozenset[str]
    """Verbs of harming talks, agreements and relations."""
    harm_tries: frozenset[str]
    """Verbs above them by which somebody only tries or threatens it."""
    near: frozenset[str]
    """Words by which an outcome is near."""
    aims: frozenset[str]
    """Nouns for what talks come near to."""
    unwilling: frozenset[str]
    """Nouns for what a side shows little or none of."""
    epistemic: frozenset[str]
    """Adjectives that with a clause behind them only tell what is known: "it is clear that ..."."""
    scales: frozenset[str]
    """Words of comparing, of doubt and of degree, by which an expert weighs."""


_WORD_SETS: Final = {
    "subject_only": ("target", "subject_only"),
    "plural": ("target", "plural"),
    "apart": ("apart", "noun"),
    "lasting": ("apart", "verb"),
    "parting": ("apart", "parting"),
    "great": ("apart", "adjective"),
    "praise": ("praise", "verb"),
    "views": ("view", "verb"),
    "attitudes": ("attitude", "adjective"),
    "light": ("light", "verb"),
    "predicate_only": ("light", "predicate_only"),
    "wishes": ("wish", "lemma"),
    "negations": ("negation", "word"),
    "outcomes": ("outcome", "noun"),
    "asides": ("aside", "noun"),
    "manners": ("manner", "noun"),
    "footings": ("manner", "terms"),
    "minds": ("mind", "verb"),
    "lookings": ("mind", "looking"),
    "evidence": ("scale", "evidence"),
    "bringing": ("outcome", "verb"),
    "settling": ("outcome", "settling"),
    "lasts": ("fate", "last"),
    "partly": ("fate", "partly"),
    "harming": ("fate", "harm"),
    "harm_tries": ("fate", "try"),
    "near": ("fate", "near"),
    "aims": ("fate", "aim"),
    "unwilling": ("fate", "unwilling"),
    "epistemic": ("light", "epistemic"),
    "lacking": ("outcome", "lack"),
    "tails": ("tail", "comma"),
    "loose_tails": ("tail", "loose"),
    "unreal": ("function", "unreal"),
    "vital": ("function", "vital"),
    "asking": ("function", "asking"),
    "little": ("function", "little"),
    "failing": ("failing", "lemma"),
    "uniting": ("failing", "uniting"),
    "topics": ("function", "topics"),
    "elsewhere": ("outcome", "elsewhere"),
    "blame": ("function", "blame"),
    "scales": ("scale", "word"),
}
"""Where the file has each plain set of words: table and key."""


@lru_cache(maxsize=1)
def load_judgement_words() -> JudgementWords:
    """Return the words shipped with the package."""
    raw = tomllib.loads(resources.files("communique.extract").joinpath("data/judgements.toml").read_text("utf-8"))
    polarity: dict[tuple[str, str], Polarity] = {}
    for value in POLARITIES:
        for word_class, tags in CLASSES:
            for word in raw[value].get(word_class, ()):
                for tag in tags:
                    polarity.setdefault((tag, word), value)
    sets = {name: frozenset[str](raw[table][key]) for name, (table, key) in _WORD_SETS.items()}
    return JudgementWords(
        polarity=polarity,
        verbs={verb: value for value in POLARITIES for verb in raw[value]["verb"]},
        targets={noun: target for target in TARGETS for noun in raw["target"][target]},
        before={noun: target for target in ("encounter", "relations") for noun in raw["before"][target]},
        kinds={noun: kind for kind, nouns in raw["kind"].items() for noun in nouns},
        bare={
            **dict.fromkeys(raw["target"]["relations_bare"], "relations"),
            **dict.fromkeys(raw["target"]["encounter_bare"], "encounter"),
        },
        holding={
            **dict.fromkeys(raw["keeping"]["positive"], "positive"),
            **dict.fromkeys(raw["keeping"]["negative"], "negative"),
        },
        idioms=_idioms(raw["idiom"]),
        named_idioms=_by_first_word(raw["idiom"]["of_named"]),
        idiom_polarity={
            **{tuple(phrase.split()): "positive" for phrase in raw["idiom"]["positive"]},
            **{tuple(phrase.split()): "negative" for phrase in raw["idiom"]["negative"]},
        },
        adjectives={word: value for value in reversed(POLARITIES) for word in raw[value]["adjective"]},
        trusting=raw["trusting"],
        **sets,
    )


def _idioms(table: Mapping[str, list[str]]) -> dict[str, tuple[tuple[tuple[str, ...], Target], ...]]:
    targets: tuple[Target, ...] = ("relations", "encounter")
    split = [(tuple(phrase.split()), target) for target in targets for phrase in table[target]]
    return {first: tuple(p for p in split if p[0][0] == first) for first in dict.fromkeys(p[0][0] for p in split)}


def _by_first_word(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    split = [tuple(phrase.split()) for phrase in phrases]
    return {first: tuple(p for p in split if p[0] == first) for first in dict.fromkeys(p[0] for p in split)}
