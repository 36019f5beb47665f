# Settle: `make search` and `make test` do everything from a fresh clone.
#
# All builds are release builds, tests too: debug Swift simulates some fifty times slower. `-enable-testing` keeps
# internal names visible to the tests, and the same flags everywhere keep one build for all of it.
BUILD_FLAGS := -c release -Xswiftc -enable-testing
SETTLE := .build/release/settle

.PHONY: search test setup build format lint coverage clean

## The best 50 of the paper's 5,000 schedules. Stop it with Ctrl-C; run it again to go on.
search: build
	$(SETTLE) run studies/paper-5000.yaml --keep 50

test: setup
	swift build $(BUILD_FLAGS) --build-tests --explicit-target-dependency-import-check error
	swift test $(BUILD_FLAGS) --skip-build

build: setup
	swift build $(BUILD_FLAGS) --product settle

## Installs what the build needs and the machine lacks.
setup:
	@sh Scripts/setup.sh

format:
	swift format --in-place --recursive Sources Tests Examples Package.swift

## Format, and imports against what each target declares.
lint:
	swift format lint --strict --recursive Sources Tests Examples Package.swift
	sh Scripts/check-imports.sh

## Line coverage of Sources, from a build of its own.
coverage: setup
	swift test $(BUILD_FLAGS) --enable-code-coverage --scratch-path .build-coverage
	sh Scripts/coverage.sh .build-coverage

clean:
	rm -rf .build .build-*
