/// Draws horizontal bars, with the names on their left and the numbers on their right.
struct BarsDrawing {
    private static let thickness = 10.0
    private let bars: Bars
    private let width: Double

    init(_ bars: Bars, width: Double) {
        self.bars = bars
        self.width = width
    }

    /// - Returns: the y of the lower end.
    func draw(top: Double, on canvas: inout Canvas) -> Double {
        var y = top
        for line in bars.title.lines(width: width, size: FigureDrawing.text) {
            y += 15
            canvas.text(line, x: 0, y: y - 3, size: FigureDrawing.text, ink: .text)
        }
        y += 6
        let left = Self.widest(bars.groups.map(\.name), FigureDrawing.text) + 8
        let all = bars.groups.flatMap(\.bars)
        let right = width - Self.widest(all.map(\.text), FigureDrawing.small) - 6
        let longest = all.map(\.value).filter(\.isFinite).max() ?? 0
        let start = y
        for group in bars.groups {
            y += 7
            let middle = y + (Self.thickness + 3) * Double(group.bars.count) / 2 - 1.5
            canvas.text(
                group.name, x: left - 8, y: middle + 4.2, size: FigureDrawing.text, ink: .text, anchor: .end)
            for bar in group.bars {
                let length = longest > 0 && bar.value > 0 ? max(0, right - left) * min(bar.value / longest, 1) : 0
                if length > 0 { canvas.patch(x: left, y: y, width: length, height: Self.thickness, ink: bar.ink) }
                canvas.text(
                    bar.text, x: left + length + 5, y: y + 9, size: FigureDrawing.small, ink: .quiet)
                y += Self.thickness + 3
            }
        }
        canvas.rule(from: (left, start), to: (left, y + 4), ink: .quiet)
        return y + 8
    }

    private static func widest(_ texts: [RichText], _ size: Double) -> Double {
        texts.map { TextWidth.of($0, size: size) }.max() ?? 0
    }
}
