"""Put together the record of one article out of what each part of extract finds."""

from __future__ import annotations

from dataclasses import replace

from communique.extract.assessments import extract_assessments
from communique.extract.cast import cast_actors
from communique.extract.compliance import extract_compliance
from communique.extract.conditionals import extract_conditions
from communique.extract.encounters import extract_encounters
from communique.extract.published import date_article
from communique.extract.repair import repair_lists
from communique.extract.stances import extract_stances
from communique.extract.statement_dates import date_statements
from communique.extract.statements import extract_statements
from communique.extract.terms import extract_terms
from communique.extract.times import extract_times
from communique.extract.undertakings import extract_undertakings
from communique.facts import Facts
from communique.model.annotation import Annotation
from communique.model.documents import Article
from communique.model.records import ArticleRecord
from communique.model.times import is_vague


def extract_record(article: Article, annotation: Annotation, facts: Facts) -> ArticleRecord:
    """Return all that the article tells, read without knowledge of any other article."""
    annotation = repair_lists(annotation)
    cast = cast_actors(article, annotation, facts)
    times = extract_times(article, annotation)
    published = date_article(article, annotation, times, facts)
    article = replace(article, published=published)
    statements = date_statements(article, annotation, times, extract_statements(article, annotation, cast))
    dated = tuple(time for time in times if not is_vague(time))
    encounters = extract_encounters(article, annotation, cast, dated, statements, facts)
    undertakings = extract_undertakings(article, annotation, cast, times, statements, encounters)
    assessments = extract_assessments(article, annotation, cast, statements, encounters)
    stances = extract_stances(article, annotation, cast, statements)
    compliance = extract_compliance(article, annotation, cast, statements)
    return ArticleRecord(
        article=article,
        actors=cast.actors,
        mentions=cast.mentions,
        times=times,
        statements=statements,
        encounters=encounters,
        undertakings=undertakings,
        assessments=assessments,
        terms=extract_terms(article, annotation, cast),
        stances=stances,
        compliance=compliance,
        conditions=extract_conditions(article, annotation),
        sentences=tuple(sentence.span for sentence in annotation.sentences),
    )
