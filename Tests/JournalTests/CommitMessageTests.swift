import Testing

@testable import Journal

@Suite struct CommitMessageTests {
    private func lines(_ message: String) throws -> [String] {
        var lines: [String] = []
        try Array(message.utf8).withUnsafeBufferPointer { bytes in
            try CommitMessage.forEachLine(bytes) { line in lines.append(String(decoding: line, as: UTF8.self))
            }
        }
        return lines
    }

    @Test func `lines come back as they went in`() throws {
        let text = CommitMessage.text(subject: "what happened", lines: Array("{1}\n{2}\n".utf8))
        #expect(String(decoding: text, as: UTF8.self) == "what happened\n\n{1}\n{2}\n")
        #expect(try lines(String(decoding: text, as: UTF8.self)) == ["{1}", "{2}"])
        #expect(try lines("s\n\n{1}\n\n\n{2}") == ["{1}", "{2}"])
    }

    @Test(arguments: ["", "subject", "subject\n", "subject\n\n", "subject\nno empty line\n{}"])
    func `a message without events is not ours`(message: String) {
        #expect(throws: EventFormatError.noEvents) { try lines(message) }
    }

    @Test(arguments: [
        ("run 8xk2: verify passed", "run 8xk2: verify passed"), ("two\nlines\t here ", "two lines here"),
        ("\u{1B}[31mred", "[31mred"),
        (String(repeating: "x", count: 99), String(repeating: "x", count: 71) + "…"),
    ])
    func `a subject is one line of printable text`(given: String, kept: String) {
        #expect(CommitMessage.cleaned(subject: given) == kept)
    }

    @Test(arguments: ["", " \n\t", "\u{0}\u{1B}"])
    func `a subject without any text is none`(given: String) {
        #expect(CommitMessage.cleaned(subject: given) == nil)
    }
}
