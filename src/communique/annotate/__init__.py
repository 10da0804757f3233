"""annotate/: Article -> Annotation: tokens, sentences, parse and names by spaCy; attributions by the trained tagger."""
