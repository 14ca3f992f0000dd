package coop

import "fmt"

// Problem is something wrong with what a person typed or a file holds: a translation key with its arguments.
type Problem struct {
	Key  string
	Args []any
}

// Error gives a readable English form; screens translate by Key.
func (p Problem) Error() string { return fmt.Sprint(append([]any{p.Key, ":"}, p.Args...)...) }
