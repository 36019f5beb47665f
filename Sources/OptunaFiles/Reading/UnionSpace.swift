import HyperparameterSearch
import StudyFiles

/// The space of an Optuna study: Optuna stores none, but each trial has the distributions of its parameters.
struct UnionSpace {
    /// In the order in which the trials first asked for them.
    private(set) var parameters: [Parameter] = []
    /// The parameters whose distributions differ between trials.
    private(set) var unitedNames: [String] = []
    /// The parameters that only some trials have, for a reason that was not found.
    private(set) var unexplainedNames: [String] = []
    private(set) var rewordedNames: [String] = []
    private(set) var trialCount = 0

    /// Reads the study's trials twice.
    init(of study: OptunaStudy) throws {
        var (axes, order, reader) = ([String: UnionAxis](), [String](), ReadParameters())
        var complete = 0
        try study.visitTrials { trial in
            trialCount += 1
            let isComplete = trial.state == .complete
            if isComplete { complete += 1 }
            for parameter in trial.parameters {
                if axes[parameter.name] == nil { order.append(parameter.name) }
                try study.naming {
                    let (value, known) = try reader.read(parameter)
                    try axes[parameter.name, default: UnionAxis(parameter.name)]
                        .add(value, from: known, isComplete: isComplete)
                }
            }
        }
        let domains = order.compactMap { name in axes[name].map { (name: name, domain: $0.domain) } }
        let partial = Set(order.filter { axes[$0].map { $0.completeCount < complete } ?? false })
        var conditions = FoundConditions(domains, partial: partial)
        if !conditions.isEmpty {
            try study.visitTrials { trial in
                let parameters = try study.naming {
                    try trial.parameters.reduce(into: [String: ParameterValue]()) {
                        $0[$1.name] = try reader.read($1).value
                    }
                }
                conditions.note(parameters, isComplete: trial.state == .complete)
            }
        }
        let byName = Dictionary(domains) { first, _ in first }
        for (name, domain) in domains {
            let condition = partial.contains(name) ? conditions.condition(of: name) { byName[$0] } : nil
            parameters.append(Parameter(name, domain, condition: condition))
            if partial.contains(name), condition == nil { unexplainedNames.append(name) }
        }
        unitedNames = order.filter { axes[$0]?.isUnited == true }
        rewordedNames = order.filter(reader.rewordedNames.contains)
    }

}

extension OptunaStudy {
    /// Turns an unexpected row into the error of this file.
    func naming<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as UnexpectedRow {
            throw OptunaFileError(path, .row(study: study.name, error.what))
        }
    }
}
