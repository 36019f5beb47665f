import Foundation
import HyperparameterSearch
import StudyFiles
import Testing

@testable import Figures
@testable import StudyReports

/// Everything that is made of a study, for parameters of all forms.
@Suite("Of a study of words, truth values and parameters that some trials lack,") struct AnySpaceReportTests {
    private static func file(_ sampler: String, _ space: String) -> String {
        """
        name: any
        objective: {any: {}}
        sampler: \(sampler)
        trials: 60
        points:
          - {rate: 0.01, drop: 0.2, layers: 3, units: 16, optimizer: sgd\(space.contains("momentum") ? ", momentum: 0.5" : ""), bias: true, mixed: "3"}
        space:
          rate: {from: 0.0001, to: 0.1, log: true}
          drop: {from: 0, to: 0.5, step: 0.1}
          layers: {from: 1, to: 4, integer: true}
          units: {from: 8, to: 512, integer: true, log: true}
          optimizer: [sgd, adam]
          bias: [true, false]
          mixed: [auto, 3, "3", true]
        \(space)
        """
    }

    private static let conditional = """
          momentum: {from: 0, to: 1, when: {optimizer: sgd}}
          amsgrad: {values: [true, false], when: {optimizer: adam}}
        """

    private static let random = Result { try AnyKind.study(file("{random: {seed: 3}}", conditional)) }

    @Test("lists have a cell for each parameter, empty where a trial lacks it")
    func lists() throws {
        let study = try Self.random.get()
        let trials = try study.trials()
        let list = TrialList(trials, of: study)
        let csv = try list.csv
        let names = ["rate", "drop", "layers", "units", "optimizer", "bias", "mixed", "momentum", "amsgrad"]
        #expect(csv.columns.map(\.title).filter(names.contains) == names)
        let columns = csv.columns.map(\.title)
        for row in csv.rows {
            let cell = { (name: String) in columns.firstIndex(of: name).map { row[$0] } ?? "?" }
            #expect(["true", "false"].contains(cell("bias")))
            #expect((cell("momentum") == "") == (cell("optimizer") == "adam"))
            #expect((cell("amsgrad") == "") == (cell("optimizer") == "sgd"))
        }
        #expect(try list.table.rows.count == 60)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let first = String(decoding: try encoder.encode(list.objects[0]), as: UTF8.self)
        #expect(first.contains(#""bias":true"#) && first.contains(#""mixed":"3""#) && !first.contains("amsgrad"))
        var lines = 0
        try TrialStream(.all, of: study).csv { piece in lines += piece.count { $0 == UInt8(ascii: "\n") } }
        #expect(lines == 61)
        for trial in trials {
            let facts = try TrialFacts(of: trial, in: study)
            #expect(facts.lines.contains { $0.label == "bias" && ["true", "false"].contains($0.text) })
        }
    }

    @Test("an export has the best trials as JSON, with their parameters as they are")
    func export() throws {
        let study = try Self.random.get()
        let exported = try JSONDecoder().decode(Exported.self, from: Data(study.exportedJSON(3).utf8))
        #expect(exported.format == "settle-trials-1")
        #expect(exported.objective == "loss")
        let best = try study.best(3)
        #expect(exported.trials.map(\.trial) == best.map(\.number))
        #expect(exported.trials.map(\.value) == best.map(\.value))
        #expect(exported.trials.map(\.parameters) == best.map(\.parameters))
    }

    private struct Exported: Decodable {
        struct Entry: Decodable {
            let trial: Int
            let value: Double?
            let parameters: TrialParameters?
        }
        let format: String
        let objective: String
        let trials: [Entry]
    }

    @Test("figures show what every trial has, and say what they leave out", arguments: ["{random: {seed: 3}}", "tpe"])
    func figures(sampler: String) throws {
        let study = try SearchedStudy(AnyKind.study(Self.file(sampler, Self.conditional)))
        let figures = SearchFigures(study)
        for part in [SearchFigures.Part.history, .importance, .parameters, .map, .parallel] {
            let svg = try figures.picture(of: part).svg
            if part != .history {
                #expect(svg.contains("momentum, amsgrad are only in some trials, and not shown."), "\(part)")
            }
            #expect(try figures.csv(of: part).split(separator: "\n").count > 3, "\(part)")
        }
        let importance = try figures.csv(of: .importance)
        for name in ["rate", "drop", "layers", "units", "optimizer", "bias", "mixed"] {
            #expect(importance.contains("\n\(name),"), "\(name)")
        }
        #expect(try figures.csv(of: .parameters).split(separator: "\n").count == 61)
    }

    @Test("the model of a Gaussian process is drawn, names and truth values by their places")
    func model() throws {
        let study = try SearchedStudy(AnyKind.study(Self.file("{gp: {generation: 20, lag: 0}}", "")))
        let figures = SearchFigures(study)
        #expect(try figures.picture(of: .model).svg.contains("units"))
        let rows = try figures.csv(of: .model).split(separator: "\n")
        #expect(rows.contains { $0.hasPrefix("bias,true,") } && rows.contains { $0.hasPrefix("optimizer,sgd,") })
        #expect(rows.contains { $0.hasPrefix("drop,0.3,") })
        #expect(rows.filter { $0.hasPrefix("layers,") && $0.hasSuffix(",") }.count == 4)
    }

    @Test("the page tells the space, and its table has the trials")
    func page() throws {
        let study = try Self.random.get()
        let page = try ReportedStudy(study).page()
        #expect(page.trials.count == 60)
        let facts = page.facts.map { "\($0.term): \($0.text)" }.joined(separator: "\n")
        #expect(page.html.count > 1000)
        for words in [
            "drop 0 to 0.5 in steps of 0.1", "units 8 to 512, logarithmic", "bias true or false",
            "momentum 0 to 1, where optimizer is sgd", "amsgrad true or false, where optimizer is adam",
        ] {
            #expect(facts.contains(words), "\(facts)")
        }
    }

    @Test("columns of categories with one text are one") func sameTexts() throws {
        let study = try SearchedStudy(Self.random.get())
        let table = ParameterTable(study.trials, space: study.parameters)
        let mixed = try #require(table.columns.first { $0.name == "mixed" })
        #expect(mixed.categories == ["auto", "3", "true"])
        #expect(table.partial == ["momentum", "amsgrad"])
        #expect(table.leftOut == 0)
    }
}
