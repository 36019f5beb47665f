import Foundation
import HyperparameterSearch
import ProgramObjectives
import SearchContracts
import StudyFiles

/// A study with each kind of parameter and a trial in each state.
enum SampleStudy {
    static let file = """
        name: sample
        objective: {told: {maximize: accuracy, values: [loss]}}
        sampler: {random: {seed: 7}}
        trials: 40
        space:
          rate: {from: 1e-5, to: 0.1, log: true}
          drop: {from: 0, to: 0.5}
          share: {from: 0, to: 1, step: 0.1}
          layers: {from: 1, to: 4, integer: true}
          width: {from: 8, to: 512, integer: true, log: true}
          batch: {from: 16, to: 128, integer: true, step: 16}
          optimizer: [sgd, adam, größe]
          bias: [true, false]
          period: [1, 2.5, never, true]
          fixed: 3
          momentum: {from: 0, to: 0.99, when: {optimizer: sgd}}
        """

    static let kinds = StudyKinds([ToldSettings.self])

    /// Stores the study with 30 trials: complete, pruned (with a value, with a bound), failed and waiting ones, some of
    /// them with intermediate values, named values, attributes, a parent and a second attempt.
    static func make(in store: any TrialStore) throws -> (record: StudyRecord, declared: DeclaredStudy) {
        let declared = try StudyFile.read(file, file: "sample.yaml", kinds: kinds)
        let record = try store.openStudy(declared.definition())
        let run = try store.beginRun(Sample.run, of: record.id)
        guard let sampler = try declared.sampler() as? any IndependentSampler else { fatalError("a random sampler") }
        let candidates = try store.claim(ClaimRequest(30), for: run) { numbers in
            try numbers.map { number in
                var parameters = try sampler.parameters(ofTrial: number)
                // Two points outside the space.
                if number == 4 { parameters.values["drop"] = 0.75 }
                if number == 5 { parameters.values["layers"] = 9 }
                return Candidate(
                    number: number, parameters: parameters,
                    parent: number == 6 ? TrialReference(study: "paper-5000", number: 4333) : nil)
            }
        }
        let finished = candidates.prefix(26).map { candidate in
            let number = candidate.number
            let value = Double(number * 7919 % 101) / 3
            let outcome: Outcome =
                switch number % 7 {
                case 3: .pruned(Pruning(lastValue: value))
                case 4: .pruned(Pruning(bound: value, lastValue: number == 4 ? value / 3 : nil))
                case 5: .failed(reason: "größe \"\(number)\" \n 0")
                default: .complete(value: value)
                }
            let start = Date(timeIntervalSince1970: 1_764_263_677.071679 + Double(number) / 3)
            let values = (1...3).map { IntermediateValue(step: $0 * 2, value: value * Double($0) / 7) }
            return FinishedTrial(
                candidate,
                Evaluation(
                    outcome, values: number == 2 ? ["accuracy": value] : ["loss": value / 9, "accuracy": value],
                    steps: 3 + number,
                    intermediateValues: number % 2 == 0 ? values : []),
                started: start, finished: start.addingTimeInterval(0.1 + Double(number) / 9))
        }
        try store.record(finished, for: run)
        try store.endRun(run, as: .finished)
        try store.setAttribute("note", to: #"{"of": [1, null, "größe"]}"#, ofTrial: nil, of: record.id)
        try store.setAttribute("loss", to: "\"mine\"", ofTrial: 0, of: record.id)
        return (record, declared)
    }
}
