import Foundation
import Testing

@testable import settle

@Suite("settle figure search")
struct SearchFigureVerbTests {
    @Test("draws a sheet, or a part, or writes its numbers; the same each time")
    func complete() throws {
        let scratch = try Scratch()
        try scratch.write(StudyFiles.random(trials: 80), to: "tiny.yaml")
        #expect(try scratch.settle("run", "tiny.yaml").status == 0)
        #expect(try scratch.settle("figure", "search", "tiny", "-o", "sheet.svg").status == 0)
        let sheet = try scratch.contents("sheet.svg")
        #expect(sheet.starts(with: Data("<svg".utf8)))
        #expect(try Data(scratch.settle("figure", "search", "tiny").output.utf8) == sheet)
        // The study has a point that fails, and one of another form than its power laws, which stands among them.
        let history = try scratch.settle("figure", "search", "tiny", "--part", "history", "--format", "csv")
        #expect(history.lines.count == 80)
        let parameters = try scratch.settle("figure", "search", "tiny", "--part", "parameters", "-f", "csv")
        #expect(
            parameters.lines.first
                == "number,state,value,bound,lastValue,epsilon.initial,epsilon.exponent,lambda.initial,lambda.exponent,quantizer"
        )
        #expect(parameters.lines[1].hasPrefix("1,complete,"))
        #expect(parameters.lines[1].hasSuffix(",0.5,0,1,0,stochastic"))
        let stability = try scratch.settle("figure", "search", "tiny", "--part", "stability", "-f", "csv")
        #expect(stability.lines.last?.hasPrefix("50,1,1,") == true, "the value is the running mean at the last step")
        let titled = try scratch.settle("figure", "search", "tiny", "--part", "importance", "--title", "What matters")
        #expect(titled.output.contains("<title>What matters</title>"))
    }

    @Test("says what a pruned study cannot show, in its place or as an error")
    func pruned() throws {
        let scratch = try Scratch()
        try scratch.write(StudyFiles.random(steps: 400, trials: 80), to: "tiny.yaml")
        #expect(try scratch.settle("run", "tiny.yaml", "--keep", "3").status == 0)
        let sheet = try scratch.settle("figure", "search", "tiny")
        #expect(sheet.status == 0 && sheet.output.contains("The importance of parameters needs"))
        for part in ["importance", "stability"] {
            let run = try scratch.settle("figure", "search", "tiny", "--part", part)
            #expect(run.status == 65)
            #expect(run.output.isEmpty && run.errorLines.count == 1)
            #expect(run.errors.contains("run the study without --keep: settle run FILE"))
        }
        #expect(try scratch.settle("figure", "search", "tiny", "--part", "pruning").status == 0)
    }

    @Test("a table of all parts, a part or study that is not there, and a study without trials are told")
    func wrong() throws {
        let scratch = try Scratch.withTinyStudy()
        let table = try scratch.settle("figure", "search", "tiny", "--format", "csv")
        #expect(table.status == 64)
        #expect(table.errors.contains("name it with --part: history, importance, parameters, map, pruning, parallel"))
        #expect(try scratch.settle("figure", "search", "tiny", "--part", "pie").status == 64)
        #expect(try scratch.settle("figure", "search", "none").status == 64)
        let unpruned = try scratch.settle("figure", "search", "tiny", "--part", "pruning")
        #expect(unpruned.status == 65 && unpruned.errors.contains("No trial was pruned"))
        #expect(unpruned.errors.contains("a search for a mean error prunes with: settle run FILE --keep 50"))
        try scratch.tamper("DELETE FROM trials")
        let empty = try scratch.settle("figure", "search", "tiny")
        #expect(empty.status == 64 && empty.errors.contains("go on with: settle resume tiny"))
    }
}
