import Foundation

/// The number of a study in one store.
public struct StudyID: Sendable, Hashable, Codable {
    /// The number.
    public let rawValue: Int64
    /// An ID as a store gives it.
    public init(_ rawValue: Int64) { self.rawValue = rawValue }
}

/// The number of a run in one store.
public struct RunID: Sendable, Hashable, Codable {
    /// The number.
    public let rawValue: Int64
    /// An ID as a store gives it.
    public init(_ rawValue: Int64) { self.rawValue = rawValue }
}

/// The definition of a study: its name, its search and its budget.
public struct StudyDefinition: Sendable, Hashable, Codable {
    /// The largest accepted budget.
    public static let largestBudget = 10_000_000

    /// The study's name, unique in a store; see ``isUsable(name:)``.
    public let name: String
    /// The canonical text of the search; opaque to the store. Two different texts are two studies.
    public let text: String
    /// The fingerprint of the sampler with its space (``Sampler/fingerprint``), for a study whose text does not state
    /// them. It keeps two searches from being mixed under one name. Nil where the text states the sampler.
    public let fingerprint: String?
    /// The same search as an earlier version wrote it, where that differs: a study that is stored so is this one, and
    /// keeps its form. Nil in stored definitions.
    public var earlierForm: Form?
    /// Whether small or large values are better.
    public let direction: Direction
    /// The largest number of trials of the study. The budget is not part of the study's identity: raising it extends
    /// the study.
    public var budget: Int

    /// A way of writing a search down.
    public struct Form: Sendable, Hashable, Codable {
        /// The canonical text of the search.
        public let text: String
        /// The fingerprint of the sampler; nil where the text states the sampler.
        public let fingerprint: String?

        /// A form with this text.
        public init(text: String, fingerprint: String? = nil) {
            self.text = text
            self.fingerprint = fingerprint
        }
    }

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
    /// - Parameters:
    ///   - name: of 1 to 100 characters; see ``isUsable(name:)``.
    ///   - text: further settings that distinguish this search from others, for example the objective's.
    ///   - direction: whether small or large values are better.
    ///   - budget: the number of trials, 1 to ``largestBudget``.
    ///   - sampler: the sampler of the study's trials.
    /// - Throws: ``StudyError`` where the name or the budget is invalid; ``SamplerError`` where the sampler's points are
    ///   more than the budget, two of them are equal, an adaptive sampler's space has fewer points than the budget, or
    ///   an adaptive sampler proposes for the other direction.
    public init(
        name: String, text: String = "", direction: Direction, budget: Int, sampler: some Sampler
    ) throws {
        try self.init(
            name: name, text: text, direction: direction, budget: budget, fingerprint: sampler.identity)
        earlierForm = sampler.earlierForm.map { Form(text: text, fingerprint: $0.identity) }
        try sampler.check(direction)
        try sampler.check(budget: budget)
    }

    var form: Form { Form(text: text, fingerprint: fingerprint) }

    /// This definition as a store keeps it.
    public var stored: StudyDefinition {
        var stored = self
        stored.earlierForm = nil
        return stored
    }

    /// Whether this stored definition and another one define the same search: the same text and direction, and the same
    /// fingerprint where both have one. The other one's earlier form counts too.
    public func isSameSearch(as other: StudyDefinition) -> Bool {
        direction == other.direction && [other.form, other.earlierForm].compactMap(\.self).contains(where: isIn)
    }

    private func isIn(_ form: Form) -> Bool {
        text == form.text && (fingerprint == nil || form.fingerprint == nil || fingerprint == form.fingerprint)
    }

    /// This stored definition with the budget of another definition of the same search. Takes the other's fingerprint
    /// where this one has none.
    public func taking(_ other: StudyDefinition) throws -> StudyDefinition {
        let form = isIn(other.form) ? other.form : other.earlierForm ?? other.form
        return try StudyDefinition(
            name: name, text: text, direction: direction, budget: other.budget,
            fingerprint: fingerprint ?? form.fingerprint)
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
    /// The study's ID in its store.
    public let id: StudyID
    /// The name, the search and the budget.
    public let definition: StudyDefinition
    /// When the study was made.
    public let created: Date

    /// A study as a store keeps it.
    public init(id: StudyID, definition: StudyDefinition, created: Date) {
        self.id = id
        self.definition = definition
        self.created = created
    }
}

/// The number of trials of a study in each state.
public struct TrialCounts: Sendable, Hashable {
    /// The number of trials in each state; states without trials may be absent.
    public var byState: [TrialState: Int]

    /// These numbers of trials.
    public init(_ byState: [TrialState: Int] = [:]) {
        self.byState = byState
    }

    /// The number of trials in a state.
    public subscript(state: TrialState) -> Int { byState[state] ?? 0 }

    /// The number of trials that have a result.
    public var finished: Int { byState.reduce(0) { $0 + ($1.key.isFinished ? $1.value : 0) } }
}
