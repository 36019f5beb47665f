/// The trials of a query as they are at one moment, read one by one: a study of a million takes no more memory than one
/// of ten.
public struct TrialPasses {
    private let readRuns: () throws -> [RunRecord]
    /// Takes a trial's texts, where the store has them, and a function that gives the trial itself.
    public typealias TextVisit = (_ texts: TrialTexts?, _ trial: () throws -> Trial) throws -> Void

    private let pass: ((Trial) throws -> Void) throws -> Void
    private let textPass: (TextVisit) throws -> Void
    private let readTrial: (Int) throws -> Trial?

    /// - Parameters:
    ///   - runs: reads the study's runs at the same moment.
    ///   - trial: reads one trial of the study at the same moment; nil where there is no such trial.
    ///   - texts: calls its argument with each trial's texts, in the order of the query; nil where the store keeps none.
    ///   - pass: calls its argument with each trial, in the order of the query.
    public init(
        runs: @escaping () throws -> [RunRecord], trial: @escaping (Int) throws -> Trial?,
        texts: ((TextVisit) throws -> Void)? = nil, pass: @escaping ((Trial) throws -> Void) throws -> Void
    ) {
        (readRuns, readTrial, self.pass) = (runs, trial, pass)
        textPass = texts ?? { visit in try pass { trial in try visit(nil) { trial } } }
    }

    /// Calls `body` with each trial, in the order of the query. Every call reads the same trials.
    public func visit(_ body: (Trial) throws -> Void) throws {
        try pass(body)
    }

    /// Calls `body` with each trial in the order of the query: its texts, where the store has them, and a function that
    /// gives the trial itself, which may be called while `body` runs.
    public func visitTexts(_ body: TextVisit) throws { try textPass(body) }

    /// A trial of the study, whether the query selects it or not; nil where there is no such trial. It may be called while
    /// trials are visited.
    public func trial(_ number: Int) throws -> Trial? { try readTrial(number) }

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
            } trial: { number in
                try trial(number, of: study)
            } pass: {
                try trials.forEach($0)
            })
    }
}
