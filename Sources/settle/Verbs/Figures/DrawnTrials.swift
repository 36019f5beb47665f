import AnnealingStudies
import HyperparameterSearch
import StudyReports

/// The trials of a study whose convergence is drawn.
struct DrawnTrials {
    private let study: OpenedStudy

    /// So many of a search are drawn unless others are asked for.
    private static let best = 5

    init(of study: OpenedStudy) {
        self.study = study
    }

    /// Whether the study says itself what to evaluate, and searches nothing.
    var areAllPoints: Bool { study.annealing?.sampling == .points }

    /// The curves of these trials, in this order.
    ///
    /// - Throws: ``UsageError`` where a trial did not run to its end, or has no curve.
    func curves(ofTrials numbers: [Int]) throws -> [ConvergenceCurve] {
        try requireConvergence()
        let trials = try numbers.map { try study.trial($0) }
        let unfinished = trials.filter { $0.state != .complete }
        guard unfinished.isEmpty else {
            let named = unfinished.map { "\($0.number) (\($0.state.rawValue))" }.joined(separator: ", ")
            throw UsageError(
                description: "\(unfinished.count == 1 ? "trial" : "trials") \(named) of \(study.name) did not run to "
                    + "the end, so there is no whole curve; choose from: "
                    + "settle trials \(study.name) --state complete\(study.storageArgument)")
        }
        return try curves(of: trials)
    }

    /// The curves of all complete points, in their order, or of the best trials of a search.
    ///
    /// - Throws: ``UsageError`` where there are none.
    func defaultCurves() throws -> [ConvergenceCurve] {
        try requireConvergence()
        let complete = try areAllPoints ? completePoints() : bestTrials()
        guard !complete.isEmpty else {
            throw UsageError(
                description:
                    "no trial of \(study.name) is complete \(areAllPoints ? "" : "and certainly the best ")yet, "
                    + "so there is nothing to draw; go on with: settle resume \(study.name)\(study.storageArgument)")
        }
        return try curves(of: complete)
    }

    private func completePoints() throws -> [Trial] {
        let trials = try study.store.trials(of: study.record.id, matching: .all)
        let others = trials.filter { $0.state != .complete }
        if !others.isEmpty {
            let named = others.prefix(Self.best).map { "\($0.number) (\($0.state.rawValue))" }.joined(separator: ", ")
            Console.error(
                "Not drawn, since they did not run to the end: trials \(named)\(others.count > Self.best ? ", ..." : "")"
            )
        }
        return trials.filter { $0.state == .complete }
    }

    /// As many of the best as are certain.
    private func bestTrials() throws -> [Trial] {
        let certain = try study.store.guaranteedBest(of: study.record.id) ?? Self.best
        return try study.store.best(min(Self.best, certain), of: study.record.id)
    }

    private func curves(of trials: [Trial]) throws -> [ConvergenceCurve] {
        let curves = try trials.map { trial in
            let trace = try study.store.trace(ofTrial: trial.number, of: study.record.id)
            return (trial, ConvergenceCurve(trial, of: study.name, trace: trace))
        }
        let without = curves.filter { $0.1 == nil }.map { "\($0.0.number)" }
        guard without.isEmpty else {
            throw DataError(
                description: "of \(without.count == 1 ? "trial" : "trials") \(without.joined(separator: ", ")) of "
                    + "\(study.name) no curve is stored; choose others with --trials")
        }
        return curves.compactMap(\.1)
    }

    /// - Throws: ``UsageError`` where the study is one of training, ``DataError`` where it has no schedules.
    private func requireConvergence() throws {
        guard case .convergence = try study.requireAnnealing().objective else {
            throw UsageError(
                description: "\(study.name) is a training study; draw it with: "
                    + "settle figure learning \(study.name)\(study.storageArgument)")
        }
    }
}
