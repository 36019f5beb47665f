import Foundation

public struct StudyID: Sendable, Hashable, Codable {
    public let rawValue: Int64
    public init(_ rawValue: Int64) { self.rawValue = rawValue }
}

public struct RunID: Sendable, Hashable, Codable {
    public let rawValue: Int64
    public init(_ rawValue: Int64) { self.rawValue = rawValue }
}

/// The definition of a study: its name, its search and its budget.
public struct StudyDefinition: Sendable, Hashable, Codable {
    /// The largest accepted budget.
    public static let largestBudget = 10_000_000

    public let name: String
    /// The canonical text of the search; opaque to the store. Two different texts are two studies.
    public let text: String
    /// The fingerprint of the sampler with its space (``Sampler/fingerprint``), for a study whose text does not state
    /// them. It keeps two searches from being mixed under one name. Nil where the text states the sampler.
    public let fingerprint: String?
    public let direction: Direction
    /// The largest number of trials of the study. The budget is not part of the study's identity: raising it extends
    /// the study.
    public var budget: Int

    /// - Throws: ``StudyError`` where the name or the budget is invalid.
    public init(
        name: String, text: String, direction: Direction, budget: Int, fingerprint: String? = nil
    ) throws {
        guard Self.isUsable(name: name) else { throw StudyError.name(name) }
        guard (1...Self.largestBudget).contains(budget) else { throw StudyError.budget(budget) }
        self.name = name
        self.text = text
        self.direction = direction
        self.budget = budget
        self.fingerprint = fingerprint
    }

    /// The definition of a study that is declared in code: the sampler, with its space, is part of its identity.
    ///
    /// - Parameter text: further settings that distinguish this search from others, for example the objective's.
    /// - Throws: ``StudyError`` where the name or the budget is invalid.
    public init(
        name: String, text: String = "", direction: Direction, budget: Int, sampler: some Sampler
    ) throws {
        try self.init(
            name: name, text: text, direction: direction, budget: budget, fingerprint: sampler.identity)
    }

    /// Whether both define the same search: the same text and direction, and the same fingerprint where both have one.
    public func isSameSearch(as other: StudyDefinition) -> Bool {
        text == other.text && direction == other.direction
            && (fingerprint == nil || other.fingerprint == nil || fingerprint == other.fingerprint)
    }

    /// This definition with the budget of another definition of the same search. Takes the other's fingerprint where
    /// this one has none.
    public func taking(_ other: StudyDefinition) throws -> StudyDefinition {
        try StudyDefinition(
            name: name, text: text, direction: direction, budget: other.budget,
            fingerprint: fingerprint ?? other.fingerprint)
    }

    /// The lines in which two fingerprints differ, for people.
    public static func differences(stored: String, offered: String) -> [String] {
        let lines = { (text: String) in text.split(separator: "\n").map(String.init) }
        let (old, new) = (lines(stored), lines(offered))
        return old.filter { !new.contains($0) }.map { "stored \($0)" }
            + new.filter { !old.contains($0) }.map { "now \($0)" }
    }

    /// Whether a name has 1 to 100 letters, digits, `.`, `_` and `-`, and begins with a letter or a digit. Names are
    /// used in file names and printed on terminals.
    public static func isUsable(name: String) -> Bool {
        let scalars = name.unicodeScalars
        guard let first = scalars.first, scalars.count <= 100 else { return false }
        let letters = { (scalar: Unicode.Scalar) in
            ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
        }
        return letters(first) && scalars.allSatisfy { letters($0) || "._-".unicodeScalars.contains($0) }
    }
}

/// A study in a store.
public struct StudyRecord: Sendable, Hashable {
    public let id: StudyID
    public let definition: StudyDefinition
    public let created: Date

    public init(id: StudyID, definition: StudyDefinition, created: Date) {
        self.id = id
        self.definition = definition
        self.created = created
    }
}

/// The number of trials of a study in each state.
public struct TrialCounts: Sendable, Hashable {
    public var byState: [TrialState: Int]

    public init(_ byState: [TrialState: Int] = [:]) {
        self.byState = byState
    }

    public subscript(state: TrialState) -> Int { byState[state] ?? 0 }

    /// The number of trials that have a result.
    public var finished: Int { byState.reduce(0) { $0 + ($1.key.isFinished ? $1.value : 0) } }
}
