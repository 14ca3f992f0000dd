package store

import "lumbung/store/coop"

// inWords gives what Verify says, by its words for a log, the key of the sentence that a person reads.
var inWords = map[string]string{
	"its past is not here":                     "verify.past",
	"lamport is %d, by the log it is %d":       "verify.lamport",
	"%v":                                       "verify.unreadable",
	"its hash is not that of its bytes":        "verify.hash",
	"signs a change that is not here":          "verify.signed-nothing",
	"the signature is wrong":                   "verify.signature",
	"the row is missing":                       "verify.row-missing",
	"the row does not follow from the log":     "verify.row-extra",
	"%s is %s, by the log it is %s":            "verify.cell",
	"is not what its hash says":                "verify.kept-hash",
	"waits and is applied":                     "verify.waits-applied",
	"the last change of the log is not signed": "verify.unsigned",
	"change %d is not one of this log":         "verify.not-of-log",
	"is missing":                               "verify.part-missing",
	"is not as this program makes it":          "verify.part-changed",
	"does not belong here":                     "verify.part-extra",
	"the picture is damaged":                   "verify.picture",
	"change %d of log %s has left this machine and is not in the book": "verify.left",
	"the keys on this machine are not those the log names":             "verify.keys",
}

// why turns a finding's words for a log into what is translated; none where there is no sentence.
func why(format string, args []any) coop.Problem {
	key, known := inWords[format]
	if !known {
		return coop.Problem{}
	}
	said := make([]any, len(args))
	for i, arg := range args {
		said[i] = arg
		if err, is := arg.(error); is {
			said[i] = err.Error()
		}
		if id, is := arg.(coop.ID); is {
			said[i] = id.String()
		}
	}
	return coop.Problem{Key: key, Args: said}
}
