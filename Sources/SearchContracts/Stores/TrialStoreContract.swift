import HyperparameterSearch

/// The promises of every `TrialStore`, clause by clause.
public struct TrialStoreContract: Sendable {
    /// One promise, checked with new handles.
    public struct Clause: Sendable, CustomStringConvertible {
        /// The promise, in words.
        public let name: String
        let check: @Sendable (StoreHandles) throws -> Void

        public var description: String { name }

        init(_ name: String, _ check: @escaping @Sendable (StoreHandles) throws -> Void) {
            self.name = name
            self.check = check
        }
    }

    /// All promises.
    public static let clauses: [Clause] =
        studyClauses + runClauses + lapseClauses + askedClauses + shardClauses + claimClauses + parameterClauses
        + recordClauses
        + artifactClauses + checkpointClauses + intermediateClauses + attributeClauses + requeueClauses + queryClauses
        + changeClauses + pruningClauses + deletionClauses + importClauses + racingClauses

    private let makeHandles: @Sendable () throws -> (any TrialStore, any TrialStore)

    /// - Parameter makeHandles: makes two independent handles to one new, empty store, like those of two users.
    public init(makeHandles: @escaping @Sendable () throws -> (any TrialStore, any TrialStore)) {
        self.makeHandles = makeHandles
    }

    /// - Throws: ``ContractViolation`` where the store breaks the clause; the store's own error where the clause
    ///   expects none.
    public func check(_ clause: Clause) throws {
        let (first, second) = try makeHandles()
        try clause.check(StoreHandles(store: first, other: second))
    }
}

/// Two handles to one store.
struct StoreHandles: Sendable {
    let store: any TrialStore
    let other: any TrialStore
}
