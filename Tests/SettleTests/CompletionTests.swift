import Foundation
import Testing

@testable import settle

@Suite("Completions")
struct CompletionTests {
    @Test("offer the names of the studies of the storage that the line names, and are silent whatever is wrong")
    func names() throws {
        let scratch = try Scratch.withTinyStudy()
        try scratch.write(StudyFiles.random("another", trials: 2), to: "another.yaml")
        _ = try scratch.settle("run", "another.yaml", "--storage", "my studies.sqlite")
        for verb in [["best"], ["figure", "search"], ["delete"], ["resume"]] {
            let run = try scratch.start(
                ["---completion"] + verb + ["--", "name", "\(verb.count + 1)", "0", "settle"] + verb + [""]
            ).finish()
            #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
            #expect(run.lines == ["tiny"])
        }
        for path in [
            ["--storage", "my studies.sqlite"], ["--storage='my studies.sqlite'"],
            ["--storage", "=", "'my studies.sqlite'"],
        ] {
            let run = try scratch.start(
                ["---completion", "best", "--", "name", "2", "0", "settle", "best", ""] + path
            ).finish()
            #expect(run.lines == ["another"], "\(path): \(run.output) \(run.errors)")
        }
        for path in ["none.sqlite", "tiny.yaml", "/", ""] {
            let run = try scratch.start(
                ["---completion", "best", "--", "name", "2", "0", "settle", "best", "", "--storage", path]
            ).finish()
            #expect(run.status == 0 && run.lines.isEmpty && run.errors.isEmpty, "\(run.errors)")
        }
        #expect(try !scratch.files.contains("none.sqlite"))
    }

    @Test("are in the scripts of every shell", arguments: ["bash", "zsh", "fish"])
    func scripts(shell: String) throws {
        let run = try Scratch().settle("--generate-completion-script", shell)
        #expect(run.status == 0)
        #expect(run.output.contains("---completion best -- "))
    }

    @Test("work in bash")
    func bash() throws {
        let scratch = try Scratch.withTinyStudy()
        let script = """
            PATH='\(URL(fileURLWithPath: BuiltProgram.settle.path).deletingLastPathComponent().path)':$PATH
            source <(settle --generate-completion-script bash)
            COMP_WORDS=(settle best t); COMP_CWORD=2; COMP_LINE='settle best t'; COMP_POINT=13; COMP_TYPE=9
            _settle settle t best
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let run = try scratch.start(["-c", script], program: "/bin/bash").finish()
        #expect(run.lines == ["tiny"], "\(run.output) \(run.errors)")
    }
}
