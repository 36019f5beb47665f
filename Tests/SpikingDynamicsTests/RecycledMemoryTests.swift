import Testing

@testable import SpikingDynamics

@Suite("Memory of buffers")
struct RecycledMemoryTests {
    @Test("is zero in a new buffer, whatever an earlier one left there", arguments: [1, 100, 5000, 100_000])
    func zeroed(count: Int) {
        for round in 0..<20 {
            let buffer = AlignedBuffer<Double>(count: count + round)
            #expect((0..<buffer.count).allSatisfy { buffer.pointer[$0] == 0 })
            #expect(Int(bitPattern: buffer.pointer) % 64 == 0)
            buffer.pointer.update(repeating: .nan, count: buffer.count)
        }
    }

    @Test("is never shared by two buffers, on any threads")
    func exclusive() async {
        await withTaskGroup(of: Bool.self) { group in
            for task in 0..<8 {
                group.addTask {
                    (0..<200).allSatisfy { round in
                        let value = task * 1000 + round
                        let buffer = AlignedBuffer<Int>(uninitializedCount: 8192 + round)
                        buffer.pointer.update(repeating: value, count: buffer.count)
                        return (0..<buffer.count).allSatisfy { buffer.pointer[$0] == value }
                    }
                }
            }
            for await isExclusive in group { #expect(isExclusive) }
        }
    }
}
