import HyperparameterSearch
import SearchSamplers

extension AskRequest {
    func answer(on problem: any Problem) throws -> AskAnswer {
        let generations = Generations(size: generation, lag: 0)
        var search = try search(
            with: Samplers.make(sampler, problem, seed: 1, generations: generations), generations: generations)
        let random = RandomSampler(problem.space, stream: .keyed(seed: 2))
        let learning = try milliseconds {
            for index in 0..<history / generation {
                let points = try generations.numbers(of: index, after: 0).map { try random.parameters(ofTrial: $0) }
                search.add(points)
                search.tell(try problem.scores(of: points))
                search.learnAll()
            }
        }
        var times: [Double] = []
        for _ in 0..<asked / generation {
            var points: [TrialParameters] = []
            times.append(try milliseconds { points = try search.ask() } / Double(generation))
            search.tell(try problem.scores(of: points))
        }
        return AskAnswer(milliseconds: times, learnMilliseconds: learning)
    }

    private func milliseconds(_ work: () throws -> Void) rethrows -> Double {
        let start = processorMilliseconds()
        try work()
        return processorMilliseconds() - start
    }
}
