import HyperparameterSearch

extension TrialStoreContract {
    /// Parameters are stored when a trial is claimed.
    static let parameterClauses = [
        Clause("parameters and parents are stored with the claim, and kept for the next one") { handles in
            let (study, run) = try handles.store.openAndBegin(budget: 4)
            let parent = TrialReference(study: "paper-5000", number: 4333)
            func candidate(_ number: Int, _ sign: Double) -> Candidate {
                Candidate(
                    number: number, parameters: ["x": .number(sign * Double(number + 1)), "kind": "a"],
                    parent: number == 1 ? parent : nil)
            }
            var asked: [[Int]] = []
            let claimed = try handles.store.claim(ClaimRequest(3), for: run) { numbers in
                asked.append(numbers)
                return numbers.map { candidate($0, 1) }
            }
            try expectEqual(asked, [[0, 1, 2]], "the numbers that parameters were asked for")
            try expectEqual(claimed, (0..<3).map { candidate($0, 1) }, "the claimed candidates")
            for store in [handles.store, handles.other] {
                let trials = try store.trials(of: study, matching: .all)
                try expectEqual(trials, claimed.map { Trial($0, heldBy: run) }, "the claimed trials")
            }
            try handles.store.release([0, 1], for: run)
            asked = []
            let again = try handles.other.claim(ClaimRequest(3), for: run) { numbers in
                asked.append(numbers)
                return numbers.map { candidate($0, -1) }
            }
            try expectEqual(asked, [[3]], "the numbers without parameters")
            try expectEqual(again, [candidate(0, 1), candidate(1, 1), candidate(3, -1)], "the second claim")
        },
        Clause("a claim whose parameters cannot be had claims nothing") { handles in
            let (study, run) = try handles.store.openAndBegin()
            try expectError("the source's error") {
                $0 as? SamplerError == .numberOutOfRange(1, size: 1)
            } from: {
                _ = try handles.store.claim(ClaimRequest(2), for: run) { _ in
                    throw SamplerError.numberOutOfRange(1, size: 1)
                }
            }
            try expectError("noParameters(1)") { error in
                if case StudyError.noParameters(1) = error { true } else { false }
            } from: {
                _ = try handles.store.claim(ClaimRequest(2), for: run) { numbers in
                    [Candidate(number: numbers[0], parameters: Sample.parameters)]
                }
            }
            try expectEqual(try handles.other.trials(of: study, matching: .all), [], "the trials")
            try expectEqual(try handles.store.claim(2, for: run), [0, 1], "the next claim")
        },
        Clause("further candidates wait with their parameters, as far as they follow without a gap") { handles in
            let (study, run) = try handles.store.openAndBegin(budget: 6)
            func candidate(_ number: Int) -> Candidate {
                Candidate(number: number, parameters: ["x": .number(Double(number))])
            }
            let claimed = try handles.store.claim(ClaimRequest(2), for: run) { _ in
                [0, 1, 2, 3, 5, 7].reversed().map(candidate)
            }
            try expectEqual(claimed, [0, 1].map(candidate), "the claim")
            let waiting = try handles.other.trials(of: study, matching: TrialQuery(states: [.waiting]))
            try expectEqual(waiting, [2, 3].map { Trial(candidate($0), heldBy: nil) }, "the trials that wait")
            let next = try handles.other.claim(ClaimRequest(9), for: run) { numbers in
                try expectEqual(numbers, [4, 5], "the numbers without parameters")
                return numbers.map(candidate)
            }
            try expectEqual(next, (2...5).map(candidate), "the next claim")
        },
        Clause("a claim does not pass the number that it names") { handles in
            let (study, run) = try handles.store.openAndBegin(budget: 6)
            func claim(below end: Int) throws -> [Int] {
                try handles.store.claim(ClaimRequest(9, below: end), for: run) { numbers in
                    numbers.map { Candidate(number: $0, parameters: Sample.parameters) }
                }.map(\.number)
            }
            try expectEqual(try claim(below: 2), [0, 1], "the claims below 2")
            try handles.store.release([1], for: run)
            try expectEqual(try claim(below: 1), [], "the claims below 1")
            try expectEqual(try handles.other.firstUnfinished(of: study), 0, "the first unfinished trial")
            try handles.store.record([Sample.complete(0, 1)], for: run)
            try expectEqual(try handles.other.firstUnfinished(of: study), 1, "the first unfinished trial after one")
            try expectEqual(try claim(below: 4), [1, 2, 3], "the claims below 4")
            try handles.store.record((1...3).map { Sample.complete($0, 1) }, for: run)
            try expectEqual(try handles.other.firstUnfinished(of: study), 4, "a number that nobody has claimed")
        },
    ]
}
