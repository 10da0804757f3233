"""extract/: what ONE article tells: actors, statements, times, encounters, undertakings, assessments."""
