import HyperparameterSearch

extension SearchRequest {
    /// All seeds ask, then all points are evaluated together.
    func answer(on problem: any Problem) throws -> SearchAnswer {
        let generations = Generations(size: generation, lag: lag)
        var searches = try seeds.map {
            try search(
                with: Samplers.make(sampler, problem, seed: $0, generations: generations), generations: generations)
        }
        var best = seeds.map { _ in BestSoFar(counts: counts) }
        // [seed][generation].
        var times: [[Double]] = seeds.map { _ in [] }
        for _ in 0..<(trials + generation - 1) / generation {
            let points = try searches.indices.map { index in
                let start = processorMilliseconds()
                defer { times[index].append((processorMilliseconds() - start) / Double(generation)) }
                return try searches[index].ask()
            }
            let scores = try problem.scores(of: Array(points.joined()))
            for index in searches.indices {
                let own = Array(scores[index * generation..<(index + 1) * generation])
                searches[index].tell(own)
                for score in own { best[index].add(score) }
            }
        }
        return SearchAnswer(best: best.map(\.truths), askMilliseconds: times.map(windows))
    }

    /// `[count]`: the median over the generations of the last fifth before each count.
    private func windows(_ times: [Double]) -> [Double?] {
        counts.map { count in
            let end = min((count + generation - 1) / generation, times.count)
            return end == 0 ? nil : Array(times[(end * 4 / 5)..<end]).median
        }
    }
}
