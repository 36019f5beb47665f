# Settle: `make search` and `make test` do everything from a fresh clone.
#
# All builds are release builds, tests too: debug Swift simulates some fifty times slower. `-enable-testing` keeps
# internal names visible to the tests, and the same flags everywhere keep one build for all of it.
BUILD_FLAGS := -c release -Xswiftc -enable-testing
SETTLE := .build/release/settle
SWIFT_CODE := Sources Plugins Tests Examples Benchmarks/Sources Package.swift Benchmarks/Package.swift

# The commit before the engine's second generation, with which benchmarks compare (Benchmarks/harness/places.py).
BEFORE := b3bc046

# The suites of the engines: kernels, lockstep simulation, training, pruning, the runner and its threads.
ENGINE_SUITES := CSpikeKernelsTests|SpikingDynamicsTests.Lockstep|EquilibriumPropagationTests.Engine|HyperparameterSearchTests.*(Prun|Run)|AnnealingStudiesTests.(Pruning|StoredValues)

PREFIX := /usr/local

.PHONY: search test documentation documentation-test fuzz setup build man install uninstall release release-test format lint coverage torture partition-test cluster-test same-trials ask-and-tell faults flips sanitize-thread sanitize-address bench bench-quick bench-tools bench-digits bench-samplers bench-postgresql bench-pages results mnist-results clean

## The best 50 of the paper's 5,000 schedules. Stop it with Ctrl-C; run it again to go on.
search: build
	$(SETTLE) run studies/paper-5000.yaml --keep 50

# The server's tests run by themselves: it answers in time only where a thousand other tests do not hold all threads.
test:
	@sh Scripts/setup.sh test
	swift build $(BUILD_FLAGS) --build-tests --explicit-target-dependency-import-check error
	sh Scripts/test.sh swift test $(BUILD_FLAGS) --skip-build --filter StudyServerTests
	sh Scripts/test.sh swift test $(BUILD_FLAGS) --skip-build --skip StudyServerTests

## The documentation as a site in .build/documentation/site. A warning and a public symbol without a comment are errors.
documentation: build
	python3 -B Scripts/documentation.py $(BUILD_FLAGS)

## All commands of the documents that need no other machine, in order; the tests leave out those that take long. Minutes.
documentation-test:
	@sh Scripts/setup.sh test
	swift build $(BUILD_FLAGS) --build-tests
	SETTLE_SLOW_DOCUMENTS=1 sh Scripts/test.sh swift test $(BUILD_FLAGS) --skip-build --filter DocumentedCommandTests

## What reads files of others, with other inputs each time, 200 times as many as in the tests. SETTLE_FUZZ_SEED repeats a
## run; where one ends in a crash, .build-fuzz holds the input that each target had read last.
fuzz:
	@sh Scripts/setup.sh test
	swift build $(BUILD_FLAGS) --build-tests
	sh Scripts/fuzz.sh swift test $(BUILD_FLAGS) --skip-build --filter Fuzz

build: setup
	swift build $(BUILD_FLAGS) --product settle

## A man page of the command and one of each verb, in .build/man.
man: build
	sh Scripts/man.sh $(SETTLE) .build/man

## The command, its man pages and its completions for bash, zsh and fish under PREFIX, or under DESTDIR and PREFIX.
install: man
	sh Scripts/install.sh $(SETTLE) .build/man $(DESTDIR)$(PREFIX)

uninstall:
	sh Scripts/install.sh remove - $(DESTDIR)$(PREFIX)

## An archive for machines of this kind without Swift, and its checksum, in .build/dist.
release: man
	sh Scripts/release.sh $(SETTLE) .build/man .build/dist

## Unpacks that archive, and runs it where there is no Swift. As root.
release-test: release
	sh Scripts/release_test.sh .build/dist

## Installs what the build needs and the machine lacks.
setup:
	@sh Scripts/setup.sh

format:
	swift format --in-place --recursive $(SWIFT_CODE)

## Format, and imports against what each target declares.
lint:
	swift format lint --strict --recursive $(SWIFT_CODE)
	sh Scripts/check-imports.sh

## Line coverage of Sources, from a build of its own. Fails where a test fails.
coverage:
	@sh Scripts/setup.sh test
	sh Scripts/coverage.sh .build-coverage

## Processes on one study, killed 200 times, stopped, out of disk, on a read-only one: nothing may be lost. Some minutes.
torture: build
	python3 Scripts/torture.py --settle $(SETTLE) --kills 200 --processes 4 --storage $(or $(STORAGE),sqlite)

## A cluster of Slurm with one node: a job array with a task cancelled and two requeued, compared with a straight run. Some
## minutes, as root; installs Debian's slurm-wlm and munge where they are missing.
cluster-test: build
	python3 -B Scripts/cluster_test.py --settle $(SETTLE)

## Eight workers in network namespaces on one PostgreSQL server, one of them cut off for longer than its lease. A minute, as root.
partition-test: build
	python3 -B Scripts/partition.py --settle $(SETTLE)

## Studies on one thread, two threads, in four processes and killed ten times, with and without --keep: the same trials.
same-trials: build
	python3 Scripts/same_trials.py --settle $(SETTLE)

## 1,000 trials asked for and told by eight shell loops at once, two of them killed: none lost, none twice. A minute or two.
ask-and-tell: build
	python3 Scripts/ask_and_tell.py --settle $(SETTLE)

## Bytes of a storage file changed, one at a time: each change of something stored must be told. A few minutes.
flips: build
	python3 Scripts/byte_flips.py --settle $(SETTLE) --flips 500 --trials 3000

## Calls of the system that fail under each verb, at least 2,000: each is told, and nothing is lost. Some minutes, as root.
faults: build
	python3 Scripts/call_faults.py --settle $(SETTLE)

## All benchmarks against NumPy, OpenBLAS, Optuna and an earlier commit's command, on an idle machine some twenty-five
## minutes; writes results/benchmarks.
bench: build bench-tools
	.build-bench/venv/bin/python -B Benchmarks/run.py

## The same with fewer rounds and sizes, under three minutes; writes .build-bench/quick.
bench-quick: build bench-tools
	BENCH_QUICK=1 .build-bench/venv/bin/python -B Benchmarks/run.py

## What only the benchmarks need: NumPy in an environment of its own, the engine's and the kernels' own programs, and the
## command of the commit that they compare with.
bench-tools: .build-bench/venv/installed .build-bench/kernels .build-bench/$(BEFORE)/built bench-digits
	swift build -c release --package-path Benchmarks --scratch-path .build-bench/swift

## MNIST, on which training is measured; nothing is fetched where it is there.
bench-digits: build
	$(SETTLE) mnist fetch

# From git, with what that commit's build needs; once.
.build-bench/$(BEFORE)/built:
	rm -rf $(@D)
	mkdir -p $(@D)
	git archive $(BEFORE) | tar -x -C $(@D)
	sh $(@D)/Scripts/setup.sh
	swift build -c release --package-path $(@D) --product settle
	touch $@

.build-bench/venv/installed: Benchmarks/requirements.txt
	python3 -m venv .build-bench/venv
	.build-bench/venv/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	touch $@

## Settle's samplers and Optuna's on the same problems: more than an hour of one core; goes on where it was stopped. Writes
## results/samplers.
bench-samplers: setup .build-bench/venv/samplers-installed
	swift build -c release --package-path Benchmarks --scratch-path .build-bench/swift --product SamplerBenchmark
	.build-bench/venv/bin/python -B Benchmarks/run_samplers.py

.build-bench/venv/samplers-installed: Benchmarks/samplers/requirements.txt .build-bench/venv/installed
	.build-bench/venv/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	touch $@

## Studies on a PostgreSQL server, beside Optuna's on the same server: ten minutes. Needs PostgreSQL's programs (on Debian:
## apt-get install postgresql). Writes results/postgresql.
bench-postgresql: build .build-bench/venv/servers-installed
	swift build -c release --package-path Benchmarks --scratch-path .build-bench/swift --product ServerBenchmark
	.build-bench/venv/bin/python -B Benchmarks/run_servers.py

.build-bench/venv/servers-installed: Benchmarks/servers-requirements.txt .build-bench/venv/installed
	.build-bench/venv/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	touch $@

## `settle serve` beside optuna-dashboard, and what open windows cost a run: some ten minutes. Needs a Chromium. Writes
## results/pages.
bench-pages: build .build-bench/venv/pages-installed
	.build-bench/venv/bin/python -B Benchmarks/run_pages.py

.build-bench/venv/pages-installed: Benchmarks/pages-requirements.txt .build-bench/venv/installed
	.build-bench/venv/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	touch $@

.build-bench/kernels: $(wildcard Benchmarks/Kernels/* Sources/CSpikeKernels/*.[ch] Sources/CSpikeKernels/include/*.h)
	mkdir -p .build-bench
	$${CC:-clang} -O2 -ISources/CSpikeKernels/include $(filter %.c,$^) -lm -o $@

## The data files and figures of results/, but for those of the benchmarks (make bench) and of training (make
## mnist-results): a quarter of an hour on two cores; goes on where it was stopped.
results: export SETTLE_STORAGE := results/results.sqlite
results: PAPER := results/paper-5000
results: FIGURE_2 := results/paper-figure-2
results: ROBUST := results/robust-5000
results: build
	$(SETTLE) run studies/paper-5000.yaml
	$(SETTLE) export paper-5000 --top 50 -o $(PAPER)/best.json
	$(SETTLE) figure search paper-5000 -o $(PAPER)/search.svg
	$(SETTLE) figure search paper-5000 --part importance --format csv -o $(PAPER)/importance.csv
	$(SETTLE) figure search paper-5000 --part stability --format csv -o $(PAPER)/stability.csv
	# In one go and with one thread it does not depend on timing where a trial is pruned.
	rm -f results/pruned.sqlite results/pruned.sqlite-wal results/pruned.sqlite-shm
	$(SETTLE) run studies/paper-5000.yaml --keep 50 --threads 1 --storage results/pruned.sqlite
	$(SETTLE) figure search paper-5000 --part pruning --storage results/pruned.sqlite -o $(PAPER)/pruning.svg
	$(SETTLE) figure search paper-5000 --part pruning --storage results/pruned.sqlite --format csv \
		-o $(PAPER)/pruning.csv
	$(SETTLE) run studies/paper-figure-2.yaml
	$(SETTLE) figure convergence paper-figure-2 -o $(FIGURE_2)/convergence.svg
	$(SETTLE) figure convergence paper-figure-2 --format csv -o $(FIGURE_2)/convergence.csv
	$(SETTLE) figure neuron -o $(FIGURE_2)/neuron.svg
	$(SETTLE) figure neuron --format csv -o $(FIGURE_2)/neuron.csv
	$(SETTLE) run studies/robust-5000.yaml
	$(SETTLE) export robust-5000 --top 50 -o $(ROBUST)/best.json
	$(SETTLE) figure search robust-5000 -o $(ROBUST)/search.svg
	$(SETTLE) figure search robust-5000 --part importance --format csv -o $(ROBUST)/importance.csv
	$(SETTLE) figure search robust-5000 --part stability --format csv -o $(ROBUST)/stability.csv
	$(SETTLE) evaluate --study robust-5000 --top 10 --networks 17..32:117..132 --name robust-further \
		-f csv > $(ROBUST)/robust-further.csv.part \
		&& mv $(ROBUST)/robust-further.csv.part $(ROBUST)/robust-further.csv
	$(SETTLE) evaluate --study paper-5000 --top 60 --networks 17..32:117..132 --name paper-further \
		-f csv > $(ROBUST)/paper-further.csv.part \
		&& mv $(ROBUST)/paper-further.csv.part $(ROBUST)/paper-further.csv
	$(SETTLE) evaluate --study robust-5000 --top 10 --networks 1237:1241 --name robust-on-papers \
		-f csv > $(ROBUST)/robust-on-papers.csv.part \
		&& mv $(ROBUST)/robust-on-papers.csv.part $(ROBUST)/robust-on-papers.csv
	$(SETTLE) figure convergence robust-further --trials 0,1 -o $(ROBUST)/convergence.svg \
		--title "The published schedule and the robust one on 16 further networks"
	$(SETTLE) figure convergence robust-further --trials 0,1 --format csv -o $(ROBUST)/convergence.csv

## The runs, numbers and figures of results/mnist: five seeds, both networks, both splits. Half an hour; goes on where it
## was stopped.
mnist-results: build
	$(SETTLE) mnist fetch
	$(SETTLE) run studies/paper-5000.yaml --keep 50
	$(SETTLE) train --study paper-5000 --top 1 --seeds 1234,1,2,3,4 --name mnist-paper
	$(SETTLE) train --study paper-5000 --top 1 --seeds 1234,1,2,3,4 --protocol official --name mnist-official
	$(SETTLE) figure learning mnist-paper -o results/mnist/learning-paper.svg
	$(SETTLE) figure learning mnist-official --no-paper --title "Learning curves on MNIST, official split" \
		-o results/mnist/learning-official.svg
	$(SETTLE) figure learning mnist-paper --format csv -o results/mnist/learning-paper.csv
	$(SETTLE) figure learning mnist-official --format csv -o results/mnist/learning-official.csv

## The engine's tests under a sanitizer, each from a build of its own.
sanitize-thread: setup
	swift test $(BUILD_FLAGS) -Xswiftc -DTHREAD_SANITIZER --sanitize thread --scratch-path .build-tsan --filter '$(ENGINE_SUITES)'

sanitize-address: setup
	ASAN_OPTIONS=detect_leaks=0 swift test $(BUILD_FLAGS) -Xswiftc -DEXACT_BLOCKS --sanitize address --scratch-path .build-asan \
		--filter '$(ENGINE_SUITES)'

clean:
	rm -rf .build .build-*
