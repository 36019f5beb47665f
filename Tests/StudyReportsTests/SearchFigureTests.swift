import Figures
import Foundation
import HyperparameterSearch
import StudyReports
import Testing

@Suite("The figures of a search")
struct SearchFigureTests {
    /// A search of two parameters, of which the first decides; every trial's number modulo 7 being 3 has failed.
    private static func study(_ count: Int = 300, keep: Double? = nil, progress: Bool = true) -> SearchedStudy {
        var generator = KeyedNumbers(seed: 9)
        let trials = (0..<count).map { number -> Trial in
            let x = generator.next()
            let value = 0.01 + x
            let (outcome, steps): (Outcome, Int) =
                if number % 7 == 3 {
                    (.failed(reason: "by chance"), 3)
                } else if let keep, value > keep {
                    (.pruned(bound: keep), 10 + number)
                } else {
                    (.complete(value: value), 1000)
                }
            return ended(
                number, ["epsilon.initial": .number(x), "epsilon.exponent": .number(generator.next())], outcome, steps)
        }
        let complete = trials.filter { $0.state == .complete }
        return SearchedStudy(
            name: "s", measure: "meanError", direction: .minimize,
            parameters: [.float("epsilon.initial", in: 0...1), .float("epsilon.exponent", in: 0...1)], trials: trials,
            progress: progress
                ? SearchProgress(
                    stepName: "step t", steps: [1, 10, 1000], numbers: complete.map(\.number),
                    values: complete.map { trial in
                        let value = trial.value ?? 0
                        return [-value, value.truncatingRemainder(dividingBy: 0.1), value]
                    }) : nil)
    }

    private static func ended(_ number: Int, _ parameters: TrialParameters, _ outcome: Outcome, _ steps: Int) -> Trial {
        Trial(
            FinishedTrial(
                Candidate(number: number, parameters: parameters), Evaluation(outcome, steps: steps),
                started: Date(timeIntervalSince1970: 0), finished: Date(timeIntervalSince1970: 1)), run: RunID(1))
    }

    private func rows(_ text: String) -> [[String]] {
        text.split(separator: "\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test("a part is the same text each time, without anything from outside, and its title and notes are in it")
    func pictures() throws {
        for part in SearchFigures.Part.allCases where part != .pruning {
            let svgs = try (0..<2).map { _ in try SearchFigures(Self.study()).picture(of: part).svg }
            #expect(svgs[0] == svgs[1])
            #expect(svgs[0].hasPrefix("<svg xmlns="))
            #expect(svgs[0].contains(" of s</title>"))
            #expect(!svgs[0].contains("href") && !svgs[0].contains("<script") && !svgs[0].contains("NaN"))
            #expect(try SearchFigures(Self.study(), parts: [part]).picture(of: part).svg == svgs[0])
        }
    }

    @Test("the history's numbers are the trials' values, and the best so far never gets worse")
    func history() throws {
        let study = Self.study()
        let rows = rows(try SearchFigures(study).csv(of: .history))
        let complete = study.trials.filter { $0.state == .complete }
        #expect(rows.map { Int($0[0]) } == complete.map(\.number))
        #expect(rows.map { Double($0[2]) } == complete.map(\.value))
        var best = Double.infinity
        for row in rows {
            best = min(best, try #require(Double(row[2])))
            #expect(Double(row[4]) == best)
        }
    }

    @Test("pruned trials stand at their bounds; how many were alive at a step is counted")
    func pruning() throws {
        let study = Self.study(keep: 0.3)
        let pruned = study.trials.filter { $0.state == .pruned }
        #expect(pruned.count > 100)
        let history = rows(try SearchFigures(study).csv(of: .history)).filter { $0[1] == "pruned" }
        #expect(history.map { Double($0[3]) } == pruned.map(\.bound))
        #expect(history.allSatisfy { $0[2].isEmpty })
        let ended = study.trials.filter { $0.state != .failed }.compactMap(\.steps)
        let curve = rows(try SearchFigures(study).csv(of: .pruning)).compactMap { row in
            Int(row[0]).flatMap { step in Int(row[1]).map { (step, $0) } }
        }
        #expect(!curve.isEmpty)
        for (step, alive) in curve { #expect(alive == ended.count { $0 >= step }) }
        // Hollow: rings are drawn, and the key says what they are.
        #expect(try SearchFigures(study).picture(of: .history).svg.contains("pruned, at its bound"))
    }

    @Test("the parameter that decides has the importance")
    func importance() throws {
        let rows = rows(try SearchFigures(Self.study()).csv(of: .importance))
        #expect(rows.map { $0[0] } == ["epsilon.initial", "epsilon.exponent"])
        #expect((Double(rows[0][3]) ?? 0) > 0.95)
        #expect(try SearchFigures(Self.study()).picture(of: .importance).svg.contains("PED-ANOVA"))
    }

    @Test("the ranking's stability is that of the values on the way: reversed, unrelated, final")
    func stability() throws {
        let rows = rows(try SearchFigures(Self.study()).csv(of: .stability))
        #expect(rows.map { Double($0[0]) } == [1, 10, 1000])
        #expect(Double(rows[0][1]) == -1 && Double(rows[0][2]) == -1)
        #expect(abs(Double(rows[1][1]) ?? 1) < 0.3)
        #expect(Double(rows[2][1]) == 1 && Double(rows[2][2]) == 1)
        #expect(rows.map { $0[3] } == ["0", rows[1][3], "10"])
    }

    @Test("what cannot be told is not drawn, and says why and what to do; the sheet says so in its place")
    func absences() throws {
        let pruned = SearchFigures(Self.study(keep: 0.3))
        for part in [SearchFigures.Part.importance, .stability] {
            let absence = #expect(throws: SearchPartAbsence.self) { try pruned.picture(of: part) }
            #expect(absence?.description.contains("settle run FILE") == true)
            #expect(absence?.description.contains("pruned before they had one") == true)
        }
        #expect(pruned.sheet().svg.contains("pruned before"))
        let whole = SearchFigures(Self.study())
        #expect(throws: SearchPartAbsence.self) { try whole.csv(of: .pruning) }
        #expect(throws: SearchPartAbsence.self) { try SearchFigures(Self.study(progress: false)).csv(of: .stability) }
        #expect(throws: SearchPartAbsence.self) { try SearchFigures(Self.study(20)).csv(of: .importance) }
        let none = SearchFigures(Self.study(0))
        for part in SearchFigures.Part.allCases { #expect(throws: SearchPartAbsence.self) { try none.csv(of: part) } }
        #expect(none.sheet().svg.hasPrefix("<svg"))
    }

    @Test("of trials that lie over each other the best is drawn, and a sheet of many stays small")
    func many() throws {
        let study = Self.study(20_000, progress: false)
        let sheet = SearchFigures(study).sheet().svg
        #expect(sheet.utf8.count < 1_500_000)
        // The numbers have all of them.
        #expect(rows(try SearchFigures(study).csv(of: .history)).count == study.trials.count { $0.state == .complete })
        let winner = try #require(study.trials.filter { $0.value != nil }.min { ($0.value ?? 0) < ($1.value ?? 0) })
        #expect(sheet.contains(">\(winner.number)<"))
    }

    @Test("categories, logarithmic axes and a direction upwards are drawn")
    func otherStudies() throws {
        var generator = KeyedNumbers(seed: 4)
        let names = ["sigma-delta", "stochastic", "threshold"]
        let trials = (0..<120).map { number -> Trial in
            let rate = pow(10, -4 * generator.next())
            return Self.ended(
                number, ["rate": .number(rate), "quantizer": .category(names[number % 3])],
                .complete(value: Double(number % 3) - 0.1 * rate), 1)
        }
        let study = SearchedStudy(
            name: "<up>", measure: "score", direction: .maximize,
            parameters: [.float("rate", in: 1e-4...1, scale: .log), .categorical("quantizer", names)], trials: trials)
        let figures = SearchFigures(study)
        let importance = rows(try figures.csv(of: .importance))
        // Within the best category the rate decides.
        #expect((Double(importance[1][3]) ?? 0) > 0.6)
        let sheet = figures.sheet().svg
        #expect(sheet.contains("&lt;up&gt;") && !sheet.contains("<up>"))
        let best = trials.max { ($0.value ?? 0) < ($1.value ?? 0) }
        #expect(sheet.contains(">\(best?.number ?? -1)<"))
    }
}

/// Numbers of [0, 1), the same each time (SplitMix64).
private struct KeyedNumbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> Double {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return Double((word ^ (word >> 31)) >> 11) * 0x1p-53
    }
}
