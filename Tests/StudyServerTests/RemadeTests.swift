import Testing

@testable import StudyServer

@Suite("What pages share")
struct RemadeTests {
    @Test("is made again when its turn has come, and at once where it was forgotten")
    func forget() async throws {
        // The next turn is years away.
        let remade = Remade<Int>(Turns(pause: 1e15, longest: 1e15))
        #expect(try await remade.value(of: nil) { (1, 1) }.value == 1)
        #expect(try await remade.value(of: nil) { (2, 2) }.value == 1)
        await remade.forget()
        #expect(try await remade.value(of: nil) { (3, 3) }.value == 3)
        #expect(try await remade.value(of: nil) { (4, 4) }.value == 3)
    }

    @Test("is not kept where it was forgotten while it was made")
    func forgetInTheMiddle() async throws {
        let remade = Remade<Int>(Turns(pause: 1e15, longest: 1e15))
        let old = try await remade.value(of: nil) {
            await remade.forget()
            return (1, 1)
        }
        #expect(old.value == 1)
        #expect(try await remade.value(of: nil) { (2, 2) }.value == 2)
    }
}
