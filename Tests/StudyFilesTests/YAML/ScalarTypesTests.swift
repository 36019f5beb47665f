import Foundation
import HyperparameterSearch
import TestSupport
import Testing
import Yams

@testable import StudyFiles

/// Study files are parsed without the parser's own types of scalars. With them, every study would read the same.
@Suite("Scalars without the parser's types")
struct ScalarTypesTests {
    /// The texts and styles of a document, in order; keys as they stand.
    private static func outline(_ node: Node) -> [String] {
        switch node {
        case .scalar(let scalar): ["\(scalar.style) \(scalar.string)"]
        case .sequence(let sequence): ["["] + sequence.flatMap(outline) + ["]"]
        case .mapping(let mapping): ["{"] + mapping.flatMap { outline($0.key) + outline($0.value) } + ["}"]
        case .alias: ["*"]
        }
    }

    /// What the readers of one value make of a scalar: a value, or why it is none.
    private static func readings(_ value: YAMLValue) -> [String] {
        func text<Value>(_ read: () throws(StudyFileError) -> Value) -> String {
            do throws(StudyFileError) {
                return "\(try read())"
            } catch {
                return error.description
            }
        }
        return [
            text { () throws(StudyFileError) in try value.parameterValue() },
            text { () throws(StudyFileError) in try value.number() },
            text { () throws(StudyFileError) in try value.integer(in: -1_000_000...1_000_000) },
            text { () throws(StudyFileError) in try value.boolean() },
            text { () throws(StudyFileError) in try value.text("a text") },
        ]
    }

    /// The study files of the project, and the examples in its documents.
    private static let shipped: [String] = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized
        let files = ["studies", "docs", "Tests", "Examples", "results"].flatMap { folder in
            FileManager.default.enumerator(at: root.appending(path: folder), includingPropertiesForKeys: nil)?
                .compactMap { $0 as? URL } ?? []
        }
        return (files + [root.appending(path: "README.md")]).flatMap { file -> [String] in
            guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
            switch file.pathExtension {
            case "yaml", "yml": return [text]
            case "md":
                return text.components(separatedBy: "```yaml\n").dropFirst().compactMap {
                    $0.components(separatedBy: "```").first
                }
            default: return []
            }
        }
    }()

    @Test("leave every study file of the project as it is")
    func files() throws {
        #expect(Self.shipped.count >= 8)
        for text in Self.shipped {
            let typed = try #require(try Yams.compose(yaml: text))
            #expect(Self.outline(try YAMLValue(parsing: text, file: "", limit: 1 << 20).node) == Self.outline(typed))
        }
    }

    /// Texts that the parser's rules give a type: YAML 1.1's truth values, numbers to the bases 2, 8, 16 and 60, dates,
    /// merges and nothing.
    private static let special = [
        "yes", "No", "ON", "off", "true", "False", "0b101", "0o17", "017", "0x1F", "1_000", "190:20:30", "190:20:30.15",
        "-0", "+12", "1e3", "1.5E-7", ".5", "5.", "-.inf", ".NaN", "~", "null", "NULL", "2001-01-01",
        "2001-12-14t21:59:43.10-05:00", "=", "1.2.3", "e", "-", "+", ".", "0x", "1e", "9007199254740993", "word",
    ]

    private static func scalar(_ random: inout FuzzRandom) -> String {
        guard random.isOne(in: 2) else { return random.pick(special) }
        let letters = Array("0123456789+-.eExXobBtTyYnNaAfF_:~=")
        return String((0...random.below(8)).map { _ in random.pick(letters) })
    }

    @Test("are read as with them, plain and in quotes, one alone, in lists and behind keys")
    func scalars() throws {
        var random = FuzzRandom(seed: 16)
        var composed = 0
        for index in 0..<4000 {
            let (one, other) = (Self.scalar(&random), Self.scalar(&random))
            let text =
                switch index % 4 {
                case 0: one
                case 1: "[\(one), '\(other)', {a: \(one)}]"
                case 2: "a: \(one)\n\"b\": \"\(other)\"\n"
                default: "\(one): \(other)\n"
                }
            guard let typed = try? Yams.compose(yaml: text) else {
                #expect(throws: StudyFileError.self) { try YAMLValue(parsing: text, file: "", limit: 1000) }
                continue
            }
            composed += 1
            let value = try YAMLValue(parsing: text, file: "", limit: 1000)
            #expect(Self.outline(value.node) == Self.outline(typed), "\(text)")
            #expect(Self.readings(value) == Self.readings(value.child(typed, "")), "\(text)")
        }
        #expect(composed > 3000)
    }

    @Test("make keys one that are one without their quotes, and tell it")
    func keys() {
        for text in ["\"1\": a\n1: b\n", "yes: a\n'yes': b\n", "!!int 1: a\n1: b\n"] {
            #expect {
                _ = try YAMLValue(parsing: text, file: "", limit: 1000).mapping("a mapping")
            } throws: { "\($0)".contains("the key stands twice in the same mapping") }
        }
    }
}
