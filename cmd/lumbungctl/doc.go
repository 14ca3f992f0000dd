// Command lumbungctl is the same book as the window shows, without a window: for district staff, scripts, tests and
// auditors. It is wiring only: rules stand in store/coop, what is kept in store, statements in store/report.
//
// Every command is run by run (program.go), which tests call in their own process. A command returns an answer, which
// is printed either for people or, with --json, as one JSON object; or an error, whose kind decides the exit status:
// 0 done, 1 the answer is "no", 2 wrong use, 3 the machine failed. Texts for people are translations with the topic
// ctl; a sentence that is not in assets/translations does not reach the screen, but for what the machine itself says.
package main
