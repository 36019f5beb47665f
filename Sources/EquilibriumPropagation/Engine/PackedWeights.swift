/// The weights between two layers in one direction, in the kernels' layout: [blocks of targets][sources][B].
final class PackedWeights {
    let sources: Int
    let targets: Int
    let numbers: RealBuffer
    private let block: Int

    init(_ precision: Precision, sources: Int, targets: Int) {
        self.sources = sources
        self.targets = targets
        block = precision.block(targets)
        numbers = RealBuffer(precision, count: (targets + block - 1) / block * block * sources)
    }

    subscript(source: Int, target: Int) -> Double {
        get { numbers[place(source, target)] }
        set { numbers[place(source, target)] = newValue }
    }

    private func place(_ source: Int, _ target: Int) -> Int {
        (target / block * sources + source) * block + target % block
    }
}
