/// Given points first, then another sampler's: points take the numbers 0 ..< m, and the sampler's index is number - m.
public struct PointsFirst: Sampler {
    public let points: [TrialParameters]
    public let sampler: (any Sampler)?

    /// - Parameter sampler: what follows the points; nil where they are all.
    public init(_ points: [TrialParameters], then sampler: (any Sampler)?) {
        self.points = points
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
}
