package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
)

// laptop is one computer of the village. It is used as a person would use it: by commands.
type laptop struct {
	*story
	place  string // its folder
	person string
}

// path is a file on this laptop.
func (l *laptop) path(name string) string { return filepath.Join(l.folder, l.place, name) }

// environment is what this laptop's programs find around them. PIN and passphrase stand for what a person types.
func (l *laptop) environment(name string) string {
	switch name {
	case "LUMBUNG_DATA":
		return filepath.Join(l.folder, l.place)
	case "LUMBUNG_PIN":
		return "246810"
	case "LUMBUNG_PASSPHRASE":
		return "padi kering masuk lumbung bersama"
	case "LANG":
		return l.say.lang
	}
	return ""
}

// try runs a command on this laptop and gives its exit status and what it answered.
func (l *laptop) try(args ...string) (int, map[string]any, string) {
	fmt.Fprintf(l.log, "%s$ lumbungctl %s\n", l.place, strings.Join(quoted(args), " "))
	var out, errs bytes.Buffer
	status := run(l.ctx, append([]string{"--json"}, args...), strings.NewReader(""), &out, &errs, l.environment)
	object := map[string]any{}
	decoder := json.NewDecoder(&out)
	decoder.UseNumber()
	if err := decoder.Decode(&object); err != nil {
		return exitMachine, nil, fmt.Sprintf("%v: %s", err, errs.String())
	}
	return status, object, strings.TrimSpace(errs.String())
}

// do runs a command that must succeed.
func (l *laptop) do(args ...string) (map[string]any, error) {
	status, object, said := l.try(args...)
	if status != exitDone {
		return nil, fmt.Errorf("%s: lumbungctl %s: %s", l.place, strings.Join(args, " "), said)
	}
	return object, nil
}

// all runs commands that must succeed, one after the other.
func (l *laptop) all(commands ...[]string) error {
	for _, args := range commands {
		if _, err := l.do(args...); err != nil {
			return err
		}
	}
	return nil
}

// quoted writes arguments so that they can be typed again.
func quoted(args []string) []string {
	all := make([]string, len(args))
	for i, arg := range args {
		all[i] = arg
		if strings.ContainsAny(arg, " '\"$") || arg == "" {
			all[i] = "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
		}
	}
	return all
}
