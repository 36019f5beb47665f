/// Draws a cloud as one path of lines without length, whose round caps are the dots; rings have their middles taken out
/// by a second.
struct CloudDrawing {
    private let cloud: Cloud

    init(_ cloud: Cloud) {
        self.cloud = cloud
    }

    func draw(at places: [(x: Double, y: Double)], on canvas: inout Canvas) {
        let path = Self.path(through: Self.thinned(places, cell: cell))
        guard !path.isEmpty else { return }
        switch cloud.form {
        case .dots: canvas.path(path, ink: cloud.ink, style: "dots")
        case .blots: canvas.path(path, ink: cloud.ink, style: "blots")
        case .discs: canvas.path(path, ink: cloud.ink, style: "discs")
        case .rings:
            canvas.path(path, ink: cloud.ink, style: "rings")
            canvas.path(path, ink: .ground, style: "holes")
        }
    }

    /// How far apart two points are at least that are both surely drawn, along an axis: about their size.
    private var cell: Double {
        switch cloud.form {
        case .dots: 1.6
        case .blots, .rings, .discs: 2.4
        }
    }

    /// Tenths of the picture's units.
    typealias Tenths = (x: Int, y: Int)

    /// The first place in each square of so many units.
    static func thinned(_ places: [(x: Double, y: Double)], cell: Double) -> [Tenths] {
        struct Square: Hashable {
            let column: Int
            let row: Int
        }
        var taken: Set<Square> = []
        return places.filter { place in
            taken.insert(
                Square(column: Int((place.x / cell).rounded(.down)), row: Int((place.y / cell).rounded(.down)))
            ).inserted
        }.map { (Int((10 * $0.x).rounded()), Int((10 * $0.y).rounded())) }
    }

    /// A dot at each place, from left to right, each by its distance from the one before: the shortest text.
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

    /// So many tenths: `12.5`, `.5`, `-3`.
    static func text(_ tenths: Int) -> String {
        let (whole, part) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
        let digits = part == 0 ? "\(whole)" : (whole == 0 ? "" : "\(whole)") + ".\(part)"
        return (tenths < 0 ? "-" : "") + digits
    }
}
