import Testing

@testable import OptunaFiles

@Suite struct OptunaVersionTests {
    @Test func namesTheSchemaOfOptuna5() { #expect(OptunaVersion.schema == "v3.2.0.a") }
}
