import Foundation
import HyperparameterSearch
import StudyFiles

/// Reads networks as a command line names them.
///
/// `17:117` is the seed of the weights and the seed of the input. `17..32:117..132` is a network for each pair of
/// seeds; both ranges are equally long. Several of these are separated by commas. The path of a study file names the
/// networks of that file.
public enum NetworkList {
    /// - Parameter layers: the layer sizes of every network.
    /// - Throws: ``NetworkListError``.
    public static func networks(_ text: String, layers: [Int]) throws(NetworkListError) -> [NetworkSpecification] {
        var networks: [NetworkSpecification] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            networks += try self.part(part.trimmingCharacters(in: .whitespaces), of: text, layers: layers)
        }
        if let problem = NetworkSpecification.problem(with: networks) {
            throw NetworkListError(text: text, rule: problem.rule, remedy: problem.remedy)
        }
        return networks
    }

    /// The settings of a convergence study's file, its networks included.
    ///
    /// - Throws: ``NetworkListError`` if the study is of another kind, `StudyFileError` if the file cannot be read.
    public static func settings(ofStudyFile path: String) throws -> ConvergenceSettings {
        guard let settings = try StudyFile.read(path: path, kinds: .annealing).kind as? ConvergenceSettings else {
            throw NetworkListError(
                text: path, rule: "it is a study that trains, and lists no networks",
                remedy: "name the file of a convergence study")
        }
        return settings
    }

    public static func isStudyFile(_ text: String) -> Bool { text.hasSuffix(".yaml") || text.hasSuffix(".yml") }

    private static func part(_ part: String, of text: String, layers: [Int]) throws(NetworkListError)
        -> [NetworkSpecification]
    {
        let sides = part.split(separator: ":", omittingEmptySubsequences: false)
        guard sides.count == 2 else {
            throw NetworkListError(
                text: text, rule: "'\(ShownText(part).text)' is not two seeds with a colon between",
                remedy: "write seeds of weights and input, as 17:117 or 17..32:117..132, or name a study file")
        }
        let weights = try seeds(sides[0], of: text)
        let inputs = try seeds(sides[1], of: text)
        guard weights.count == inputs.count else {
            throw NetworkListError(
                text: text,
                rule:
                    "'\(ShownText(part).text)' names \(weights.count.counted("seed")) of weights and \(inputs.count) of inputs",
                remedy: "name as many of one as of the other")
        }
        return zip(weights, inputs).map { NetworkSpecification(layers: layers, weightSeed: $0, inputSeeds: [$1]) }
    }

    private static func seeds(_ text: Substring, of whole: String) throws(NetworkListError) -> ClosedRange<UInt32> {
        let ends = text.components(separatedBy: "..").map { UInt32($0) }
        guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first <= last else {
            throw NetworkListError(
                text: whole, rule: "'\(ShownText(String(text)).text)' is no seed, and no range of seeds",
                remedy: "write a whole number from 0 to \(UInt32.max), or two, the lower first, as 17..32")
        }
        guard last - first < UInt32(NetworkSpecification.mostNetworks) else {
            throw NetworkListError(
                text: whole, rule: "it names \(Int(last - first) + 1) networks",
                remedy: "name at most \(NetworkSpecification.mostNetworks)")
        }
        return first...last
    }
}

/// A text that names no networks.
public struct NetworkListError: Error, Sendable, Hashable, CustomStringConvertible {
    public let text: String
    public let rule: String
    public let remedy: String

    init(text: String, rule: String, remedy: String) {
        self.text = ShownText(text).text
        (self.rule, self.remedy) = (rule, remedy)
    }

    public var description: String { "the networks '\(text)': \(rule); \(remedy)" }
}
