/// What to measure.
enum Request: Decodable {
    case convergence(ConvergenceRequest)
    case training(TrainingRequest)

    /// The method tells them apart.
    init(from decoder: any Decoder) throws {
        let method = try decoder.container(keyedBy: Keys.self).decode(String.self, forKey: .method)
        self =
            if TrainingRequest.Method(rawValue: method) != nil {
                .training(try TrainingRequest(from: decoder))
            } else {
                .convergence(try ConvergenceRequest(from: decoder))
            }
    }

    private enum Keys: CodingKey {
        case method
    }
}
