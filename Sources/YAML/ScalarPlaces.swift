/// Where each character of a scalar's text stands in the source, whatever quotes, escapes, folding and
/// indentation lie between.
///
/// Both texts are walked side by side: space of one is matched by any space of the other, so that every
/// other character is found exactly.
public struct ScalarPlaces: Sendable {
    private let source: SourceText
    /// Where each character of the text starts, in UTF-8, and its index in the source; with those of the end.
    private var offsets: [Int] = []
    private var indices: [Int] = []

    /// The places of a scalar that was read from `source`.
    public init(_ scalar: YAML.Scalar, in source: SourceText) {
        self.source = source
        var walk = Walk(scalar, source)
        var offset = 0
        for wanted in scalar.text.unicodeScalars {
            walk.skipFolding(before: wanted)
            offsets.append(offset)
            indices.append(min(walk.index, source.scalars.count))
            offset += UTF8.width(wanted)
            walk.pass(wanted)
        }
        offsets.append(offset)
        indices.append(min(walk.index, source.scalars.count))
    }

    /// The place of a part of the text.
    ///
    /// - Parameter offset: in the UTF-8 of ``YAML/Scalar/text``.
    public func position(ofOffset offset: Int) -> SourcePosition {
        var (low, high) = (0, offsets.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if offsets[middle] <= offset { low = middle } else { high = middle }
        }
        return source.position(at: indices[low])
    }
}

/// A place in the source that moves along with the text.
private struct Walk {
    let source: SourceText
    let style: YAML.Scalar.Style
    var index: Int

    init(_ scalar: YAML.Scalar, _ source: SourceText) {
        (self.source, style, index) = (source, scalar.style, source.index(of: scalar.start))
        switch style {
        case .plain: break
        case .singleQuoted, .doubleQuoted: index += 1
        case .literal, .folded:
            while let next = source.scalar(at: index), !next.isBreak { index += 1 }
        }
    }

    /// Goes past what stands in the source only.
    mutating func skipFolding(before wanted: Unicode.Scalar) {
        while let found = source.scalar(at: index) {
            if style == .doubleQuoted, found == "\\", source.scalar(at: index + 1)?.isBreak == true {
                index += 2
            } else if found.isSpace && !wanted.isSpace {
                // An escaped tab or line feed is text, not space.
                index += 1
            } else {
                return
            }
        }
    }

    /// Goes past what stands for a character.
    mutating func pass(_ wanted: Unicode.Scalar) {
        guard let found = source.scalar(at: index) else { return }
        switch style {
        case .doubleQuoted where found == "\\": index += escapeLength
        case .singleQuoted where found == "'": index += 2
        default:
            guard wanted.isSpace && found != wanted else {
                index += 1
                return
            }
            // A line break that was folded into a space takes the indentation behind it along.
            while source.scalar(at: index)?.isSpace == true { index += 1 }
        }
    }

    private var escapeLength: Int {
        switch source.scalar(at: index + 1) {
        case "x": 4
        case "u": 6
        case "U": 10
        default: 2
        }
    }
}
