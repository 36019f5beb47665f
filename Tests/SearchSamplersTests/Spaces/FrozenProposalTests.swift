import HyperparameterSearch
import SearchContracts
import SearchSamplers
import Testing

/// Studies go on with the trials that they began with, so proposals of stored studies must not change.
@Suite("Proposals for steps, whole numbers on a log scale and conditions stay") struct FrozenProposalTests {
    private static let parameters: [Parameter] = [
        .float("x", in: 0...1, step: 0.1), .integer("units", in: 1...512, scale: .log),
        .integer("n", in: 2...14, step: 3), .float("rate", in: 1e-4...0.1, scale: .log),
        .categorical("optimizer", ["sgd", "adam"]), .boolean("bias"),
        .float("momentum", in: 0...1, step: 0.25).when("optimizer", is: ["sgd"]),
        .integer("depth", in: 1...9, scale: .log).when("bias", is: [true]),
    ]

    @Test("for random draws")
    func random() throws {
        let keyed = RandomSampler(
            try SearchSpace(Self.parameters), stream: .keyed(seed: 7), significantDigits: 3)
        #expect(
            try [0, 1, 77].map { try keyed.parameters(ofTrial: $0) } == [
                [
                    "bias": true, "depth": 4, "momentum": 0.25, "n": 11, "optimizer": "sgd", "rate": 0.00116,
                    "units": 4, "x": 0.3,
                ],
                ["bias": false, "n": 14, "optimizer": "adam", "rate": 0.000216, "units": 449, "x": 0],
                ["bias": false, "n": 2, "optimizer": "adam", "rate": 0.00862, "units": 115, "x": 1],
            ])
        let numpy = RandomSampler(
            try SearchSpace(Self.parameters), stream: .numpy(seed: 7), significantDigits: 3)
        #expect(
            try [0, 1, 77].map { try numpy.parameters(ofTrial: $0) } == [
                ["bias": true, "depth": 1, "n": 8, "optimizer": "adam", "rate": 0.0148, "units": 111, "x": 0],
                [
                    "bias": false, "momentum": 0.25, "n": 11, "optimizer": "sgd", "rate": 0.0258, "units": 16,
                    "x": 0.2,
                ],
                ["bias": true, "depth": 1, "n": 2, "optimizer": "adam", "rate": 0.0111, "units": 135, "x": 0],
            ])
    }

    @Test("for a Sobol sequence")
    func sobol() throws {
        let sampler = try SobolSampler(SearchSpace(Self.parameters), seed: 7)
        #expect(
            try [0, 1, 77].map { try sampler.parameters(ofTrial: $0) } == [
                [
                    "bias": true, "depth": 1, "n": 14, "optimizer": "adam", "rate": 0.0007270250970561028,
                    "units": 14, "x": 0.8,
                ],
                [
                    "bias": false, "momentum": 1, "n": 8, "optimizer": "sgd", "rate": 0.022990552228022612,
                    "units": 443, "x": 0.3,
                ],
                [
                    "bias": false, "momentum": 0.25, "n": 14, "optimizer": "sgd", "rate": 0.004806864754737022,
                    "units": 54, "x": 0,
                ],
            ])
    }

    @Test("for the tree-structured Parzen estimator, which finds the best values")
    func tpe() throws {
        let sampler = try TPESampler(
            SearchSpace(Self.parameters), seed: 7, generations: Generations(size: 4, lag: 1))
        let store = InMemoryStore()
        let study = try store.openStudy(
            StudyDefinition(name: "s", direction: .minimize, budget: 60, sampler: sampler))
        let objective = ClosureObjective(.minimize) { parameters in
            parameters.values.sorted { $0.key < $1.key }.reduce(0.0) { sum, parameter in
                switch parameter.value {
                case .number(let number):
                    sum + (number - 0.3) * (number - 0.3) / Double(parameter.key.utf8.count)
                case .category(let word): sum + Double(word.utf8.count)
                case .boolean(let boolean): sum + (boolean ? 0.5 : 0)
                }
            }
        }
        _ = try StudyRunner(
            study: study, store: store, sampler: sampler, objective: objective, threads: ThreadCount(1)
        ).run(Sample.run, cancellation: Cancellation())
        let trials = try store.trials(of: study.id, matching: .all)
        #expect(
            [40, 59].map { trials[$0].parameters } == [
                [
                    "bias": false, "momentum": 0, "n": 2, "optimizer": "sgd", "rate": 0.09142377825269543, "units": 1,
                    "x": 0.4,
                ],
                [
                    "bias": false, "momentum": 0, "n": 2, "optimizer": "sgd", "rate": 0.02193346431818765, "units": 1,
                    "x": 0.3,
                ],
            ])
    }
}
