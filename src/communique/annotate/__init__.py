"""annotate/: tokens, sentences, parse and names of an article by spaCy; attributions by the trained tagger."""
