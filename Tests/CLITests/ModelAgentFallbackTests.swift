import JSON
import TestSupport
import Testing

/// Whom the coding agent asks where the first one has no time, and the second one no money left.
@Suite struct ModelAgentFallbackTests {
    @Test func `the third provider does the work, and the chain with its pauses and its price is shown`()
        throws
    {
        let place = try ModelAgentPlace(
            [.calls("edit_file", ModelAgentPlace.fix), ModelAgentPlace.finish], format: .gemini)
        let overloaded = try ScriptedServer { _ in
            [
                .respond(
                    529, #"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#,
                    fields: ["retry-after-ms": "20"])
            ]
        }
        let poor = try ScriptedServer { _ in
            [
                .respond(
                    429,
                    #"{"error":{"type":"insufficient_quota","code":"insufficient_quota","message":"You exceeded your current quota"}}"#
                )
            ]
        }
        for (key, value) in [
            ("autowrk.provider", "anthropic"), ("autowrk.fallback", "openai,gemini"),
            ("autowrk.providerAttempts", "2"),
        ] {
            try place.sandbox.git("config", key, value, in: place.path)
        }
        let outcome = try place.run(environment: [
            "ANTHROPIC_API_KEY": "planted-a", "ANTHROPIC_BASE_URL": overloaded.url,
            "AUTOWRK_OPENAI_KEY": "planted-o", "AUTOWRK_OPENAI_URL": poor.url,
        ])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        try place.expectMended()
        // Who is out of money is not asked again.
        #expect(poor.requests.count == 1)
        let run = try place.id(of: outcome)
        let text = try place.autowrk("show", run).stdout
        let first = text.split(separator: "\n").map { $0.drop { $0 == " " } }
            .drop { !$0.hasPrefix("call 1 of implement: ") }
        try #require(first.count >= 5, "\(text)")
        let lines = Array(first.prefix(5))
        #expect(lines[0].contains("of it waiting, $"), "\(text)")
        #expect(lines[1].hasPrefix("anthropic/"), "\(text)")
        #expect(
            lines[1].hasSuffix("overload, wants to be asked again in 20 ms: 'anthropic' failed: Overloaded"),
            "\(text)")
        #expect(lines[2].hasPrefix("after "), "\(text)")
        #expect(lines[2].contains("anthropic/"), "\(text)")
        #expect(lines[3].contains("openai/gpt-5: quota: 'openai' refused"), "\(text)")
        #expect(lines[4].contains("gemini/"), "\(text)")
        #expect(lines[4].contains("answered in "), "\(text)")
        let calls = try JSON(parsing: place.autowrk("show", run, "--json").stdout)["models"]?.arrayValue
        let attempts = calls?.first?["call"]?["attempts"]?.arrayValue ?? []
        #expect(attempts.map { $0["provider"] } == ["anthropic", "anthropic", "openai", "gemini"])
    }
}
