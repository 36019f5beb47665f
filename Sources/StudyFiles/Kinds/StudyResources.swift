import HyperparameterSearch

/// What a program offers to objectives besides their settings: threads, and whatever a kind of study asks for by its
/// type, such as a source of images.
public struct StudyResources {
    /// How many threads there are to share. Only the time depends on it.
    public let threads: Int
    private var offered: [ObjectIdentifier: Any] = [:]

    public init(threads: Int) {
        self.threads = threads
    }

    /// The same resources with one more, which replaces an earlier one of its type.
    public func offering<Resource>(_ resource: Resource) -> StudyResources {
        var resources = self
        resources.offered[ObjectIdentifier(Resource.self)] = resource
        return resources
    }

    /// - Throws: ``MissingResource`` if the program does not offer one of this type.
    public func resource<Resource>(_ type: Resource.Type) throws(MissingResource) -> Resource {
        guard let resource = offered[ObjectIdentifier(type)] as? Resource else {
            throw MissingResource(name: "\(type)")
        }
        return resource
    }
}

/// A program runs studies of a kind without offering what the kind needs.
public struct MissingResource: Error, Sendable, Hashable, CustomStringConvertible {
    /// The type of the resource.
    public let name: String

    public var description: String {
        "the study's trials need a \(name), which this program does not offer; add it to the StudyResources"
    }
}

/// An objective that is ready to evaluate trials.
public struct PreparedObjective: Sendable {
    public let objective: any Objective
    /// What the user should know before trials are evaluated; nil if there is nothing to say.
    public let warning: String?

    public init(_ objective: any Objective, warning: String? = nil) {
        self.objective = objective
        self.warning = warning
    }
}
