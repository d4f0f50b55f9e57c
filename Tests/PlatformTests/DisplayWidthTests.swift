import Platform
import Testing

@Suite("Display width")
struct DisplayWidthTests {
    @Test(
        "Text takes the columns that a terminal gives it",
        arguments: [
            ("", 0), ("plain", 5), ("naïve", 5), ("nai\u{308}ve", 5), ("日本語", 6), ("한글", 4), ("ｆｕｌｌ", 8),
            ("👍", 2), ("👨‍👩‍👧", 2), ("🇩🇪", 2), ("❤️", 2), ("✓ ok", 4), ("a\u{200B}b", 2), ("a\u{7}b", 2), ("–", 1),
        ])
    func width(text: String, columns: Int) {
        #expect(text.displayWidth == columns)
    }

    @Test("A beginning never takes more columns than there are")
    func prefix() {
        #expect("日本語".prefix(displayWidth: 5) == "日本")
        #expect("日本語".prefix(displayWidth: 6) == "日本語")
        #expect("plain".prefix(displayWidth: 0).isEmpty)
    }
}
