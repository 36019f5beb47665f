import Foundation
import HyperparameterSearch
import TestSupport
import Testing

@testable import ProgramObjectives

/// What is recorded of programs that end in all ways.
@Suite("How a program ends") struct EndingTests {
    private static let noValue =
        "the program ended with status 0 and printed no final value; the last line that it prints should be JSON such as "
        + "{\"value\": 0.29}"

    @Test func complete() async throws {
        try await SampleProgram.with { sample in
            let trial = try sample.evaluate(
                """
                echo starting; echo careful >&2
                echo '{"step": 1, "value": 0.5}'; echo '{"step": 4, "value": 0.25}'
                printf '{"value": 0.125, "values": {"accuracy": 0.75, "loss": 9}}'
                """)
            #expect(trial.value == 0.125)
            #expect(trial.values == ["accuracy": 0.75, "loss": 0.125])
            #expect(trial.steps == 4)
            #expect(trial.intermediateValues.map { [Double($0.step), $0.value] } == [[1, 0.5], [4, 0.25]])
            #expect(trial.log(.stdout).hasPrefix("starting\n{\"step\": 1"))
            #expect(trial.log(.stderr) == "careful\n")
            #expect(trial.artifacts["attempts"] == nil)
            #expect(
                !FileManager.default.fileExists(atPath: sample.folders.root), "nothing is left of a trial that ended")
        }
    }

    @Test(arguments: [
        ("true", noValue),
        ("echo rubbish; echo '{\"value\"'; head -c 1000 /dev/urandom", noValue),
        ("echo '{\"step\": 1, \"value\": 2}'", noValue),
        (
            "echo '{\"value\": \"0.3\"}'",
            noValue.replacing("value;", with: "value (a line with a value did not count: 'value' is not a number);")
        ),
        ("echo '{\"value\": NaN}'", "the program printed the value NaN, which cannot be ranked"),
        ("echo '{\"value\": -Infinity}'", "the program printed the value -Infinity, which cannot be ranked"),
        ("echo '{\"value\": 1, \"values\": {\"a\": NaN}}'", "a is nan, which cannot be ranked"),
        ("exit 3", "the program ended with status 3: it wrote nothing to standard error"),
        ("echo one >&2; echo two >&2; exit 3", "the program ended with status 3: two"),
        ("kill -9 $$", "the program was killed by signal 9 (SIGKILL): it wrote nothing to standard error"),
        ("echo oh >&2; kill -SEGV $$", "the program was killed by signal 11 (SIGSEGV): oh"),
        (
            "echo '{\"value\": 0.5}'; echo broken >&2; exit 1",
            "the program ended with status 1, after it had printed the value 0.5: broken"
        ),
        ("exec /nowhere/python9", nil),
    ])
    func failed(_ script: String, _ reason: String?) async throws {
        try await SampleProgram.with { sample in
            let trial = try sample.evaluate(script).withFiniteValuesOnly
            #expect(trial.outcome.state == .failed)
            if let reason { #expect(trial.reason == reason) }
        }
    }

    @Test("an interpreter that is missing fails the trial; a program that is missing is refused at once")
    func missing() async throws {
        try await SampleProgram.with { sample in
            let script = sample.folder.file("script")
            try "#!/nowhere/python9\n".write(toFile: script, atomically: true, encoding: .utf8)
            chmod(script, 0o755)
            let settings = try ProgramSettings(command: [script], direction: .minimize, measureName: "loss")
            let trial = try ProgramObjective(settings).evaluation(of: Candidate(number: 0, parameters: [:]))
            #expect(trial.reason.hasPrefix("the program '\(script)' cannot be started: "))
            #expect(trial.reason.hasSuffix("if it is a script, its interpreter may be missing"))

            let error = #expect(throws: ProgramError.self) {
                try ProgramObjective(
                    ProgramSettings(command: ["no-such-program"], direction: .minimize, measureName: "loss"))
            }
            #expect(
                error?.description == "the program 'no-such-program' cannot be started: no folder of the PATH has an "
                    + "executable of that name; install it, or correct 'command' or the PATH")
            let chosen = try ProgramSettings(command: ["{shell}"], direction: .minimize, measureName: "loss")
            let none = try ProgramObjective(chosen).evaluation(of: Candidate(number: 0, parameters: ["shell": "none"]))
            #expect(none.reason.hasPrefix("the program 'none' cannot be started: no folder of the PATH"))
            let nowhere = #expect(throws: ProgramError.self) {
                var settings = try ProgramSettings(command: ["sh"], direction: .minimize, measureName: "loss")
                settings.directory = "nowhere"
                _ = try ProgramObjective(settings)
            }
            #expect(nowhere?.description.contains("directory 'nowhere' is no folder") == true)
            #expect(throws: ProgramError.self) {
                try ProgramSettings(command: [], direction: .minimize, measureName: "loss")
            }
            #expect(throws: ProgramError.self) {
                try ProgramSettings(command: ["{"], direction: .minimize, measureName: "loss")
            }
        }
    }

    @Test("it gets its parameters as words and as a file, the environment and the directory")
    func told() async throws {
        try await SampleProgram.with { sample in
            let trial = try sample.evaluate(
                """
                cat "$SETTLE_TRIAL"; echo; echo "$1|$2|$COLOUR|$PYTHONUNBUFFERED|$(pwd -P)"
                [ -d "$(sed 's/.*"checkpoint":"\\([^"]*\\)".*/\\1/' "$SETTLE_TRIAL")" ] && echo '{"value": 1}'
                """, parameters: ["lr": 0.5, "name": "a b", "units": 64], words: ["{lr}", "{name}"]
            ) { settings in
                settings.environment = ["COLOUR": "blue"]
                settings.directory = sample.folder.path
            }
            #expect(trial.value == 1)
            let seed = trial.log(.stdout).firstMatch(of: /"seed":([0-9]+)/)?.1
            #expect(
                trial.log(.stdout).hasPrefix(
                    "{\"attempt\":1,\"checkpoint\":\"\(sample.folders.root)/7/checkpoint\",\"number\":7,\"parameters\":"
                        + "{\"lr\":0.5,\"name\":\"a b\",\"units\":64},\"seed\":\(seed ?? ""),\"study\":\"sample\"}\n"
                        + "0.5|a b|blue|1|"))
            #expect(trial.log(.stdout).contains("|1|/"))
        }
    }

    @Test("a failed program is started again, with its attempt counted and its checkpoint kept")
    func retries() async throws {
        try await SampleProgram.with { sample in
            let script = """
                attempt=$(sed 's/.*"attempt":\\([0-9]*\\).*/\\1/' "$SETTLE_TRIAL")
                folder=$(sed 's/.*"checkpoint":"\\([^"]*\\)".*/\\1/' "$SETTLE_TRIAL")
                echo "$attempt" >> "$folder/seen"
                [ "$attempt" = 3 ] || { echo "not $attempt" >&2; exit "$attempt"; }
                echo "{\\"value\\": $(cat "$folder/seen" | tr -d '\\n')}"
                """
            let trial = try sample.evaluate(script) { $0.retries = 2 }
            #expect(trial.value == 123)
            #expect(
                trial.log(.attempts)
                    == "attempt 1: the program ended with status 1: not 1\nattempt 2: the program ended with status 2: not 2\n"
            )
            let failed = try sample.evaluate(script) { $0.retries = 1 }
            #expect(failed.reason == "the program ended with status 2: not 2")
            #expect(failed.log(.attempts) == "attempt 1: the program ended with status 1: not 1\n")
        }
    }

    @Test("steps beyond the largest one are refused")
    func beyond() async throws {
        try await SampleProgram.with { sample in
            let trial = try sample.evaluate("echo '{\"step\": 6, \"value\": 1}'; echo '{\"value\": 1}'") {
                $0.steps = 5
            }
            #expect(
                trial.reason
                    == "the program reported step 6, and the study says that 5 is its largest; correct 'steps'")
        }
    }

    @Test("seeds differ between trials and between studies, and stay")
    func seeds() async throws {
        try await SampleProgram.with { _ in
            var settings = try ProgramSettings(command: ["sh"], direction: .minimize, measureName: "loss")
            let one = try ProgramLauncher(settings, folders: nil)
            settings.seed = 1
            let other = try ProgramLauncher(settings, folders: nil)
            let seeds = (0..<100).map { one.seed(ofTrial: $0) } + (0..<100).map { other.seed(ofTrial: $0) }
            #expect(Set(seeds).count == 200 && seeds.allSatisfy { (0...0x7fff_ffff).contains($0) })
            // Stored studies depend on it.
            #expect(seeds[0] == 291_796_004)
        }
    }
}
