import Testing

@testable import Context

@Suite struct WordScannerTests {
    private func terms(_ text: String) -> [Term] {
        var found: [Term] = []
        var text = text
        text.withUTF8 { bytes in
            var scanner = WordScanner()
            scanner.scan(bytes) { term, _, _ in found.append(term) }
        }
        return found
    }

    @Test(arguments: ["get_default", "getDefault", "GetDefault", "GET_DEFAULT", "get__default_"])
    func `an identifier is its parts and the whole, however it is written`(name: String) {
        #expect(Set(terms(name)) == Set(terms("get default") + [Term(hash: FNV.hash("getdefault"))]))
    }

    @Test(arguments: [
        ("HTTPServer", "http server"), ("utf8Text", "utf8 text"), ("parseJSON", "parse json"), ("x2y", "x2y"),
    ])
    func `capitals and digits stay together`(name: String, parts: String) {
        #expect(Set(terms(name)).isSuperset(of: terms(parts)))
    }

    @Test(arguments: [
        ("parse", "parses"), ("parse", "parsed"), ("parse", "parsing"), ("map", "mapping"),
        ("entry", "entries"), ("validate", "validation"), ("class", "classes"), ("box", "boxes"),
        ("file", "files"),
    ])
    func `forms of a word meet`(one: String, other: String) { #expect(terms(one) == terms(other)) }

    @Test(arguments: [("status", "statu"), ("bus", "bu"), ("string", "str"), ("class", "clas")])
    func `what only looks like an ending stays`(word: String, shortened: String) {
        #expect(terms(word) != terms(shortened))
    }

    @Test func `numbers, single letters and what is encoded are no words`() {
        #expect(terms("7 1234 a _ x") == [])
        #expect(terms(String(repeating: "a1", count: 40)) == [])
    }

    @Test func `letters beyond ASCII make words`() { #expect(terms("größe naïve").count == 2) }
}
