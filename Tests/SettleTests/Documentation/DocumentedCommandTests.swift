import Foundation
import StudyFiles
import Testing

@testable import settle

/// The code of the documents: what is written there is so.
@Suite("The documents' code")
struct DocumentedCommandTests {
    /// What a document takes for granted before its first command.
    private static let before = [
        "docs/dynamics.md": "settle run studies/paper-5000.yaml --keep 60",
        "docs/keeping-safe.md": "settle run studies/quick.yaml",
        "docs/notebooks.md": "sed 's/^name: .*/name: digits/' studies/quick.yaml > digits.yaml; settle run digits.yaml",
        "docs/several-networks.md": "settle run studies/robust-5000.yaml --keep 3",
    ]

    /// Documents whose commands take longer than a few seconds; only `make documentation-test` runs them.
    private static let slow: Set = [
        "docs/dynamics.md", "docs/figures.md", "docs/schedule-families.md", "docs/several-networks.md",
    ]

    private static let withSlow = ProcessInfo.processInfo.environment["SETTLE_SLOW_DOCUMENTS"] != nil

    private static let tried = DocumentBlock.documents.filter { document in
        (withSlow || !slow.contains(document)) && ((try? commands(of: document))?.isEmpty == false)
    }

    /// The blocks of commands that are run.
    private static func commands(of document: String) throws -> [DocumentBlock] {
        try DocumentBlock.all(of: document).filter { block in
            block.language == "sh" && !CommandException.all.contains { $0.covers(block, of: document) }
        }
    }

    /// Runs a document's commands in order, in a folder that has the shipped studies, and the document's own studies and
    /// programs: a study is in the file NAME.yaml, and a program's first line names its file.
    private func finished(_ document: String) throws -> Scratch {
        let scratch = try Scratch()
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("studies"),
            withDestinationPath: BuiltProgram.repository.appending(path: "studies").path)
        for block in try DocumentBlock.all(of: document) {
            if block.language == "yaml", let name = block.firstLine.wholeMatch(of: /name: ([\w-]+)/)?.output.1 {
                try scratch.write(block.text + "\n", to: "\(name).yaml")
            } else if block.language == "python", let name = block.firstLine.wholeMatch(of: /# (\w+\.py)/)?.output.1 {
                try scratch.write(block.text + "\n", to: String(name))
            }
        }
        let folder = URL(fileURLWithPath: BuiltProgram.settle.path).deletingLastPathComponent().path
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        for text in [Self.before[document]].compactMap(\.self) + (try Self.commands(of: document).map(\.text)) {
            let run = try scratch.start(["-ec", text], program: "/bin/sh", environment: ["PATH": "\(folder):\(path)"])
                .finish()
            #expect(run.status == 0, "\(document): \(text)\n\(run.errors)")
        }
        return scratch
    }

    @Test("commands run in order", arguments: tried)
    func inOrder(_ document: String) throws {
        let scratch = try finished(document)
        guard document == "README.md" else { return }
        let made = try scratch.files
        for file in ["best.json", "search.svg", "quick.html", "studies.sqlite"] {
            #expect(made.contains(file), "\(file)")
        }
        for name in ["quick", "paper-5000", "mine", "tune"] { #expect(scratch.complete(name) > 0, "\(name)") }
    }

    @Test("each exception is one block, and what is taken for granted belongs to a document with commands")
    func exceptionsAreThere() throws {
        for exception in CommandException.all {
            let blocks = try DocumentBlock.all(of: exception.document)
            let covered = blocks.count { $0.language == "sh" && exception.covers($0, of: exception.document) }
            #expect(covered == 1, "\(exception)")
        }
        for document in Self.slow.union(Self.before.keys) {
            #expect(try Self.commands(of: document).isEmpty == false, "\(document)")
        }
    }

    @Test("commands are in blocks of sh, and every fence has a language", arguments: DocumentBlock.documents)
    func languages(_ document: String) throws {
        for block in try DocumentBlock.all(of: document) where block.language != "sh" {
            #expect(block.language != "", "\(block)")
            #expect(block.firstLine.firstMatch(of: /^(\$ |settle |make |ssh )/) == nil, "\(block)")
        }
    }

    @Test("studies are read, and JSON is JSON", arguments: DocumentBlock.documents)
    func data(_ document: String) throws {
        for block in try DocumentBlock.all(of: document) {
            if block.language == "yaml", block.text.hasPrefix("name: ") {
                #expect(throws: Never.self, "\(block)") {
                    try StudyFile.read(block.text, file: document, kinds: .ofTheCommand)
                }
            } else if block.language == "json" {
                let whole = try? JSONSerialization.jsonObject(with: Data(block.text.utf8))
                let lines = block.text.split(separator: "\n").map {
                    try? JSONSerialization.jsonObject(with: Data($0.utf8))
                }
                #expect(whole != nil || lines.allSatisfy { $0 != nil }, "\(block)")
            }
        }
    }

    @Test("Python is Python")
    func python() throws {
        let scratch = try Scratch()
        var names: [String] = []
        for document in DocumentBlock.documents {
            for block in try DocumentBlock.all(of: document) where block.language == "python" {
                names.append("\(names.count).py")
                try scratch.write(block.text + "\n", to: names[names.count - 1])
            }
        }
        #expect(names.count >= 3)
        let run = try scratch.start(["python3", "-m", "py_compile"] + names, program: "/usr/bin/env").finish()
        #expect(run.status == 0, "\(run.errors)")
    }

    /// Lines without what indents them: a block may stand within a function.
    private func lines(_ text: String) -> String {
        text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "\n")
    }

    /// Whether a block is lines for somebody's Package.swift.
    private func isOfManifest(_ block: DocumentBlock) -> Bool { block.text.hasPrefix(".") }

    @Test("the lines for a Package.swift name all libraries of ours, and no other")
    func manifest() throws {
        let lines = try DocumentBlock.all(of: "docs/library.md").filter(isOfManifest).map(\.text).joined(
            separator: "\n")
        let manifest = try String(
            contentsOf: BuiltProgram.repository.appending(path: "Package.swift"), encoding: .utf8)
        let named = lines.matches(of: /product\(name: "(\w+)"/).map { String($0.output.1) }
        let libraries = manifest.matches(of: /\.library\(name: "(\w+)"/).map { String($0.output.1) }
        #expect(!named.isEmpty && named.sorted() == libraries.sorted())
    }

    @Test("Swift is compiled, word for word, as an example or as a test", arguments: DocumentBlock.documents)
    func swift(_ document: String) throws {
        let sources = try ["Examples", "Tests/DocumentedExamplesTests"].flatMap { name in
            let folder = BuiltProgram.repository.appending(path: name)
            let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            return try files.filter { $0.hasSuffix(".swift") }.map {
                try String(contentsOf: folder.appending(path: $0), encoding: .utf8)
            }
        }
        for block in try DocumentBlock.all(of: document) where block.language == "swift" && !isOfManifest(block) {
            #expect(sources.contains { lines($0).contains(lines(block.text)) }, "\(block)")
        }
    }
}
