import Testing

@testable import StudyReports
