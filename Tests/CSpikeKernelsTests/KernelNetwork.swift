import CSpikeKernels
import Randomness

/// Zeroed memory for kernels, aligned as they ask.
final class KernelMemory<Element: BitwiseCopyable> {
    let pointer: UnsafeMutablePointer<Element>
    let count: Int

    init(_ count: Int) {
        self.count = count
        let bytes = max(1, count) * MemoryLayout<Element>.stride
        let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: SPIKE_ALIGNMENT)
        raw.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
        pointer = raw.bindMemory(to: Element.self, capacity: max(1, count))
    }

    convenience init(_ elements: [Element]) {
        self.init(elements.count)
        pointer.update(from: elements, count: elements.count)
    }

    deinit { UnsafeMutableRawPointer(pointer).deallocate() }

    var reading: UnsafePointer<Element> { UnsafePointer(pointer) }
}

/// A network with random weights and biases, inputs and fixed points, plain and packed.
struct KernelNetwork<Real: KernelReal> {
    let sizes: [Int]
    /// I
    let inputCount: Int
    /// [k][n_k * n_{k+1}], row-major.
    let weights: [[Real]]
    /// [k][n]
    let biases: [[Real]]
    /// [k][input][n]: the input in layer 0, s* above.
    let goals: [[[Real]]]
    /// [k]: the weights from layer k up, and from layer k + 1 down.
    let upward: [KernelMemory<Real>]
    let downward: [KernelMemory<Real>]
    let packedBiases: [KernelMemory<Real>]
    let packedGoals: [KernelMemory<Real>]

    init(_ sizes: [Int], inputs inputCount: Int, seed: UInt32) {
        var generator = MersenneTwister(seed: seed)
        func numbers(_ count: Int, from low: Double, to high: Double) -> [Real] {
            (0..<count).map { _ in Real(generator.uniform(from: low, to: high)) }
        }
        self.sizes = sizes
        self.inputCount = inputCount
        weights = zip(sizes, sizes.dropFirst()).map { below, above in
            let limit = (6 / Double(below + above)).squareRoot()
            return numbers(below * above, from: -limit, to: limit)
        }
        biases = sizes.map { numbers($0, from: -0.1, to: 0.2) }
        goals = sizes.map { size in (0..<inputCount).map { _ in numbers(size, from: 0, to: 1) } }
        let pairs = zip(weights, zip(sizes, sizes.dropFirst()))
        upward = pairs.map { Self.pack($0, sources: $1.0, stride: $1.1, targets: $1.1, stride: 1) }
        downward = pairs.map { Self.pack($0, sources: $1.1, stride: 1, targets: $1.0, stride: $1.1) }
        packedBiases = biases.map { Self.panels([$0]) }
        packedGoals = goals.map(Self.panels)
    }

    private static func pack(
        _ weights: [Real], sources: Int, stride: Int, targets: Int, stride targetStride: Int
    ) -> KernelMemory<Real> {
        let packed = KernelMemory<Real>(
            Real.panels(targets) * spike_words(sources) * SPIKE_WORD_UNITS * Real.panelUnits)
        Real.pack(
            weights, sources: sources, stride: stride, targets: targets, stride: targetStride, into: packed.pointer)
        return packed
    }

    /// [P][rows][U] from [row][unit].
    static func panels(_ rows: [[Real]]) -> KernelMemory<Real> {
        let memory = KernelMemory<Real>(Real.panels(rows[0].count) * rows.count * Real.panelUnits)
        for (row, numbers) in rows.enumerated() {
            for (unit, number) in numbers.enumerated() {
                memory.pointer[
                    (unit / Real.panelUnits * rows.count + row) * Real.panelUnits + unit % Real.panelUnits] = number
            }
        }
        return memory
    }
}
