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
struct KernelNetwork {
    let sizes: [Int]
    /// I
    let inputCount: Int
    /// [k][n_k * n_{k+1}], row-major.
    let weights: [[Double]]
    /// [k][n]
    let biases: [[Double]]
    /// [k][input][n]: the input in layer 0, s* above.
    let goals: [[[Double]]]
    /// Whether sums are exact. Glorot weights always have integers; a network may still use ordered sums.
    let isExact: Bool
    /// Whether neurons between two layers keep a v for each.
    var decodesBySender = false
    /// [k]: the weights as multiples of 2^-57.
    let integers: [[Int64]]
    /// [k]: the weights from layer k up, and from layer k + 1 down.
    let upward: [KernelWeights]
    let downward: [KernelWeights]
    let packedBiases: [KernelMemory<Double>]
    let packedGoals: [KernelMemory<Double>]

    static let scale = 0x1p-57

    init(_ sizes: [Int], inputs inputCount: Int, seed: UInt32, isExact: Bool = true) {
        var generator = MersenneTwister(seed: seed)
        func numbers(_ count: Int, from low: Double, to high: Double) -> [Double] {
            (0..<count).map { _ in (generator.uniform(from: low, to: high)) }
        }
        self.sizes = sizes
        self.isExact = isExact
        self.inputCount = inputCount
        weights = zip(sizes, sizes.dropFirst()).map { below, above in
            let limit = (6 / Double(below + above)).squareRoot()
            return numbers(below * above, from: -limit, to: limit)
        }
        biases = sizes.map { numbers($0, from: -0.1, to: 0.2) }
        goals = sizes.map { size in (0..<inputCount).map { _ in numbers(size, from: 0, to: 1) } }
        // The weights of up to 500 units have their last bits at 2^-57 or above, and add up to less than 64.
        let (weights, integers) = (weights, weights.map { $0.map { Int64(exactly: $0 / Self.scale)! } })
        self.integers = integers
        upward = integers.indices.map { k in
            KernelWeights(
                weights[k], integers[k], isExact: isExact, sources: sizes[k], stride: sizes[k + 1],
                targets: sizes[k + 1], stride: 1)
        }
        downward = integers.indices.map { k in
            KernelWeights(
                weights[k], integers[k], isExact: isExact, sources: sizes[k + 1], stride: 1, targets: sizes[k],
                stride: sizes[k + 1])
        }
        packedBiases = biases.map { Self.panels([$0]) }
        packedGoals = goals.map(Self.panels)
    }

    /// [rows][P][U] from [row][unit].
    static func panels(_ rows: [[Double]]) -> KernelMemory<Double> {
        let padded = spike_panels_f64(rows[0].count) * 16
        let memory = KernelMemory<Double>(rows.count * padded)
        for (row, numbers) in rows.enumerated() {
            for (unit, number) in numbers.enumerated() { memory.pointer[row * padded + unit] = number }
        }
        return memory
    }
}

/// The packed weights of one direction.
struct KernelWeights {
    let argument: spike_weights
    private let integers: KernelMemory<Int64>
    private let reals: KernelMemory<Double>
    private let tables: KernelMemory<Int64>?

    /// - Parameter hasTables: sums of few targets use tables that are made here.
    init(
        _ weights: [Double], _ numbers: [Int64], isExact: Bool, sources: Int, stride: Int, targets: Int,
        stride targetStride: Int, hasTables: Bool = true
    ) {
        let count = spike_packed_count(sources, targets)
        (integers, reals) = (KernelMemory(count), KernelMemory(count))
        spike_pack_exact(numbers, sources, stride, targets, targetStride, integers.pointer)
        spike_pack_ordered(weights, sources, stride, targets, targetStride, reals.pointer)
        var argument = spike_weights(
            sources: sources, targets: targets, exact: isExact, scale: KernelNetwork.scale,
            packed: isExact ? UnsafeRawPointer(integers.pointer) : UnsafeRawPointer(reals.pointer), tables: nil)
        tables = hasTables && isExact && targets <= 16 ? KernelMemory(spike_table_count(sources, targets)) : nil
        if let tables {
            spike_build_tables(&argument, tables.pointer)
            argument.tables = tables.reading
        }
        self.argument = argument
    }
}
