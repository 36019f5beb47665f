import Figures
import HyperparameterSearch
import SearchContracts
import Testing

@testable import StudyReports

/// The best value so far, as it is compared between studies.
struct BestCourseTests {
    /// Six trials, each with a value and the second in which it ended. The third is pruned, the fourth failed.
    private static let ends: [(Outcome, Double)] = [
        (.complete(value: 5), 60), (.complete(value: 4), 20), (.pruned(bound: 9), 80), (.failed(reason: "lost"), 90),
        (.complete(value: 6), 10), (.complete(value: 1), 50),
    ]

    private static func study(_ direction: Direction) -> SearchedStudy {
        let trials = ends.enumerated().map { number, end in
            Trial(Sample.trial(number, end.0, finished: 1_700_000_000 + end.1), run: RunID(1))
        }
        return SearchedStudy(name: "s", measure: "loss", direction: direction, trials: trials)
    }

    @Test(
        "has the trials that were better than all before, by number or by the time of their end",
        arguments: [
            (Direction.minimize, ComparedPictures.Across.trials, [1, 5, 2, 4, 6, 1], 6.0),
            (.maximize, .trials, [1, 5, 5, 6], 6), (.minimize, .time, [10, 6, 20, 4, 50, 1], 90),
            (.maximize, .time, [10, 6], 90),
        ] as [(Direction, ComparedPictures.Across, [Double], Double)])
    func improvements(direction: Direction, across: ComparedPictures.Across, expected: [Double], end: Double) {
        let course = BestCourse(of: Self.study(direction), across: across)
        #expect(course.improvements.flatMap { [$0.x, $0.y] } == expected)
        #expect(course.end == end)
        let steps = BestCourse.steps(course.improvements, end: course.end)
        // Each step goes along one axis alone.
        #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.x == $1.x || $0.y == $1.y })
        #expect(steps.last == Point(x: end, y: expected.last ?? .nan))
    }

    @Test("is empty without a complete trial")
    func empty() {
        for across in ComparedPictures.Across.allCases {
            let course = BestCourse(
                of: SearchedStudy(name: "s", measure: "loss", direction: .minimize, trials: []), across: across)
            #expect(course.improvements.isEmpty && course.end == 0)
            #expect(BestCourse.steps([], end: 0).isEmpty)
        }
    }
}
