import Foundation
import Testing

/// `settle export --format optuna` and `settle import`.
@Suite("Optuna")
struct OptunaVerbTests {
    private let scratch: Scratch
    private let fixture = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("OptunaFilesTests/Fixtures/optuna-4.db").path

    init() throws { scratch = try Scratch() }

    @Test("import takes a study, says what is different, and the study goes on by ask")
    func imports() throws {
        let run = try scratch.settle("import", fixture, "--name", "taken", "--trials", "30")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.contains("momentum: only some trials have it, those in which optimizer is sgd."))
        #expect(
            run.errorLines.last
                == "taken: 24 trials imported (10 complete, 8 pruned, 3 failed, 3 waiting), stored in \(scratch.storage). "
                + "Go on with: settle ask taken")
        let check = try scratch.settle("check")
        #expect(check.status == 0, "\(check.output) \(check.errors)")
        let best = try scratch.settle("best", "taken", "--top", "1", "-f", "json")
        #expect(best.status == 0 && best.output.contains("\"optimizer\""), "\(best.errors)")
        let list = try scratch.settle("trials", "taken", "-f", "csv")
        let header = list.output.split(separator: "\n").first ?? ""
        #expect(
            header
                == "number,state,value,bound,lastValue,steps,reason,loss,rate,drop,share,layers,width,batch,optimizer,bias,"
                + "period,late,momentum,started,finished,run,worker")
        #expect(list.output.split(separator: "\n").count == 25)
        let ask = try scratch.settle("ask", "taken", "--count", "2")
        #expect(ask.status == 0 && ask.output.contains("\"number\":20"), "\(ask.output) \(ask.errors)")
        for verb in [["show", "taken", "3"], ["studies"], ["trials", "taken", "--limit", "3"]] {
            let run = try scratch.start(verb).finish()
            #expect(run.status == 0, "\(verb): \(run.errors)")
        }
        let shown = try scratch.settle("show", "taken", "3")
        #expect(shown.output.contains("the file it was imported from"))
    }

    @Test("an export is a new file that import takes again; nothing is replaced")
    func exports() throws {
        try scratch.write(StudyFiles.random(), to: "tiny.yaml")
        #expect(try scratch.settle("run", "tiny.yaml").status == 0)
        let name = "tiny"
        let export = try scratch.settle(
            "export", name, "--format", "optuna", "--intermediate-values", "-o", "study.db")
        #expect(export.status == 0, "\(export.errors)")
        #expect(export.errors.contains("12 trials of tiny in study.db. Load them with: optuna.load_study("))
        let again = try scratch.settle("export", name, "--format", "optuna", "-o", "study.db")
        #expect(again.status == 64 && again.errors.contains("study.db is there already; remove it, or name another"))
        let taken = try scratch.settle("import", "study.db", "--name", "back")
        #expect(taken.status == 0, "\(taken.errors)")
        let values = { (study: String) in
            let run = try scratch.settle("trials", study, "-f", "csv")
            return run.output.split(separator: "\n").dropFirst().map { $0.split(separator: ",")[2] }
        }
        #expect(try values("back") == values(name))
    }

    @Test("wrong requests and files have an error of one line, and nothing is stored")
    func refusals() throws {
        try scratch.write("no database", to: "notes.txt")
        let cases: [([String], Int32, String)] = [
            (["import", "none.db"], 74, "there is no file none.db"),
            (["import", "notes.txt"], 65, "notes.txt is not an SQLite database"),
            (["import", fixture, "--study", "none"], 64, "name one of them with --study"),
            (["import", fixture, "--trials", "3"], 65, "it has 24 trials"),
            (["import", fixture, "--name", "a/b"], 65, "cannot name a study"),
            (["export", "x", "--format", "optuna"], 64, "name it with -o"),
            (["export", "x", "--format", "optuna", "--top", "3", "-o", "x.db"], 64, "has all trials"),
            (["export", "x", "--intermediate-values"], 64, "belongs to --format optuna"),
        ]
        for (arguments, status, text) in cases {
            let run = try scratch.start(arguments).finish()
            #expect(run.status == status && run.errors.contains(text), "\(arguments): \(run.status) \(run.errors)")
            #expect(run.output.isEmpty)
        }
        #expect(try scratch.files == ["notes.txt"])
        #expect(try scratch.settle("import", fixture).status == 0)
        let twice = try scratch.settle("import", fixture)
        #expect(twice.status == 65 && twice.errors.contains("give the new one another name with --name"))
    }
}
