import Foundation
import StudyFiles
import Testing

@testable import settle

/// The schema and the readers have the same tables of keys. Here they judge the same files: what a reader accepts the schema
/// accepts, or an editor would mark a good file.
@Suite("settle schema")
struct SchemaVerbTests {
    /// A file as a validator of JSON Schemas judged it.
    private struct Verdict: Decodable {
        /// The file as JSON, which is YAML too.
        let text: String
        /// What was changed in it; empty for the file itself.
        let change: String
        let errors: [String]

        var isAccepted: Bool { errors.isEmpty }

        /// The reader's error; nil where it accepts the file.
        var refusal: StudyFileError? {
            do throws(StudyFileError) {
                _ = try StudyFile.read(text, file: "a.yaml", kinds: .ofTheCommand)
                return nil
            } catch {
                return error
            }
        }
    }

    private struct Cases: Encodable {
        let schema: CanonicalValue
        let texts: [String]
        let changes: Bool
    }

    private static func verdicts(_ texts: [String], changes: Bool) throws -> [Verdict] {
        let scratch = try Scratch()
        let schema = try scratch.settle("schema")
        #expect(schema.status == 0 && schema.errors.isEmpty)
        let cases = Cases(schema: CanonicalValue(text: schema.output), texts: texts, changes: changes)
        try scratch.write(String(decoding: JSONEncoder().encode(cases), as: UTF8.self), to: "cases.json")
        let python = BuiltProgram.repository.appendingPathComponent(".build-python/bin/python").path
        try #require(FileManager.default.fileExists(atPath: python), "run 'sh Scripts/setup.sh test' first")
        let script = BuiltProgram.repository.appendingPathComponent("Tests/SettleTests/Schema/validate.py").path
        let run = try scratch.start(["-B", script, "cases.json"], program: python).finish()
        try #require(run.status == 0, "\(run.errors)")
        return try JSONDecoder().decode([Verdict].self, from: Data(run.output.utf8))
    }

    private static func shipped() throws -> [String] {
        try ["studies", "Examples/AskAndTell"].flatMap { name in
            let folder = BuiltProgram.repository.appendingPathComponent(name)
            return try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
                .sorted().map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }
        }
    }

    @Test("accepts the studies that are shipped, and studies with every key")
    func accepted() throws {
        let texts = try Self.shipped() + StudiesOfEveryKey.texts
        #expect(texts.count > 25)
        let verdicts = try Self.verdicts(texts, changes: false)
        #expect(verdicts.count == texts.count)
        for (text, verdict) in zip(texts, verdicts) {
            #expect(verdict.errors == [], "\(text)")
            #expect(throws: Never.self) { try StudyFile.read(text, file: "a.yaml", kinds: .ofTheCommand) }
        }
        // The studies have every key that the schema has.
        var keys: Set<String> = []
        let schema = try JSONSerialization.jsonObject(with: Data(StudySchema.text(of: .ofTheCommand).utf8))
        Self.visitKeys(of: schema) { name, _ in keys.insert(name) }
        #expect(keys.count > 100)
        let missing = keys.filter { key in !verdicts.contains { $0.text.contains("\"\(key)\": ") } }
        #expect(missing.sorted() == [])
    }

    @Test("accepts each changed study that is read, and none with an unknown key")
    func changed() throws {
        let verdicts = try Self.verdicts(StudiesOfEveryKey.texts, changes: true)
        var (accepted, refusedByBoth) = (0, 0)
        for verdict in verdicts {
            let refusal = verdict.refusal
            if refusal == nil {
                accepted += 1
                if !verdict.isAccepted { Issue.record("\(verdict.change): \(verdict.errors) in \(verdict.text)") }
            } else if !verdict.isAccepted {
                refusedByBoth += 1
            }
            if refusal?.rule == "there is no such key here", verdict.isAccepted {
                Issue.record("\(verdict.change) is not refused in \(verdict.text)")
            }
        }
        #expect(accepted > 300, "\(accepted)")
        // Most of what the schema accepts in vain breaks a rule between keys.
        #expect(
            Double(refusedByBoth) > 0.8 * Double(verdicts.count - accepted), "\(refusedByBoth) of \(verdicts.count)")
    }

    @Test(
        "refuses what no study file has",
        arguments: [
            ("trials: 8", "trails: 8"), ("trials: 8", "trials: 0"), ("trials: 8", "trials: many"),
            ("trials: 8", "trials: \"8\""), ("name: a", "name: a b"), ("name: a\n", ""),
            ("told", "tell"), ("{told: {minimize: loss}}", "{}"), ("minimize: loss", "minimize: loss, maximize: gain"),
            ("minimize: loss", "values: [gain]"), ("{random: {seed: 1}}", "random"), ("seed: 1", "sed: 1"),
            ("seed: 1", "seed: -1"), ("seed: 1", "seed: 1, stream: xorshift"), ("{random: {seed: 1}}", "simplex"),
            ("to: 1", "til: 1"), (", to: 1", ""), ("to: 1", "to: one"), ("to: 1", "to: 1, log: perhaps"),
            ("to: 1", "to: 1, values: [1]"), ("{from: 0, to: 1}", "[]"), ("{from: 0, to: 1}", "[1, 1]"),
            ("trials: 8", "trials: 8\nscheduler: hyperband"), ("trials: 8", "trials: 8\nscheduler: {hyperband: {}}"),
            ("trials: 8", "trials: 8\nscheduler: {hyperband: {first: 0}}"), ("trials: 8", "trials: 8\nrepeat: 5"),
            ("trials: 8", "trials: 8\nconfirm: {top: 3}"),
        ])
    func refused(old: String, new: String) throws {
        let good = """
            name: a
            objective: {told: {minimize: loss}}
            sampler: {random: {seed: 1}}
            trials: 8
            space: {x: {from: 0, to: 1}}

            """
        let broken = good.replacing(old, with: new, maxReplacements: 1)
        try #require(broken != good)
        let verdicts = try Self.verdicts([good, broken], changes: false)
        #expect(verdicts.map(\.isAccepted) == [true, false])
        #expect(throws: StudyFileError.self) { try StudyFile.read(broken, file: "a.yaml", kinds: .ofTheCommand) }
    }

    @Test("describes every key")
    func described() throws {
        let schema = try JSONSerialization.jsonObject(with: Data(StudySchema.text(of: .ofTheCommand).utf8))
        var described = 0
        Self.visitKeys(of: schema) { name, value in
            let text = value["description"] as? String ?? ""
            #expect(text.count > 8 && text.hasSuffix("."), "\(name): \(text)")
            described += 1
        }
        #expect(described > 150, "\(described)")
    }

    /// Visits the keys of study files in a schema. Those under `then` stand with their descriptions further up.
    private static func visitKeys(of schema: Any, _ visit: (String, [String: Any]) -> Void) {
        for value in schema as? [Any] ?? [] { visitKeys(of: value, visit) }
        for (name, value) in schema as? [String: Any] ?? [:] where name != "if" {
            if name == "then" {
                let properties = (value as? [String: Any])?["properties"] as? [String: Any] ?? [:]
                for value in properties.values { visitKeys(of: value, visit) }
                continue
            }
            visitKeys(of: value, visit)
            guard name == "properties", let properties = value as? [String: [String: Any]] else { continue }
            for (key, form) in properties { visit(key, form) }
        }
    }
}
