# Settle: `make search` and `make test` do everything from a fresh clone.
#
# All builds are release builds, tests too: debug Swift simulates some fifty times slower. `-enable-testing` keeps
# internal names visible to the tests, and the same flags everywhere keep one build for all of it.
BUILD_FLAGS := -c release -Xswiftc -enable-testing
SETTLE := .build/release/settle

# The suites of the engine: kernels, lockstep simulation, pruning, the runner and its threads.
ENGINE_SUITES := CSpikeKernelsTests|SpikingDynamicsTests.Lockstep|HyperparameterSearchTests.*(Prun|Run)|AnnealingStudiesTests.(Pruning|StoredValues)

.PHONY: search test setup build format lint coverage sanitize-thread sanitize-address clean

## The paper's search: 5,000 trials, recorded as they finish. Stop it with Ctrl-C; run it again to go on.
search: build
	$(SETTLE) run studies/paper-5000.yaml

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

## The engine's tests under a sanitizer, each from a build of its own.
sanitize-thread: setup
	swift test $(BUILD_FLAGS) --sanitize thread --scratch-path .build-tsan --filter '$(ENGINE_SUITES)'

sanitize-address: setup
	ASAN_OPTIONS=detect_leaks=0 swift test $(BUILD_FLAGS) --sanitize address --scratch-path .build-asan \
		--filter '$(ENGINE_SUITES)'

clean:
	rm -rf .build .build-*
