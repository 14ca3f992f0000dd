// Package cmd is the hall that the three programs stand in: lumbung (the window), lumbungd (the server) and lumbungctl
// (the same books without a window). It holds no code of its own, only the tests of the house: who may import whom,
// what may lie at the top, how long a function may grow. It must not know anything that the programs or layers do.
package cmd
