"""Claims judged: by which rules, what is excused, what is known already, what became of each claim."""
