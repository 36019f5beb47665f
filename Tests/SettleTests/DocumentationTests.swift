import Foundation
import Testing

@Suite("The documents")
struct DocumentationTests {
    private static let root = BuiltProgram.repository

    /// Every document of the project.
    private static let documents: [URL] = {
        let pages = ["docs", "results"].flatMap { folder in
            FileManager.default.enumerator(at: root.appending(path: folder), includingPropertiesForKeys: nil)?
                .compactMap { $0 as? URL } ?? []
        }
        return pages.filter { $0.pathExtension == "md" }
            + ["README.md", "CONTRIBUTING.md", "Benchmarks/README.md"].map { root.appending(path: $0) }
    }()

    @Test("have links to files that there are")
    func links() throws {
        #expect(Self.documents.count > 30)
        for document in Self.documents {
            let text = try String(contentsOf: document, encoding: .utf8)
            for match in text.matches(of: /\]\(([^)\s]+)\)/) {
                let target = String(match.output.1)
                guard !target.contains("://"), !target.hasPrefix("#") else { continue }
                let path = target.split(separator: "#")[0]
                let file = document.deletingLastPathComponent().appending(path: String(path)).standardized
                #expect(
                    FileManager.default.fileExists(atPath: file.path), "\(document.lastPathComponent): \(target)")
            }
        }
    }

    @Test("are all in the table of contents")
    func contents() throws {
        let index = try String(contentsOf: Self.root.appending(path: "docs/README.md"), encoding: .utf8)
        let pages = Self.documents.filter { $0.deletingLastPathComponent().lastPathComponent == "docs" }
        for page in pages where page.lastPathComponent != "README.md" {
            #expect(index.contains("(\(page.lastPathComponent))"), "\(page.lastPathComponent)")
        }
    }

    /// The commands of the README's tasks in order, without those that fetch and train on MNIST, which takes minutes.
    @Test("the README's commands run in order")
    func commands() throws {
        let text = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
        let blocks = text.components(separatedBy: "```sh\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
        let tried = blocks.filter { !$0.contains("alias settle") && !$0.contains("mnist") }
        #expect(blocks.count == 6 && tried.count == 4)
        let scratch = try Scratch()
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("studies"), withDestinationPath: Self.root.appending(path: "studies").path)
        let folder = URL(fileURLWithPath: BuiltProgram.settle.path).deletingLastPathComponent().path
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        for block in tried {
            let run = try scratch.start(["-ec", block], program: "/bin/sh", environment: ["PATH": "\(folder):\(path)"])
                .finish()
            #expect(run.status == 0, "\(block)\n\(run.errors)")
        }
        let made = try scratch.files
        for file in ["best.json", "search.svg", "quick.html", "studies.sqlite"] {
            #expect(made.contains(file), "\(file)")
        }
        for name in ["quick", "paper-5000", "mine", "tune"] { #expect(scratch.complete(name) > 0, "\(name)") }
    }
}
