import Figures
import HyperparameterSearch
import StudyReports
import Testing

@Suite("The figure of a front")
struct FrontPartTests {
    /// A sample search with further objectives: whole numbers, many of them equal.
    private static func study(_ objectives: Int, direction: Direction = .minimize) throws -> SearchedStudy {
        var study = try SampleSearch.study(90, direction: direction) { $0 % 9 == 4 ? .failed : .complete }
        study.objectives = SearchedStudy.Objectives(
            names: ["meanError", "spikes", "seconds"].prefix(objectives).map { $0 },
            points: study.trials.filter { $0.state == .complete }.map { trial in
                let further = [Double(trial.number * 37 % 23), Double(trial.number * 11 % 7)]
                return ParetoFront.Point(
                    number: trial.number, values: [trial.value ?? .nan] + further.prefix(objectives - 1))
            })
        return study
    }

    @Test(
        "has a panel for each further objective, and says of each trial whether it is on the front", arguments: [2, 3])
    func drawn(count: Int) throws {
        for direction in [Direction.minimize, .maximize] {
            let study = try Self.study(count, direction: direction)
            let objectives = try #require(study.objectives)
            let figures = SearchFigures(study)
            let svg = try figures.picture(of: .front).svg
            for name in objectives.names { #expect(svg.contains(name)) }
            let front = Set(ParetoFront(objectives.points, direction: direction).points.map(\.number))
            #expect(front.count > 1 && svg.contains("the front, \(front.count) trials"))
            let rows = try figures.csv(of: .front).split(separator: "\n").map { $0.split(separator: ",") }
            #expect(rows[0].map(String.init) == ["number", "front"] + objectives.names)
            #expect(rows.count == 81)
            for (row, point) in zip(rows.dropFirst(), objectives.points) {
                #expect(Int(row[0]) == point.number && row[1] == (front.contains(point.number) ? "true" : "false"))
                #expect(row.dropFirst(2).compactMap { Double($0) } == point.values)
            }
            // It is a picture of its own, and not on the sheet.
            #expect(!figures.sheet().svg.contains("The front"))
        }
    }

    @Test("a study of one objective, or without a complete trial, says why it has none")
    func absent() throws {
        let one = #expect(throws: SearchPartAbsence.self) {
            try SearchFigures(SampleSearch.study(20)).picture(of: .front)
        }
        #expect(one?.reason == .oneObjective)
        #expect(
            one?.description.hasSuffix("; minimize a list of values, as in [meanError, synapticOperations]") == true)
        var empty = try SampleSearch.study(5) { _ in .failed }
        empty.objectives = SearchedStudy.Objectives(names: ["a", "b"], points: [])
        let none = #expect(throws: SearchPartAbsence.self) { try SearchFigures(empty).csv(of: .front) }
        #expect(none?.reason == .tooFew(0, needed: 1))
    }
}
