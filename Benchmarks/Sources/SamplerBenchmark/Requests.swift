import HyperparameterSearch

/// What to do; the method tells the kinds apart.
enum Request: Decodable {
    case describe
    case evaluate(EvaluateRequest)
    case search(SearchRequest)
    case ask(AskRequest)
    case run(RunRequest)
    case draw(DrawRequest)

    private enum Keys: CodingKey {
        case method
    }

    private enum Method: String, Decodable {
        case describe, evaluate, search, ask, run, draw
    }

    init(from decoder: any Decoder) throws {
        switch try decoder.container(keyedBy: Keys.self).decode(Method.self, forKey: .method) {
        case .describe: self = .describe
        case .evaluate: self = .evaluate(try EvaluateRequest(from: decoder))
        case .search: self = .search(try SearchRequest(from: decoder))
        case .ask: self = .ask(try AskRequest(from: decoder))
        case .run: self = .run(try RunRequest(from: decoder))
        case .draw: self = .draw(try DrawRequest(from: decoder))
        }
    }
}

/// Scores of points that another program's samplers propose.
struct EvaluateRequest: Decodable {
    let problem: String
    let points: [TrialParameters]
}

/// Both `[point]`; null where the evaluation failed.
struct EvaluateAnswer: Encodable {
    let values: [Double?]
    let truths: [Double?]
}

/// Searches of several seeds in lockstep.
struct SearchRequest: Decodable {
    let sampler: String
    let problem: String
    let generation: Int
    let lag: Int
    let seeds: [UInt64]
    let trials: Int
    /// The trial counts after which the best is told, ascending.
    let counts: [Int]
}

struct SearchAnswer: Encodable {
    /// `[seed][count]`: the truth of the trial with the best value so far; null before the first success.
    let best: [[Double?]]
    /// `[seed][count]`: milliseconds of processor time to ask a trial, the median of the last generations before that
    /// count.
    let askMilliseconds: [[Double?]]
}

/// The time to ask a trial after a long history of random points.
struct AskRequest: Decodable {
    let sampler: String
    let problem: String
    let generation: Int
    let history: Int
    /// The trials asked, one generation after the other; each is told before the next.
    let asked: Int
}

struct AskAnswer: Encodable {
    /// `[generation]`: of processor time, a trial.
    let milliseconds: [Double]
    /// Of the history's own learning.
    let learnMilliseconds: Double
}

/// A real run of the engine, in memory.
struct RunRequest: Decodable {
    let sampler: String
    let problem: String
    let generation: Int
    let lag: Int
    let seed: UInt64
    let trials: Int
    let threads: Int
    let counts: [Int]
}

struct RunAnswer: Encodable {
    let seconds: Double
    /// Of all threads together.
    let processorSeconds: Double
    /// `[count]`.
    let best: [Double?]
}
