import EquilibriumPropagation

extension TrainingRequest {
    func answer(with networks: inout TrainedNetworks) throws -> any Encodable {
        switch method {
        case .train:
            let run = try networks.network(of: self, updates: count)
            return TrainingAnswer(seconds: time { _ = run.advance(to: run.updateCount + count, threads: { threads }) })
        case .infer:
            let run = try networks.network(of: self, updates: 0)
            let images = try networks.images(in: data, test: count).test
            var score: Score?
            let seconds = time { score = run.score(images, threads: threads) }
            return TrainingAnswer(seconds: seconds, wrong: score.map { wrong($0, of: images) })
        case .numbers:
            return try networks.network(of: self, updates: 0).numbers()
        }
    }

    private func time(_ work: () -> Void) -> Double { ContinuousClock().measure(work) / .seconds(1) }

    private func wrong(_ score: Score, of images: ImageIndex) -> Int {
        Int((score.error * Double(images.count)).rounded())
    }
}

extension TrainingRun {
    fileprivate func numbers() throws -> LearnedNumbers {
        let network = try network()
        let row = 400 * network.layerSizes[1]
        return LearnedNumbers(
            updates: updateCount, sumOfFirstWeights: network.weights[0].reduce(0) { $0 + abs($1) },
            sumOfSecondWeights: network.weights[1].reduce(0) { $0 + abs($1) },
            sumOfHiddenBiases: network.biases[1].reduce(0, +), outputBiases: network.biases[2],
            someWeights: Array(network.weights[0][row..<row + 5]))
    }
}
