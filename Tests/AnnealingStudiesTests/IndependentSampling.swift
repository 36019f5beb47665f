import HyperparameterSearch
import StudyFiles
import Testing

extension DeclaredStudy {
    /// The sampler of a study whose trials are pure functions of their numbers.
    func independentSampler() throws -> any IndependentSampler {
        try #require(try sampler() as? any IndependentSampler)
    }
}
