import Foundation
import HyperparameterSearch
import Testing

@Suite struct TrialReferenceTests {
    @Test(arguments: [("paper-5000", 4333, "paper-5000/4333"), ("0.5_x", 0, "0.5_x/0")])
    func theTextIsStudyAndNumber(_ study: String, _ number: Int, _ text: String) throws {
        let reference = TrialReference(study: study, number: number)
        #expect(reference.description == text)
        #expect(TrialReference(text) == reference)
        let data = try JSONEncoder().encode(reference)
        #expect(try JSONDecoder().decode(TrialReference.self, from: data) == reference)
    }

    @Test(arguments: [
        "", "/", "paper", "paper/", "/1", "paper/-1", "paper/+1", "paper/01", "paper/1.5", "paper/1/2", "a b/1",
        "paper/ 1", "paper/1 ", ".hidden/1", "größe/1", "paper/99999999999999999999",
    ])
    func otherTextsAreNone(_ text: String) {
        #expect(TrialReference(text) == nil)
    }
}
