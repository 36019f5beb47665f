import Foundation
import HyperparameterSearch

/// The promises of every `IndependentSampler`, clause by clause.
public struct SamplerContract: Sendable {
    /// A sampler under test, and the domains that must contain its values.
    public struct Subject: Sendable, CustomStringConvertible {
        /// The sampler's name, for messages.
        public let name: String
        let parameters: [Parameter]
        let make: @Sendable () throws -> any IndependentSampler

        public var description: String { name }

        /// A sampler to test.
        ///
        /// `make` makes the sampler anew; it is called several times.
        public init(
            _ name: String, _ parameters: [Parameter], make: @escaping @Sendable () throws -> any IndependentSampler
        ) {
            self.name = name
            self.parameters = parameters
            self.make = make
        }
    }

    /// One promise, and its check.
    public struct Clause: Sendable, CustomStringConvertible {
        /// The promise, in words.
        public let name: String
        let check: @Sendable (Subject) throws -> Void

        public var description: String { name }
    }

    /// The number of trials that the clauses check; all where the sampler has fewer.
    private static let looked = 200

    /// All promises.
    public static let clauses = [
        Clause(name: "a trial is a pure function of its number, in any order of asking") { subject in
            let sampler = try subject.make()
            let numbers = Array(0..<count(of: sampler))
            let straight = try numbers.map { try sampler.parameters(ofTrial: $0) }
            for order in [numbers.reversed(), numbers.sorted { $0 * 37 % 101 < $1 * 37 % 101 }, numbers + numbers] {
                for asked in [sampler, try subject.make()] {
                    for number in order {
                        try expectEqual(
                            try asked.parameters(ofTrial: number), straight[number], "trial \(number) asked again")
                    }
                }
            }
        },
        Clause(name: "two threads may ask one sampler at once") { subject in
            let sampler = try subject.make()
            let numbers = Array(0..<count(of: sampler))
            let straight = try numbers.map { try sampler.parameters(ofTrial: $0) }
            let asked = try onThreads(2) { thread in
                try (thread == 0 ? numbers : numbers.reversed()).map { try sampler.parameters(ofTrial: $0) }
            }
            try expectEqual(asked[0], straight, "the first thread's trials")
            try expectEqual(asked[1], straight.reversed(), "the second thread's trials")
        },
        Clause(
            name: "a trial has every parameter whose condition is fulfilled, with a value of its domain, and no other"
        ) { subject in
            let sampler = try subject.make()
            for number in 0..<count(of: sampler) {
                let values = try sampler.parameters(ofTrial: number).values
                let active = subject.parameters.active(in: TrialParameters(values))
                try expectEqual(Set(values.keys), Set(active.map(\.name)), "the names of trial \(number)")
                for parameter in active {
                    let value = try expectPresent(values[parameter.name], parameter.name)
                    try expect(
                        parameter.domain.contains(value), "\(parameter.name) in \(parameter.domain)", found: "\(value)")
                }
            }
        },
        Clause(name: "numbers go from 0 to the size, and no further") { subject in
            let sampler = try subject.make()
            for number in [-1, .min] + (sampler.size.map { [$0, $0 + 1] } ?? []) {
                try expectError("numberOutOfRange") { error in
                    guard case SamplerError.numberOutOfRange(number, _) = error else { return false }
                    return true
                } from: {
                    _ = try sampler.parameters(ofTrial: number)
                }
            }
            if let size = sampler.size {
                _ = try sampler.parameters(ofTrial: size - 1)
            } else {
                _ = try sampler.parameters(ofTrial: StudyDefinition.largestBudget / 10)
            }
        },
        Clause(name: "the fingerprint is the same for the same sampler, and names every parameter") { subject in
            let fingerprint = try subject.make().fingerprint
            try expectEqual(try subject.make().fingerprint, fingerprint, "the fingerprint made again")
            for parameter in subject.parameters {
                try expect(
                    fingerprint.contains(parameter.name), "\(parameter.name) in the fingerprint", found: fingerprint)
            }
        },
    ]

    private static func count(of sampler: any IndependentSampler) -> Int { min(sampler.size ?? .max, looked) }

    /// Checks one promise.
    ///
    /// - Throws: ``ContractViolation`` where the sampler breaks it; the sampler's own error where none is expected.
    public static func check(_ clause: Clause, of subject: Subject) throws {
        try clause.check(subject)
    }
}

extension [Parameter] {
    /// The parameters that a trial must have: those without a condition, and those whose condition it fulfils.
    func active(in trial: TrialParameters) -> [Parameter] {
        filter { $0.condition?.isFulfilled(by: trial.values) ?? true }
    }
}
