import Foundation
import StudyFiles
import Testing

@Suite("A study file that is not YAML") struct BrokenFileTests {
    private static let good = """
        name: small
        objective:
          convergence:
            layers: [6, 5, 3]
            weights: {seed: 1}
            input: {seed: 2}
            steps: 50
            minimize: meanError
        sampler: {random: {seed: 3}}
        trials: 8
        space:
          epsilon: {initial: {from: 0, to: 1}, exponent: 0.5}
          lambda: 1
          quantizer: sigma-delta

        """

    /// What stands in a line in place of what, and the line and the rule of the error.
    struct Case: CustomTestStringConvertible {
        let old: String
        let new: String
        let line: Int
        let rule: String

        init(_ old: String, _ new: String, _ line: Int, _ rule: String) {
            (self.old, self.new, self.line, self.rule) = (old, new, line, rule)
        }

        var testDescription: String { "\(old.debugDescription) -> \(new.debugDescription)" }
    }

    static let cases = [
        Case("    steps", "\tsteps", 7, "the line is indented with a tab"),
        Case("    steps", "   \tsteps", 7, "the line is indented with a tab"),
        Case("    weights", "     weights", 5, "the line is not indented as those that belong together with it"),
        Case("    weights", "   weights", 5, "the line is not indented as those that belong together with it"),
        Case("    layers", "     layers", 4, "the line is not indented as those that belong together with it"),
        Case("name", " name", 1, "the line is not indented as those that belong together with it"),
        Case("  lambda", "   lambda", 13, "the line is not indented as those that belong together with it"),
        Case("trials: 8", "trials 8", 10, "the line has no colon behind a key"),
        Case("trials: 8", "trials:8", 10, "there is no space behind the colon"),
        Case("name: small", "name small", 1, "the line has no colon behind a key"),
        Case("name: small", "name: small name: b", 1, "there are two keys on one line"),
        Case("{seed: 1}", "{seed: 1", 5, "in the brackets that begin here, a comma or the closing bracket is missing"),
        Case("[6, 5, 3]", "[6, 5, 3", 4, "in the brackets that begin here, a comma or the closing bracket is missing"),
        Case("0, to", "0 to", 12, "in the brackets that begin here, a comma or the closing bracket is missing"),
        Case("{seed: 1}", "{seed: 1}}", 5, "something follows the closing bracket or quote"),
        Case("[6, 5, 3]", "[6, 5, 3] 4", 4, "something follows the closing bracket or quote"),
        Case("small", "\"small", 1, "the quote that begins here has no end"),
        Case("small", "'small", 1, "the quote that begins here has no end"),
        Case(
            "small", "\"sm\\qall\"", 1, "in double quotes, a backslash begins a character such as \\n, and this is none"
        ),
        Case("small", "@small", 1, "a value cannot begin with '@'"),
        Case("small", "*small", 1, "study files have no anchors (&name), nor aliases (*name)"),
        Case("small", "&small b", 1, "study files have no anchors (&name), nor aliases (*name)"),
        Case("trials", "---\ntrials", 10, "a study file has one study, and something stands beside it"),
        Case("trials", "%trials", 10, ""),
        Case("small", "sm\u{7}all", 1, "the line has the control character U+0007"),
        Case("trials: 8", "trials: 8\ntrials: 9", 10, "the key stands twice in the same mapping"),
    ]

    @Test("is told the line and the rule in plain words", arguments: cases)
    func table(_ broken: Case) throws {
        let text = Self.good.replacing(broken.old, with: broken.new, maxReplacements: 1)
        let error = try #require(throws: StudyFileError.self) { try StudyFile.read(text, file: "a.yaml") }
        #expect(error.line == broken.line, "\(error)")
        #expect(error.rule.hasPrefix(broken.rule), "\(error)")
        #expect(Self.isPlain(error))
    }

    @Test("may have a mark of byte order, and lines as Windows ends them")
    func marks() throws {
        let study = try StudyFile.read(Self.good, file: "a")
        #expect(try StudyFile.read("\u{FEFF}" + Self.good, file: "a") == study)
        #expect(try StudyFile.read(Self.good.replacing("\n", with: "\r\n"), file: "a") == study)
        let broken = Self.good.replacing("trials: 8", with: "trials 8").replacing("\n", with: "\r\n")
        #expect(throws: StudyFileError.self) { try StudyFile.read(broken, file: "a") }
    }

    /// The words in which the parser speaks of its own parts.
    private static let jargon = [
        "token", "simple key", "did not find expected", "mapping values are not", "in this context", "could not find",
        "block mapping", "block sequence", "flow", "scalar", "node", "end of stream", "scanning", "parsing",
    ]

    private static func isPlain(_ error: StudyFileError) -> Bool {
        !jargon.contains { "\(error.rule) \(error.remedy)".contains($0) }
    }

    @Test(
        "never hears the parser's own words, whichever character is removed or put in",
        arguments: ["quick", "grid-schedules", "mnist-schedules", "robust-5000"])
    func anyCharacter(_ name: String) throws {
        let whole = try String(contentsOfFile: ShippedStudies.path(name), encoding: .utf8)
        // Long lists repeat themselves.
        let text = whole.split(separator: "\n", omittingEmptySubsequences: false).prefix(40).joined(separator: "\n")
        let characters = Array(text)
        var (broken, near) = (0, 0)
        for place in stride(from: 0, to: characters.count, by: name == "quick" ? 1 : 3) {
            let line = characters[..<place].count { $0 == "\n" } + 1
            for added in ["", " ", ":", "-", "[", "}", "\"", "'", "\t", "\n", "*", "!", "%", "@", ",", "?", "|"] {
                var changed = characters
                changed.replaceSubrange(place..<(added.isEmpty ? place + 1 : place), with: added)
                do {
                    _ = try StudyFile.read(String(changed), file: "a.yaml")
                } catch {
                    if !Self.isPlain(error) { Issue.record("\(place) '\(added)': \(error)") }
                    guard error.key.isEmpty, let found = error.line else { continue }
                    broken += 1
                    if abs(found - line) <= 1 { near += 1 }
                }
            }
        }
        #expect(broken > 100)
        #expect(Double(near) > 0.9 * Double(broken), "\(near) of \(broken) on the line or beside it")
    }
}
