import Testing

@testable import Figures

@Suite("Styles of lines")
struct LineStyleTests {
    private struct Look: Hashable {
        let ink: String
        let dash: Mark.Dash

        init(_ style: LineStyle) {
            (ink, dash) = (style.ink.name, style.dash)
        }
    }

    @Test(
        "Lines that are less than five apart differ in colour and in dashes, and none of a whole round looks the same")
    func apart() {
        let looks = (0..<LineStyle.count).map { Look(LineStyle(series: $0)) }
        #expect(looks.count == 25)
        #expect(Set(looks).count == looks.count)
        for index in looks.indices {
            for other in looks.indices where other > index && other - index < 5 && index / 5 == other / 5 {
                #expect(looks[index].ink != looks[other].ink && looks[index].dash != looks[other].dash)
            }
        }
    }

    @Test("After the last all come again, before the first as well")
    func again() {
        for index in 0..<LineStyle.count {
            #expect(LineStyle(series: index) == LineStyle(series: index + LineStyle.count))
            #expect(LineStyle(series: index) == LineStyle(series: index - 3 * LineStyle.count))
        }
        #expect(LineStyle(series: 0) == LineStyle(series: LineStyle.count))
    }

    @Test("Each has a rule of its own in the style sheet", arguments: Mark.Dash.allCases)
    func rules(dash: Mark.Dash) {
        #expect(StyleSheet.text.components(separatedBy: ".figure .\(dash.style) {").count == 2)
        let others = Mark.Dash.allCases.filter { $0 != dash }
        #expect(!others.map(\.strokes).contains(dash.strokes))
    }
}
