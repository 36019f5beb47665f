import AnnealingStudies
import Foundation
import Testing

@Suite("settle export")
struct ExportVerbTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.write(StudyFiles.random(), to: "tiny.yaml")
        _ = try scratch.settle("run", "tiny.yaml")
    }

    @Test("writes the best schedules as JSON, to standard output or to a file")
    func json() throws {
        let run = try scratch.settle("export", "tiny", "--top", "3")
        #expect(run.status == 0)
        let exported = try JSONDecoder().decode(ExportedSchedules.self, from: Data(run.output.utf8))
        let best = try scratch.settle("best", "tiny", "--top", "3", "-f", "json").objects()
        #expect(exported.study == "tiny")
        #expect(exported.schedules.map(\.trial) == best.compactMap { $0["number"] as? Int })
        #expect(exported.schedules.map(\.value) == best.compactMap { $0["value"] as? Double })
        #expect(exported.schedules.map(\.epsilon) == best.compactMap { $0["epsilon"] as? String })
        let root = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        for (schedule, trial) in zip(try #require(root["schedules"] as? [[String: Any]]), best) {
            let parameters = try #require(schedule["parameters"] as? [String: Any])
            #expect(
                NSDictionary(dictionary: parameters)
                    == NSDictionary(dictionary: trial["parameters"] as? [String: Any] ?? [:]))
        }

        let toFile = try scratch.settle("export", "tiny", "--top", "3", "-o", "best.json")
        #expect(toFile.status == 0)
        #expect(toFile.output.isEmpty)
        #expect(try scratch.contents("best.json") == Data(run.output.utf8))
    }

    @Test("writes all trials as CSV, in pieces: the same bytes wherever they go")
    func csv() throws {
        let run = try scratch.settle("export", "tiny", "--format", "csv")
        #expect(try run.output == scratch.settle("trials", "tiny", "-f", "csv").output)
        _ = try scratch.settle("export", "tiny", "--format", "csv", "-o", "all.csv")
        #expect(try scratch.contents("all.csv") == Data(run.output.utf8))
    }

    @Test("writes the weights of the best trials, a file each, as training itself would have done")
    func weights() throws {
        _ = try scratch.start([
            "train", "--epsilon", "0.843/t^0.0923", "--lambda", "0.832/t^0.584", "--protocol", "official",
            "--unverified", "--data", try scratch.makeDigits(), "--hidden", "50", "--epochs", "1", "--name", "digits",
            "--save", "saved",
        ]).finish()
        let listed = try scratch.settle("best", "digits", "--top", "1", "-f", "json").objects()
        let best = Int(try #require(listed.first?["number"] as? Double))
        let run = try scratch.settle("export", "digits", "--top", "1", "--format", "npz", "-o", "best")
        #expect(run.status == 0)
        #expect(run.output.isEmpty)
        #expect(run.errors == "The weights of trial \(best): best/digits-\(best).npz\n")
        // Both networks, the continuous one included; fewer than ten are no error.
        _ = try scratch.settle("export", "digits", "--format", "npz", "-o", "all/")
        for file in ["digits-0.npz", "digits-1.npz"] {
            #expect(try scratch.contents("all/\(file)") == scratch.contents("saved/\(file)"))
        }
    }

    @Test("says how to keep weights where there are none, and where to put them")
    func noWeights() throws {
        let search = try scratch.settle("export", "tiny", "--format", "npz", "-o", "weights")
        #expect(search.status == 64)
        #expect(search.errors.contains("train its schedules with: settle train --study tiny --save FOLDER"))
        let nowhere = try scratch.settle("export", "tiny", "--format", "npz")
        #expect(nowhere.status == 64)
        #expect(nowhere.errors.contains("name a folder for them with -o"))
        let digits = try scratch.makeDigits()
        let content = try scratch.settle("mnist", "check", "--unverified", "--data", digits, "-f", "json").output
        let fingerprint = try #require(content.firstMatch(of: /"fingerprint" : "(\w+)"/)).1
        try scratch.write(
            """
            name: forgetful
            objective:
              training:
                data: \(fingerprint)
                protocol: official
                hidden: [10]
                epochs: 1
                minimize: testError
            sampler: points
            points: [{continuous: 0.5}]

            """, to: "forgetful.yaml")
        #expect(try scratch.settle("run", "forgetful.yaml", "--data", digits).status == 0)
        let run = try scratch.settle("export", "forgetful", "--format", "npz", "-o", "weights")
        #expect(run.status == 65)
        #expect(run.errors.contains("trial 0 of forgetful has no weights"))
        #expect(run.errors.contains("'keepWeights: true'"))
        #expect(try !scratch.files.contains("weights"), "an empty folder helps nobody")
    }

    @Test("refuses to count what it does not choose from")
    func topOfAll() throws {
        let run = try scratch.settle("export", "tiny", "--format", "csv", "--top", "3")
        #expect(run.status == 64)
        #expect(run.errors.contains("a CSV has all trials; leave --top out"))
    }

    @Test(
        "says what is wrong with the file to write",
        arguments: [
            (".", "'.' cannot be written (it is a folder); name another file with -o"),
            ("", "'' cannot be written (it has no name); name another file with -o"),
            ("no/best.json", "/no); name another file with -o"),
            ("tiny.yaml/best.json", "/tiny.yaml); name another file with -o"),
            ("/proc/best.json", "'/proc/best.json' cannot be written (/proc does not take new files: "),
        ])
    func unwritable(path: String, expected: String) throws {
        let before = try scratch.files
        let run = try scratch.settle("export", "tiny", "-o", path)
        #expect(run.status == 74)
        #expect(run.output.isEmpty)
        #expect(run.errorLines.count == 1)
        #expect(run.errors.contains(expected), "\(run.errors)")
        #expect(try scratch.files == before)
    }
}
