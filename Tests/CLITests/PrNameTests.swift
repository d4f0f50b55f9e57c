import JSON
import TestSupport
import Testing

/// What people type for pull requests, and what other versions may have recorded about them.
@Suite struct PrNameTests {
    let place: PrPlace

    init() throws { place = try PrPlace() }

    /// Opens pull requests of these names, as another clone might have.
    private func open(_ ids: [String]) throws {
        let lines = try ids.map { id in
            let data = """
                {"title":"\(id)","head":"fix/it","base":"main","commit":"\(try place.git("rev-parse", "fix/it"))",\
                "tree":"\(try place.git("rev-parse", "fix/it^{tree}"))"}
                """
            return #"{"stream":"pr/\#(id)","type":"pr_opened","data":\#(data)}"# + "\n"
        }
        let outcome = try place.clone.autowrk("journal", "append", "--batch", input: lines.joined())
        try #require(outcome.status == 0, "\(outcome.stderr)")
    }

    private func names() throws -> [String: String] {
        let json = try place.pr("list", "--all", "--json").stdout
        let entries = try JSON(parsing: String(json.dropLast()))["pull_requests"]?.arrayValue ?? []
        return Dictionary(
            uniqueKeysWithValues: entries.compactMap { entry in
                entry["id"]?.stringValue.flatMap { id in entry["name"]?.stringValue.map { (id, $0) } }
            })
    }

    @Test func `names are as short as they may be and no shorter`() throws {
        try open(["aaaabbbbcccc", "aaaabbbbdddd", "aaaaccccdddd", "zzzz00000000"])
        #expect(
            try names() == [
                "aaaabbbbcccc": "aaaabbbbc", "aaaabbbbdddd": "aaaabbbbd", "aaaaccccdddd": "aaaac",
                "zzzz00000000": "zzzz",
            ])
        #expect(try place.pr("show", "aaaac").stdout.contains("pull request aaaac "))
        #expect(try place.pr("show", "z").stdout.contains("pull request zzzz "))
        let several = try place.pr("show", "aaaabbbb")
        #expect(several.status == 2)
        #expect(
            several.stderr == """
                error: 'aaaabbbb' is the beginning of several pull requests
                hint: aaaabbbbcccc, aaaabbbbdddd

                """)
    }

    @Test func `among many names each is the only one that begins so`() throws {
        let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
        var random = SeededGenerator(seed: 5)
        let ids = Set(
            (0..<150).map { _ in
                String((0..<12).map { alphabet[Int.random(in: 0..<($0 < 4 ? 3 : 32), using: &random)] })
            })
        try open(ids.sorted())
        let names = try names()
        #expect(Set(names.keys) == ids)
        for (id, name) in names {
            #expect(ids.filter { $0.hasPrefix(name) } == [id])
            #expect(name.count == 4 || ids.count { $0.hasPrefix(name.dropLast()) } > 1)
        }
    }

    @Test func `facts of later versions are passed over and are in nobody's way`() throws {
        let id = try place.create()
        let later = try place.clone.autowrk(
            "journal", "append", "--stream", "pr/\(id)", "--type", "pr_teleported", "--data",
            #"{"to":"mars"}"#)
        #expect(later.status == 0)
        #expect(try place.document(id)["status"] == "open")
        #expect(try place.pr("comment", id, "-m", "hm").status == 0)
        #expect(try place.pr("close", id).status == 0)
        #expect(try place.document(id)["status"] == "closed")
    }

    @Test func `a stream without a beginning is told as such`() throws {
        let outcome = try place.clone.autowrk(
            "journal", "append", "--stream", "pr/aaaabbbbcccc", "--type", "pr_closed")
        #expect(outcome.status == 0)
        #expect(try place.pr("list", "--state", "all").stdout == "")
        let shown = try place.pr("show", "aaaa")
        #expect(shown.status == 2)
        #expect(shown.stderr.hasPrefix("error: there is no pull request 'aaaabbbbcccc'"))
    }
}
