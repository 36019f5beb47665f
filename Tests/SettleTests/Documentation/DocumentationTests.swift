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
}
