import HyperparameterSearch

/// The samplers that learn, and the Sobol sequence that they start with.
public enum SamplerChoice: String, Sendable, Hashable, Codable, CaseIterable {
    /// A Gaussian process.
    case gp
    /// The evolution strategy CMA-ES.
    case cmaes
    /// The tree-structured Parzen estimator.
    case tpe
    /// A shifted Sobol sequence, which learns nothing.
    case sobol
}

extension SamplerChoice {
    /// The largest budget for which a Gaussian process is chosen. It needs the fewest trials, and its cost for a trial
    /// grows with their number.
    public static let largestGaussianBudget = 500

    /// With more names than this, all parameters' together, a Gaussian process would have more coordinates for names than
    /// it can learn in a few hundred trials.
    static let mostNames = 12

    /// The sampler for a search of this space, and the reason in one sentence.
    ///
    /// It depends on the space and the budget alone. A study keeps the choice that it began with, whatever its budget
    /// becomes, because another sampler would give other trials.
    public static func automatic(for space: SearchSpace, budget: Int) -> (choice: SamplerChoice, reason: String) {
        let cube = UnitCube(space)
        let names = cube.axes.reduce(0) { sum, axis in
            if case .categorical(let cells) = axis.kind { sum + cells } else { sum }
        }
        if let parameter = space.parameters.first(where: { $0.condition != nil }) {
            return (.tpe, "parameter '\(parameter.name)' is only in some trials, which the sampler tpe can model")
        }
        if names > mostNames {
            return (.tpe, "the parameters have \(names) names as values, and the sampler tpe learns names fastest")
        }
        if budget <= largestGaussianBudget {
            return (
                .gp,
                "with up to \(largestGaussianBudget) trials (here \(budget)) a Gaussian process finds the best values"
            )
        }
        if names > 0 {
            return (.tpe, "some parameters have names as values, which the sampler cmaes cannot order")
        }
        if let size = cube.size {
            return (.tpe, "the space has \(size == .max ? "finitely many" : "\(size)") points, which no trial repeats")
        }
        return (
            .cmaes,
            "with more than \(largestGaussianBudget) trials (here \(budget)) the sampler cmaes finds the best values"
        )
    }
}
