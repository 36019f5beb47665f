/// All problems; a network is made when it is first needed.
struct Problems {
    private var made: [String: any Problem] = [:]

    /// Of the comparison, and the bowl.
    static let names = ["bowl", "paper", "four", "branin", "hartmann6", "ackley10", "rosenbrock5", "mixed"]

    subscript(name: String) -> any Problem {
        mutating get throws {
            if let problem = made[name] { return problem }
            let problem = try make(name)
            made[name] = problem
            return problem
        }
    }

    private func make(_ name: String) throws -> any Problem {
        switch name {
        case "paper": return try NetworkProblem.paper()
        case "four": return try NetworkProblem.four()
        case "mixed": return try MixedProblem()
        case "bowl": return try ClosedFormProblem.bowl()
        default:
            guard let problem = try ClosedFormProblem.all().first(where: { $0.name == name }) else {
                throw BenchmarkError.unknownProblem(name)
            }
            return problem
        }
    }
}
