import Testing

@testable import OptunaFiles

@Suite struct OptunaVersionTests {
    @Test func namesTheSchemaOfOptuna5() { #expect(OptunaSchema.revision == "v3.2.0.a") }
}
