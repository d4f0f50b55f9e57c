/// What a word becomes once it is expanded, as far as that is known.
struct Field: Sendable, Equatable {
    /// In the order of the text.
    var pieces: [Piece]
    /// What it carries along.
    var taint: Taint = []
    /// Where the word stands that it has come from.
    var range: Range<Int>
    /// Where its text stands as it is, without quotes and escapes; nil where nobody knows.
    var place: Int?

    init(_ pieces: [Piece], taint: Taint = [], range: Range<Int>, place: Int? = nil) {
        (self.pieces, self.taint, self.range, self.place) = (pieces, taint, range, place)
    }

    init(_ text: String, range: Range<Int>) { self.init([.text(text)], range: range) }

    /// Its text; nil where a part of it is unknown or matches names of files.
    var known: String? { pieces.known }

    /// Its text, with `${name}` for what is unknown.
    var shown: String { pieces.shown }

    /// The text that it begins with for sure.
    var beginning: String {
        if case .text(let text)? = pieces.first { text } else { "" }
    }

    /// What follows behind so many bytes of its beginning.
    func dropping(_ count: Int) -> Field {
        guard case .text(let text)? = pieces.first else { return self }
        var field = self
        field.pieces[0] = .text(String(decoding: text.utf8.dropFirst(count), as: UTF8.self))
        field.place = place.map { $0 + count }
        return field
    }
}

extension [Field] {
    /// As many words as anybody has at once; one that nobody knows where there are more.
    var bounded: [Field] {
        guard let first, count > 1000 else { return self }
        let taint = reduce(into: Taint()) { $0.formUnion($1.taint) }
        return [Field([.unknown("")], taint: taint, range: first.range)]
    }
}

/// A part of a value.
enum Piece: Sendable, Hashable {
    case text(String)
    /// `*` and its kind, which stand for names of files.
    case wildcard(String)
    /// What nobody can know; the name of a variable that stands for it, or nothing.
    case unknown(String)
}

extension [Piece] {
    /// The text; nil where a part of it is not known.
    var known: String? {
        var known = ""
        for piece in self {
            guard case .text(let text) = piece else { return nil }
            known += text
        }
        return known
    }

    /// The text, with `${name}` for what is unknown.
    var shown: String {
        var shown = ""
        for piece in self {
            switch piece {
            case .text(let text), .wildcard(let text): shown += text
            case .unknown(let name): shown += "${\(name)}"
            }
        }
        return shown
    }

    /// Whether nothing of it is known.
    var isUnknown: Bool {
        contains { if case .unknown = $0 { true } else { false } }
    }

    /// Values can double with each command; what is longer than this is of no use to know.
    static var maximumLength: Int { 1 << 16 }

    /// The same with texts that stand together as one; unknown as a whole where it is too long.
    var joined: [Piece] {
        var joined: [Piece] = []
        var length = 0
        for piece in self {
            if piece == .text(""), count > 1 { continue }
            guard case .text(let more) = piece else {
                joined.append(piece)
                continue
            }
            length += more.utf8.count
            if case .text(let text)? = joined.last {
                joined[joined.count - 1] = .text(text + more)
            } else {
                joined.append(piece)
            }
            if length > Self.maximumLength { return [.unknown("")] }
        }
        return joined.count > Self.maximumLength >> 6 ? [.unknown("")] : joined
    }

    /// Without line ends behind it, as a substitution leaves them out.
    var trimmed: [Piece] {
        var trimmed = self
        while case .text(let text)? = trimmed.last {
            let rest = text.utf8.reversed().drop { $0 == 0x0A }
            if rest.isEmpty {
                trimmed.removeLast()
            } else {
                trimmed[trimmed.count - 1] = .text(String(decoding: rest.reversed(), as: UTF8.self))
                break
            }
        }
        return trimmed
    }
}

/// What a command reads or prints.
struct Stream: Sendable, Equatable {
    var pieces: [Piece]
    var taint: Taint = []
    /// Where its text stands as it is; nil where nobody knows.
    var place: Int?
    /// Whether each of its words is as this text says, and there may be any number of them.
    var areNames = false

    /// Nothing at all.
    static let empty = Stream(pieces: [])

    /// Something that nobody can know.
    static func unknown(_ taint: Taint = []) -> Stream { Stream(pieces: [.unknown("")], taint: taint) }

    mutating func append(_ more: Stream) {
        // What is so long is of no use to know.
        if pieces.count > 200 {
            pieces = [.unknown("")]
        } else {
            place = pieces.isEmpty ? more.place : more.pieces.isEmpty ? place : nil
            pieces = (pieces + more.pieces).joined
        }
        areNames = false
        taint.formUnion(more.taint)
    }
}
