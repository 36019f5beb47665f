import Foundation

public struct StudyID: Sendable, Hashable, Codable {
    public let rawValue: Int64
    public init(_ rawValue: Int64) { self.rawValue = rawValue }
}

public struct RunID: Sendable, Hashable, Codable {
    public let rawValue: Int64
    public init(_ rawValue: Int64) { self.rawValue = rawValue }
}

/// What makes a study: its name and what it searches.
public struct StudyDefinition: Sendable, Hashable, Codable {
    /// The largest budget that is accepted.
    public static let largestBudget = 10_000_000

    public let name: String
    /// The canonical text of what is searched; opaque to the store. Two texts that differ are two studies.
    public let text: String
    public let direction: Direction
    /// How many trials the study may have. Not part of its identity: raising it extends the study.
    public var budget: Int

    /// - Throws: ``StudyError`` where the name or the budget is not usable.
    public init(name: String, text: String, direction: Direction, budget: Int) throws {
        guard Self.isUsable(name: name) else { throw StudyError.name(name) }
        guard (1...Self.largestBudget).contains(budget) else { throw StudyError.budget(budget) }
        self.name = name
        self.text = text
        self.direction = direction
        self.budget = budget
    }

    /// Names are 1 to 100 of letters, digits, `.`, `_` and `-`, and begin with a letter or a digit: they go into file
    /// names and onto terminals.
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

/// How many trials of a study are in each state.
public struct TrialCounts: Sendable, Hashable {
    public var byState: [TrialState: Int]

    public init(_ byState: [TrialState: Int] = [:]) {
        self.byState = byState
    }

    public subscript(state: TrialState) -> Int { byState[state] ?? 0 }

    /// The trials that ended.
    public var finished: Int { byState.reduce(0) { $0 + ($1.key.isFinished ? $1.value : 0) } }
}
