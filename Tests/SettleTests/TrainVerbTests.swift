import Foundation
import StudyStorage
import Testing

@Suite("settle train")
struct TrainVerbTests {
    private let scratch: Scratch
    /// What every command here needs: small, quick, on images that are not all of MNIST.
    private let common: [String]
    private static let schedule = ["--epsilon", "0.843/t^0.0923", "--lambda", "0.832/t^0.584"]

    init() throws {
        scratch = try Scratch()
        common = [
            "--protocol", "official", "--unverified", "--data", try scratch.makeDigits(), "--hidden", "100",
        ]
    }

    private func train(_ arguments: [String]) throws -> CommandRun {
        try scratch.start(["train"] + common + arguments).finish()
    }

    @Test("trains a schedule beside the continuous twin, and lists, shows and replays the runs as trials")
    func schedule() throws {
        let run = try train(Self.schedule + ["--epochs", "4", "--seeds", "1,2", "--name", "digits"])
        #expect(run.status == 0)
        #expect(run.lines.count == 3)
        #expect(run.lines[1].hasPrefix("binary      0.843/t^0.0923  0.832/t^0.584"))
        #expect(run.lines[2].hasPrefix("continuous  0.5"))
        #expect(run.errorLines.first == "4 training runs (binary, continuous) of 4 epochs in study digits.")
        let trials = try scratch.settle("trials", "digits", "-f", "json").objects()
        #expect(trials.count == 4)
        #expect(trials.allSatisfy { $0["state"] as? String == "complete" })
        let seeds = trials.map { ($0["parameters"] as? [String: Any])?["seed"] as? Double }
        #expect(seeds == [1, 2, 1, 2])
        #expect(try scratch.settle("trials", "digits").lines[3].hasSuffix("continuous      1"))
        let shown = try scratch.settle("show", "digits", "0")
        #expect(shown.output.contains("\nepoch  test error  train error"))
        let replayed = try scratch.start(["replay", "digits", "0", "--data", scratch.path("digits")]).finish()
        #expect(replayed.status == 0)
        #expect(replayed.output.hasSuffix("every stored value and the trace equal, and the weights.\n"))
    }

    @Test("the same command again has nothing left to do, and says the same")
    func again() throws {
        let first = try train(Self.schedule + ["--epochs", "1", "-f", "json"])
        let second = try train(Self.schedule + ["--epochs", "1", "-f", "json"])
        #expect(first.status == 0)
        #expect(first.output == second.output)
        #expect(second.errors.contains("Nothing is left to do"))
        let rows = try first.objects()
        #expect(rows.map { $0["network"] as? String } == ["binary", "continuous"])
        for row in rows {
            let test = try #require(row["test"] as? [String: Any])
            let (low, mean, high) = (test["lowest"] as? Double, test["mean"] as? Double, test["highest"] as? Double)
            #expect(try #require(low) <= #require(mean))
            #expect(try #require(mean) <= #require(high))
        }
    }

    @Test("the best schedules of a study, in one command, are trials with parents")
    func fromStudy() throws {
        try scratch.write(StudyFiles.random(), to: "tiny.yaml")
        _ = try scratch.settle("run", "tiny.yaml")
        let best = try scratch.settle("best", "tiny", "--top", "3", "-f", "json").objects()
        let numbers = best.compactMap { $0["number"] as? Double }.map { Int($0) }
        let run = try train(["--study", "tiny", "--top", "3", "--no-continuous", "--epochs", "1", "--name", "best"])
        #expect(run.status == 0)
        #expect(run.lines.count == 4)
        let parents = try scratch.settle("trials", "best", "-f", "json").objects().map { $0["parent"] as? String }
        #expect(parents == numbers.map { "tiny/\($0)" })
        _ = try scratch.settle("export", "tiny", "--top", "3", "-o", "best.json")
        let exported = try train(
            ["--schedules", "best.json", "--top", "3", "--no-continuous", "--epochs", "1", "--name", "best"])
        #expect(exported.errors.contains("Nothing is left to do"), "the exported file says the same as the study")
    }

    @Test("schedules that a file names twice are no additional seeds")
    func repeated() throws {
        let schedules = [3, 5, 3].map {
            #"{"epsilon": "0.5", "lambda": "1", "quantizer": "sigma-delta", "trial": \#($0), "value": 1, "values": {}}"#
        }
        try scratch.write(
            """
            {"definition": {}, "format": "settle-schedules-1", "objective": "meanError", "study": "mine", "schedules": [
            \(schedules.joined(separator: ",\n"))]}
            """, to: "mine.json")
        let run = try train(
            ["--schedules", "mine.json", "--top", "3", "--no-continuous", "--epochs", "1", "-f", "json"])
        #expect(run.errorLines.first?.hasPrefix("mine/5 has the schedules of mine/3") == true)
        #expect(run.errors.contains("\n1 training run (binary)"))
        let rows = try run.objects()
        #expect(rows.count == 1)
        #expect(rows.first?["parent"] as? String == "mine/3")
    }

    @Test("a schedule that does not settle fails with the reason, and the command goes on")
    func chanceLevel() throws {
        try scratch.write(
            """
            {"definition": {}, "format": "settle-schedules-1", "objective": "meanError", "study": "mine", "schedules": [
            {"epsilon": "0.001", "lambda": "1", "quantizer": "sigma-delta", "trial": 1, "value": 1, "values": {}},
            {"epsilon": "0.843/t^0.0923", "lambda": "0.832/t^0.584", "quantizer": "sigma-delta", "trial": 2, "value": 2,
             "values": {}}]}
            """, to: "mine.json")
        let run = try train(
            ["--schedules", "mine.json", "--top", "2", "--no-continuous", "--epochs", "6", "--name", "mine"])
        #expect(run.status == 0)
        #expect(run.errors.contains("Trial 0 failed: training error "))
        #expect(run.errors.contains("after epoch 2: it has not left chance level, "))
        #expect(run.lines[1].contains("mine/1            6  0 of 1"))
        let trials = try scratch.settle("trials", "mine", "-f", "json").objects()
        #expect(trials.map { $0["state"] as? String } == ["failed", "complete"])
        #expect(trials.map { $0["steps"] as? Double } == [100, 300])
    }

    @Test("killed in its third epoch and resumed, it ends with the same weights")
    func killed() throws {
        let arguments = Self.schedule + ["--no-continuous", "--hidden", "400", "--epochs", "30"]
        let straight = try train(arguments + ["--name", "straight", "--save", "weights"])
        #expect(straight.status == 0)
        let running = try scratch.start(["train"] + common + arguments + ["--name", "killed"])
        let step = { () throws -> Int in
            guard let store = try? SQLiteStore(path: scratch.storage, access: .reading),
                let study = try store.study(named: "killed")
            else { return 0 }
            return try store.checkpoint(ofTrial: 0, of: study.id)?.step ?? 0
        }
        #expect(try running.wait { try step() >= 100 })
        running.send(SIGKILL)
        #expect(try running.finish().status == 128 + SIGKILL)
        #expect(try step() < 1500, "it was killed on the way")
        let resumed = try scratch.start(["resume", "killed", "--data", scratch.path("digits")]).finish()
        #expect(resumed.status == 0)
        let again = try train(arguments + ["--name", "killed", "--save", "weights"])
        #expect(again.errors.contains("Nothing is left to do"))
        let weights = try scratch.contents("weights/killed-0.npz")
        #expect(weights.count > 1_000_000)
        #expect(try weights == scratch.contents("weights/straight-0.npz"))
        let rows = try ["straight", "killed"].map { try scratch.stableRows($0) }
        #expect(rows[0] == rows[1])
    }

    @Test("Ctrl-C loses nothing, and says how to go on")
    func interrupted() throws {
        let arguments = Self.schedule + ["--no-continuous", "--hidden", "300", "--epochs", "2000", "--name", "stopped"]
        let running = try scratch.start(["train"] + common + arguments)
        #expect(running.wait { running.errors.contains("stopped · 0/1 · 0: epoch") || !running.isRunning })
        running.send(SIGINT)
        let run = try running.finish()
        #expect(run.status == 130)
        #expect(run.errors.contains("Go on with: settle train --protocol official --unverified --data "))
    }

    @Test("the figure of the runs, as SVG and as numbers")
    func figure() throws {
        _ = try train(Self.schedule + ["--epochs", "3", "--seeds", "1,2", "--name", "digits"])
        let picture = try scratch.settle("figure", "learning", "-o", "learning.svg")
        #expect(picture.status == 0)
        #expect(picture.errors == "Drawing digits, the training study that was made last.\n")
        #expect(String(decoding: try scratch.contents("learning.svg"), as: UTF8.self).hasPrefix("<svg"))
        let numbers = try scratch.settle("figure", "learning", "digits", "--format", "csv")
        #expect(numbers.lines.count == 1 + 4 * 9)
        #expect(numbers.lines[1].contains("ε = 0.843/t^0.0923, λ = 0.832/t^0.584"))
    }

    @Test(
        "what cannot be trained is told at once, and nothing is stored",
        arguments: [
            (["--epsilon", "0.5"], 64, "--epsilon and --lambda belong together"),
            (["--epsilon", "0.5", "--lambda", "t"], 64, "--lambda 't' is not a schedule"),
            (["--no-continuous"], 64, "nothing is left to train"),
            (["--study", "a", "--schedules", "b"], 64, "exclude each other"),
            (["--top", "3"], 64, "name what has schedules with --study or --schedules"),
            (
                ["--epsilon", "0.5", "--lambda", "1", "--top", "3"], 64,
                "name what has schedules with --study or --schedules"
            ),
            (["--study", "a", "--top", "0"], 64, "--top '0' is not a whole number"),
            (["--quantizer", "threshold"], 64, "--quantizer belongs to --epsilon and --lambda"),
            (["--study", "a", "--quantizer", "threshold"], 64, "--quantizer belongs to --epsilon and --lambda"),
            (["--study", "nothing"], 74, "there is no database"),
            (["--schedules", "nothing.json"], 74, "nothing.json: there is no such file"),
            (["--seeds", "1,1"], 64, "names a seed twice"), (["--seeds", "one"], 64, "'one' is not a seed"),
            (["--hidden", "0"], 64, "'0' is not a number of units"),
            (["--hidden", "5,5"], 64, "--rates: 2 rates for 3 layers above the input"),
            (
                [
                    "--hidden", Array(repeating: "5", count: 21).joined(separator: ","), "--rates",
                    Array(repeating: "0.1", count: 22).joined(separator: ","),
                ], 65, "21 hidden layers, and at most 20 are trained; give at most 20"
            ),
            (
                ["--hidden", "65535,65535", "--rates", "0.1,0.1,0.1"], 65,
                "bytes, and at most 900000000 can be kept; make layers smaller"
            ),
            (["--epochs", "0"], 64, "--epochs '0' is not a whole number from 1 to 10000"),
            (["--protocol", "paper"], 65, "the training file has 1000"),
            (
                ["--protocol", "paper"], 65,
                "tests on the test file: --protocol official, or in a study file 'protocol: official'"
            ),
            (["--data", "nowhere"], 74, "settle mnist fetch"),
            (["--name", "a/b"], 65, "'a/b' is not a study name"),
            (["--save", "digits/train-labels-idx1-ubyte.gz"], 74, "name another folder with --save"),
        ] as [([String], Int32, String)])
    func refused(arguments: [String], status: Int32, message: String) throws {
        let run = try train(arguments)
        #expect(run.status == status)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains(message), "\(run.errors)")
        #expect(try scratch.files.allSatisfy { !$0.hasPrefix("studies.sqlite") })
    }

    @Test("other images than MNIST need to be wanted, and a study keeps to its images")
    func otherImages() throws {
        let digits = scratch.path("digits")
        let refused = try scratch.start(["train", "--data", digits]).finish()
        #expect(refused.status == 65)
        #expect(refused.errors.contains("--unverified"))
        _ = try train(["--epochs", "1", "--name", "mine"])
        // Another order of classes is another data set.
        let labels = digits + "/t10k-labels-idx1-ubyte.gz"
        try FileManager.default.removeItem(atPath: labels)
        var bytes = Data([0, 0, 8, 1, 0, 0, 3, 232])
        bytes += (0..<1000).map { UInt8($0 % 10) }
        try bytes.write(to: URL(fileURLWithPath: digits + "/t10k-labels-idx1-ubyte"))
        let other = try scratch.start(["replay", "mine", "0", "--data", digits]).finish()
        #expect(other.status == 65)
        #expect(other.errors.contains("name the folder of the study's images with --data"))
    }

    @Test("images that are too large are refused")
    func largeImages() throws {
        let large = scratch.folder.appendingPathComponent("large")
        try FileManager.default.createDirectory(at: large, withIntermediateDirectories: true)
        for set in ["train", "t10k"] {
            let images = Data([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 1, 44, 0, 0, 1, 44]) + Data(count: 300 * 300)
            try images.write(to: large.appendingPathComponent("\(set)-images-idx3-ubyte"))
            try Data([0, 0, 8, 1, 0, 0, 0, 1, 7]).write(to: large.appendingPathComponent("\(set)-labels-idx1-ubyte"))
        }
        let run = try scratch.start(["train", "--data", large.path, "--unverified", "--protocol", "official"]).finish()
        #expect(run.status == 65)
        #expect(run.errors.contains("images of 90000 pixels"))
    }

    @Test("only training studies have learning curves")
    func noCurves() throws {
        try scratch.write(StudyFiles.random(), to: "tiny.yaml")
        _ = try scratch.settle("run", "tiny.yaml")
        for arguments in [["tiny"], []] {
            let run = try scratch.start(["figure", "learning"] + arguments).finish()
            #expect(run.status == 64)
            #expect(run.errors.contains("settle train --"))
        }
    }
}
