/// The kinds of study that a program can run.
public struct StudyKinds: Sendable {
    private let kinds: [any StudyKind.Type]

    /// - Precondition: at least one kind; keys are distinct.
    public init(_ kinds: [any StudyKind.Type]) {
        precondition(!kinds.isEmpty && Set(kinds.map { $0.key }).count == kinds.count, "kinds need keys of their own")
        self.kinds = kinds
    }

    /// Reads the `objective` of a study file: a mapping with the key of one kind.
    func kind(_ value: YAMLValue) throws(StudyFileError) -> any StudyKind {
        let keys = kinds.map { $0.key }
        let choice = keys.joined(separator: " or ")
        let mapping = try value.mapping("an objective: \(choice)")
        try mapping.allow(only: keys)
        let found = kinds.filter { mapping[$0.key] != nil }
        guard found.count <= 1 else {
            throw value.error(rule: "a study has one objective", remedy: "remove \(choice)")
        }
        let kind = found.first ?? kinds[0]
        return try kind.init(settings: mapping.required(kind.key))
    }
}
