import Foundation
import HyperparameterSearch
import StudyFiles
import Testing

@testable import StudyFiles

/// Inputs that once ended the process, held it up or filled its memory.
@Suite("A hostile study")
struct HostileStudyTests {
    private func error(_ text: String) throws -> StudyFileError {
        try #require(throws: StudyFileError.self) { try StudyFile.read(text, file: "a", kinds: .sample) }
    }

    /// Lists of nine times the list before: 9^40 values in two kilobytes.
    private static let laughs = (1...40).map { level in
        "- &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]"
    }
    /// Lists in lists, each line 480 deeper, until a stack that is walked down to the end is too small.
    private static let depths = (1...1000).map { level in
        "- &a\(level) " + String(repeating: "[", count: 480) + "*a\(level - 1)" + String(repeating: "]", count: 480)
    }

    @Test(
        "of few words that aliases make endless, or endlessly deep, is refused at its first anchor",
        arguments: [laughs + ["- {? *a40 : 1}"], laughs + ["name: *a40"], depths + ["- *a1000"]])
    func aliases(lines: [String]) throws {
        let error = try error((["points:", "- &a0 [x, x]"] + lines).joined(separator: "\n"))
        #expect(error.line == 2)
        #expect(error.value == "&a0")
        #expect(error.rule == "study files have no anchors (&name), nor aliases (*name)")
        #expect(error.remedy.contains("write the value out"))
    }

    @Test(
        "cannot hide an anchor",
        arguments: [
            "&a x", "x: &a y", "[&a x]", "{x:&a y}", "{\"x\":&a y}", "- &a\n x", "\u{FEFF}&a x", "# c\u{85}&a x",
            "# c\r&a x", "\"#\u{2028}\" : &a x", "? &a x", "!!str &a x", "&-_9 x",
        ])
    func hidden(text: String) throws {
        #expect(try error(text).rule.hasPrefix("study files have no anchors"))
    }

    @Test("An & that is no anchor is a character like others", arguments: ["R&D", "this & that", "a &", "&& b"])
    func ampersands(text: String) throws {
        #expect(try StudyFile.read("# \(text)\n" + SampleKind.file, file: "a", kinds: .sample).name == "small")
    }

    @Test("nested too deeply is refused, in a file and in a stored definition")
    func nesting() throws {
        for text in [String(repeating: "[", count: 1 << 19), String(repeating: "{\"a\":", count: 1 << 17)] {
            #expect(try error(text).rule.contains("nested too deeply"))
            let stored = try StudyDefinition(name: "a", text: text, direction: .minimize, budget: 1)
            #expect(throws: StudyFileError.self) { try StudyFile.read(stored, kinds: .sample) }
            let other = try StudyDefinition(name: "a", text: "{}", direction: .minimize, budget: 1)
            #expect(DeclaredStudy.differences(stored: stored, offered: other).count <= 1)
        }
    }

    @Test("that is larger than any study is not parsed")
    func size() throws {
        let text = SampleKind.file + "#" + String(repeating: "x", count: StudyFile.largestSize)
        #expect(try error(text).rule.hasPrefix("this has \(text.utf8.count) bytes; at most 1048576 are read"))
        let large = "{}#" + String(repeating: "x", count: StudyFile.largestDefinition)
        let stored = try StudyDefinition(name: "a", text: large, direction: .minimize, budget: 1)
        let error = try #require(throws: StudyFileError.self) { try StudyFile.read(stored, kinds: .sample) }
        #expect(error.rule.contains("at most 16777216 are read"))
    }
}
