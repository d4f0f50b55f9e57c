import Synchronization

/// What a program prints, handed on as it comes; a character is not cut in two.
final class PrintedAnswer: Sendable {
    /// All of it.
    struct Text: Sendable, Equatable {
        var text = ""
        /// Whether there was more than anybody keeps.
        var isCut = false
    }

    private struct State {
        var answer = Text()
        var size = 0
        /// The start of a character.
        var rest: [UInt8] = []
    }

    /// In bytes.
    private static let largest = 64 << 20

    private let state = Mutex(State())
    private let onPiece: @Sendable (ReplyPiece) -> Void

    init(_ onPiece: @escaping @Sendable (ReplyPiece) -> Void) { self.onPiece = onPiece }

    func take(_ bytes: [UInt8]) {
        hand(
            on: state.withLock { state in
                guard state.size + bytes.count <= Self.largest else {
                    state.answer.isCut = true
                    return ""
                }
                state.size += bytes.count
                let all = state.rest + bytes
                let end = all.count - Self.openEnd(of: all)
                state.rest = Array(all[end...])
                let text = String(decoding: all[..<end], as: UTF8.self)
                state.answer.text += text
                return text
            })
    }

    /// All of it, once the program has ended.
    func finish() -> Text {
        let rest = state.withLock { state in
            let text = String(decoding: state.rest, as: UTF8.self)
            state.rest = []
            state.answer.text += text
            return text
        }
        hand(on: rest)
        return state.withLock { $0.answer }
    }

    private func hand(on text: String) { if !text.isEmpty { onPiece(.text(text)) } }

    /// How many bytes at the end are the start of a character whose rest is still to come.
    private static func openEnd(of bytes: [UInt8]) -> Int {
        for (count, byte) in bytes.suffix(3).reversed().enumerated() where byte & 0xC0 != 0x80 {
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
            return length > count + 1 ? count + 1 : 0
        }
        return 0
    }
}
