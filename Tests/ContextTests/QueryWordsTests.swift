import Testing

@testable import Context

@Suite struct QueryWordsTests {
    private func weight(_ word: String, title: String = "", body: String = "") -> Double {
        let term = Term(word: word)
        return QueryWords(title: title, body: body).terms.first { $0.term == term }?.weight ?? 0
    }

    @Test func `the title counts more than prose, and prose more than code`() {
        let title = weight("umlaut", title: "umlauts are lost")
        let prose = weight("umlaut", title: "lost", body: "The umlaut is gone.")
        let code = weight("umlaut", title: "lost", body: "```\nprint(umlaut)\n```\n")
        #expect(title > prose)
        #expect(prose > code)
        #expect(code > 0)
    }

    @Test(arguments: ["the", "would", "reproduce", "expected", "bug"])
    func `what every report says is left out`(word: String) {
        #expect(weight(word, title: "\(word) umlaut", body: word) == 0)
    }

    @Test func `hidden words of a template are left out`() {
        #expect(weight("template", title: "x", body: "<!-- fill the\ntemplate -->\nwords\n") == 0)
        #expect(weight("words", title: "x", body: "<!-- fill the\ntemplate -->\nwords\n") > 0)
    }

    @Test(arguments: [
        "## Environment\n\nmimalloc\n", "**Version**\n\nmimalloc\n",
        "| key | value |\n| --- | --- |\n| version | 3 |\n| allocator | mimalloc |\n",
    ])
    func `what is installed tells next to nothing`(body: String) {
        let weight = weight("mimalloc", title: "umlaut", body: body)
        #expect(weight > 0)
        #expect(weight < 0.2)
    }

    @Test func `words side by side are looked for as one`() {
        let joined = Term(hash: FNV.hash("trailingcomma"))
        for title in ["trailing comma", "trailing-comma"] {
            #expect(QueryWords(title: title, body: "").terms.contains { $0.term == joined })
        }
    }
}
