import Foundation
import HyperparameterSearch
import SearchSamplers

extension StoredStudy {
    /// The model that the study's Gaussian process has of all trials that have ended; nil for other samplers, and where
    /// too few trials have ended for a model.
    ///
    /// - Throws: the errors of the study's reader.
    func surrogateModel() throws -> SurrogateModel? {
        guard let sampler = gaussianProcess else { return nil }
        let ended = try reader.firstUnfinished(of: record.id)
        let trials = try reader.trials(
            of: record.id, matching: TrialQuery(states: TrialState.finished, numbers: 0..<ended))
        let knowledge = sampler.knowledge(of: HistoryExcerpt(count: ended, trials: trials))
        guard let view = sampler.view(of: knowledge) else { return nil }
        return SurrogateModel(
            effects: view.effects.map { SurrogateModel.Effect($0, isLogarithm: view.isLogarithm) },
            next: view.next.map(\.parameters), learned: trials.count)
    }

    private var gaussianProcess: GaussianProcessSampler? {
        switch sampler {
        case let sampler as PointsFirst<GaussianProcessSampler>: sampler.base
        case let sampler as GaussianProcessSampler: sampler
        default: nil
        }
    }
}

extension SurrogateModel.Effect {
    /// The quantile of the normal distribution that leaves 2.5% above it.
    private static let bandWidth = 1.959963984540054

    fileprivate init(_ effect: ParameterEffect, isLogarithm: Bool) {
        let value = { (number: Double) in isLogarithm ? exp(number) : number }
        let ends = zip(effect.means, effect.deviations)
        self.init(
            parameter: effect.parameter, places: Self.places(of: effect), mean: effect.means.map(value),
            low: ends.map { value($0 - Self.bandWidth * $1) }, high: ends.map { value($0 + Self.bandWidth * $1) })
    }

    /// The numbers; for a list with names, the indices in the domain's list.
    private static func places(of effect: ParameterEffect) -> [Double] {
        let numbers = effect.values.compactMap { if case .number(let number) = $0 { number } else { nil } }
        guard numbers.count < effect.values.count, case .choice(let list) = effect.parameter.domain else {
            return numbers
        }
        return effect.values.compactMap { value in list.firstIndex(of: value).map(Double.init) }
    }
}
