import Foundation
import Testing

@testable import StudyReports

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("HTML")
struct HTMLTests {
    @Test(
        "Text that is put into markup stays text, in elements and in attributes",
        arguments: [
            "<script>alert(1)</script>", "\" onload=\"alert(1)", "' x='", "a & b &amp; c", "</style><img src=x>",
            "<!--",
            "naïve → ε", "",
        ])
    func escaped(text: String) throws {
        let html: HTML = "<p title=\"\(text)\">\(text)</p>"
        // XML escapes the same characters.
        let document = try XMLDocument(xmlString: html.markup)
        #expect(document.rootElement()?.name == "p")
        #expect(document.rootElement()?.attribute(forName: "title")?.stringValue == text)
        #expect(document.rootElement()?.stringValue == text)
        #expect(document.rootElement()?.children?.allSatisfy { $0.kind == .text } ?? true)
    }

    @Test("Control characters are replaced, and pieces of markup are not escaped again")
    func pieces() {
        let inner: HTML = "<b>\("<")</b>"
        let whole: HTML = "\(inner)\([inner, inner])\(12)\("\u{0}\u{1B}\u{9B}a\tb\n")"
        #expect(
            whole.markup
                == "<b>&lt;</b><b>&lt;</b><b>&lt;</b>12\u{FFFD}\u{FFFD}\u{FFFD}a\tb\n")
    }
}
