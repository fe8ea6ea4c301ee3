// Command oracle reads Dockerfiles with BuildKit's own parser and writes one
// JSON line for each: the reference that slimmer's reading is compared with.
//
//	oracle              names on standard input, one a line
//	oracle -0           names on standard input, each ended by a NUL byte
//	oracle -frames      contents on standard input: decimal length, newline, bytes
//	oracle -match       questions about .dockerignore and file patterns, one JSON object a line
//	oracle -version     BuildKit's module version
//
// Answers keep the order of the questions. The output is flushed whenever no
// further question is waiting, so that a caller may ask one file at a time.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
)

const (
	buildkitModule = "github.com/moby/buildkit"
	queueLength    = 256
	bufferSize     = 1 << 20
)

// question is one file to read: its name, or its bytes when the caller sent them.
type question struct {
	name    string
	content []byte
	framed  bool
	answer  chan []byte
}

func main() {
	nulSeparated := flag.Bool("0", false, "names end with a NUL byte, not a newline")
	framed := flag.Bool("frames", false, "standard input holds length-prefixed contents, not names")
	matches := flag.Bool("match", false, "standard input holds questions about .dockerignore, JSON, one a line")
	version := flag.Bool("version", false, "print BuildKit's version")
	flag.Parse()
	if *version {
		fmt.Println(buildkitVersion())
		return
	}
	if *matches {
		if err := serveMatches(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, "oracle:", err)
			os.Exit(2)
		}
		return
	}
	// Parsing leaves much short-lived garbage and the process is small.
	debug.SetGCPercent(400)
	input := bufio.NewReaderSize(os.Stdin, bufferSize)
	separator := byte('\n')
	if *nulSeparated {
		separator = 0
	}
	next := func() (question, error) { return readName(input, separator) }
	if *framed {
		next = func() (question, error) { return readFrame(input) }
	}
	if err := serve(next, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "oracle:", err)
		os.Exit(2)
	}
}

func buildkitVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, module := range info.Deps {
		if module.Path == buildkitModule {
			return module.Version
		}
	}
	return "unknown"
}

func readName(input *bufio.Reader, separator byte) (question, error) {
	name, err := input.ReadString(separator)
	name = strings.TrimSuffix(name, string(separator))
	if name == "" {
		if err == nil {
			return readName(input, separator)
		}
		return question{}, err
	}
	return question{name: name}, nil
}

func readFrame(input *bufio.Reader) (question, error) {
	line, err := input.ReadString('\n')
	if err != nil {
		if errors.Is(err, io.EOF) && line != "" {
			return question{}, fmt.Errorf("frame length cut short: %q", line)
		}
		return question{}, err
	}
	length, err := strconv.Atoi(strings.TrimSuffix(line, "\n"))
	if err != nil || length < 0 {
		return question{}, fmt.Errorf("not a frame length: %q", line)
	}
	content := make([]byte, length)
	if _, err := io.ReadFull(input, content); err != nil {
		return question{}, fmt.Errorf("frame of %d bytes cut short: %w", length, err)
	}
	return question{content: content, framed: true}, nil
}

// serve answers every question in order, reading files in parallel.
func serve(next func() (question, error), output io.Writer) error {
	work := make(chan question, queueLength)
	ordered := make(chan question, queueLength)
	for range runtime.GOMAXPROCS(0) {
		go func() {
			for asked := range work {
				asked.answer <- answer(asked)
			}
		}()
	}
	var readError error
	go func() {
		defer close(work)
		defer close(ordered)
		for {
			asked, err := next()
			if err != nil {
				if !errors.Is(err, io.EOF) {
					readError = err
				}
				return
			}
			asked.answer = make(chan []byte, 1)
			ordered <- asked
			work <- asked
		}
	}()
	buffer := bufio.NewWriterSize(output, bufferSize)
	for asked := range ordered {
		if _, err := buffer.Write(<-asked.answer); err != nil {
			return err
		}
		if len(ordered) == 0 {
			if err := buffer.Flush(); err != nil {
				return err
			}
		}
	}
	if err := buffer.Flush(); err != nil {
		return err
	}
	return readError
}

func answer(asked question) []byte {
	content := asked.content
	if !asked.framed {
		var err error
		if content, err = os.ReadFile(asked.name); err != nil {
			return encode(&verdict{Error: "cannot read: " + err.Error()})
		}
	}
	return encode(read(content))
}
