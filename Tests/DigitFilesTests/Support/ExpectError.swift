import Testing

@testable import DigitFiles

/// Expects an error of this cause that says this.
func expectError<Result>(
    _ cause: DigitFileError.Cause, _ text: String, sourceLocation: SourceLocation = #_sourceLocation,
    from work: () throws -> Result
) {
    let error = #expect(throws: DigitFileError.self, sourceLocation: sourceLocation) { _ = try work() }
    #expect(error?.cause == cause, sourceLocation: sourceLocation)
    #expect(error?.description.contains(text) == true, "\(error?.description ?? "")", sourceLocation: sourceLocation)
}
