import HyperparameterSearch

/// A search as its figures need it, read from a store once.
public struct SearchedStudy: Sendable {
    public var name: String
    /// The name of the value that was searched for.
    public var measure: String
    public var direction: Direction
    /// What was searched, in the order in which it is drawn; what trials have besides is found in them.
    public var parameters: [Parameter]
    /// The trials that ended, by number.
    public var trials: [Trial]
    /// How complete trials came to their values; nil where that was not asked for, or cannot be.
    public var progress: SearchProgress?
    /// Whether some trials' constant schedules stand as power laws, with exponent 0, among those of others.
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

    /// - Parameter readsProgress: whether to read the trials' traces, which takes longer than all else.
    /// - Throws: what the study's reader throws.
    public init(_ study: StoredStudy, readsProgress: Bool = true) throws {
        let declared = study.declared
        let ended = TrialQuery(states: [.complete, .pruned, .failed])
        self.init(
            name: study.name, measure: declared?.kind.measureName ?? "value",
            direction: study.record.definition.direction, parameters: (try? declared?.searchedParameters()) ?? [],
            trials: try study.trials(matching: ended))
        if let declared {
            showConstantsAsPowerLaws()
            parameters += found(in: declared.parameterNames)
        }
        // Of a pruned study only the best have come to their ends: nothing can be told from them.
        guard readsProgress, let declared, !trials.contains(where: { $0.state == .pruned }) else { return }
        progress = try SearchProgress(
            of: trials.filter { $0.state == .complete }, kind: declared.kind
        ) { try study.reader.trace(ofTrial: $0, of: study.record.id) }
    }

    /// The same, where there is something to draw.
    ///
    /// - Throws: ``StoredStudyError`` where no trial has ended, and what the study's reader throws.
    public init(drawing study: StoredStudy, readsProgress: Bool) throws {
        try self.init(study, readsProgress: readsProgress)
        guard !trials.isEmpty else { throw study.error(.noTrialEnded) }
    }

    /// What points have besides the parameters that are searched.
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
