package main

import (
	"encoding/json"
	"os"
	"strings"
	"unicode"
)

type rule struct {
	Category string   `json:"category"`
	Priority string   `json:"priority"`
	Terms    []string `json:"terms"`
}

type rules struct {
	inOrder []rule
	byTerm  map[string]int // the place of a term's rule
	longest int            // words of the longest term
	other   string         // the category where no rule fits
}

type match struct {
	Term  string `json:"term"`
	Field string `json:"field"`
}

type decision struct {
	category, priority, decidedBy string
	matched                       []match
}

// readRules reads the same document that our services have in intake.rulesets.
func readRules(path string) (rules, error) {
	var document struct {
		Default string `json:"default"`
		Rules   []rule `json:"rules"`
	}
	text, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(text, &document)
	}
	found := rules{inOrder: document.Rules, byTerm: map[string]int{}, other: document.Default}
	for place, rule := range document.Rules {
		for _, term := range rule.Terms {
			all := words(term)
			found.byTerm[strings.Join(all, " ")] = place
			if len(all) > found.longest {
				found.longest = len(all)
			}
		}
	}
	return found, err
}

// triage looks up every run of words; the first rule in the list wins.
func (r rules) triage(title, description string) decision {
	best := len(r.inOrder)
	matched := []match{}
	look := func(field, text string) {
		all := words(text)
		line := strings.Join(all, " ")
		start := 0
		for i := range all {
			end := start - 1
			for j := i; j < len(all) && j < i+r.longest; j++ {
				end += 1 + len(all[j])
				if place, ok := r.byTerm[line[start:end]]; ok {
					matched = append(matched, match{line[start:end], field})
					if place < best {
						best = place
					}
				}
			}
			start += len(all[i]) + 1
		}
	}
	look("title", title)
	look("description", description)
	if best == len(r.inOrder) {
		return decision{r.other, "low", "default", matched}
	}
	rule := r.inOrder[best]
	return decision{rule.Category, rule.Priority, "rules", matched}
}

func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}
