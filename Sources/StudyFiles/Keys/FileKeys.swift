/// A key of a mapping in a study file.
public struct FileKey: Sendable {
    public let name: String
    public let form: FileForm
    public let isRequired: Bool
    /// The value of an absent key; nil where there is none, or where it depends on other keys.
    public let standard: CanonicalValue?
    /// What the key does, in a sentence or two.
    public let meaning: String

    public init(
        _ name: String, _ form: FileForm, isRequired: Bool = false, standard: CanonicalValue? = nil, _ meaning: String
    ) {
        self.name = name
        self.form = form
        self.isRequired = isRequired
        self.standard = standard
        self.meaning = meaning
    }
}

/// All keys of a mapping in a study file. A reader refuses other keys (``YAMLMapping/allow(only:besides:)``), and
/// ``StudySchema`` describes the same keys to editors.
public struct FileKeys: Sendable {
    /// In the order in which errors list them.
    public let keys: [FileKey]
    /// The names of which a mapping has exactly one.
    public let alternatives: [String]

    public init(_ keys: [FileKey], exactlyOneOf alternatives: [String] = []) {
        (self.keys, self.alternatives) = (keys, alternatives)
    }

    /// A mapping with exactly one of these keys.
    public init(oneOf keys: [FileKey]) {
        self.init(keys, exactlyOneOf: keys.map(\.name))
    }

    public var names: [String] { keys.map(\.name) }

    public static let none = FileKeys([])

    public static func + (first: FileKeys, others: [FileKey]) -> FileKeys {
        FileKeys(first.keys + others, exactlyOneOf: first.alternatives)
    }
}

extension YAMLMapping {
    /// - Parameter others: keys that stored definitions and older files have.
    /// - Throws: if a key is in neither.
    public func allow(only known: FileKeys, besides others: [String] = []) throws(StudyFileError) {
        try allow(only: known.names + others)
    }
}

/// The keys of a kind of study.
public struct KindKeys: Sendable {
    /// What a study of this kind searches for, in a sentence.
    public let meaning: String
    public let settings: FileKeys
    public let space: FileForm
    public let point: FileForm
    /// The keys of `confirm`; nil if trials of this kind cannot be confirmed.
    public let confirm: FileKeys?

    public init(
        _ meaning: String, settings: FileKeys, space: FileForm, point: FileForm, confirm: FileKeys? = nil
    ) {
        self.meaning = meaning
        self.settings = settings
        self.space = space
        self.point = point
        self.confirm = confirm
    }
}
