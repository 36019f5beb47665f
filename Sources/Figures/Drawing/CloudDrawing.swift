/// Draws a cloud as one path. Each point is a line of length 0 whose round caps are the dot. A second path clears the
/// middle of rings.
struct CloudDrawing {
    private let cloud: Cloud

    init(_ cloud: Cloud) {
        self.cloud = cloud
    }

    /// - Parameter places: the positions of the points, nil for a point that the axes cannot show.
    func draw(at places: [(x: Double, y: Double)?], on canvas: inout Canvas) {
        let drawn = Self.thinned(places, cell: cell)
        guard !cloud.steps.isEmpty else { return draw(drawn.map(\.place), ink: cloud.ink, on: &canvas) }
        // Where points overlap, the better one is on top.
        for step in (0..<ColourScale.steps).reversed() {
            draw(drawn.filter { cloud.steps[$0.index] == step }.map(\.place), ink: .shade(step), on: &canvas)
        }
    }

    private func draw(_ places: [Tenths], ink: Ink, on canvas: inout Canvas) {
        guard !places.isEmpty else { return }
        let path = Self.path(through: places)
        canvas.path(path, ink: ink, style: style)
        if cloud.form == .rings { canvas.path(path, ink: .ground, style: "holes") }
    }

    /// The style class.
    private var style: String {
        switch cloud.form {
        case .dots: "dots"
        case .spots: "spots"
        case .blots: "blots"
        case .discs: "discs"
        case .rings: "rings"
        }
    }

    /// Two points that are farther apart than this along an axis are both drawn. It is about their size.
    private var cell: Double {
        switch cloud.form {
        case .dots: 1.6
        case .spots, .blots, .rings, .discs: 2.4
        }
    }

    /// Tenths of the picture's units.
    typealias Tenths = (x: Int, y: Int)

    /// The first position in each square of the grid, with its index.
    static func thinned(_ places: [(x: Double, y: Double)?], cell: Double) -> [(index: Int, place: Tenths)] {
        struct Square: Hashable {
            let column: Int
            let row: Int
        }
        var taken: Set<Square> = []
        return places.enumerated().compactMap { index, place in
            guard let place else { return nil }
            let square = Square(column: Int((place.x / cell).rounded(.down)), row: Int((place.y / cell).rounded(.down)))
            guard taken.insert(square).inserted else { return nil }
            return (index, (Int((10 * place.x).rounded()), Int((10 * place.y).rounded())))
        }
    }

    /// A dot at each position, from left to right. Each is given by its distance from the one before, which makes the
    /// shortest text.
    static func path(through places: [Tenths]) -> String {
        let sorted = places.sorted { $0.x == $1.x ? $0.y < $1.y : $0.x < $1.x }
        var path = ""
        var last: Tenths = (0, 0)
        for place in sorted {
            let (across, down) = (text(place.x - last.x), text(place.y - last.y))
            path += "m" + across + (down.hasPrefix("-") ? "" : " ") + down + "h0"
            last = place
        }
        return path
    }

    /// A number of tenths as text: `12.5`, `.5`, `-3`.
    static func text(_ tenths: Int) -> String {
        let (whole, part) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
        let digits = part == 0 ? "\(whole)" : (whole == 0 ? "" : "\(whole)") + ".\(part)"
        return (tenths < 0 ? "-" : "") + digits
    }
}
