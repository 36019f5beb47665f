import Testing

@testable import Figures

@Suite("Text")
struct TextTests {
    private static func shown(_ text: RichText) -> String {
        text.runs.map { run in
            switch run.level {
            case .base: run.text
            case .raised: "<\(run.text)>"
            case .lowered: "[\(run.text)]"
            }
        }.joined()
    }

    @Test(
        "Markup",
        arguments: [
            ("ε = 0.843/t^0.0923, λ = 0.832/t^0.584", "ε = 0.843/t<0.0923>, λ = 0.832/t<0.584>"),
            ("1/t^4.31e-05.", "1/t<4.31e\u{2212}05>."),
            ("10^{-3}", "10<\u{2212}3>"),
            ("s_{out} - s^*, x_i", "s[out] - s^*, x[i]"),
            ("s^{*}_h", "s<*>[h]"),
            ("a^ b_ {c} ^", "a^ b_ {c} ^"),
            ("^{} is nothing", " is nothing"),
            ("", ""),
        ])
    func markup(markup: String, shown: String) {
        #expect(Self.shown(RichText(markup)) == shown)
    }

    @Test("Verbatim text has no markup")
    func verbatim() {
        #expect(Self.shown(RichText(verbatim: "sigma_delta^2")) == "sigma_delta^2")
    }

    @Test("Lines are as long as they may be, keep every word and every level")
    func lines() {
        let text = RichText("the step size ε = 0.843/t^0.0923 and the coefficient λ = 0.832/t^0.584 of it")
        for width in [60.0, 100, 150, 400, 1000] {
            let lines = text.lines(width: width, size: 12)
            #expect(lines.map(Self.shown).joined(separator: " ") == Self.shown(text))
            for line in lines where line.plain.contains(" ") {
                #expect(TextWidth.of(line, size: 12) <= width)
            }
            for (line, next) in zip(lines, lines.dropFirst()) {
                let word = RichText(verbatim: String(next.plain.prefix { $0 != " " }))
                #expect(TextWidth.of(line + " " + word, size: 12) > width * 0.9)
            }
        }
        #expect(text.lines(width: 1000, size: 12).count == 1)
        #expect(RichText("").lines(width: 100, size: 12).isEmpty)
    }

    @Test("Coordinates are rounded to hundredths, without needless digits")
    func coordinates() {
        let shown = [0, 1, -0.001, 12.3, 4.056, -7.25, 99.999, -0.5].map { Coordinate.text($0) }
        #expect(shown == ["0", "1", "0", "12.3", "4.06", "-7.25", "100", "-0.5"])
    }
}
