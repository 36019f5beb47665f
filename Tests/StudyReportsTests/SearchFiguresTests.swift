import Figures
import Foundation
import HyperparameterSearch
import StudyReports
import TestSupport
import Testing

@Suite("The figures of a search")
struct SearchFiguresTests {
    typealias Part = SearchFigures.Part

    private func rows(_ csv: String) -> [[String]] {
        csv.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    @Test("A complete search has every part but pruning, which says how to have it")
    func complete() throws {
        let figures = SearchFigures(try SampleSearch.study(1200))
        for part in Part.allCases where ![.pruning, .model, .shares, .front].contains(part) {
            #expect(try figures.picture(of: part).svg.hasPrefix("<svg"), "\(part)")
            #expect(try rows(figures.csv(of: part)).count > 3, "\(part)")
        }
        let absence = #expect(throws: SearchPartAbsence.self) { try figures.picture(of: .pruning) }
        #expect(absence?.reason == .nonePruned && absence?.part == .pruning)
        #expect("\(try #require(absence))".hasSuffix("; a search for a mean error can prune"))
        let svg = figures.sheet().svg
        #expect(svg.contains("No trial was"))
        for letter in [
            "a Search history", "b Importance", "c The parameters", "d Map", "e Pruning", "f Parallel", "g Stability",
        ] {
            #expect(svg.contains(letter), "\(letter)")
        }
    }

    @Test("A pruned search says why it has no importance and no stability, and what to do")
    func pruned() throws {
        let figures = SearchFigures(try SampleSearch.study(300) { $0 % 4 == 0 ? .complete : .pruned })
        for part in [Part.importance, .stability] {
            for made in [{ try figures.picture(of: part).svg }, { try figures.csv(of: part) }] {
                let absence = #expect(throws: SearchPartAbsence.self) { try made() }
                let text = "\(try #require(absence))"
                #expect(text.contains("225 of 300 trials were pruned"), "\(text)")
                #expect(text.hasSuffix("; run the study without pruning"))
                #expect(!text.contains("\n") && !text.hasSuffix("."))
            }
        }
        let alive = try rows(figures.csv(of: .pruning))
        #expect(alive[0] == ["step", "alive"] && alive[1] == ["1", "300"])
        #expect(alive.last == ["1000", "75"])
        let history = try figures.picture(of: .history).svg
        #expect(history.contains("class=\"rings ") && history.contains("class=\"holes "))
        #expect(figures.sheet().svg.contains("needs every"))
        let explained = figures.sheet { "\($0.part.rawValue): <\($0.reason == .pruned(225, of: 300))>" }.svg
        #expect(explained.contains("importance: &lt;true&gt;") && explained.contains("stability: &lt;true&gt;"))
    }

    @Test("The history has each trial once, its value or bound exactly, and the best so far; failed ones are counted")
    func history() throws {
        let study = try SampleSearch.study(60) { $0 % 10 == 3 ? .failed : $0 % 5 == 1 ? .pruned : .complete }
        let figures = SearchFigures(study)
        let table = try rows(figures.csv(of: .history)).dropFirst()
        #expect(table.map { $0[0] } == study.trials.filter { $0.state != .failed }.map { "\($0.number)" })
        var best = Double.infinity
        for row in table {
            let trial = study.trials[Int(row[0]) ?? 0]
            #expect(Double(row[2]) == trial.value && Double(row[3]) == trial.bound)
            best = min(best, trial.value ?? .infinity)
            #expect(Double(row[5]) == (best.isFinite ? best : nil))
        }
        #expect(try figures.picture(of: .history).notes.map(\.plain) == ["6 trials failed and are not shown."])
    }

    @Test("Importance tells what the function depends on; stability ends in agreement")
    func analysis() throws {
        let figures = SearchFigures(try SampleSearch.study(1200))
        let importance = try rows(figures.csv(of: .importance)).dropFirst().filter { $0[1] == "0.1" }
        #expect(importance.map { $0[0] } == SampleSearch.parameters.map(\.name))
        let shares = importance.compactMap { Double($0[3]) }
        #expect(shares[1] > 0.7 && shares[2] < 0.02 && shares[3] < 0.02)
        let stability = try rows(figures.csv(of: .stability))
        #expect(stability[0] == ["step", "spearman", "kendall", "keptOfTop10", "keptOfTop50"])
        #expect(stability[1].prefix(3) == ["1", "", ""])
        #expect(stability.last == ["1000", "1", "1", "10", "50"])
    }

    @Test("Without traces, with few trials, or with nothing that varies, a part says so")
    func absent() throws {
        func reason(_ study: SearchedStudy, _ part: Part) throws -> String {
            let absence = #expect(throws: SearchPartAbsence.self) { try SearchFigures(study).csv(of: part) }
            return "\(try #require(absence))"
        }
        #expect(try reason(SampleSearch.study(100, hasProgress: false), .stability).contains("no trace that tells it"))
        #expect(
            try reason(SampleSearch.study(20), .importance).contains("at least 50 complete trials, and 20 trials are"))
        #expect(try reason(SampleSearch.study(1), .parallel).contains("all have the same"))
        #expect(try reason(SampleSearch.study(1), .map).contains("there is none; search at least two"))
        #expect(
            try reason(SampleSearch.study(5) { _ in .failed }, .history).contains("needs at least 1 complete trial"))
        let sheet = SearchFigures(try SampleSearch.study(1)).sheet().svg
        #expect(sheet.hasPrefix("<svg"))
    }

    @Test("The best of a search that maximizes are the greatest")
    func maximize() throws {
        let study = try SampleSearch.study(100, direction: .maximize)
        let drawn = try rows(SearchFigures(study).csv(of: .parallel))
        #expect(drawn[1].last.flatMap { Double($0) } == study.trials.compactMap(\.value).max())
    }

    @Test("5,000 trials, complete or pruned, are less than 600 kilobytes, and 50,000 little more; the same to the byte")
    func size() throws {
        for state in [TrialState.complete, .pruned] {
            let study = try SampleSearch.study(5000) { $0 % 100 == 0 ? .complete : state }
            let svg = SearchFigures(study).sheet().svg
            #expect(svg.utf8.count < 600_000, "\(svg.utf8.count)")
            #expect(svg == SearchFigures(study).sheet().svg)
        }
        let many = SearchFigures(try SampleSearch.study(50_000, hasProgress: false), parts: [.history, .map])
        #expect(try many.picture(of: .history).svg.utf8.count < 300_000)
        #expect(try many.picture(of: .map).svg.utf8.count < 300_000)
    }

    @Test("Whatever numbers trials hold, they make a sheet")
    func hostileNumbers() throws {
        let numbers: [Double] = [
            0, -0.0, 1, -1, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .leastNonzeroMagnitude, 1e250, 1e-250,
            1e-300, 1 + .ulpOfOne, 9.3e18,
        ]
        try FuzzTarget("search-figures", cost: 40).run { random in
            (0..<1 + random.below(90)).map { _ in UInt8(random.below(256)) }
        } read: { bytes in
            let trials = bytes.enumerated().map { index, byte in
                SampleSearch.trial(
                    index, [.complete, .pruned, .failed][Int(byte) % 3],
                    [
                        "x.a": .number(numbers[Int(byte / 3) % numbers.count]),
                        "x.b": .number(numbers[Int(byte / 5) % numbers.count]),
                        "\u{1B}<c>": byte % 2 == 0 ? "]]>" : .number(Double(byte)),
                    ], numbers[Int(byte / 7) % numbers.count])
            }
            let study = SearchedStudy(name: "\u{7}&", measure: "<v>", direction: .minimize, trials: trials)
            let svg = SearchFigures(study).sheet(title: nil).svg
            #expect(svg.hasPrefix("<svg") && !svg.contains("\u{7}") && !svg.contains("nan"))
        }
    }
}
