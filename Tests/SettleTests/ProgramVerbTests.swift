import Foundation
import StudyFiles
import Testing

@testable import settle

@Suite("Studies of programs on the command line")
struct ProgramVerbTests {
    /// Reports nine steps, keeps the step in its checkpoint folder, and waits where the file `gate` exists.
    private static let script = """
        #!/bin/sh
        read -r trial <"$SETTLE_TRIAL"
        checkpoint=${trial#*'"checkpoint":"'}; checkpoint=${checkpoint%%'"'*}/steps
        seed=${trial#*'"seed":'}; seed=${seed%%,*}; seed=${seed%%'}'*}
        step=0
        [ ! -e "$checkpoint" ] || while read -r passed; do step=$passed; done <"$checkpoint"
        sleep 1000 &
        echo "$! $$" >>processes
        while [ "$step" -lt 9 ]; do
          step=$((step + 1))
          echo "{\\"step\\": $step, \\"value\\": $(( ($1 * 7919 + seed % 100) % 1000 + 100 / step ))}"
          echo "$step" >>"$checkpoint"
          [ "$step" -lt 4 ] || while [ -e gate ]; do sleep 0.01; done
        done
        echo "step $step done" >&2
        echo "{\\"value\\": $(( ($1 * 7919 + seed % 100) % 1000 + 11 )), \\"values\\": {\\"steps\\": $step}}"
        """

    private func scratch(_ change: (String) -> String = { $0 }) throws -> Scratch {
        let scratch = try Scratch()
        try scratch.write(Self.script, to: "program.sh")
        chmod(scratch.path("program.sh"), 0o755)
        try scratch.write(
            change(
                """
                name: counted
                objective:
                  program:
                    command: [./program.sh, "{x}"]
                    minimize: loss
                    steps: 9
                sampler: {random: {seed: 1}}
                scheduler: {successiveHalving: {cohort: 9, eta: 3, first: 1}}
                trials: 18
                space:
                  x: {from: 0, to: 1000, integer: true}
                """), to: "counted.yaml")
        return scratch
    }

    /// The processes that programs have noted.
    private func processes(_ scratch: Scratch) -> [pid_t] {
        let text = (try? String(contentsOfFile: scratch.path("processes"), encoding: .utf8)) ?? ""
        return text.split { $0 == " " || $0 == "\n" }.compactMap { pid_t($0) }
    }

    private func isAlive(_ process: pid_t) -> Bool {
        guard kill(process, 0) == 0 else { return false }
        let stat = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
        return !stat.contains(") Z") && !stat.contains(") X")
    }

    private func rows(_ scratch: Scratch) throws -> [String] {
        try scratch.stableRows("counted") + scratch.settle("show", "counted", "0").lines.filter { $0.contains("loss") }
    }

    @Test("runs on several workers, shows logs, and leaves nothing behind")
    func run() throws {
        let scratch = try scratch()
        let run = try scratch.settle("run", "counted.yaml", "--workers", "5")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.contains("counted: 18 trials in ") && run.errors.contains(" on 5 workers (16 pruned)"))
        let best = try scratch.settle("best", "counted", "--top", "1", "-f", "json").objects()
        let number = try #require(best.first?["number"] as? Int)
        let values = try #require(best.first?["values"] as? [String: Any])
        #expect(Set(values.keys) == ["loss", "steps"])
        let log = try scratch.settle("show", "counted", "\(number)", "--log")
        #expect(log.lines.first == "--- standard error ---" && log.lines[1] == "step 9 done")
        // A program that is ended where its trial waits may have gone further, and prints the same lines again later.
        #expect(log.lines.contains("--- standard output ---") && log.lines.last?.hasPrefix("{\"value\": ") == true)
        #expect(try scratch.settle("replay", "counted", "\(number)").status == 0)
        #expect(try scratch.settle("check", "counted", "--replay", "2").status == 0)
        #expect(processes(scratch).allSatisfy { !isAlive($0) })
        #expect(try scratch.files.filter { $0.contains("checkpoints") } == [])
        let pruned = try scratch.settle("trials", "counted", "--state", "pruned", "-f", "json").objects()
        let other = try #require(pruned.first?["number"] as? Int)
        let none = try scratch.settle("show", "counted", "\(other)", "--log")
        #expect(none.status == 64 && none.errors.contains("trial \(other) of counted has no log"))
    }

    @Test("killed with -9, it leaves no process; resumed, it comes to the same trials")
    func killed() throws {
        let straight = try scratch()
        #expect(try straight.settle("run", "counted.yaml", "--workers", "1").status == 0)
        let scratch = try scratch()
        for attempt in 0..<2 {
            try scratch.write("", to: "gate")
            let before = processes(scratch).count
            let running = try scratch.start(
                [attempt == 0 ? "run" : "resume"] + [attempt == 0 ? "counted.yaml" : "counted"] + ["--workers", "3"])
            // Some trials are on their way to the second rung and wait at the gate.
            #expect(running.wait { processes(scratch).count > before && folders(scratch).contains { $0 >= 4 } })
            running.send(SIGKILL)
            #expect(try running.finish().status == 128 + SIGKILL)
            #expect(wait { processes(scratch).allSatisfy { !isAlive($0) } })
            try FileManager.default.removeItem(atPath: scratch.path("gate"))
        }
        #expect(try scratch.settle("resume", "counted", "--workers", "2").status == 0)
        #expect(try rows(scratch) == rows(straight))
        #expect(try scratch.files.filter { $0.contains("checkpoints") } == [])
    }

    /// The steps of the checkpoints of trials that have not ended.
    private func folders(_ scratch: Scratch) -> [Int] {
        let root = scratch.storage + ".checkpoints/counted"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return names.compactMap { name in
            let text = try? String(contentsOfFile: "\(root)/\(name)/checkpoint/steps", encoding: .utf8)
            return text?.split(separator: "\n").compactMap { Int($0) }.last
        }
    }

    private func wait(until isSo: () -> Bool) -> Bool {
        for _ in 0..<15_000 {
            if isSo() { return true }
            usleep(1000)
        }
        return false
    }

    @Test("Ctrl-C ends the programs; a second process goes on")
    func interrupted() throws {
        let straight = try scratch()
        #expect(try straight.settle("run", "counted.yaml", "--workers", "1").status == 0)
        let scratch = try scratch()
        try scratch.write("", to: "gate")
        let running = try scratch.start(["run", "counted.yaml", "--workers", "3"])
        #expect(running.wait { folders(scratch).contains { $0 >= 4 } })
        running.send(SIGINT)
        let run = try running.finish()
        #expect(run.status == 130 && run.errors.contains("settle resume counted"))
        #expect(processes(scratch).allSatisfy { !isAlive($0) })
        try FileManager.default.removeItem(atPath: scratch.path("gate"))
        #expect(try scratch.settle("resume", "counted").status == 0)
        #expect(try rows(scratch) == rows(straight))
    }

    @Test("a deleted study leaves no checkpoint behind")
    func deleted() throws {
        let scratch = try scratch()
        try scratch.write("", to: "gate")
        let running = try scratch.start(["run", "counted.yaml", "--workers", "3"])
        #expect(running.wait { folders(scratch).contains { $0 >= 4 } })
        running.send(SIGINT)
        _ = try running.finish()
        #expect(!folders(scratch).isEmpty)
        #expect(try scratch.settle("delete", "counted", "--yes").status == 0)
        #expect(try scratch.files.filter { $0.contains("checkpoints") } == [])
    }

    @Test("--workers and --threads; a program that is missing")
    func refused() throws {
        let scratch = try scratch()
        let both = try scratch.settle("run", "counted.yaml", "--workers", "2", "--threads", "2")
        #expect(both.status == 64 && both.errors.contains("give --workers"))
        let zero = try scratch.settle("run", "counted.yaml", "--workers", "0")
        #expect(zero.status == 64)
        let many = try scratch.settle("run", "counted.yaml", "--workers", "20000")
        #expect(many.status == 64 && many.errors.contains("give at most 10000"))
        try scratch.write(StudyFiles.random("other", layers: "[4, 4, 2]", steps: 20, trials: 3), to: "other.yaml")
        let other = try scratch.settle("run", "other.yaml", "--workers", "2")
        #expect(other.status == 64 && other.errors.contains("--workers is for studies of programs"))
        try FileManager.default.removeItem(atPath: scratch.path("program.sh"))
        let missing = try scratch.settle("run", "counted.yaml")
        #expect(
            missing.status == 65 && missing.errors.contains("'./program.sh' cannot be started: there is no such file"))
        #expect(try scratch.files.filter { $0.contains("sqlite") } == [], "nothing is stored")
    }

    @Test("a program that needed three attempts says so")
    func attempts() throws {
        let scratch = try scratch {
            $0.replacing("steps: 9", with: "retries: 2").replacing("trials: 18", with: "trials: 1")
                .replacing(/scheduler.*/, with: "")
        }
        try scratch.write(
            """
            #!/bin/sh
            grep -q '"attempt":3' "$SETTLE_TRIAL" || { printf 'no \\033[31mroom\\n' >&2; exit 4; }
            echo '{"value": 2}'
            """, to: "program.sh")
        #expect(try scratch.settle("run", "counted.yaml").status == 0)
        let shown = try scratch.settle("show", "counted", "0").output
        #expect(shown.contains("attempts") && shown.contains("3; attempt 1: the program ended with status 4: no "))
        let log = try scratch.settle("show", "counted", "0", "--log")
        #expect(log.output.contains("no \\u001b[31mroom"), "no escape sequence reaches the terminal")
        #expect(log.output.contains("--- failed attempts ---\nattempt 1: "))
    }

    @Test("the study and the protocol of the documentation are read")
    func documentation() throws {
        let text = try String(
            contentsOf: BuiltProgram.repository.appendingPathComponent("docs/programs.md"), encoding: .utf8)
        let files = text.components(separatedBy: "```yaml\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
        #expect(files.count == 1)
        for file in files {
            let study = try StudyFile.read(file, file: "docs/programs.md", kinds: .ofTheCommand)
            #expect(study.kind.measureName == "loss")
        }
        let shipped = BuiltProgram.repository.appendingPathComponent("studies/digits.yaml").path
        let digits = try StudyFile.read(path: shipped, kinds: .ofTheCommand)
        #expect(digits.name == "digits" && digits.scheduler != nil)
        #expect(FileManager.default.fileExists(atPath: BuiltProgram.repository.path + "/studies/digits.py"))
    }
}
