/// The trials of a query as they are at one moment, read one by one: a study of a million takes no more memory than one
/// of ten.
public struct TrialPasses {
    private let readRuns: () throws -> [RunRecord]
    private let pass: ((Trial) throws -> Void) throws -> Void

    /// - Parameters:
    ///   - runs: reads the study's runs at the same moment.
    ///   - pass: calls its argument with each trial, in the order of the query.
    public init(runs: @escaping () throws -> [RunRecord], pass: @escaping ((Trial) throws -> Void) throws -> Void) {
        (readRuns, self.pass) = (runs, pass)
    }

    /// Calls `body` with each trial, in the order of the query. Every call reads the same trials.
    public func visit(_ body: (Trial) throws -> Void) throws {
        try pass(body)
    }

    /// The runs of the study, in the order in which they began.
    public func runs() throws -> [RunRecord] { try readRuns() }
}

extension StudyReader {
    /// Reads the trials that match a query into memory, for stores that keep them there.
    public func withTrials<Result>(
        of study: StudyID, matching query: TrialQuery, _ body: (TrialPasses) throws -> Result
    ) throws -> Result {
        let trials = try trials(of: study, matching: query)
        return try body(
            TrialPasses {
                try runs(of: study)
            } pass: {
                try trials.forEach($0)
            })
    }
}
