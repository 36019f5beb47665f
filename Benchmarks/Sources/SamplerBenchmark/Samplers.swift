import HyperparameterSearch
import SearchSamplers

/// Settle's samplers by name.
enum Samplers {
    static func make(_ name: String, _ problem: any Problem, seed: UInt64, generations: Generations) throws
        -> any Sampler
    {
        let space = problem.space
        switch name {
        case "gp": return try GaussianProcessSampler(space, seed: seed, generations: generations)
        case "tpe": return try TPESampler(space, seed: seed, generations: generations)
        case "cmaes": return try CMAESSampler(space, seed: seed, generations: generations)
        case "sobol": return try SobolSampler(space, seed: seed)
        case "random": return RandomSampler(space, stream: .keyed(seed: seed))
        default: throw BenchmarkError.unknownSampler(name)
        }
    }
}
