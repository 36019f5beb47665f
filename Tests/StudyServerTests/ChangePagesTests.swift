import Foundation
import Testing

@testable import StudyServer

/// Changes by the forms of pages, and what pages of other sites try.
@Suite("Changes on the pages", .serialized)
struct ChangePagesTests {
    private static let form = "Content-Type: application/x-www-form-urlencoded"

    /// A browser that was opened with the token.
    private struct Browser {
        let port: UInt16
        let session: BrowserSession

        init(port: UInt16) throws {
            self.port = port
            session = BrowserSession(new: try AccessToken(RecordedChanges.token))
        }

        var cookie: String { "Cookie: settle-\(port)=\(session.cookie)" }
        var origin: String { "Origin: http://localhost" }

        func get(_ address: String) throws -> (status: Int, text: String) {
            try Client.request("GET \(address)", [cookie], port: port)
        }

        func post(
            _ address: String, _ fields: [String]? = nil, form: String? = nil
        ) throws -> (status: Int, text: String) {
            try Client.request(
                "POST \(address)", fields ?? [cookie, origin, ChangePagesTests.form],
                body: form ?? "form=\(session.formToken)", port: port)
        }
    }

    private func served(_ body: @escaping @Sendable (Browser, RecordedChanges) throws -> Void) async throws {
        let recorded = RecordedChanges()
        let token = try AccessToken(RecordedChanges.token)
        try await serving(SampleStudies(), token: token, changes: recorded.changes) {
            try body(try Browser(port: $0), recorded)
        }
    }

    @Test("ask first, and are made by a form without a script")
    func confirmed() async throws {
        try await served { browser, recorded in
            let page = try browser.get("/studies/sample").text
            #expect(page.contains("<form action=\"/studies/sample/delete\"><button"))
            for trial in ["/studies/sample/trials/1", "/studies/sample/parts/trials/1"] {
                let text = try browser.get(trial).text
                #expect(text.contains("name=\"number\" value=\"1\"><button type=\"submit\">Evaluate it again"))
            }
            #expect(try !browser.get("/studies/sample/trials/0").text.contains("Evaluate it again"))
            for (address, question) in [
                ("/studies/sample/delete", "Delete sample?"),
                ("/studies/sample/requeue", "Evaluate 20 failed trials again?"),
                ("/studies/sample/requeue?number=4", "Evaluate trial 4 again?"),
            ] {
                let (status, text) = try browser.get(address)
                #expect(status == 200 && text.contains("<h1>\(question)</h1>"), "\(text)")
                #expect(text.contains("<form method=\"post\"") && text.contains(browser.session.formToken))
            }
            #expect(recorded.all.isEmpty)
            let token = browser.session.formToken
            for (address, form, next) in [
                ("/studies/sample/requeue", "form=\(token)&number=4", "/studies/sample/trials/4"),
                ("/studies/sample/requeue", "form=\(token)", "/studies/sample"),
                ("/studies/sample/delete", "form=\(token)", "/"),
            ] {
                let (status, text) = try browser.post(address, form: form)
                #expect(status == 303 && text.contains("\r\nLocation: \(next)\r\n"), "\(text)")
            }
            #expect(recorded.all == ["requeue sample [4]", "requeue sample all", "delete sample"])
            let (status, text) = try browser.post("/studies/busy/delete")
            #expect(status == 409 && text.contains("'busy' is at work; wait."))
        }
    }

    @Test("are not made for a page of another site, nor without the form of this session")
    func forged() async throws {
        try await served { browser, recorded in
            let other = try Browser(port: browser.port)
            let (cookie, origin, form) = (browser.cookie, browser.origin, Self.form)
            for (fields, status) in [
                ([cookie, form], 403), ([cookie, form, "Origin: http://evil.example"], 403),
                ([cookie, form, "Origin: null"], 403), ([cookie, form, "Origin: https://localhost"], 403),
                ([cookie, form, "Origin: http://localhost:1"], 403), ([origin, form], 403),
                ([cookie, form, origin, "Sec-Fetch-Site: cross-site"], 403),
                ([cookie, form, origin, origin], 403), (["Cookie: settle-\(browser.port)=1.2", origin, form], 403),
                // A form of another site may have such a type, and JSON in it.
                ([cookie, origin, "Content-Type: text/plain"], 415), ([cookie, origin], 415),
                ([cookie, origin, "Content-Type: application/json"], 415),
                (["Authorization: Bearer \(RecordedChanges.token)", origin, form], 403),
            ] {
                let answer = try browser.post("/studies/sample/delete", fields)
                #expect(answer.status == status, "\(fields): \(answer.text)")
            }
            for (text, status) in [
                ("", 403), ("form=", 403), ("form=x", 403), ("form=\(other.session.formToken)", 403),
                ("form=\(other.session.formToken)&form=\(browser.session.formToken)", 403), ("form=%zz", 415),
                ("FORM=\(browser.session.formToken)", 403), ("form=\(browser.session.formToken)&number=-1", 400),
                ("form=\(browser.session.formToken)&number=x", 400),
            ] {
                let answer = try browser.post("/studies/sample/requeue", form: text)
                #expect(answer.status == status, "\(text): \(answer.text)")
            }
            // The token of the form does not come from the address, and a link changes nothing.
            let link = "/studies/sample/delete?form=\(browser.session.formToken)"
            #expect(try browser.get(link).status == 200)
            #expect(try browser.post(link, form: "").status == 403)
            for line in ["POST /", "POST /studies/sample", "POST /studies/sample/trials/1", "DELETE /studies/sample"] {
                let answer = try Client.request(line, [cookie, origin, form], body: "form=x", port: browser.port)
                #expect(answer.status == 405, "\(line): \(answer.text)")
            }
            #expect(try Client.request("DELETE /studies/sample/delete", [cookie], port: browser.port).status == 405)
            #expect(recorded.all.isEmpty, "\(recorded.all)")
        }
    }

    @Test("have no buttons and no questions without the token, and none where nothing may be changed")
    func hidden() async throws {
        try await served { browser, recorded in
            let page = try Client.request("GET /studies/sample", port: browser.port).text
            #expect(page.contains("sample") && !page.contains("/studies/sample/delete"))
            #expect(
                try !Client.request("GET /studies/sample/trials/1", port: browser.port).text.contains("Evaluate it"))
            #expect(try Client.request("GET /studies/sample/delete", port: browser.port).status == 403)
            #expect(recorded.all.isEmpty)
        }
        try await serving(SampleStudies()) { port throws in
            #expect(try Client.request("GET /studies/sample/delete", port: port).status == 404)
            #expect(try Client.request("POST /studies/sample/delete", body: "form=x", port: port).status == 413)
        }
    }
}
