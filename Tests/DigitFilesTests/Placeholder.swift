import Testing

@testable import DigitFiles
