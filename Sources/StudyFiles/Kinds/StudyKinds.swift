/// The kinds of study that a program can run.
public struct StudyKinds: Sendable {
    let all: [any StudyKind.Type]

    /// - Precondition: at least one kind; keys are distinct.
    public init(_ kinds: [any StudyKind.Type]) {
        precondition(!kinds.isEmpty && Set(kinds.map { $0.key }).count == kinds.count, "kinds need keys of their own")
        all = kinds
    }

    /// The keys of `objective`: one for each kind.
    var keys: FileKeys {
        FileKeys(oneOf: all.map { FileKey($0.key, .mapping($0.keys.settings), $0.keys.meaning) })
    }

    /// Reads the `objective` of a study file: a mapping with the key of one kind.
    func kind(_ value: YAMLValue) throws(StudyFileError) -> any StudyKind {
        let choice = keys.names.joined(separator: " or ")
        let mapping = try value.mapping("an objective: \(choice)")
        try mapping.allow(only: self.keys)
        let found = all.filter { mapping[$0.key] != nil }
        guard found.count <= 1 else {
            throw value.error(rule: "a study has one objective", remedy: "remove \(choice)")
        }
        let kind = found.first ?? all[0]
        return try kind.init(settings: mapping.required(kind.key))
    }
}
