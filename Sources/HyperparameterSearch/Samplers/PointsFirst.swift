/// Given points first, then another sampler's: points take the numbers 0 ..< m, and the sampler's index is number - m.
public struct PointsFirst: Sampler {
    public let points: [TrialParameters]
    /// The trials that the points came from, by point; those beyond the list's end came from none.
    public let parents: [TrialReference?]
    public let sampler: (any Sampler)?

    /// - Parameter sampler: what follows the points; nil where they are all.
    public init(_ points: [TrialParameters], parents: [TrialReference?] = [], then sampler: (any Sampler)?) {
        self.points = points
        self.parents = parents
        self.sampler = sampler
    }

    public var dependence: SamplerDependence { sampler?.dependence ?? .independent }

    public var size: Int? {
        guard let sampler else { return points.count }
        return sampler.size.map { $0 + points.count }
    }

    public func parameters(ofTrial number: Int, history: TrialHistory) throws -> TrialParameters {
        if points.indices.contains(number) { return points[number] }
        guard number >= points.count, number < size ?? .max, let sampler else {
            throw SamplerError.numberOutOfRange(number, size: size)
        }
        return try sampler.parameters(ofTrial: number - points.count, history: history)
    }

    public func parent(ofTrial number: Int) -> TrialReference? {
        guard points.indices.contains(number) else { return sampler?.parent(ofTrial: number - points.count) }
        return parents.indices.contains(number) ? parents[number] : nil
    }
}
