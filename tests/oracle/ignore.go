package main

import (
	"bufio"
	"encoding/json"
	"io"
	"path"
	"path/filepath"
	"strings"

	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
)

// matchQuestion asks which of the names a .dockerignore file leaves out of the
// context, or, when Pattern is set, which of them filepath.Match takes.
type matchQuestion struct {
	Ignore  []byte   `json:"ignore"`
	Pattern *string  `json:"pattern"`
	Names   []string `json:"names"`
}

type matchAnswer struct {
	Matched []bool `json:"matched"`
	Error   string `json:"error"`
}

// serveMatches answers questions in JSON, one a line.
func serveMatches(input io.Reader, output io.Writer) error {
	lines := bufio.NewReaderSize(input, bufferSize)
	answers := json.NewEncoder(output)
	for {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		var asked matchQuestion
		if err := json.Unmarshal(line, &asked); err != nil {
			return err
		}
		matched, err := asked.answer()
		given := matchAnswer{Matched: matched}
		if err != nil {
			given = matchAnswer{Error: err.Error()}
		}
		if err := answers.Encode(given); err != nil {
			return err
		}
	}
}

func (asked matchQuestion) answer() ([]bool, error) {
	if asked.Pattern != nil {
		matched := make([]bool, len(asked.Names))
		for i, name := range asked.Names {
			taken, err := filepath.Match(*asked.Pattern, name)
			if err != nil {
				return nil, err
			}
			matched[i] = taken
		}
		return matched, nil
	}
	patterns, err := ignorefile.ReadAll(strings.NewReader(string(asked.Ignore)))
	if err != nil {
		return nil, err
	}
	matcher, err := patternmatcher.New(patterns)
	if err != nil {
		return nil, err
	}
	walk := walker{matcher, map[string]patternmatcher.MatchInfo{}, map[string]bool{}}
	matched := make([]bool, len(asked.Names))
	for i, name := range asked.Names {
		if matched[i], err = walk.leavesOut(name); err != nil {
			return nil, err
		}
	}
	return matched, nil
}

// walker asks as BuildKit's client does on its way down: each name with what was
// found of the folder it lies in.
type walker struct {
	matcher *patternmatcher.PatternMatcher
	infos   map[string]patternmatcher.MatchInfo
	out     map[string]bool
}

func (w walker) leavesOut(name string) (bool, error) {
	if out, known := w.out[name]; known {
		return out, nil
	}
	above := patternmatcher.MatchInfo{}
	if folder := path.Dir(name); folder != "." {
		if _, err := w.leavesOut(folder); err != nil {
			return false, err
		}
		above = w.infos[folder]
	}
	out, info, err := w.matcher.MatchesUsingParentResults(name, above)
	w.out[name], w.infos[name] = out, info
	return out, err
}
