import Dispatch
import Testing

@testable import SpikingDynamics

@Suite("The memory of waiting states")
struct StateNumbersTests {
    @Test("states of many sizes that come and go on several threads keep their numbers")
    func contents() {
        DispatchQueue.concurrentPerform(iterations: 4) { thread in
            var states: [(first: Double, numbers: StateNumbers)] = []
            for round in 0..<2000 {
                // Sizes that share a block, and one that has a block of its own.
                let count = [0, 1, 7, 510 * 3, 40_000][(round + thread) % 5]
                let first = Double(thread * 10_000 + round)
                states.append((first, StateNumbers((0..<count).map { first + Double($0) })))
                if states.count > 50 { states.remove(at: round * 7 % states.count) }
            }
            for (first, numbers) in states {
                #expect(numbers.values.indices.allSatisfy { numbers.values[$0] == first + Double($0) })
            }
        }
    }

    @Test("states that are alive do not overlap")
    func places() {
        let states = (0..<3000).map { index in StateNumbers(repeatElement(Double(index), count: 100)) }
        let places = states.map { UInt(bitPattern: $0.values.baseAddress) }.sorted()
        #expect(zip(places, places.dropFirst()).allSatisfy { $1 - $0 >= 800 })
        #expect(states.indices.allSatisfy { index in states[index].values.allSatisfy { $0 == Double(index) } })
    }
}
