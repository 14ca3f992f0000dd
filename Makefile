# Lumbung. `make run` opens the program, `make test` tests it; both first install what the machine lacks.

# One set of build flags for everything: each other set costs minutes of compiling the window's C code again.
# (No -trimpath for the same reason. Version stamps are off so that a checkout owned by another user builds too.)
export GOFLAGS := -tags=migrated_fynedo,no_emoji -buildvcs=false

# The packages of the house; ./... would also take what lies in bin and tmp.
export HOUSE := $(patsubst %,./%/...,$(wildcard cmd ui store sync assets))

HAS_DISPLAY := $(DISPLAY)$(WAYLAND_DISPLAY)

.PHONY: help run test demo check bench server pictures measure month windows wine deps

help: ## say what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

run: ## open the desktop program; with no display, write a picture of its window
	@.ci/deps build $(if $(HAS_DISPLAY),,window)
	go build -o bin/lumbung ./cmd/lumbung
	@.ci/window bin/lumbung

test: ## run every test
	@.ci/deps build test
	@.ci/test

check: ## format, vet, staticcheck, and compile for Windows
	@.ci/deps build
	@.ci/check

demo: ## play a village's month from the treasurer's laptop to the district, in tmp/demo
	go build -o bin/lumbungctl ./cmd/lumbungctl
	rm -rf tmp/demo
	bin/lumbungctl demo tmp/demo

server: ## run the district's server (ARGS="--listen … --data …" are passed on)
	go build -o bin/lumbungd ./cmd/lumbungd
	bin/lumbungd serve $(ARGS)

bench: ## run the benchmarks
	go test -run '^$$' -bench . -benchmem -timeout 60m $$(go list $(HOUSE) | grep -v /cmd/lumbung$$)

pictures: ## draw every page in both languages as PNG, in tmp/pictures
	rm -rf tmp/pictures
	mkdir -p tmp/pictures
	LUMBUNG_PICTURES=$(CURDIR)/tmp/pictures go test -count=1 -run Pictures ./ui
	LUMBUNG_PICTURES=$(CURDIR)/tmp/pictures go test -count=1 -run Browser ./sync/server
	@find tmp/pictures -name '*.png' | grep . || { echo 'make pictures: no picture was drawn' >&2; exit 1; }

measure: ## measure the real window on a book of 250,000 entries (ENTRIES=n for another size)
	@.ci/deps build window
	go build -o bin/lumbung ./cmd/lumbung
	go build -o bin/lumbungctl ./cmd/lumbungctl
	@mkdir -p tmp
	@xvfb-run -a -s '-screen 0 1024x600x24 +extension GLX' .ci/measure bin/lumbung bin/lumbungctl

month: ## type a month in the real window by keys alone (KILLS=n pulls the plug n times)
	@.ci/deps build window month
	go build -o bin/lumbung ./cmd/lumbung
	go build -o bin/lumbungctl ./cmd/lumbungctl
	@mkdir -p tmp
	@xvfb-run -a -s '-screen 0 1024x600x24 +extension GLX' .ci/month bin/lumbung bin/lumbungctl

windows: ## build the zip for Windows that runs from a stick (MESA=FOLDER adds a software OpenGL driver)
	@.ci/deps build windows
	@.ci/windows

wine: ## start what `make windows` built under wine, where wine is
	@.ci/deps window
	@.ci/wine

deps: ## install the Debian packages that building, testing and pictures need
	@.ci/deps build window test

