import AnnealingStudies
import HyperparameterSearch
import StudyFiles

/// The data of a search's figures, read from the store once.
public struct SearchedStudy: Sendable {
    public var name: String
    /// The name of the value that was searched for.
    public var measure: String
    public var direction: Direction
    /// The searched parameters, in the order in which they are drawn. Trials may have further parameters.
    public var parameters: [Parameter]
    /// The trials that have ended, by number.
    public var trials: [Trial]
    /// The values of complete trials at earlier steps; nil if they were not asked for, or the traces do not give them.
    public var progress: SearchProgress?
    /// The number below which no model proposed the trials; nil if the sampler does not learn.
    public var startEnd: Int?
    /// The search's model; nil if it was not asked for, or the sampler has none.
    public var model: SurrogateModel?
    /// The shares of the summed error of the best trials, the best first; empty if the trials have no error curves.
    public var shares: [TrialShares] = []
    /// The values of several objectives; nil in a study of one.
    public var objectives: Objectives?
    /// Whether constant schedules are shown as power laws with exponent 0.
    public var showsConstantsAsPowerLaws = false

    public init(
        name: String, measure: String, direction: Direction, parameters: [Parameter] = [], trials: [Trial],
        progress: SearchProgress? = nil
    ) {
        self.name = name
        self.measure = measure
        self.direction = direction
        self.parameters = parameters
        self.trials = trials
        self.progress = progress
    }

    /// - Parameters:
    ///   - readsProgress: whether to read the traces of the trials, which takes longer than all the rest.
    ///   - makesModel: whether to make the sampler's model again.
    /// - Throws: the errors of the study's reader.
    public init(_ study: StoredStudy, readsProgress: Bool = true, makesModel: Bool = true) throws {
        let declared = study.declared
        let ended = TrialQuery(states: [.complete, .pruned, .failed])
        self.init(
            name: study.name, measure: declared?.kind.measureName ?? "value",
            direction: study.record.definition.direction, parameters: (try? declared?.searchedParameters()) ?? [],
            trials: try study.reader.withTrials(of: study.record.id, matching: ended) { passes in
                var trials: [Trial] = []
                // No figure shows the named values, which would take half of the memory.
                try passes.visit { trials.append($0.withoutNamedValues) }
                return trials
            })
        startEnd = study.startEnd
        model = makesModel ? try study.surrogateModel() : nil
        if let declared {
            showConstantsAsPowerLaws()
            parameters += found(in: declared.parameterNames)
        }
        shares = try Self.shares(of: study)
        if let names = study.severalObjectives, let points = try study.objectivePoints() {
            objectives = Objectives(names: names, points: points)
        }
        // In a pruned study only the best trials are complete, and they do not show the stability of the whole ranking.
        guard readsProgress, let declared, !trials.contains(where: { $0.state == .pruned }) else { return }
        progress = try SearchProgress(
            of: trials.filter { $0.state == .complete }, kind: declared.kind
        ) { try study.reader.trace(ofTrial: $0, of: study.record.id) }
    }

    /// Reads a study and requires that there is something to draw.
    ///
    /// - Throws: ``StoredStudyError`` if no trial has ended, and the errors of the study's reader.
    public init(drawing study: StoredStudy, readsProgress: Bool, makesModel: Bool = false) throws {
        try self.init(study, readsProgress: readsProgress, makesModel: makesModel)
        guard !trials.isEmpty else { throw study.error(.noTrialEnded) }
    }

    /// The values of the complete trials of a study with several objectives.
    public struct Objectives: Sendable, Hashable {
        /// The objective of the trials' value first.
        public let names: [String]
        /// By number; each has as many values as there are names.
        public let points: [ParetoFront.Point]

        public init(names: [String], points: [ParetoFront.Point]) {
            (self.names, self.points) = (names, points)
        }
    }

    /// The shares of a trial's summed error by decade of steps.
    public struct TrialShares: Sendable, Hashable {
        public let number: Int
        public let shares: ErrorShares

        public init(number: Int, shares: ErrorShares) {
            (self.number, self.shares) = (number, shares)
        }
    }

    /// The most trials whose shares are read.
    private static let mostShares = 10

    private static func shares(of study: StoredStudy) throws -> [TrialShares] {
        guard study.curveForm == .errors else { return [] }
        return try study.reader.best(mostShares, of: study.record.id).compactMap { trial in
            guard let trace = try study.reader.trace(ofTrial: trial.number, of: study.record.id),
                case .errors(let curve)? = study.kind?.curve(of: trace)
            else { return nil }
            return ErrorShares(curve).map { TrialShares(number: trial.number, shares: $0) }
        }
    }

    /// The parameters of points that are not among the searched ones.
    private func found(in names: [String]) -> [Parameter] {
        let known = Set(parameters.map(\.name))
        return names.filter { !known.contains($0) }.compactMap { name in
            let values = trials.compactMap { $0.parameters?[name] }
            var seen: Set<ParameterValue> = []
            let distinct = values.filter { seen.insert($0).inserted }
            return distinct.isEmpty ? nil : Parameter(name, .choice(distinct))
        }
    }
}
