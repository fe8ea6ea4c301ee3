package main

import (
	"strconv"
	"unicode/utf8"

	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

// encode writes one JSON line. It is written by hand because encoding/json
// replaces bytes that are not UTF-8: here each becomes the lone surrogate
// U+DC80..U+DCFF that Python's surrogateescape gives the same byte.
func encode(result *verdict) []byte {
	out := make([]byte, 0, 4096)
	out = append(out, `{"ok":`...)
	out = strconv.AppendBool(out, result.OK)
	out = appendOptional(append(out, `,"error":`...), result.Error)
	out = appendLine(append(out, `,"error_line":`...), result.ErrorLine)
	out = appendString(append(out, `,"escape":`...), result.Escape)
	out = strconv.AppendInt(append(out, `,"warnings":`...), int64(result.Warnings), 10)
	out = strconv.AppendBool(append(out, `,"stages_ok":`...), result.StagesOK)
	out = appendOptional(append(out, `,"stages_error":`...), result.StagesError)
	out = appendLine(append(out, `,"stages_line":`...), result.StagesLine)
	out = strconv.AppendInt(append(out, `,"stages":`...), int64(result.Stages), 10)
	out = append(out, `,"instructions":[`...)
	for index := range result.Instructions {
		if index > 0 {
			out = append(out, ',')
		}
		out = appendInstruction(out, &result.Instructions[index])
	}
	return append(out, "]}\n"...)
}

func appendInstruction(out []byte, found *instruction) []byte {
	out = appendString(append(out, `{"name":`...), found.Name)
	out = strconv.AppendInt(append(out, `,"start":`...), int64(found.Start), 10)
	out = strconv.AppendInt(append(out, `,"end":`...), int64(found.End), 10)
	out = appendStrings(append(out, `,"flags":`...), found.Flags)
	out = strconv.AppendBool(append(out, `,"json":`...), found.JSON)
	out = appendStrings(append(out, `,"args":`...), found.Args)
	out = appendString(append(out, `,"original":`...), found.Original)
	out = appendHeredocs(append(out, `,"heredocs":`...), found.Heredocs)
	out = appendStrings(append(out, `,"comments":`...), found.Comments)
	out = append(out, `,"body":`...)
	if found.HasBody {
		out = appendString(out, found.Body)
	} else {
		out = append(out, "null"...)
	}
	out = strconv.AppendBool(append(out, `,"shebang":`...), found.Shebang)
	out = append(out, `,"onbuild":`...)
	if found.Onbuild == nil {
		return append(out, "null}"...)
	}
	return append(appendInstruction(out, found.Onbuild), '}')
}

func appendHeredocs(out []byte, heredocs []parser.Heredoc) []byte {
	out = append(out, '[')
	for index, heredoc := range heredocs {
		if index > 0 {
			out = append(out, ',')
		}
		out = appendString(append(out, `{"name":`...), heredoc.Name)
		out = appendString(append(out, `,"content":`...), heredoc.Content)
		out = strconv.AppendBool(append(out, `,"expand":`...), heredoc.Expand)
		out = strconv.AppendBool(append(out, `,"chomp":`...), heredoc.Chomp)
		out = strconv.AppendUint(append(out, `,"fd":`...), uint64(heredoc.FileDescriptor), 10)
		out = append(out, '}')
	}
	return append(out, ']')
}

func appendStrings(out []byte, texts []string) []byte {
	out = append(out, '[')
	for index, text := range texts {
		if index > 0 {
			out = append(out, ',')
		}
		out = appendString(out, text)
	}
	return append(out, ']')
}

func appendOptional(out []byte, text string) []byte {
	if text == "" {
		return append(out, "null"...)
	}
	return appendString(out, text)
}

func appendLine(out []byte, line int) []byte {
	if line == 0 {
		return append(out, "null"...)
	}
	return strconv.AppendInt(out, int64(line), 10)
}

const hexDigits = "0123456789abcdef"

func appendString(out []byte, text string) []byte {
	out = append(out, '"')
	for index := 0; index < len(text); {
		current := text[index]
		if current < utf8.RuneSelf {
			out = appendASCII(out, current)
			index++
			continue
		}
		character, width := utf8.DecodeRuneInString(text[index:])
		if character == utf8.RuneError && width == 1 {
			out = append(out, `\udc`...)
			out = append(out, hexDigits[current>>4], hexDigits[current&15])
		} else {
			out = append(out, text[index:index+width]...)
		}
		index += width
	}
	return append(out, '"')
}

func appendASCII(out []byte, character byte) []byte {
	switch {
	case character == '"' || character == '\\':
		return append(out, '\\', character)
	case character == '\n':
		return append(out, '\\', 'n')
	case character < ' ':
		return append(out, '\\', 'u', '0', '0', hexDigits[character>>4], hexDigits[character&15])
	}
	return append(out, character)
}
