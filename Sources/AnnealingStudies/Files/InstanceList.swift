import Foundation

/// Networks as a command line names them: `17:117`, seeds of the weights and of the input; `17..32:117..132`, as many
/// of one as of the other; several such with commas between. A study file may be named instead, for its networks.
public enum InstanceList {
    /// - Parameter layers: of the networks.
    /// - Throws: ``InstanceListError``.
    public static func instances(_ text: String, layers: [Int]) throws(InstanceListError) -> [NetworkInstance] {
        var instances: [NetworkInstance] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            instances += try self.part(part.trimmingCharacters(in: .whitespaces), of: text, layers: layers)
        }
        if let problem = NetworkInstance.problem(with: instances) {
            throw InstanceListError(text: text, rule: problem.rule, remedy: problem.remedy)
        }
        return instances
    }

    /// What a study file that is named instead says, its networks included.
    ///
    /// - Throws: ``InstanceListError`` where it trains, ``StudyFileError`` where it cannot be read.
    public static func settings(ofStudyFile path: String) throws -> ConvergenceSettings {
        guard case .convergence(let settings) = try StudyFile.read(path: path).objective else {
            throw InstanceListError(
                text: path, rule: "it is a study that trains, and lists no networks",
                remedy: "name a study of convergence, such as studies/robust-5000.yaml")
        }
        return settings
    }

    public static func isStudyFile(_ text: String) -> Bool { text.hasSuffix(".yaml") || text.hasSuffix(".yml") }

    private static func part(_ part: String, of text: String, layers: [Int]) throws(InstanceListError)
        -> [NetworkInstance]
    {
        let sides = part.split(separator: ":", omittingEmptySubsequences: false)
        guard sides.count == 2 else {
            throw InstanceListError(
                text: text, rule: "'\(ShownText(part).text)' is not two seeds with a colon between",
                remedy: "write seeds of weights and input, as 17:117 or 17..32:117..132, or name a study file")
        }
        let weights = try seeds(sides[0], of: text)
        let inputs = try seeds(sides[1], of: text)
        guard weights.count == inputs.count else {
            throw InstanceListError(
                text: text,
                rule: "'\(ShownText(part).text)' names \(weights.count) seeds of weights and \(inputs.count) of inputs",
                remedy: "name as many of one as of the other")
        }
        return zip(weights, inputs).map { NetworkInstance(layers: layers, weightSeed: $0, inputSeeds: [$1]) }
    }

    private static func seeds(_ text: Substring, of whole: String) throws(InstanceListError) -> ClosedRange<UInt32> {
        let ends = text.components(separatedBy: "..").map { UInt32($0) }
        guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first <= last else {
            throw InstanceListError(
                text: whole, rule: "'\(ShownText(String(text)).text)' is no seed, and no range of seeds",
                remedy: "write a whole number from 0 to \(UInt32.max), or two, the lower first, as 17..32")
        }
        guard last - first < UInt32(NetworkInstance.mostInstances) else {
            throw InstanceListError(
                text: whole, rule: "it names \(Int(last - first) + 1) networks",
                remedy: "name at most \(NetworkInstance.mostInstances)")
        }
        return first...last
    }
}

/// Why a text names no networks.
public struct InstanceListError: Error, Sendable, Hashable, CustomStringConvertible {
    public let text: String
    public let rule: String
    public let remedy: String

    init(text: String, rule: String, remedy: String) {
        self.text = ShownText(text).text
        (self.rule, self.remedy) = (rule, remedy)
    }

    public var description: String { "the instances '\(text)': \(rule); \(remedy)" }
}
