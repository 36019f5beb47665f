import Foundation

/// Compares samplers: evaluates points for those of other programs, and lets Settle's own search the same problems.
/// Answers each request, a line of JSON on standard input, with a line of JSON.
@main
struct SamplerBenchmark {
    static func main() throws {
        var problems = Problems()
        while let line = readLine() {
            let answer: any Encodable
            switch try JSONDecoder().decode(Request.self, from: Data(line.utf8)) {
            case .describe: answer = try Problems.names.map { ProblemDescription(try problems[$0]) }
            case .evaluate(let request): answer = try request.answer(on: problems[request.problem])
            case .search(let request): answer = try request.answer(on: problems[request.problem])
            case .ask(let request): answer = try request.answer(on: problems[request.problem])
            case .run(let request): answer = try request.answer(on: problems[request.problem])
            case .draw(let request): answer = request.answer()
            }
            try FileHandle.standardOutput.write(contentsOf: JSONEncoder().encode(answer) + Data("\n".utf8))
        }
    }
}

extension EvaluateRequest {
    func answer(on problem: any Problem) throws -> EvaluateAnswer {
        let scores = try problem.scores(of: points)
        return EvaluateAnswer(values: scores.map { $0?.value }, truths: scores.map { $0?.truth })
    }
}
