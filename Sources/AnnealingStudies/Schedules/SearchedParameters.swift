import HyperparameterSearch

extension AnnealingStudy {
    /// What the sampler draws or goes through, in its order; empty for a study of points alone.
    ///
    /// - Throws: `SpaceError` where the study cannot be searched.
    public func searchedParameters() throws -> [Parameter] {
        switch sampling {
        case .random(_, let space, _), .grid(let space): try space.searchSpace().parameters
        case .points: []
        }
    }
}
