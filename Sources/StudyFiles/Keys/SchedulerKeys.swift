import HyperparameterSearch

/// The keys of `scheduler`.
extension SchedulerReader {
    static let etas = 2...1000
    static let usualEta = 3
    static let reportCounts = 1...1_000_000

    static let keys = FileKeys(
        oneOf: Word.allCases.map { FileKey($0.rawValue, .mapping(keys(of: $0)), meaning(of: $0)) })

    private static func meaning(of word: Word) -> String {
        switch word {
        case .successiveHalving: "Of each cohort, one in 'eta' trials goes on at each rung."
        case .hyperband: "Brackets of successive halving: many trials with few steps first, then fewer with more."
        case .median: "Stops a trial that is worse than the median of earlier cohorts at the same place."
        case .patience: "Stops a trial whose own value has not improved for a number of reports."
        }
    }

    static func keys(of word: Word) -> FileKeys {
        let cohort = { (sizes: ClosedRange<Int>) in
            FileKey(
                "cohort", .whole(sizes),
                "The number of trials that are compared. With a sampler that learns leave it out: generations are compared."
            )
        }
        let eta = FileKey(
            "eta", .whole(etas), standard: .integer(usualEta), "One of this many trials goes on at each rung.")
        let first = FileKey(
            "first", .positive, isRequired: true,
            "Where the first rung lies: in epochs for training, otherwise in steps.")
        let every = FileKey(
            "every", .positive, "The distance between two comparisons, in epochs or steps; each report if absent.")
        let reports = FileKey(
            "reports", .whole(reportCounts), isRequired: true,
            "The number of reports without an improvement after which a trial stops.")
        return switch word {
        case .successiveHalving: FileKeys([cohort(etas.lowerBound...StudyDefinition.largestBudget), eta, first])
        case .hyperband: FileKeys([eta, first])
        case .median: FileKeys([cohort(StudyKeys.trialCounts), every])
        case .patience: FileKeys([reports, every])
        }
    }
}
