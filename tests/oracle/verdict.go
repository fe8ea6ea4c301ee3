package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/command"
	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

// verdict is what BuildKit makes of one file. OK is the parser's word (text to
// nodes); StagesOK is that of instructions.Parse (nodes to typed instructions).
type verdict struct {
	OK           bool
	Error        string
	ErrorLine    int
	Escape       string
	Warnings     int
	Instructions []instruction
	StagesOK     bool
	StagesError  string
	StagesLine   int
	Stages       int
}

// instruction is one parser node. Lines count from 1, both ends included.
type instruction struct {
	Name     string
	Start    int
	End      int
	Flags    []string
	JSON     bool
	Args     []string
	Original string
	Heredocs []parser.Heredoc
	Comments []string
	Onbuild  *instruction
	HasBody  bool
	Body     string
	Shebang  bool
}

// read never panics: a panic of BuildKit's is an error of the file.
func read(content []byte) (result *verdict) {
	result = &verdict{}
	defer func() {
		if cause := recover(); cause != nil {
			result.OK, result.StagesOK = false, false
			result.Error = fmt.Sprint("panic: ", cause)
		}
	}()
	parsed, err := parser.Parse(bytes.NewReader(content))
	if err != nil {
		result.Error, result.ErrorLine = err.Error(), lineOf(err)
		return result
	}
	result.OK = true
	result.Escape = string(parsed.EscapeToken)
	result.Warnings = len(parsed.Warnings)
	for _, node := range parsed.AST.Children {
		result.Instructions = append(result.Instructions, fromNode(node, node.StartLine, node.EndLine, node.Heredocs))
	}
	// A builder always passes a linter: without one a `check=` comment between instructions ends in a panic.
	quiet := linter.New(&linter.Config{SkipAll: true})
	stages, _, err := instructions.Parse(parsed.AST, quiet)
	if err != nil {
		result.StagesError, result.StagesLine = err.Error(), lineOf(err)
		return result
	}
	result.StagesOK = true
	result.Stages = len(stages)
	return result
}

func lineOf(err error) int {
	var located *parser.LocationError
	if errors.As(err, &located) && len(located.Locations) > 0 && len(located.Locations[0]) > 0 {
		return located.Locations[0][0].Start.Line
	}
	return 0
}

// fromNode copies a node. The node inside an ONBUILD has neither lines nor
// heredocs of its own, so it is given those of the line it stands on.
func fromNode(node *parser.Node, start, end int, heredocs []parser.Heredoc) instruction {
	found := instruction{
		Name:     strings.ToLower(node.Value),
		Start:    start,
		End:      end,
		Flags:    node.Flags,
		JSON:     node.Attributes["json"],
		Original: node.Original,
		Heredocs: heredocs,
		Comments: node.PrevComment,
	}
	for argument := node.Next; argument != nil; argument = argument.Next {
		if len(argument.Children) > 0 {
			nested := fromNode(argument.Children[0], start, end, heredocs)
			found.Onbuild = &nested
			continue
		}
		found.Args = append(found.Args, argument.Value)
	}
	if found.Name == command.Run && !found.JSON {
		found.HasBody = true
		found.Body, found.Shebang = shellText(strings.Join(found.Args, " "), heredocs)
	}
	return found
}

// shellText is the text BuildKit hands to the shell, as dispatchRun of
// dockerfile2llb/convert.go puts it together. The second value says that the
// text is a script of its own (#!), run by its interpreter and not by the shell.
func shellText(line string, heredocs []parser.Heredoc) (string, bool) {
	if len(heredocs) == 0 {
		return line, false
	}
	if parser.MustParseHeredoc(line) != nil {
		data := heredocs[0].Content
		if heredocs[0].Chomp {
			data = parser.ChompHeredocContent(data)
		}
		return data, strings.HasPrefix(data, "#!")
	}
	var text strings.Builder
	text.WriteString(line)
	for _, heredoc := range heredocs {
		text.WriteByte('\n')
		text.WriteString(heredoc.Content)
		text.WriteString(heredoc.Name)
	}
	return text.String(), false
}
