"""Which category and priority the words of a ticket make."""

import json
import re

WORDS = re.compile(r"[^\W_]+")


class Rules:
    """The same document that our services have in intake.rulesets."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
        self.rules = document["rules"]
        self.default = document["default"]
        self.by_term = {
            " ".join(WORDS.findall(term)): place
            for place, rule in enumerate(self.rules)
            for term in rule["terms"]
        }
        self.lengths = sorted({term.count(" ") + 1 for term in self.by_term})

    def triage(self, title, description):
        """Looks up every run of words; the first rule in the list wins."""
        matched = [
            {"term": term, "field": field}
            for field, text in (("title", title), ("description", description))
            for term in self.terms(text)
        ]
        if not matched:
            return self.default, "low", "default", matched
        rule = self.rules[min(self.by_term[match["term"]] for match in matched)]
        return rule["category"], rule["priority"], "rules", matched

    def terms(self, text):
        words = WORDS.findall(text.lower())
        for length in self.lengths:
            runs = zip(*(words[offset:] for offset in range(length)))
            yield from (run for run in map(" ".join, runs) if run in self.by_term)
