import Foundation

/// A study that takes some seconds on this machine, however fast the program is, and its trials as a straight run,
/// never disturbed, gives them.
struct LongStudy: Sendable {
    static let name = "long"
    /// Made once for all tests.
    static let shared = Result { try LongStudy() }

    let trials: Int
    let text: String
    let straightRows: [String]

    private init() throws {
        let scratch = try Scratch()
        // A first run tells how many trials are some seconds' work.
        let sample = 500
        let began = Date()
        try scratch.write(Self.text(trials: sample, name: "sample"), to: "sample.yaml")
        _ = try scratch.settle("run", "sample.yaml")
        // A loaded machine may be faster later.
        trials = max(20 * sample, Int(Double(sample) * 3 / Date().timeIntervalSince(began)))
        text = Self.text(trials: trials, name: Self.name)
        try scratch.write(text, to: "long.yaml")
        _ = try scratch.settle("run", "long.yaml")
        straightRows = try scratch.stableRows(Self.name)
    }

    private static func text(trials: Int, name: String) -> String {
        StudyFiles.random(name, layers: "[20, 20, 10]", steps: 2000, trials: trials)
    }
}
